/** Lists answer `{ items, next }`; `next` is an opaque cursor, or null at the end. */
import { LedgerError } from '../record/ledger-error.js';
import { parameter } from './parameters.js';

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export const cursorParameter = parameter.text('`next` of the page before, as it is');

/** What a route takes that answers pages. */
export function pageParameters(usual: number, most: number) {
  return {
    limit: parameter.usually(parameter.whole(1, most, 'How many at the most'), usual),
    cursor: cursorParameter,
  };
}

/** The numbers a page ended at, as a cursor. */
export function cursorOf(...place: readonly number[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** @throws LedgerError `bad-request` where the text is not a cursor of `count` whole numbers */
export function parseCursor(text: string, count: number): readonly number[] {
  try {
    const place: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (Array.isArray(place) && place.length === count && place.every((part) => Number.isSafeInteger(part)))
      return place.map(Number);
  } catch {
    // Falls through to the one sentence for all that is no cursor.
  }
  throw new LedgerError('bad-request', 'The cursor is not one that this service gave; start again without it.', [
    { pointer: '/cursor', detail: 'take "next" of the page before, as it is' },
  ]);
}

/** A page of `limit` from `limit + 1` rows that were read; `place` says where the last shown one stands. */
export function pageOf<T>(rows: readonly T[], limit: number, place: (last: T) => readonly number[]): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? cursorOf(...place(last)) : null };
}
