/** A page as a letter: what stands on the page, in its order and its words, set on paper (docs/decisions/0607-letters.md). */
import { setImmediate } from 'node:timers/promises';
import { linesOf } from './pdf/lines.js';
import { type Block, BULLET, blocksOf, type Item, type Run } from './pdf/markup.js';
import { type About, heightOf, type Manner, Sheets } from './pdf/sheets.js';
import { writeTable } from './pdf/table.js';

const TEXT: Manner = { weight: 'regular', size: 10 };
const headings: Readonly<Record<1 | 2, Manner>> = {
  1: { weight: 'bold', size: 15 },
  2: { weight: 'bold', size: 11.5 },
};
const INDENT = 18;

/** @param page HTML of our own templates, and of no other · @param about what stands in the document's properties, so nothing about a person */
export async function pdfOf(page: string, about: About): Promise<Buffer> {
  const sheets = new Sheets(about);
  for (const block of blocksOf(page)) {
    write(sheets, block);
    // Other requests have their turn: a letter takes longer than any other form.
    await setImmediate();
  }
  return sheets.end();
}

function write(sheets: Sheets, block: Block): void {
  if (block.kind === 'heading') heading(sheets, block.level, block.runs);
  else if (block.kind === 'list') list(sheets, block.items);
  else if (block.kind === 'table') writeTable(sheets, block.rows);
  else {
    sheets.space(block.runs.every(({ small }) => small) ? 12 : 4);
    text(sheets, 'P', block.runs, TEXT);
  }
}

/** A heading stays with what it is a heading of. */
function heading(sheets: Sheets, level: 1 | 2, runs: readonly Run[]): void {
  const manner = headings[level];
  sheets.space(level === 1 ? 0 : 14);
  const lines = linesOf(runs, sheets.width, manner, sheets.measure).length;
  sheets.need(Math.min(lines * heightOf(manner.size) + 3 * heightOf(TEXT.size), sheets.height));
  if (level === 2) sheets.entry(runs.map((run) => run.text).join(''));
  text(sheets, `H${level}`, runs, manner);
}

function text(sheets: Sheets, kind: string, runs: readonly Run[], manner: Manner): void {
  const part = sheets.part(kind);
  for (const line of linesOf(runs, sheets.width, manner, sheets.measure)) {
    sheets.need(heightOf(manner.size));
    sheets.line(line, 0, manner.size, part);
    sheets.down(heightOf(manner.size));
  }
  part.end();
}

function list(sheets: Sheets, items: readonly Item[]): void {
  const all = sheets.part('L');
  for (const { marker, runs, id } of items.map(numbered)) {
    sheets.space(2.5);
    const item = sheets.part('LI', all);
    const lines = linesOf(runs, sheets.width - INDENT, TEXT, sheets.measure);
    const label = sheets.part('Lbl', item);
    const body = sheets.part('LBody', item);
    for (const [number, line] of lines.entries()) {
      sheets.need(heightOf(TEXT.size) * (number === 0 ? Math.min(2, lines.length) : 1));
      if (number === 0) {
        if (id !== undefined) sheets.destination(id);
        const [mark = []] = linesOf([{ text: marker, small: false, raised: false }], INDENT * 2, TEXT, sheets.measure);
        sheets.line(mark, 0, TEXT.size, label);
      }
      sheets.line(line, INDENT, TEXT.size, body);
      sheets.down(heightOf(TEXT.size));
    }
    label.end();
    body.end();
    item.end();
  }
  all.end();
}

/** A step says its number itself: that is its marker. */
function numbered(item: Item): Item {
  const [first, ...rest] = item.runs;
  const [, number, text] = /^(\d+\.) (.*)$/s.exec(first?.text ?? '') ?? [];
  if (first === undefined || number === undefined || text === undefined || item.marker !== BULLET) return item;
  return { ...item, marker: number, runs: [{ ...first, text }, ...rest] };
}
