/** Whether one record stands in the log that was verified: the root is computed from its leaf, step by step, in the browser. */
import { base64Of, bytesOfHex, type Hash, sameBytes } from '../../../src/proof/merkle/hash.js';
import { rootFromInclusion } from '../../../src/proof/merkle/verify.js';
import { api, queries, type Schemas } from '../api.js';
import { continues, counted, hasher, hashesOf, openNote, type VerifiedLog } from './log-check.js';
import { siblingsOf } from './path.js';

export interface Check {
  readonly ok: boolean;
  readonly says: string;
}

/** One step up: the hash that the proof gave, and what it makes together with the one below. */
export interface Step {
  readonly side: 'left' | 'right';
  /** The leaves under the sibling, both ends included. */
  readonly first: number;
  readonly last: number;
  readonly given: Hash;
  readonly made: Hash;
}

export interface RecordVerdict {
  readonly ok: boolean;
  readonly checks: readonly Check[];
  readonly leaf: number;
  readonly size: number;
  readonly digest: string;
  readonly leafHash: Hash | null;
  readonly steps: readonly Step[];
}

/** Checks until one fails. @throws Problem details where the record is unknown or the service is not reached */
export async function checkRecord(recordId: string, log: VerifiedLog): Promise<RecordVerdict> {
  const answer = await queries.fetchQuery({
    ...api.queryOptions('get', '/v1/proofs/inclusion/{recordId}', { params: { path: { recordId } } }),
    staleTime: 0,
  });
  const { leafIndex: leaf, treeSize: size, digest } = answer;
  const entry = bytesOfHex(digest);
  const leafHash = entry === null ? null : hasher.leaf(entry);
  const proof = hashesOf(answer.proof);
  const steps = leafHash === null || proof === null ? [] : stepsFrom(leafHash, leaf, size, proof);
  const checks: Check[] = [];
  for await (const check of checksOf(answer, recordId, log, leafHash, proof)) {
    checks.push(check);
    if (!check.ok) break;
  }
  return { ok: checks.every(({ ok }) => ok), checks, leaf, size, digest, leafHash, steps };
}

async function* checksOf(
  answer: Schemas['InclusionAnswer'],
  recordId: string,
  log: VerifiedLog,
  leafHash: Hash | null,
  proof: readonly Hash[] | null,
): AsyncGenerator<Check> {
  const { leafIndex: leaf, treeSize: size } = answer;
  const check = (ok: boolean, right: string, wrong: string): Check => ({ ok, says: ok ? right : wrong });
  yield check(answer.id === recordId, `The answer is about this record.`, `The answer is about ${answer.id}.`);
  if (leafHash === null || proof === null)
    return yield { ok: false, says: 'The proof cannot be read: a digest or a hash in it is none.' };
  yield check(
    base64Of(leafHash) === answer.leafHash,
    'The record’s digest makes the leaf that the ledger names.',
    'The record’s digest does not make the leaf that the ledger names.',
  );
  const opened = await openNote(answer.checkpoint, log.keys);
  if (!opened.ok) return yield { ok: false, says: `The checkpoint of the proof is refused: ${opened.reason}.` };
  yield check(
    opened.checkpoint.size === size,
    `The checkpoint of the proof is signed, over ${counted(size)}.`,
    `The proof is for ${counted(size)}, and the signed checkpoint for ${counted(opened.checkpoint.size)}.`,
  );
  const root = rootFromInclusion(hasher, { leafHash, leaf, size, proof });
  yield check(
    root !== null && sameBytes(root, opened.checkpoint.root),
    `From leaf ${leaf}, ${proof.length} steps lead to the root that was signed.`,
    'The proof does NOT lead to the root that was signed.',
  );
  const [earlier, later] = size <= log.tree.size ? [opened.checkpoint, log.tree] : [log.tree, opened.checkpoint];
  yield check(
    await continues(earlier, later),
    earlier.size === later.size
      ? 'It is the root of the log that was verified above.'
      : `The log of ${counted(later.size)} begins with all ${counted(earlier.size)} of the earlier checkpoint.`,
    `The proof is for another log than the one above: ${counted(later.size)} do not begin with the ${counted(earlier.size)}.`,
  );
}

/** What is computed on the way up, to be drawn; the verdict is that of the verifier. Empty where the proof has another length than the path. */
function stepsFrom(leafHash: Hash, leaf: number, size: number, proof: readonly Hash[]): readonly Step[] {
  const siblings = siblingsOf(leaf, size);
  if (siblings.length !== proof.length) return [];
  let below = leafHash;
  return siblings.flatMap((sibling, place) => {
    const given = proof[place];
    if (given === undefined) return [];
    below = sibling.side === 'left' ? hasher.node(given, below) : hasher.node(below, given);
    return [{ ...sibling, given, made: below }];
  });
}
