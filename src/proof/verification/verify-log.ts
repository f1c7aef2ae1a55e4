/**
 * Whole-log verification: every stored byte of the log is read again, the tree computed anew and compared with every checkpoint ever signed.
 * It needs the log and the publications only, works beside a running service, and its memory does not grow with the log.
 */
import type { EventLog } from '../../log/event-log.js';
import { sha256 } from '../../record/digest.js';
import type { CommittedRecord } from '../../record/record.js';
import { type CompactRange, compactRange } from '../merkle/compact-range.js';
import { base64Of, hexOf, sameBytes } from '../merkle/hash.js';
import { hasher } from '../merkle-tree.js';
import type { Publications } from '../publications.js';
import { checkRecord } from './check-record.js';
import { type Identities, identities } from './identities.js';
import { nameIrregular } from './irregular.js';
import { collectProblems, type Problem, type Problems } from './problem.js';
import { type SignedHead, signedHeads, type Trusted } from './verify-publications.js';

export interface LogToVerify {
  readonly log: EventLog;
  readonly publications: Publications;
  readonly trusted: Trusted;
  /** Positions count from 1 without gaps, as the embedded log's do. */
  readonly gapless: boolean;
  /** Checkpoints that others kept: each must lie on this log. */
  readonly foreign: readonly SignedHead[];
  /** The digest that stood at a leaf when the tree was built, where a read model still says so. */
  readonly digestAt?: (leaf: number) => Uint8Array | undefined;
  readonly onProgress?: (records: number) => void;
}

export interface Verified {
  readonly records: number;
  readonly size: number;
  /** Root over all records, base64 as in a checkpoint. */
  readonly root: string;
  readonly checkpoints: number;
  /** The largest size at which the log agrees with a checkpoint. */
  readonly proven: number;
  readonly problems: readonly Problem[];
  readonly problemCount: number;
}

/** Answers what it finds; where it cannot read on, that is a problem too. */
export async function verifyLog(input: LogToVerify): Promise<Verified> {
  const problems = collectProblems();
  const add = (problem: Problem): void => problems.add(problem);
  const heads = mergedHeads(input, add);
  await heads.next();
  const ids = identities(Number((await input.log.head().catch(() => null)) ?? 0));
  try {
    const first = await pass(input, problems, heads, ids, new Set());
    const copies = await nameIrregular(input.log, ids, add);
    // A later copy is no leaf. Where there are any, which only a log without a lasting memory of ids can have, the tree is computed once more.
    if (copies.size === 0 || input.gapless) return first;
    const rest = collectProblems();
    const again = mergedHeads(input, () => undefined);
    await again.next();
    const second = await pass(input, rest, again, null, copies);
    const kept = problems.list.filter(
      ({ code }) => code !== 'checkpoint-root' && code !== 'rollback' && code !== 'leaf',
    );
    const found = rest.list.filter(({ code }) => code === 'checkpoint-root' || code === 'rollback' || code === 'leaf');
    return { ...second, problems: [...kept, ...found], problemCount: kept.length + found.length };
  } finally {
    ids.close();
  }
}

async function pass(
  { log, gapless, digestAt, onProgress }: LogToVerify,
  problems: Problems,
  heads: Heads,
  ids: Identities | null,
  skip: ReadonlySet<number>,
): Promise<Verified> {
  const range = compactRange(hasher);
  const judge = headJudge(range, heads, problems);
  const compare = leafComparer(digestAt, problems);
  let records = 0;
  let last = 0;
  try {
    await judge.now();
    for await (const page of log.readAll()) {
      for (const record of page) {
        records += 1;
        if (gapless && record.position !== last + 1)
          problems.add({
            code: 'position',
            position: record.position,
            expected: `${last + 1}`,
            found: `${record.position}`,
          });
        last = record.position;
        if (ids !== null) checkRecord(record, (problem) => problems.add({ ...problem, leaf: range.size }));
        ids?.add(record);
        if (skip.has(record.position)) continue;
        const entry = sha256(record.header);
        compare(record, range.size, entry);
        range.append(hasher.leaf(entry));
        if (range.size === judge.next) await judge.now();
      }
      onProgress?.(records);
    }
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    problems.add({ code: 'unreadable', file: 'log', expected: `a record after position ${last}`, found });
  }
  const { checkpoints, proven } = await judge.end();
  return {
    records,
    size: range.size,
    root: base64Of(range.root()),
    checkpoints,
    proven,
    problems: problems.list,
    get problemCount() {
      return problems.count;
    },
  };
}

