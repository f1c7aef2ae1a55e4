/** The paper of a letter: A4 sheets that are filled from top to bottom, tagged for screen readers as they are filled, with page numbers at the end. */
import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import { fontOf, type Weight, weights } from './fonts.js';
import type { Line, Piece, Style } from './lines.js';

/** An element of the document's structure: a heading, a list, a cell. */
export type Part = ReturnType<PDFKit.PDFDocument['struct']>;

export interface About {
  readonly title: string;
  /** Of what is written: it tells documents of one title and one moment apart. */
  readonly id?: string;
  readonly language: string;
  /** When the document's content was made: the same content has the same bytes. */
  readonly made: Date;
}

const MARGIN = { top: 64, bottom: 72, left: 64, right: 64 };
const INK = '#111111';
const FAINT = '#555555';
const LINK = '#0b4f8a';
/** Line height over font size. */
const LEADING = 1.45;
const ASCENT = 1.08;

export class Sheets {
  readonly #document: PDFKit.PDFDocument;
  readonly #root: Part;
  #y = MARGIN.top;

  constructor({ title, id, language, made }: About) {
    this.#document = new PDFDocument({
      size: 'A4',
      margins: MARGIN,
      bufferPages: true,
      pdfVersion: '1.7',
      tagged: true,
      lang: language,
      displayTitle: true,
      info: {
        Title: title,
        ...(id !== undefined && { Subject: id }),
        Creator: 'Accountability ledger',
        CreationDate: made,
        ModDate: made,
      },
    });
    for (const weight of weights) this.#document.registerFont(weight, fontOf(weight).bytes);
    this.#root = this.#document.struct('Document');
    this.#document.addStructure(this.#root);
  }

  get width(): number {
    return this.#document.page.width - MARGIN.left - MARGIN.right;
  }

  /** Height of a whole sheet. */
  get height(): number {
    return this.#document.page.height - MARGIN.top - MARGIN.bottom;
  }

  get y(): number {
    return this.#y;
  }

  /** Arrow function: it is handed on as it is. */
  readonly measure = (text: string, { weight, size }: Style): number => {
    this.#document.font(weight).fontSize(size);
    // A word is laid out with the space behind it, as it will be drawn: that is done once for each word.
    return this.#document.widthOfString(`${text} `) - this.#document.widthOfString(' ');
  };

  /** A new part of the document, within another. Whoever opens one ends it. */
  part(kind: string, within: Part = this.#root): Part {
    const part = this.#document.struct(kind);
    within.add(part);
    return part;
  }

  /** Room below what stands there, unless a sheet begins. */
  space(points: number): void {
    if (this.#y > MARGIN.top) this.#y += points;
  }

  /** Begins a sheet where less than this is left. @returns whether it did */
  need(points: number): boolean {
    if (this.#y + points <= this.#document.page.height - MARGIN.bottom) return false;
    this.#document.addPage();
    this.#y = MARGIN.top;
    return true;
  }

  down(points: number): void {
    this.#y += points;
  }

  /** Writes a line at the height that was reached. @param indent points from the margin · @param size of the line's usual text */
  line(line: Line, indent: number, size: number, within: Part | null): void {
    let x = MARGIN.left + indent;
    const base = this.#y + size * ASCENT;
    for (const piece of line) {
      this.#piece(piece, x, base, within);
      x += piece.width;
    }
  }

  /** Where links with this name lead. */
  destination(name: string): void {
    this.#document.addNamedDestination(name, 'XYZ', MARGIN.left, this.#y, null);
  }

  /** In the list of contents that viewers show. */
  entry(text: string): void {
    this.#document.outline.addItem(text);
  }

  /** A thin line over the whole width. */
  rule(): void {
    this.#document.markContent('Artifact', { type: 'Layout' });
    this.#document
      .moveTo(MARGIN.left, this.#y)
      .lineTo(MARGIN.left + this.width, this.#y)
      .lineWidth(0.4)
      .strokeColor('#bbbbbb')
      .stroke();
    this.#document.endMarkedContent();
  }

  /** Numbers the pages and closes the document. */
  async end(): Promise<Buffer> {
    this.#root.end();
    const { start, count } = this.#document.bufferedPageRange();
    const style: Style = { weight: 'regular', size: 8.5, rise: 0, faint: true };
    for (let page = start; page < start + count; page++) {
      this.#document.switchToPage(page);
      const text = `${page + 1} / ${count}`;
      const width = this.measure(text, style);
      this.#document.markContent('Artifact', { type: 'Pagination' });
      const base = this.#document.page.height - MARGIN.bottom / 2;
      this.#draw({ text, style, width }, this.#document.page.width - MARGIN.right - width, base);
      this.#document.endMarkedContent();
    }
    this.#document.end();
    return buffer(this.#document);
  }

  /** Outside of every part it is no content: a table's heading that is repeated. */
  #piece(piece: Piece, x: number, base: number, within: Part | null): void {
    const { href, size } = piece.style;
    if (within === null) {
      this.#document.markContent('Artifact', { type: 'Layout' });
      this.#draw(piece, x, base);
      this.#document.endMarkedContent();
      return;
    }
    if (href === undefined || piece.text.trim() === '') {
      within.add(() => this.#draw(piece, x, base));
      return;
    }
    const link = this.part('Link', within);
    link.add(() => this.#draw(piece, x, base));
    const place = [x, base - size * ASCENT, piece.width, size * LEADING] as const;
    const about = { Border: [0, 0, 0], structParent: link };
    if (href.startsWith('#')) this.#document.goTo(...place, href.slice(1), about);
    else this.#document.link(...place, href, about);
    link.end();
  }

  #draw({ text, style }: Piece, x: number, base: number): void {
    this.#document
      .font(style.weight)
      .fontSize(style.size)
      .fillColor(style.href !== undefined ? LINK : style.faint ? FAINT : INK)
      .text(text, x, base - style.rise, { lineBreak: false, baseline: 'alphabetic' });
  }
}

/** How high a line of this size is. */
export function heightOf(size: number): number {
  return size * LEADING;
}

export interface Manner {
  readonly weight: Weight;
  readonly size: number;
}
