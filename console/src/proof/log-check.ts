/** The ledger's last checkpoint, verified here with the project's own code, and whether the log only grew since this browser last looked. */
import { sha256 } from '@noble/hashes/sha2.js';
import { verifyEd25519WithWebCrypto } from '../../../src/proof/evidence/record-id.js';
import { type Opened, openCheckpoint } from '../../../src/proof/merkle/checkpoint.js';
import { bytesOfHex, type Hash, hashOfBase64, sameBytes, treeHasher } from '../../../src/proof/merkle/hash.js';
import { parseNote, parseVkey, type VerifierKey } from '../../../src/proof/merkle/signed-note.js';
import { verifyConsistency } from '../../../src/proof/merkle/verify.js';
import { api, queries, read } from '../api.js';
import { lastSeen, type Tree } from './last-seen.js';

export const hasher = treeHasher(sha256);

export type Growth =
  | { readonly status: 'first' }
  | { readonly status: 'same' | 'grown'; readonly since: Tree }
  | { readonly status: 'rewritten'; readonly since: Tree; readonly says: string };

export interface VerifiedLog {
  readonly status: 'verified';
  readonly note: string;
  readonly origin: string;
  readonly tree: Tree;
  /** Of the log, the newest first. */
  readonly keys: readonly VerifierKey[];
  readonly signer: VerifierKey;
  /** Signatures of others, whose keys are not known here: witnesses. */
  readonly others: readonly string[];
  readonly growth: Growth;
}

export type LogVerdict =
  | VerifiedLog
  | { readonly status: 'refused'; readonly note: string; readonly says: string }
  /** Neither proven nor refuted. */
  | { readonly status: 'unable' };

/** What was verified is remembered, and only that: the memory of a browser must not be overwritten by what it refuses. */
export async function checkLog(): Promise<LogVerdict> {
  if (!(await canVerify())) return { status: 'unable' };
  const note = await textAt('/checkpoint');
  const keys = (await textAt('/v1/keys'))
    .split('\n')
    .map((line) => parseVkey(sha256, line))
    .filter((key) => key !== null);
  const opened = await openNote(note, keys);
  if (!opened.ok) return { status: 'refused', note, says: `The checkpoint is refused: ${opened.reason}.` };
  const { origin, size, root } = opened.checkpoint;
  const signer = opened.signatures.good.find(({ key }) => keys.includes(key))?.key;
  if (signer === undefined)
    return { status: 'refused', note, says: 'No key of this ledger has signed the checkpoint.' };
  const tree = { size, root };
  const growth = await growthSince(lastSeen.read(), tree);
  if (growth.status !== 'rewritten') lastSeen.keep(tree);
  const others = (parseNote(note)?.signatures ?? []).filter(({ keyId }) => keys.every(({ id }) => id !== keyId));
  return { status: 'verified', note, origin, tree, keys, signer, others: others.map(({ name }) => name), growth };
}

export function counted(records: number): string {
  return records === 1 ? '1 record' : `${records.toLocaleString('en-GB')} records`;
}

/** A key's name is the origin of the log. */
export function openNote(note: string, keys: readonly VerifierKey[]): Promise<Opened> {
  return openCheckpoint(verifyEd25519WithWebCrypto, note, { origin: keys[0]?.name ?? '', log: keys });
}

async function growthSince(since: Tree | null, now: Tree): Promise<Growth> {
  if (since === null) return { status: 'first' };
  const rewritten = (says: string): Growth => ({ status: 'rewritten', since, says });
  if (since.size > now.size)
    return rewritten(
      `This browser has seen ${counted(since.size)}, and the ledger now shows only ${now.size.toLocaleString('en-GB')}.`,
    );
  if (since.size === now.size)
    return sameBytes(since.root, now.root)
      ? { status: 'same', since }
      : rewritten(`The ledger has ${counted(now.size)}, as many as before, and they are not the same.`);
  if (!(await continues(since, now)))
    return rewritten(
      `The ${counted(now.size)} of today do not begin with the ${counted(since.size)} that this browser has seen.`,
    );
  return { status: 'grown', since };
}

/** Whether the later tree begins with every record of the earlier one. The service gives the hashes between; it is not asked whether they are right. */
export async function continues(earlier: Tree, later: Tree): Promise<boolean> {
  if (earlier.size === later.size) return sameBytes(earlier.root, later.root);
  const asked = { params: { query: { from: earlier.size, to: later.size } } };
  const answer = await queries.fetchQuery({
    ...api.queryOptions('get', '/v1/proofs/consistency', asked),
    staleTime: 0,
  });
  const proof = hashesOf(answer.proof);
  if (proof === null) return false;
  const { size: from, root: fromRoot } = earlier;
  return verifyConsistency(hasher, { from, fromRoot, to: later.size, toRoot: later.root, proof });
}

/** @returns null where one of them is no hash */
export function hashesOf(proof: readonly string[]): readonly Hash[] | null {
  const hashes = proof.map(hashOfBase64).filter((hash) => hash !== null);
  return hashes.length === proof.length ? hashes : null;
}

async function textAt(path: string): Promise<string> {
  return (await read(path, 'text/plain')).text();
}

/** RFC 8032 §7.1, test 1. A browser without Ed25519, or a page that came over plain HTTP, must not be taken for a forged signature. */
const TEST = [
  'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
  '',
  'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
];

async function canVerify(): Promise<boolean> {
  const [key, message, signature] = TEST.map(bytesOfHex);
  return !!key && !!message && !!signature && verifyEd25519WithWebCrypto(key, message, signature);
}
