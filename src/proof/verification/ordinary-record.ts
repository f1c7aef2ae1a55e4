/**
 * Checks a record as most are in one pass: everything that `check-record.ts` checks, for headers without extensions and beyond-ASCII or escaped text.
 * It says yes only where that says nothing; its no means "look closer", so the two differ in speed alone (a property test holds them together).
 */
import { hash } from 'node:crypto';
import { recordIdOf } from '../../record/ids.js';
import type { CommittedRecord } from '../../record/record.js';
import { scanObject } from './canonical-scan.js';

/** Printable ASCII that JSON writes as it is. */
const PLAIN = '[ !#-\\[\\]-~]';
const TEXT = `"${PLAIN}+"`;
const UUID = '"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"';
const INSTANT = '"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?Z"';
const HASH = '[0-9a-f]{64}';
/** Whole groups of base64, then the only characters that may stand before padding (RFC 4648 §3.5). */
const GROUPS = '(?:[A-Za-z0-9+/]{4})';
const TWO_BYTES = '[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=';
const ONE_BYTE = '[A-Za-z0-9+/][AQgw]==';
const CIPHERTEXT = `${GROUPS}{5,}(?:${TWO_BYTES}|${ONE_BYTE}|${GROUPS})`;
const SEALED = `\\{"ciphertext":"${CIPHERTEXT}","commitment":"${GROUPS}{10}${TWO_BYTES}","kid":${TEXT},"nonce":"${GROUPS}{4}"\\}`;

/** The fields of format 1 in the order of their names. */
const HEADER = new RegExp(
  `^\\{"actor":${TEXT},"bodyDigest":"(?<bodyDigest>${HASH})"(?:,"causationId":${TEXT})?,"contentTag":"${HASH}"` +
    `(?:,"correlationId":${TEXT})?,"eventId":"(?<eventId>${PLAIN}{1,256})"(?:,"fenced":true)?,"format":1,"id":(?<id>${UUID})` +
    `,"occurredAt":${INSTANT},"recordedAt":${INSTANT}(?:,"sealed":${SEALED})?(?:,"sealedGroups":${SEALED})?` +
    `(?:,"sequence":(?:"${PLAIN}*"|0|[1-9]\\d{0,14}))?,"source":"(?<source>${PLAIN}+)","stream":"(?<stream>${PLAIN}+)"` +
    `(?:,"subject":${UUID})?(?:,"timeAbsent":true)?(?:,"traceparent":${TEXT})?,"type":${TEXT},"version":[1-9]\\d{0,14}\\}$`,
);
/** Where the groups above stand in a match: asked for by number, which is cheaper than by name. */
const [BODY_DIGEST, EVENT_ID, ID, SOURCE, STREAM] = [1, 2, 3, 4, 5];

export function isOrdinary({ header, body, id, stream }: CommittedRecord): boolean {
  const found = HEADER.exec(latin1(header));
  if (found === null) return false;
  const [source = '', eventId = ''] = [found[SOURCE], found[EVENT_ID]];
  return (
    found[ID] === `"${id}"` &&
    found[STREAM] === stream &&
    recordIdOf(source, eventId) === id &&
    bodyDigestOf(bufferOf(body)) === found[BODY_DIGEST]
  );
}

const DATA = '{"data":';
const SALT = ',"salt":"';
/** Hexadecimal digits, and what closes the body. */
const SALT_DIGITS = 32;
const TAIL = SALT.length + SALT_DIGITS + 2;
const SALT_BYTES = 16;
const TAIL_FORM = /^,"salt":"[0-9a-f]{32}"\}$/;
let salted = Buffer.alloc(65_536);

/** SHA-256(salt ‖ data) of `{"data":{…},"salt":"…"}`; null where the body is not that, or it cannot tell. */
function bodyDigestOf(body: Buffer): string | null {
  const end = body.length - TAIL;
  if (end < DATA.length || body.toString('latin1', 0, DATA.length) !== DATA) return null;
  if (!TAIL_FORM.test(body.toString('latin1', end)) || !scanObject(body, DATA.length, end)) return null;
  const length = SALT_BYTES + end - DATA.length;
  if (salted.length < length) salted = Buffer.alloc(2 * length);
  salted.write(body.toString('latin1', end + SALT.length, end + SALT.length + SALT_DIGITS), 'hex');
  body.copy(salted, SALT_BYTES, DATA.length, end);
  return hash('sha256', salted.subarray(0, length), 'hex');
}

function latin1(bytes: Uint8Array): string {
  return bufferOf(bytes).toString('latin1');
}

function bufferOf(bytes: Uint8Array): Buffer {
  return bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
