/** Comma-separated values (RFC 4180). */

export const CSV_TYPE = 'text/csv; charset=utf-8; header=present';

/** A table with its header line. */
export function csvOf(columns: readonly string[], rows: readonly (readonly unknown[])[]): string {
  return `${[columns, ...rows].map((row) => row.map(field).join(',')).join('\r\n')}\r\n`;
}

function field(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value);
  // A leading formula sign would be run by a spreadsheet.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
