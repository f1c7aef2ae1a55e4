/** Query parameters, read one by one: each wrong value is named with what would be right. Unknown parameters are refused, for a mistyped filter would show too much. */
import { type Instant, parseInstant } from '../record/ids.js';
import { type FieldError, LedgerError } from '../record/ledger-error.js';

/** What Fastify gives: the values of a name that was sent twice stand in a list. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

export class Parameters {
  readonly #errors: FieldError[] = [];

  /** @param known every name the route takes; `purpose` and `wait` are taken everywhere */
  constructor(
    private readonly query: Query,
    known: readonly string[],
  ) {
    const names = [...known, 'purpose', 'wait'];
    for (const name of Object.keys(query)) {
      if (!names.includes(name)) this.wrong(name, `is not a parameter here; there are ${known.join(', ')}`);
    }
  }

  text(name: string): string | undefined {
    const value = this.query[name];
    if (value === undefined || value === '') return undefined;
    if (typeof value === 'string') return value;
    this.wrong(name, 'is given more than once');
    return undefined;
  }

  instant(name: string): Instant | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const instant = parseInstant(/^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00Z` : value);
    if (instant === null)
      this.wrong(name, 'must be an RFC 3339 date-time with its zone, for example 2026-03-02T09:14:00Z, or a day (UTC)');
    return instant ?? undefined;
  }

  whole(name: string, least: number, most: number): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const number = /^\d{1,16}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    this.wrong(name, `must be a whole number from ${least} to ${most}`);
    return undefined;
  }

  oneOf<const T extends string>(name: string, values: readonly T[]): T | undefined {
    const value = this.text(name);
    const found = values.find((allowed) => allowed === value);
    if (value !== undefined && found === undefined) this.wrong(name, `must be one of ${values.join(', ')}`);
    return found;
  }

  /** A day of UTC, as its first instant. */
  day(name: string): Instant | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const instant = /^\d{4}-\d{2}-\d{2}$/.test(value) ? parseInstant(`${value}T00:00:00Z`) : null;
    if (instant === null) this.wrong(name, 'must be a whole day (UTC), for example 2026-03-02');
    return instant ?? undefined;
  }

  /** One more thing that is wrong, and what would be right. */
  wrong(name: string, detail: string): void {
    this.#errors.push({ pointer: `/${name}`, detail });
  }

  /** @throws LedgerError `bad-request` with every wrong parameter */
  check(): void {
    if (this.#errors.length > 0)
      throw new LedgerError(
        'bad-request',
        this.#errors.map((error) => `${error.pointer.slice(1)} ${error.detail}`).join('; '),
        this.#errors,
      );
  }
}
