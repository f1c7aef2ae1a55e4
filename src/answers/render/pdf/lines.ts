/** Text set into lines of a width: broken between words, and within one only where a word alone is wider than the line. Pure. */
import { shownIn, type Weight } from './fonts.js';
import type { Run } from './markup.js';

/** How a piece of text looks. */
export interface Style {
  readonly weight: Weight;
  readonly size: number;
  /** Points above the line. */
  readonly rise: number;
  readonly faint: boolean;
  readonly href?: string;
}

export interface Piece {
  readonly text: string;
  readonly style: Style;
  readonly width: number;
}

export type Line = readonly Piece[];
export type Measure = (text: string, style: Style) => number;

/** What stands together on a line: pieces without a space between them, and the space before. */
interface Word {
  readonly pieces: readonly Piece[];
  readonly before: Piece | null;
  readonly newLine: boolean;
}

export function linesOf(
  runs: readonly Run[],
  width: number,
  manner: { readonly weight: Weight; readonly size: number },
  measure: Measure,
): readonly Line[] {
  const lines: Piece[][] = [];
  let line: Piece[] = [];
  let used = 0;
  const end = (): void => {
    lines.push(line);
    line = [];
    used = 0;
  };
  const put = (piece: Piece): void => {
    line.push(piece);
    used += piece.width;
  };
  for (const { pieces, before, newLine } of wordsOf(runs, manner, measure)) {
    if (newLine) end();
    const wide = pieces.reduce((sum, piece) => sum + piece.width, 0);
    if (line.length > 0 && used + (before?.width ?? 0) + wide > width) end();
    else if (before !== null && line.length > 0) put(before);
    if (wide <= width) pieces.forEach(put);
    else
      for (const part of pieces.flatMap((piece) => charactersOf(piece, measure))) {
        if (line.length > 0 && used + part.width > width) end();
        put(part);
      }
  }
  end();
  return lines.map((each) => joined(rightToLeft(each), measure));
}

/** How wide the widest word is, and the whole text on one line. */
export function widthsOf(
  runs: readonly Run[],
  manner: { readonly weight: Weight; readonly size: number },
  measure: Measure,
): { readonly word: number; readonly all: number } {
  const words = wordsOf(runs, manner, measure).map(({ pieces }) => pieces.reduce((sum, { width }) => sum + width, 0));
  return { word: Math.max(0, ...words), all: words.reduce((sum, width) => sum + width, 0) };
}

function wordsOf(
  runs: readonly Run[],
  manner: { readonly weight: Weight; readonly size: number },
  measure: Measure,
): readonly Word[] {
  const words: Word[] = [];
  let pieces: Piece[] = [];
  let before: Piece | null = null;
  let newLine = false;
  const end = (): void => {
    if (pieces.length > 0) {
      words.push({ pieces, before, newLine });
      newLine = false;
    }
    pieces = [];
    before = null;
  };
  for (const run of runs) {
    if (run.text === '\n') {
      end();
      newLine = true;
      continue;
    }
    const style = styleOf(run, manner);
    for (const text of run.text.split(/( )/)) {
      if (text === '') continue;
      // What a reference follows, it stays with.
      const clings = run.raised && pieces.length > 0 && pieces.every((piece) => piece.style.rise === 0);
      if (text === ' ' && !clings) {
        end();
        before = { text, style, width: measure(text, style) };
      } else {
        const shown = shownIn(style.weight, text);
        pieces.push({ text: shown, style, width: measure(shown, style) });
      }
    }
  }
  end();
  return words;
}

function styleOf(run: Run, { weight, size }: { readonly weight: Weight; readonly size: number }): Style {
  return {
    weight,
    size: run.raised ? size * 0.7 : run.small ? size * 0.85 : size,
    rise: run.raised ? size * 0.32 : 0,
    faint: run.small,
    ...(run.href !== undefined && { href: run.href }),
  };
}

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

function charactersOf({ text, style }: Piece, measure: Measure): readonly Piece[] {
  return Array.from(characters.segment(text), ({ segment }) => ({
    text: segment,
    style,
    width: measure(segment, style),
  }));
}

/** Scripts that are read from right to left. */
const RIGHT_TO_LEFT = /[\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/u;
/** What goes with such words where it stands between two of them. */
const BETWEEN = /^[\d\s\p{P}]*$/u;

/** Our sentences run from left to right; in them the first of several Hebrew or Arabic words stands at the right. The font turns each word itself. */
function rightToLeft(line: readonly Piece[]): readonly Piece[] {
  const turned = [...line];
  for (let from = 0; from < line.length; from++) {
    if (!RIGHT_TO_LEFT.test(line[from]?.text ?? '')) continue;
    let to = from;
    for (const [index, { text }] of line.entries()) {
      if (index <= from) continue;
      if (RIGHT_TO_LEFT.test(text)) to = index;
      else if (!BETWEEN.test(text)) break;
    }
    turned.splice(from, to - from + 1, ...line.slice(from, to + 1).toReversed());
    from = to;
  }
  return turned;
}

/** Neighbours of one style are one piece: they are drawn, and can be searched, as one text. Words that the font turns stand alone. */
function joined(line: readonly Piece[], measure: Measure): Line {
  const pieces: Piece[] = [];
  for (const piece of line) {
    const last = pieces.at(-1);
    const alone = [last, piece].some((one) => RIGHT_TO_LEFT.test(one?.text ?? ''));
    if (last === undefined || alone || JSON.stringify(last.style) !== JSON.stringify(piece.style)) pieces.push(piece);
    else pieces[pieces.length - 1] = { ...piece, text: last.text + piece.text, width: 0 };
  }
  return pieces.map((piece) => (piece.width > 0 ? piece : { ...piece, width: measure(piece.text, piece.style) }));
}
