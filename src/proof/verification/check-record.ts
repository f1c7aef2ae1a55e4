/** Checks one record's stored bytes against themselves: form, digests, ids, columns. Pure; what it cannot know alone (order, tree) is checked elsewhere. */
import type { Json } from '../../record/canonical.js';
import { bodyDigest } from '../../record/digest.js';
import { recordIdOf } from '../../record/ids.js';
import type { CommittedRecord } from '../../record/record.js';
import { bytesOfBase64 } from '../merkle/hash.js';
import { readCanonical } from './canonical-form.js';
import { isOrdinary } from './ordinary-record.js';
import type { Problem, ProblemCode } from './problem.js';

type Members = { readonly [name: string]: Json };
type Form = (value: Json) => boolean;

const text: Form = (value) => typeof value === 'string' && value.length > 0;
const flag: Form = (value) => value === true;
const hex =
  (digits: number): Form =>
  (value) =>
    typeof value === 'string' && value.length === digits && /^[0-9a-f]+$/.test(value);
const uuid: Form = (value) => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/;
const instant: Form = (value) => typeof value === 'string' && INSTANT.test(value);
const members: Form = (value) => membersOf(value) !== null;

/** Every field that format 1 has; another one means that the header was written by something else. */
const FIELDS: Readonly<Record<string, { readonly form: Form; readonly optional?: true }>> = {
  format: { form: (value) => value === 1 },
  id: { form: uuid },
  eventId: { form: (value) => text(value) && String(value).length <= 256 },
  type: { form: text },
  version: { form: (value) => Number.isSafeInteger(value) && Number(value) > 0 },
  stream: { form: text },
  occurredAt: { form: instant },
  timeAbsent: { form: flag, optional: true },
  recordedAt: { form: instant },
  source: { form: text },
  actor: { form: text },
  subject: { form: uuid, optional: true },
  correlationId: { form: text, optional: true },
  causationId: { form: text, optional: true },
  traceparent: { form: text, optional: true },
  sequence: { form: (value) => typeof value === 'number' || typeof value === 'string', optional: true },
  extensions: { form: members, optional: true },
  fenced: { form: flag, optional: true },
  contentTag: { form: hex(64) },
  bodyDigest: { form: hex(64) },
  sealed: { form: members, optional: true },
  sealedGroups: { form: members, optional: true },
};
const REQUIRED = Object.keys(FIELDS).filter((name) => FIELDS[name]?.optional !== true);

/** @param add is told of each problem; the place of the record is filled in */
export function checkRecord(record: CommittedRecord, add: (problem: Problem) => void): void {
  if (!isOrdinary(record)) checkClosely(record, add);
}

/** What is wrong, and where. */
export function checkClosely(record: CommittedRecord, add: (problem: Problem) => void): void {
  const report = (code: ProblemCode, field: string | undefined, expected: string, found: string): void =>
    add({
      code,
      position: record.position,
      id: record.id,
      stream: record.stream,
      ...(field === undefined ? {} : { field }),
      expected,
      found,
    });

  const read = readCanonical(record.header);
  const header = read.ok ? membersOf(read.value) : null;
  if (header === null) {
    report('header-form', undefined, 'canonical JSON', read.ok ? 'JSON that is not an object' : read.reason);
    return;
  }
  for (const name of REQUIRED) if (!(name in header)) report('header-field', `/${name}`, 'a value', 'nothing');
  for (const name in header) {
    const value = header[name] ?? null;
    if (FIELDS[name]?.form(value) !== true)
      report('header-field', `/${name}`, FIELDS[name] ? 'another form' : 'no such field', JSON.stringify(value));
  }
  const { id, source, eventId, stream } = header;
  if (id !== record.id) report('column', 'id', String(id), record.id);
  if (stream !== record.stream) report('column', 'stream', String(stream), record.stream);
  if (typeof source === 'string' && typeof eventId === 'string' && source.isWellFormed() && eventId.isWellFormed()) {
    const expected = recordIdOf(source, eventId);
    if (id !== expected) report('record-id', '/id', expected, String(id));
  }
  for (const name of ['sealed', 'sealedGroups'] as const) {
    const wrong = wrongInSealed(header[name]);
    if (wrong !== null)
      report('sealed', `/${name}/${wrong}`, SEALED_FORM[wrong] ?? 'kid, nonce, ciphertext and commitment', 'another');
  }
  checkBody(record.body, header.bodyDigest, report);
}

function checkBody(
  body: Uint8Array,
  digest: Json | undefined,
  report: (code: ProblemCode, field: string | undefined, expected: string, found: string) => void,
): void {
  const read = readCanonical(body);
  if (!read.ok) {
    report('body-form', undefined, 'canonical JSON', read.reason);
    return;
  }
  const { salt, data, redacted, ...more } = membersOf(read.value) ?? {};
  if (redacted !== undefined && salt === undefined && isRedacted(data, redacted, more)) {
    report('redaction', redacted.join(', '), 'a record.redacted that names them', 'none');
    return;
  }
  if (
    !hex(32)(salt ?? null) ||
    membersOf(data ?? null) === null ||
    redacted !== undefined ||
    Object.keys(more).length > 0
  ) {
    report('body-form', undefined, 'data and 16 bytes of salt', 'others');
    return;
  }
  // The body is `{"data":…,"salt":"…"}`, so the canonical text of data stands in it.
  const canonicalData = read.text.slice(8, read.text.length - 43);
  const found = bodyDigest(Buffer.from(String(salt), 'hex'), canonicalData);
  if (digest !== found) report('body-digest', '/bodyDigest', String(digest), found);
}

/** The form that a redaction leaves (record/redaction.ts); whether it was right, the log says. */
function isRedacted(data: Json | undefined, redacted: Json, more: object): redacted is readonly string[] {
  const named = Array.isArray(redacted) && redacted.length > 0 && redacted.every((field) => typeof field === 'string');
  return named && membersOf(data ?? null) !== null && Object.keys(more).length === 0;
}

const SEALED_FORM: Readonly<Record<string, string>> = {
  kid: 'whose key',
  nonce: '12 bytes as base64',
  ciphertext: 'at least 16 bytes as base64',
  commitment: '32 bytes as base64',
};

function wrongInSealed(value: Json | undefined): string | null {
  const sealed = value === undefined ? null : membersOf(value);
  if (sealed === null) return null;
  const length = (name: string): number => {
    const member = sealed[name];
    return typeof member === 'string' ? (bytesOfBase64(member)?.length ?? -1) : -1;
  };
  if (!text(sealed.kid ?? null)) return 'kid';
  if (length('nonce') !== 12) return 'nonce';
  if (length('ciphertext') < 16) return 'ciphertext';
  if (length('commitment') !== 32) return 'commitment';
  return Object.keys(sealed).length === 4 ? null : (Object.keys(sealed).find((name) => !(name in SEALED_FORM)) ?? null);
}

function membersOf(value: Json): Members | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : null;
}
