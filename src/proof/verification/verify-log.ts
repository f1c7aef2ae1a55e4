/**
 * Whole-log verification: every stored byte of the log is read again, the tree computed anew and compared with every checkpoint ever signed.
 * It needs the log and the publications only, works beside a running service, and its memory does not grow with the log.
 */
import type { EventLog } from '../../log/event-log.js';
import type { ReaderSource } from '../../log/reader.js';
import { hasher } from '../../projections/hasher.js';
import { parsePosition } from '../../record/ids.js';
import { type CompactRange, compactRange } from '../merkle/compact-range.js';
import { base64Of, HASH_BYTES, hexOf, sameBytes } from '../merkle/hash.js';
import type { Publications } from '../publications.js';
import { type Block, PLACE } from './block.js';
import { type Blocks, blocksOf } from './blocks.js';
import { type Identities, identities } from './identities.js';
import { nameIrregular } from './irregular.js';
import { collectProblems, type Problem, type Problems } from './problem.js';
import { redactionJudge } from './redactions.js';
import { type SignedHead, signedHeads, type Trusted } from './verify-publications.js';

export interface LogToVerify {
  readonly log: EventLog;
  readonly publications: Publications;
  readonly trusted: Trusted;
  /** Checkpoints that others kept: each must lie on this log. */
  readonly foreign: readonly SignedHead[];
  /** The digest that stood at a leaf when the tree was built, where a read model still says so. */
  readonly digestAt?: (leaf: number) => Uint8Array | undefined;
  /** How other threads open the log: a long one without gaps is then read by several. */
  readonly threads?: ReaderSource;
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
  /** Bodies that lack fields rightly: `record.redacted` took them away. */
  readonly redacted: number;
  readonly problems: readonly Problem[];
  readonly problemCount: number;
}

/** Answers what it finds; where it cannot read on, that is a problem too. */
export async function verifyLog(input: LogToVerify): Promise<Verified> {
  const problems = collectProblems();
  const add = (problem: Problem): void => problems.add(problem);
  // First what was signed, then the log: so that every checkpoint that is looked at covers records that are read, also while more are written.
  const until = await input.publications.last('checkpoints').catch(() => Number.POSITIVE_INFINITY);
  const head = Number((await input.log.head().catch(() => null)) ?? 0);
  const heads = mergedHeads(input, until, add);
  await heads.next();
  const ids = identities(head);
  try {
    const first = await pass(input, blocksOf(input.log, head, input.threads), problems, heads, ids, new Set());
    const copies = await nameIrregular(input.log, ids, add);
    // A later copy is no leaf. Where there are any, which only a log without a lasting memory of ids can have, the tree is computed once more.
    if (copies.size === 0 || input.log.gapless) return first;
    const rest = collectProblems();
    const again = mergedHeads(input, until, () => undefined);
    await again.next();
    const second = await pass(input, blocksOf(input.log, head, input.threads), rest, again, null, copies);
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
  { log, digestAt, onProgress }: LogToVerify,
  blocks: Blocks,
  problems: Problems,
  heads: Heads,
  ids: Identities | null,
  skip: ReadonlySet<number>,
): Promise<Verified> {
  const range = compactRange(hasher);
  const judge = headJudge(range, heads, problems);
  const compare = leafComparer(log, digestAt, problems);
  const redactions = redactionJudge(log, problems);
  let records = 0;
  let last = 0;
  await judge.now();
  for await (const block of blocks) {
    const wrong = block.problems.values();
    let next = ids === null ? undefined : wrong.next().value;
    for (let index = 0; index < block.count; index++) {
      const [position, revision, stream, id] = placeOf(block, index);
      if (log.gapless && position !== last + 1)
        problems.add({ code: 'position', position, expected: `${last + 1}`, found: `${position}` });
      last = position;
      for (; next?.position === position; next = wrong.next().value) problems.add({ ...next, leaf: range.size });
      ids?.add(position, revision, stream, id);
      if (skip.has(position)) continue;
      const at = 2 * HASH_BYTES * index;
      const entry = block.hashes.subarray(at, at + HASH_BYTES);
      const named = compare(position, range.size, entry);
      if (named !== undefined) await named;
      range.append(block.hashes.subarray(at + HASH_BYTES, at + 2 * HASH_BYTES));
      if (range.size === judge.next) await judge.now();
    }
    if (ids !== null) problems.uncounted(block.problemCount - block.problems.length);
    await redactions.judge(block.claims);
    records += block.count;
    onProgress?.(records);
    if (block.unreadable !== undefined) {
      const expected = `a record after position ${last}`;
      problems.add({ code: 'unreadable', file: 'log', expected, found: block.unreadable });
      break;
    }
  }
  const { checkpoints, proven } = await judge.end();
  return {
    records,
    size: range.size,
    root: base64Of(range.root()),
    checkpoints,
    proven,
    redacted: redactions.count,
    problems: problems.list,
    get problemCount() {
      return problems.count;
    },
  };
}

type Heads = AsyncGenerator<SignedHead | null, void, undefined>;

/** All signed heads by ascending size; the published ones come so, the foreign ones are put between. The first one yielded is null. */
async function* mergedHeads(
  { publications, trusted, foreign }: LogToVerify,
  until: number,
  add: (problem: Problem) => void,
): Heads {
  yield null;
  const waiting = [...foreign].sort((a, b) => a.size - b.size);
  try {
    for await (const head of signedHeads(publications, trusted, add, until)) {
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
function leafComparer(log: EventLog, digestAt: LogToVerify['digestAt'], problems: Problems) {
  let inARow = 0;
  /** @returns something to wait for only where they differ */
  return (position: number, leaf: number, entry: Uint8Array): Promise<void> | undefined => {
    const expected = inARow < 100 ? digestAt?.(leaf) : undefined;
    if (expected === undefined) return undefined;
    if (sameBytes(expected, entry)) {
      inARow = 0;
      return undefined;
    }
    inARow += 1;
    return nameLeaf(log, position, leaf, expected, hexOf(entry), problems);
  };
}

async function nameLeaf(
  log: EventLog,
  position: number,
  leaf: number,
  expected: Uint8Array,
  found: string,
  problems: Problems,
): Promise<void> {
  const [record] = await log.readAt([parsePosition(`${position}`)]).catch(() => []);
  const who = record === undefined ? {} : { id: record.id, stream: record.stream };
  problems.add({ code: 'leaf', position, leaf, ...who, expected: hexOf(expected), found });
}

function placeOf({ places }: Block, index: number): readonly [number, number, number, number] {
  const at = PLACE.fields * index;
  return [places[at] ?? 0, places[at + 1] ?? 0, places[at + 2] ?? 0, places[at + 3] ?? 0];
}
