/** A table in a letter: columns as wide as their text asks, rows that may run over several sheets, and the headings at the top of each. */
import { type Line, linesOf, widthsOf } from './lines.js';
import type { Cell } from './markup.js';
import { heightOf, type Manner, type Part, type Sheets } from './sheets.js';

type Row = readonly Cell[];

const SIZE = 8.5;
const GAP = 8;
const PADDING = 4;

export function writeTable(sheets: Sheets, rows: readonly Row[]): void {
  const widths = columnsOf(sheets, rows);
  const [first] = rows;
  const head = first?.every(({ heading }) => heading) ? first : undefined;
  const table = sheets.part('Table');
  for (const row of rows) {
    const cells = setIn(sheets, row, widths);
    const height = heightOfRow(cells);
    // A row stands on one sheet unless it is very long; the headings keep some lines of the next row.
    const kept = height <= sheets.height / 2 ? height : heightOf(SIZE) * 3;
    if (sheets.need(row === head ? kept + heightOf(SIZE) * 4 : kept) && row !== head && head !== undefined)
      repeat(sheets, head, widths);
    const tr = sheets.part('TR', table);
    write(
      sheets,
      cells,
      widths,
      head,
      row.map(({ heading }) => sheets.part(heading ? 'TH' : 'TD', tr)),
    );
    tr.end();
  }
  table.end();
}

function write(
  sheets: Sheets,
  cells: readonly (readonly Line[])[],
  widths: readonly number[],
  head: Row | undefined,
  parts: readonly (Part | null)[],
): void {
  sheets.down(PADDING);
  const most = Math.max(...cells.map((lines) => lines.length));
  for (let number = 0; number < most; number++) {
    if (sheets.need(heightOf(SIZE)) && head !== undefined) {
      repeat(sheets, head, widths);
      sheets.down(PADDING);
    }
    let indent = 0;
    for (const [column, lines] of cells.entries()) {
      const line = lines[number];
      if (line !== undefined) sheets.line(line, indent, SIZE, parts[column] ?? null);
      indent += (widths[column] ?? 0) + GAP;
    }
    sheets.down(heightOf(SIZE));
  }
  for (const part of parts) part?.end();
  sheets.down(PADDING);
  sheets.rule();
}

function repeat(sheets: Sheets, head: Row, widths: readonly number[]): void {
  const cells = setIn(sheets, head, widths);
  write(
    sheets,
    cells,
    widths,
    undefined,
    cells.map(() => null),
  );
}

function setIn(sheets: Sheets, row: Row, widths: readonly number[]): readonly (readonly Line[])[] {
  return row.map(({ runs, heading }, column) => linesOf(runs, widths[column] ?? 0, manner(heading), sheets.measure));
}

function heightOfRow(cells: readonly (readonly Line[])[]): number {
  return Math.max(...cells.map((lines) => lines.length)) * heightOf(SIZE) + 2 * PADDING;
}

function manner(heading: boolean): Manner {
  return { weight: heading ? 'bold' : 'regular', size: SIZE };
}

/** Each column takes its widest word, up to a share of the sheet, and a part of what is left by how much text it has. */
function columnsOf(sheets: Sheets, rows: readonly Row[]): readonly number[] {
  const count = Math.max(...rows.map((row) => row.length));
  const room = sheets.width - GAP * (count - 1);
  const asked = Array.from({ length: count }, (_, column) => {
    const cells = rows.flatMap((row) => row[column] ?? []);
    const widths = cells.map(({ runs, heading }) => widthsOf(runs, manner(heading), sheets.measure));
    const word = Math.min(Math.max(0, ...widths.map((width) => width.word)) + 1, (room / count) * 0.8);
    return { word, all: Math.max(word, ...widths.map((width) => width.all)) };
  });
  const words = asked.reduce((sum, { word }) => sum + word, 0);
  const all = asked.reduce((sum, each) => sum + Math.sqrt(each.all), 0);
  return asked.map((each) => each.word + ((room - words) * Math.sqrt(each.all)) / all);
}
