/** Signed notes and verifier keys (C2SP signed-note), with Ed25519 signatures (type 0x01) and timestamped Ed25519 cosignatures (type 0x04). */
import { base64Of, bytesOfBase64, type Sha256 } from './hash.js';

export const ED25519 = 1;
export const COSIGNATURE_V1 = 4;
export type SignatureType = typeof ED25519 | typeof COSIGNATURE_V1;

/** Verifies one Ed25519 signature (RFC 8032): Node's crypto or the browser's WebCrypto. */
export type VerifyEd25519 = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>;

export interface VerifierKey {
  readonly name: string;
  /** Eight lowercase hexadecimal digits. */
  readonly id: string;
  readonly type: SignatureType;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

export interface NoteSignature {
  readonly name: string;
  readonly keyId: string;
  /** What follows the key id. */
  readonly bytes: Uint8Array;
  /** The whole line as it stands in the note, without newline. */
  readonly line: string;
}

export interface Note {
  /** With its final newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const MAX_NOTE = 1_000_000;
const MAX_SIGNATURES = 100;
const encoder = new TextEncoder();
const NAME = /^[^\p{White_Space}+\p{Cc}]+$/u;

/** key ID = SHA-256(name ‖ 0x0A ‖ type ‖ public key)[:4] */
export function verifierKey(sha256: Sha256, name: string, type: SignatureType, publicKey: Uint8Array): VerifierKey {
  const digest = sha256(concat(encoder.encode(`${name}\n`), Uint8Array.of(type), publicKey));
  return { name, id: hex(digest.subarray(0, 4)), type, publicKey };
}

/** `<name>+<key id>+<base64(type ‖ public key)>` */
export function formatVkey(key: VerifierKey): string {
  return `${key.name}+${key.id}+${base64Of(concat(Uint8Array.of(key.type), key.publicKey))}`;
}

/** @returns null where the text is no vkey of a type known here, or its key id is not that of its name and key */
export function parseVkey(sha256: Sha256, text: string): VerifierKey | null {
  const match = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text);
  const [, name = '', id = '', material = ''] = match ?? [];
  const bytes = bytesOfBase64(material);
  const type = bytes?.[0];
  if (bytes?.length !== 33 || (type !== ED25519 && type !== COSIGNATURE_V1) || !NAME.test(name)) return null;
  const key = verifierKey(sha256, name, type, bytes.subarray(1));
  return key.id === id ? key : null;
}

/** One signature line, without newline. */
export function signatureLine(key: Pick<VerifierKey, 'name' | 'id'>, signature: Uint8Array): string {
  const id = Uint8Array.from(key.id.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
  return `— ${key.name} ${base64Of(concat(id, signature))}`;
}

export function formatNote(text: string, lines: readonly string[]): string {
  return `${text}\n${lines.map((line) => `${line}\n`).join('')}`;
}

/** Takes a note apart without judging its signatures. @returns null where it is not of the format */
export function parseNote(note: string): Note | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the format forbids exactly these
  if (note.length > MAX_NOTE || !note.isWellFormed() || /[\u0000-\u0009\u000b-\u001f]/.test(note)) return null;
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) return null;
  const signatures = note
    .slice(end + 2, -1)
    .split('\n')
    .map(parseSignatureLine);
  const known = signatures.filter((signature) => signature !== null);
  if (known.length !== signatures.length || known.length > MAX_SIGNATURES) return null;
  return { text: note.slice(0, end + 1), signatures: known };
}

/** @returns null where the line is not `— <name> <base64(key id ‖ signature)>` */
export function parseSignatureLine(line: string): NoteSignature | null {
  const [dash, name, encoded, ...more] = line.split(' ');
  if (dash !== '—' || name === undefined || encoded === undefined || more.length > 0 || !NAME.test(name)) return null;
  const bytes = bytesOfBase64(encoded);
  if (bytes === null || bytes.length < 5) return null;
  return { name, keyId: hex(bytes.subarray(0, 4)), bytes: bytes.subarray(4), line };
}

/** What a note's signatures are worth to somebody who knows these keys. Signatures of unknown keys are ignored, as the format demands. */
export interface NoteVerdict {
  /** Known keys whose signatures verify, in the order of the note; cosignatures with their time. */
  readonly good: readonly {
    readonly key: VerifierKey;
    readonly signature: NoteSignature;
    readonly time: number | null;
  }[];
  /** Signatures that carry a known key's name and id and do not verify: the whole note is to be refused. */
  readonly bad: readonly NoteSignature[];
}

export async function verifyNote(
  verify: VerifyEd25519,
  note: Note,
  keys: readonly VerifierKey[],
): Promise<NoteVerdict> {
  const good: NoteVerdict['good'][number][] = [];
  const bad: NoteSignature[] = [];
  for (const signature of note.signatures) {
    const key = keys.find((candidate) => candidate.name === signature.name && candidate.id === signature.keyId);
    if (key === undefined || good.some((seen) => seen.key === key)) continue;
    const signed = signedMessage(key.type, note.text, signature.bytes);
    if (signed !== null && (await verify(key.publicKey, signed.message, signed.signature)))
      good.push({ key, signature, time: signed.time });
    else bad.push(signature);
  }
  return { good, bad };
}

/** What a cosigner signs (tlog-cosignature): two lines that separate the domain and say when, then the checkpoint's text. */
export function cosignedMessage(text: string, time: number): Uint8Array {
  return encoder.encode(`cosignature/v1\ntime ${time}\n${text}`);
}

/** `timestamped_signature`: the time as big-endian u64, then the signature. */
export function timestampedSignature(time: number, signature: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8 + signature.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(time));
  bytes.set(signature, 8);
  return bytes;
}

function signedMessage(type: SignatureType, text: string, bytes: Uint8Array) {
  if (type === ED25519)
    return bytes.length === 64 ? { message: encoder.encode(text), signature: bytes, time: null } : null;
  if (bytes.length !== 72) return null;
  const time = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0));
  if (!Number.isSafeInteger(time)) return null;
  return { message: cosignedMessage(text, time), signature: bytes.subarray(8), time };
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
