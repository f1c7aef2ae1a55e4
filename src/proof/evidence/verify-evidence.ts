/**
 * Checks an evidence file with nothing but public keys: no database, no network, no secret. Runs in the offline verifier and in a browser.
 * It answers with every check it made, in order; a check that fails names the record and why.
 */
import { canonical, type JsonObject } from '../../record/canonical.js';
import { openCheckpoint } from '../merkle/checkpoint.js';
import { hexOf, type Sha256, treeHasher } from '../merkle/hash.js';
import { formatVkey, parseVkey, type VerifierKey, type VerifyEd25519 } from '../merkle/signed-note.js';
import { parseTlogProof } from '../merkle/tlog-proof.js';
import { verifyInclusion } from '../merkle/verify.js';
import { checkAnswer } from './check-answer.js';
import {
  ANSWER,
  CHECKPOINT,
  type EvidenceFiles,
  type EvidenceManifest,
  type EvidenceRecord,
  isObject,
  KEYS,
  MANIFEST,
  OPENINGS,
  parseManifest,
  parseOpenings,
  README,
  recordPath,
  textOf,
  WITNESSES,
} from './evidence-format.js';
import { openPart } from './open-sealed.js';
import { recordIdOfName } from './record-id.js';
import { redactionIn } from './redacted-record.js';

export interface EvidenceCheck {
  readonly check: 'manifest' | 'files' | 'checkpoint' | 'cosignature' | 'record' | 'opening' | 'answer';
  readonly ok: boolean;
  /** Neither proven nor refuted: it could not be checked here. */
  readonly unchecked?: true;
  /** What was found, in a sentence. */
  readonly says: string;
  readonly record?: string;
  readonly leaf?: number;
}

export interface EvidenceVerdict {
  readonly ok: boolean;
  readonly checks: readonly EvidenceCheck[];
  /** The first check that failed. */
  readonly failed?: EvidenceCheck;
  /** Values that openings gave, by record id: pointer → value. */
  readonly opened: ReadonlyMap<string, JsonObject>;
  readonly manifest?: EvidenceManifest;
}

export interface EvidenceTools {
  readonly sha256: Sha256;
  readonly verifyEd25519: VerifyEd25519;
  /** Keys the reader has from elsewhere. Without them the file's own are used, which proves only that it agrees with itself. */
  readonly trusted?: readonly VerifierKey[];
  readonly answers?: AnswerTools;
}

/** What makes answers here. */
export interface AnswerTools {
  /** Of this code (answers/version.ts). */
  readonly version: string;
  /** Computes the answer again from the records; null where it cannot be here. */
  readonly recompute: (
    files: EvidenceFiles,
    manifest: EvidenceManifest,
    opened: ReadonlyMap<string, JsonObject>,
  ) => string | null;
}

export async function verifyEvidence(files: EvidenceFiles, tools: EvidenceTools): Promise<EvidenceVerdict> {
  const checks: EvidenceCheck[] = [];
  const opened = new Map<string, JsonObject>();
  const manifest = parseManifest(files.get(MANIFEST));
  if (manifest === null) {
    checks.push({ check: 'manifest', ok: false, says: `${MANIFEST} is missing or not of format 1.` });
    return verdict(checks, opened);
  }
  checks.push({
    check: 'manifest',
    ok: true,
    says: `${manifest.kind}: ${manifest.records.length} records of ${manifest.origin}.`,
  });
  checks.push(checkFiles(files, manifest));
  const tree = await checkCheckpoint(files, manifest, tools, checks);
  for (const record of manifest.records) checks.push(await checkRecord(files, manifest, record, tree, tools));
  await checkOpenings(files, manifest, opened, checks);
  checkAnswer(files, manifest, opened, tools, checks);
  return { ...verdict(checks, opened), manifest };
}

