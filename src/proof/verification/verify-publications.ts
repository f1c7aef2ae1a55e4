/** Everything that was ever signed, checked with public keys: checkpoints, their order, and the witnesses' cosignatures. */
import { sha256 } from '../../record/digest.js';
import { verifyEd25519 } from '../ed25519.js';
import { type Checkpoint, openCheckpoint, parseCheckpoint } from '../merkle/checkpoint.js';
import { sameBytes } from '../merkle/hash.js';
import { parseNote, parseSignatureLine, parseVkey, type VerifierKey, verifyNote } from '../merkle/signed-note.js';
import { type PublicationStream, type Publications, readOn } from '../publications.js';
import { type CheckpointItem, parseItem } from '../published-checkpoints.js';
import type { Problem } from './problem.js';

export interface Trusted {
  readonly origin: string;
  /** Keys of the log; where none are given, those that it published itself, which proves less. */
  readonly keys: readonly VerifierKey[];
  readonly witnesses: readonly VerifierKey[];
}

/** A signed tree head that the log must agree with. */
export interface SignedHead {
  readonly size: number;
  readonly root: Uint8Array;
  /** Where it stands, for the problem's place. */
  readonly place: string;
}

/** The vkeys in the stream `keys`, with what is wrong in it. */
export async function publishedKeys(
  publications: Publications,
  add: (problem: Problem) => void,
): Promise<readonly VerifierKey[]> {
  const keys: VerifierKey[] = [];
  for await (const { revision, value } of numbered(publications, 'keys', add)) {
    const key = parseVkey(sha256, String(Reflect.get(Object(value), 'vkey')));
    if (key === null) add({ code: 'checkpoint-form', file: `publications keys ${revision}`, expected: 'a vkey' });
    else keys.push(key);
  }
  return keys;
}

/**
 * Yields every checkpoint that verifies, in the order in which they were published. Their sizes never fall.
 * @param until the last revision to look at: later ones may cover records that were written since
 */
export async function* signedHeads(
  publications: Publications,
  trusted: Trusted,
  add: (problem: Problem) => void,
  until = Number.POSITIVE_INFINITY,
): AsyncGenerator<SignedHead> {
  let last: Checkpoint | null = null;
  let text = '';
  for await (const { revision, value } of numbered(publications, 'checkpoints', add)) {
    if (revision > until) return;
    const place = `publications checkpoints ${revision}`;
    const item = value as CheckpointItem | null;
    if (item?.kind === 'cosignature') {
      if (item.size === last?.size) await checkCosignature(item.line, text, trusted, place, add);
      continue;
    }
    const opened = await openCheckpoint(verifyEd25519, String(item?.note), {
      origin: trusted.origin,
      log: trusted.keys,
    });
    if (!opened.ok) {
      add({ code: 'checkpoint-signature', file: place, expected: 'a signature of this ledger', found: opened.reason });
      continue;
    }
    const { checkpoint } = opened;
    const falls = last !== null && checkpoint.size < last.size;
    const differs = last !== null && checkpoint.size === last.size && !sameBytes(checkpoint.root, last.root);
    if (falls || differs)
      add({
        code: 'checkpoint-form',
        file: place,
        expected: `a continuation of size ${last?.size}`,
        found: `size ${checkpoint.size}`,
      });
    if (!falls) {
      last = checkpoint;
      text = opened.text;
    }
    yield { size: checkpoint.size, root: checkpoint.root, place };
  }
}

/** A checkpoint that somebody else kept: a file, a witness's answer. */
export async function foreignHead(note: string, trusted: Trusted, place: string): Promise<SignedHead | Problem> {
  const opened = await openCheckpoint(verifyEd25519, note, { origin: trusted.origin, log: trusted.keys });
  if (!opened.ok)
    return { code: 'checkpoint-signature', file: place, expected: 'a checkpoint of this ledger', found: opened.reason };
  return { size: opened.checkpoint.size, root: opened.checkpoint.root, place };
}

async function checkCosignature(
  line: string,
  text: string,
  trusted: Trusted,
  file: string,
  add: (problem: Problem) => void,
): Promise<void> {
  const signature = parseSignatureLine(line);
  if (signature === null) {
    add({ code: 'checkpoint-form', file, expected: 'a signature line', found: line });
    return;
  }
  const verdict = await verifyNote(verifyEd25519, { text, signatures: [signature] }, trusted.witnesses);
  for (const bad of verdict.bad)
    add({
      code: 'checkpoint-signature',
      file,
      expected: `a cosignature of ${bad.name}`,
      found: 'one that does not verify',
    });
}

async function* numbered(publications: Publications, stream: PublicationStream, add: (problem: Problem) => void) {
  let next = 0;
  for await (const { revision, text } of readOn(publications, stream)) {
    if (revision !== next)
      add({ code: 'publication', file: `publications ${stream}`, expected: `${next}`, found: `${revision}` });
    next = revision + 1;
    try {
      yield { revision, value: parseItem(text) as unknown };
    } catch {
      add({ code: 'checkpoint-form', file: `publications ${stream} ${revision}`, expected: 'JSON', found: text });
    }
  }
}

/** The size and root that a note claims, unverified. */
export function claimedHead(note: string): Checkpoint | null {
  return parseCheckpoint(parseNote(note)?.text ?? '');
}