type Heads = AsyncGenerator<SignedHead | null, void, undefined>;

/** All signed heads by ascending size; the published ones come so, the foreign ones are put between. The first one yielded is null. */
async function* mergedHeads({ publications, trusted, foreign }: LogToVerify, add: (problem: Problem) => void): Heads {
  yield null;
  const waiting = [...foreign].sort((a, b) => a.size - b.size);
  try {
    for await (const head of signedHeads(publications, trusted, add)) {
      while (waiting[0] !== undefined && waiting[0].size < head.size) yield waiting.shift() ?? null;
      yield head;
    }
  } catch (error) {
    add({ code: 'unreadable', file: 'publications', found: error instanceof Error ? error.message : String(error) });
  }
  yield* waiting;
}

/** Compares the growing tree with each signed head when it has that size. */
function headJudge(range: CompactRange, heads: Heads, problems: Problems) {
  let waiting: SignedHead | null = null;
  let checkpoints = 0;
  let proven = 0;
  /** A checkpoint kept elsewhere may contradict what the ledger published over the same records, so each kind has its own span. */
  const agreed = { own: 0, foreign: 0 };
  let failed = false;
  const advance = async (): Promise<void> => {
    const { value, done } = await heads.next();
    waiting = done ? null : (value ?? null);
  };
  const judgeOne = (head: SignedHead): void => {
    checkpoints += 1;
    const root = range.root();
    const kind = head.place.startsWith('publications') ? 'own' : 'foreign';
    if (sameBytes(root, head.root)) {
      agreed[kind] = head.size;
      proven = Math.max(proven, head.size);
      return;
    }
    // One wrong record spoils every later checkpoint: the first one names the span, the others would only repeat it.
    if (!failed || kind === 'foreign')
      problems.add({
        code: 'checkpoint-root',
        file: head.place,
        field: `leaves ${agreed[kind]} to ${head.size - 1}`,
        expected: base64Of(head.root),
        found: base64Of(root),
      });
    failed = true;
  };
  return {
    /** The size at which to call `now`, -1 where no head is left. */
    get next(): number {
      return waiting?.size ?? -1;
    },
    async now(): Promise<void> {
      if (waiting === null) await advance();
      while (waiting !== null && waiting.size <= range.size) {
        if (waiting.size === range.size) judgeOne(waiting);
        await advance();
      }
    },
    async end(): Promise<{ checkpoints: number; proven: number }> {
      let largest: SignedHead | null = null;
      for (; waiting !== null; await advance()) {
        checkpoints += 1;
        if (largest === null || waiting.size > largest.size) largest = waiting;
      }
      if (largest !== null)
        problems.add({
          code: 'rollback',
          file: largest.place,
          expected: `${largest.size} records`,
          found: `${range.size} records`,
        });
      return { checkpoints, proven };
    },
  };
}

/** Names the record that changed, with the help of what the read models remember; after so many in a row the order is lost. */
function leafComparer(digestAt: LogToVerify['digestAt'], problems: Problems) {
  let inARow = 0;
  return ({ position, id, stream }: CommittedRecord, leaf: number, entry: Uint8Array): void => {
    const expected = inARow < 100 ? digestAt?.(leaf) : undefined;
    if (expected === undefined) return;
    if (sameBytes(expected, entry)) {
      inARow = 0;
      return;
    }
    inARow += 1;
    problems.add({ code: 'leaf', position, leaf, id, stream, expected: hexOf(expected), found: hexOf(entry) });
  };
}
