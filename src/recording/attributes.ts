/** What the values of CloudEvents attributes must look like: CloudEvents 1.0.2 §"Type System", RFC 3986, RFC 2045. */
import type { Json } from '../record/canonical.js';

const PLAIN = /^[\x20-\x7e]+$/;
const FORBIDDEN = /\p{Cc}|\p{Noncharacter_Code_Point}|\p{Surrogate}/u;

/** A string that is not empty and holds no control characters, noncharacters or halves of surrogate pairs. */
export function isText(value: Json): value is string {
  return typeof value === 'string' && value !== '' && (PLAIN.test(value) || !FORBIDDEN.test(value));
}

export function isInt32(value: Json): value is number {
  return typeof value === 'number' && (value | 0) === value;
}

/** How this ledger is told of a consumer: `scheme:value`. */
export function isSubject(value: Json): value is string {
  return isText(value) && /^[a-z][a-z0-9+.-]{0,31}:(?=\S)(?=.*\S$).{1,480}$/u.test(value);
}

const MEDIA_TYPE_OF_JSON = /^\s*[\w!#$&^.+-]+\/(?:json|[\w!#$&^.+-]*\+json)\s*(?:;.*)?$/i;

/** Whether a media type declares JSON (CloudEvents JSON format §3.1.1): subtype `json` or `…+json`, whatever its parameters. */
export function isJsonMediaType(text: string): boolean {
  return text === 'application/json' || MEDIA_TYPE_OF_JSON.test(text);
}

/** JSON is UTF-8 between systems (RFC 8259 §8.1); a charset that says otherwise is believed, so such a body is refused. */
export function isUtf8Charset(mediaType: string): boolean {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(mediaType)?.[1]?.toLowerCase();
  return charset === undefined || charset === 'utf-8' || charset === 'utf8' || charset === 'us-ascii';
}

const PATH = "(?:[A-Za-z0-9\\-._~:/?[\\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*";
const FRAGMENT = "(?:[A-Za-z0-9\\-._~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*";
const URI_REFERENCE = new RegExp(`^${PATH}(?:#${FRAGMENT})?$`);

/** RFC 3986 §4.1, as far as characters, percent-encoding, the scheme and the single fragment go. */
export function isUriReference(text: string): boolean {
  if (!URI_REFERENCE.test(text)) return false;
  const beforeColon = /^([^/?#:]*):/.exec(text)?.[1];
  return beforeColon === undefined || /^[A-Za-z][A-Za-z0-9+.-]*$/.test(beforeColon);
}