interface Tree {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Every file is either expected or named here: nothing travels along unchecked. */
function checkFiles(files: EvidenceFiles, manifest: EvidenceManifest): EvidenceCheck {
  const expected = new Set([MANIFEST, CHECKPOINT, KEYS, WITNESSES, OPENINGS, ANSWER, README]);
  for (const { leaf } of manifest.records)
    for (const file of ['header.json', 'body.json', 'record.tlog-proof'] as const) expected.add(recordPath(leaf, file));
  const strange = [...files.keys()].find((path) => !expected.has(path));
  if (strange !== undefined) return { check: 'files', ok: false, says: `${strange} does not belong to this evidence.` };
  return { check: 'files', ok: true, says: `${files.size} files, all of them named in the manifest.` };
}

async function checkCheckpoint(
  files: EvidenceFiles,
  { origin, size }: EvidenceManifest,
  { sha256, verifyEd25519, trusted }: EvidenceTools,
  checks: EvidenceCheck[],
): Promise<Tree | null> {
  const keysIn = (path: string): VerifierKey[] =>
    textOf(files.get(path))
      .split('\n')
      .map((line) => parseVkey(sha256, line))
      .filter((key) => key !== null);
  const log = trusted ?? keysIn(KEYS);
  const expected = { origin, log, witnesses: keysIn(WITNESSES) };
  const opened = await openCheckpoint(verifyEd25519, textOf(files.get(CHECKPOINT)), expected);
  if (!opened.ok) {
    checks.push({ check: 'checkpoint', ok: false, says: `The checkpoint is refused: ${opened.reason}.` });
    return null;
  }
  if (opened.checkpoint.size !== size) {
    const says = `The checkpoint has ${opened.checkpoint.size} records, the manifest says ${size}.`;
    checks.push({ check: 'checkpoint', ok: false, says });
    return null;
  }
  const signer = opened.signatures.good.find((good) => log.includes(good.key));
  const whose =
    trusted === undefined
      ? 'a key from the file itself; compare it with one you have from elsewhere'
      : 'a key that you trust';
  checks.push({
    check: 'checkpoint',
    ok: true,
    says: `Signed over ${size} records by ${signer ? formatVkey(signer.key) : ''} (${whose}).`,
  });
  for (const { key, time } of opened.signatures.good.filter((good) => good.time !== null)) {
    const at = new Date(Number(time) * 1000).toISOString();
    checks.push({ check: 'cosignature', ok: true, says: `Witnessed by ${key.name} at ${at}.` });
  }
  return opened.checkpoint;
}

async function checkRecord(
  files: EvidenceFiles,
  manifest: EvidenceManifest,
  { leaf, id, digest }: EvidenceRecord,
  tree: Tree | null,
  tools: EvidenceTools,
): Promise<EvidenceCheck> {
  const result = (ok: boolean, says: string): EvidenceCheck => ({ check: 'record', ok, says, record: id, leaf });
  const header = files.get(recordPath(leaf, 'header.json'));
  const body = files.get(recordPath(leaf, 'body.json'));
  if (header === undefined || body === undefined) return result(false, 'Its header or body is missing.');
  const fields = canonicalObject(header);
  const content = canonicalObject(body);
  if (fields === null) return result(false, 'Its header is not canonical JSON.');
  if (content === null) return result(false, 'Its body is not canonical JSON.');
  if (fields.id !== id) return result(false, `Its header says the id ${String(fields.id)}.`);
  const expectedId = await recordIdOfName(String(fields.source), String(fields.eventId));
  if (expectedId !== id) return result(false, `Source and event id make the id ${expectedId}.`);
  const data = new TextEncoder().encode(canonical(content.data ?? null));
  const salted = concat(
    Uint8Array.from(String(content.salt).match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)),
    data,
  );
  const bodyDigest = hexOf(tools.sha256(salted));
  const redaction = redactionIn(files, manifest, id, body, tools.sha256);
  if (bodyDigest !== fields.bodyDigest && redaction === null)
    return result(false, `Its body has the digest ${bodyDigest}, the header binds ${String(fields.bodyDigest)}.`);
  const entry = tools.sha256(header);
  if (hexOf(entry) !== digest)
    return result(false, `Its header has the digest ${hexOf(entry)}, the manifest says ${digest}.`);
  const proof = parseTlogProof(textOf(files.get(recordPath(leaf, 'record.tlog-proof'))));
  if (proof === null) return result(false, 'Its inclusion proof is missing or not a tlog-proof.');
  if (proof.checkpoint !== textOf(files.get(CHECKPOINT))) return result(false, 'Its proof is for another checkpoint.');
  if (proof.index !== leaf) return result(false, `Its proof is for leaf ${proof.index}.`);
  if (tree === null) return result(false, 'Without a checkpoint nothing proves it.');
  const hasher = treeHasher(tools.sha256);
  const inclusion = { leafHash: hasher.leaf(entry), leaf, size: tree.size, proof: proof.proof, root: tree.root };
  if (!verifyInclusion(hasher, inclusion)) return result(false, 'Its proof does not lead to the root that was signed.');
  const lacks = redaction === null ? '' : ` Redacted: ${redaction.fields.join(', ')}, by record ${redaction.by}.`;
  return result(true, `${String(fields.type)} at leaf ${leaf}, recorded ${String(fields.recordedAt)}.${lacks}`);
}

async function checkOpenings(
  files: EvidenceFiles,
  manifest: EvidenceManifest,
  opened: Map<string, JsonObject>,
  checks: EvidenceCheck[],
): Promise<void> {
  const openings = parseOpenings(files.get(OPENINGS));
  if (openings === null) checks.push({ check: 'opening', ok: false, says: `${OPENINGS} is not a list of openings.` });
  for (const { record, part, opening } of openings ?? []) {
    const leaf = manifest.records.find((candidate) => candidate.id === record)?.leaf;
    const header = leaf === undefined ? null : canonicalObject(files.get(recordPath(leaf, 'header.json')));
    const result =
      header === null
        ? ({ ok: false, reason: 'the record is not here' } as const)
        : await openPart(header, part, opening);
    const place = { check: 'opening' as const, record, ...(leaf === undefined ? {} : { leaf }) };
    if (!result.ok) checks.push({ ...place, ok: false, says: `The opening of ${part} fails: ${result.reason}.` });
    else {
      opened.set(record, { ...opened.get(record), ...result.values });
      checks.push({
        ...place,
        ok: true,
        says: `Opened ${Object.keys(result.values).length} values, as the record commits to them.`,
      });
    }
  }
}

function verdict(checks: readonly EvidenceCheck[], opened: ReadonlyMap<string, JsonObject>): EvidenceVerdict {
  const failed = checks.find((check) => !check.ok);
  return failed === undefined ? { ok: true, checks, opened } : { ok: false, checks, failed, opened };
}

function canonicalObject(bytes: Uint8Array | undefined): JsonObject | null {
  const text = textOf(bytes);
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && canonical(value) === text ? value : null;
  } catch {
    return null;
  }
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}
