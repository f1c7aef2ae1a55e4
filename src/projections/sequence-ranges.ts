/**
 * The numbers of one producer's counter that arrived, as ranges in `source_range`: bounded in size, whatever arrives in whatever order.
 * Numbers in their order only move the end of one remembered range; anything else goes to the table.
 */
import type { Prepare } from './projection.js';

export interface Ranges {
  add(number: number): void;
  /** Writes the remembered range. */
  flush(): void;
}

/** Ranges kept of one producer. Beyond it the two lowest are joined, and what was missing between them is counted as missing for good. */
export const MAX_RANGES = 1_000;

/** A whole number that a computer can count with, sent as integer or as text; undefined for anything else. */
export function sequenceNumber(sequence: string | number): number | undefined {
  const number = typeof sequence === 'number' ? sequence : /^\d{1,16}$/.test(sequence) ? Number(sequence) : Number.NaN;
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

export function sequenceRanges(prepare: Prepare, source: number): Ranges {
  const before = prepare('SELECT low, high FROM source_range WHERE source = ? AND low <= ? ORDER BY low DESC LIMIT 1');
  const after = prepare('SELECT low, high FROM source_range WHERE source = ? AND low > ? ORDER BY low LIMIT 1');
  const put = prepare('INSERT OR REPLACE INTO source_range (source, low, high) VALUES (?, ?, ?)');
  const remove = prepare('DELETE FROM source_range WHERE source = ? AND low = ?');
  const count = prepare('SELECT count(*) AS n FROM source_range WHERE source = ?');
  const forget = prepare('UPDATE source SET forgotten = forgotten + ? WHERE id = ?');

  let open: Range | null = null;
  /** How many ranges the table holds; counted once, for counting a thousand rows costs more than all the rest. */
  let held: number | null = null;
  /** Where the range above the open one begins. */
  let next = Number.POSITIVE_INFINITY;

  const flush = (): void => {
    if (open !== null) put.run(source, open.low, open.high);
  };
  const join = (): void => {
    if (held === null || held <= MAX_RANGES) return;
    const lowest = rangeOf(after.get(source, -1));
    const second = lowest && rangeOf(after.get(source, lowest.low));
    if (!lowest || !second) return;
    remove.run(source, second.low);
    put.run(source, lowest.low, second.high);
    forget.run(second.low - lowest.high - 1, source);
    held--;
  };
  return {
    flush,
    add: (number) => {
      if (open !== null && number >= open.low && number <= open.high) return;
      if (open !== null && number === open.high + 1 && number + 1 < next) {
        open.high = number;
        return;
      }
      flush();
      const left = rangeOf(before.get(source, number));
      if (left !== undefined && number <= left.high) return;
      const right = rangeOf(after.get(source, number));
      const low = left !== undefined && left.high + 1 === number ? left.low : number;
      const touches = right !== undefined && right.low === number + 1;
      held ??= Number(count.get(source)?.n);
      held += (low === number ? 1 : 0) - (touches ? 1 : 0);
      if (touches) remove.run(source, right.low);
      put.run(source, low, touches ? right.high : number);
      join();
      open = rangeOf(before.get(source, number)) ?? null;
      next = rangeOf(after.get(source, number))?.low ?? Number.POSITIVE_INFINITY;
    },
  };
}

interface Range {
  readonly low: number;
  high: number;
}

function rangeOf(row: Readonly<Record<string, unknown>> | undefined): Range | undefined {
  return row === undefined ? undefined : { low: Number(row.low), high: Number(row.high) };
}
