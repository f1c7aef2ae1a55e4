/** Figures as a table for people or as one JSON line each. */

export interface Figure {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  /** The same measured on what we compare with, in the same run. */
  readonly baseline?: number;
  /** What the ratio (the value, where there is no baseline) must reach. */
  readonly bar?: number;
  /** The bar is the most, not the least. */
  readonly below?: boolean;
}

export function print(figures: readonly Figure[], json: boolean): void {
  const rows = figures.map(({ below = false, ...figure }) => {
    const ratio = figure.baseline === undefined ? undefined : figure.value / figure.baseline;
    const judged = ratio ?? figure.value;
    const met = figure.bar === undefined ? undefined : below ? judged <= figure.bar : judged >= figure.bar;
    return { ...figure, ...(ratio === undefined ? {} : { ratio }), ...(met === undefined ? {} : { met }) };
  });
  if (json) {
    for (const row of rows) process.stdout.write(`${JSON.stringify(row)}\n`);
    return;
  }
  const table = [
    ['figure', 'value', 'unit', 'baseline', 'ratio', 'bar', 'met'],
    ...rows.map((row) => [
      row.figure,
      short(row.value),
      row.unit,
      short(row.baseline),
      short(row.ratio),
      short(row.bar),
      row.met === undefined ? '' : row.met ? 'yes' : 'NO',
    ]),
  ];
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  for (const row of table) {
    const cells = row.map((cell, column) =>
      column === 0 || column === 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    process.stdout.write(`${cells.join('  ')}\n`);
  }
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function short(value: number | undefined): string {
  if (value === undefined) return '';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en').replaceAll(',', ' ');
  return value.toPrecision(3);
}
