/** Checkpoints: a tree head as the text of a signed note (C2SP tlog-checkpoint). */
import { base64Of, decimal, type Hash, hashOfBase64 } from './hash.js';
import { type NoteVerdict, parseNote, type VerifierKey, type VerifyEd25519, verifyNote } from './signed-note.js';

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
  /** Lines after the third; this ledger writes none. */
  readonly extensions: readonly string[];
}

/** The note's text, with final newline. */
export function checkpointText(checkpoint: Omit<Checkpoint, 'extensions'>): string {
  return `${checkpoint.origin}\n${checkpoint.size}\n${base64Of(checkpoint.root)}\n`;
}

/** @returns null where the text is not at least three lines: origin, size, root */
export function parseCheckpoint(text: string): Checkpoint | null {
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.some((line) => line === '')) return null;
  const [origin, sizeText, rootText, ...extensions] = lines;
  if (origin === undefined || sizeText === undefined || rootText === undefined) return null;
  const size = decimal(sizeText);
  const root = hashOfBase64(rootText);
  return size === null || root === null ? null : { origin, size, root, extensions };
}

export type Opened =
  | { readonly ok: true; readonly checkpoint: Checkpoint; readonly text: string; readonly signatures: NoteVerdict }
  | { readonly ok: false; readonly reason: string };

/**
 * Opens a signed checkpoint for somebody who expects this origin and trusts these log keys; keys of witnesses may be among `keys` and are reported.
 * @param log the log's own keys: one of them must have signed
 */
export async function openCheckpoint(
  verify: VerifyEd25519,
  noteText: string,
  expected: {
    readonly origin: string;
    readonly log: readonly VerifierKey[];
    readonly witnesses?: readonly VerifierKey[];
  },
): Promise<Opened> {
  const note = parseNote(noteText);
  if (note === null) return { ok: false, reason: 'it is not a signed note' };
  const checkpoint = parseCheckpoint(note.text);
  if (checkpoint === null) return { ok: false, reason: 'the signed text is not a checkpoint' };
  if (checkpoint.origin !== expected.origin)
    return { ok: false, reason: `its origin is ${checkpoint.origin}, expected ${expected.origin}` };
  const signatures = await verifyNote(verify, note, [...expected.log, ...(expected.witnesses ?? [])]);
  const [bad] = signatures.bad;
  if (bad !== undefined)
    return { ok: false, reason: `the signature of ${bad.name} (key ${bad.keyId}) does not verify` };
  if (!signatures.good.some((good) => expected.log.includes(good.key)))
    return { ok: false, reason: 'no key of the log that is trusted here has signed it' };
  return { ok: true, checkpoint, text: note.text, signatures };
}
