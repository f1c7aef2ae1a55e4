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

/** A figure judged: what `--json` prints, one line each. */
export interface Row {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline?: number;
  readonly ratio?: number;
  readonly bar?: number;
  readonly met?: boolean;
}

export function print(figures: readonly Figure[], json: boolean): void {
  const rows = figures.map(judged);
  process.stdout.write(json ? rows.map((row) => `${JSON.stringify(row)}\n`).join('') : tableOf(rows));
}

export function tableOf(rows: readonly Row[]): string {
  const table = [['figure', 'value', 'unit', 'baseline', 'ratio', 'bar', 'met'], ...rows.map(cellsOf)];
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 || column === 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

export function cellsOf(row: Row): string[] {
  const met = row.met === undefined ? '' : row.met ? 'yes' : 'NO';
  return [row.figure, short(row.value), row.unit, short(row.baseline), short(row.ratio), short(row.bar), met];
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function short(value: number | undefined): string {
  if (value === undefined) return '';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en').replaceAll(',', ' ');
  return value.toPrecision(3);
}

function judged({ below = false, ...figure }: Figure): Row {
  const ratio = figure.baseline === undefined ? undefined : figure.value / figure.baseline;
  const counts = ratio ?? figure.value;
  const met = figure.bar === undefined ? undefined : below ? counts <= figure.bar : counts >= figure.bar;
  return { ...figure, ...(ratio === undefined ? {} : { ratio }), ...(met === undefined ? {} : { met }) };
}
