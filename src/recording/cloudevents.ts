/** A CloudEvent 1.0 as a producer sent it: the rules of its attributes, all of them checked before the event is refused. */
import type { Json, JsonObject } from '../record/canonical.js';
import { type Instant, parseInstant } from '../record/ids.js';
import { type FieldError, LedgerError } from '../record/ledger-error.js';
import { isInt32, isJsonMediaType, isSubject, isText, isUriReference } from './attributes.js';
import { parseJson } from './json-text.js';

export type ExtensionValue = string | number | boolean;

/** A CloudEvent whose attributes are right; whether its `data` is, only the catalogue knows. */
export interface CloudEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  /** `scheme:value`: the consumer as the producer knows them. */
  readonly subject?: string;
  /** UTC, with the fraction digits as sent. */
  readonly time?: Instant;
  /** As sent. */
  readonly dataschema?: string;
  /** The version that `dataschema` names. */
  readonly version?: number;
  readonly correlationid?: string;
  readonly causationid?: string;
  readonly traceparent?: string;
  readonly sequence?: string | number;
  /** All other extension attributes, as sent. */
  readonly extensions: { readonly [name: string]: ExtensionValue };
  /** `undefined` where the event has none. */
  readonly data: Json | undefined;
}

/**
 * The event in a parsed JSON value in the CloudEvents JSON format. An attribute that is null counts as absent (§2.2).
 * @throws LedgerError `invalid` with every wrong attribute by JSON pointer; `unsupported-media-type` where `data` is declared as something else than JSON;
 *   `malformed` where `data_base64` holds no JSON
 */
export function readCloudEvent(value: Json): CloudEvent {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new LedgerError('invalid', 'An event is a JSON object with the attributes of CloudEvents 1.0.');
  const errors: FieldError[] = [];
  const event: Draft = { extensions: {}, data: undefined };
  const sent = value as JsonObject;
  for (const name in sent) {
    const attribute = sent[name];
    if (attribute === undefined || (attribute === null && name !== 'data')) continue;
    const fault = (readers.get(name) ?? readExtension)(event, attribute, name);
    if (fault !== undefined) errors.push({ pointer: `/${pointerToken(name)}`, detail: fault });
  }
  for (const name of REQUIRED)
    if (sent[name] === undefined || sent[name] === null)
      errors.push({ pointer: `/${name}`, detail: 'Is required and is missing.' });
  if (event.schemaType !== undefined && event.schemaType !== event.type)
    errors.push({
      pointer: '/dataschema',
      detail: `Names the schema of "${event.schemaType}", not of the event's type.`,
    });
  if (sent.data_base64 != null && errors.length === 0) readBase64(event, sent, errors);
  if (errors.length > 0) throw new LedgerError('invalid', summary(errors), errors);
  if (event.mediaType !== undefined && !isJsonMediaType(event.mediaType))
    throw new LedgerError(
      'unsupported-media-type',
      'The data of an event is JSON here: datacontenttype application/json or …+json.',
      [{ pointer: '/datacontenttype', detail: 'Must be application/json or another type ending in +json.' }],
    );
  const { id, source, type } = event;
  if (id === undefined || source === undefined || type === undefined) throw new LedgerError('invalid');
  return Object.assign(event, { id, source, type });
}

/** One sentence for several errors. */
export function summary(errors: readonly FieldError[]): string {
  const [first] = errors;
  if (first === undefined) return '';
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return `${first.pointer || 'The event'}: ${first.detail}${more}`;
}

type Writable<T> = { -readonly [K in keyof T]?: T[K] };
type Draft = Writable<Omit<CloudEvent, 'extensions' | 'data'>> & {
  extensions: Record<string, ExtensionValue>;
  data: Json | undefined;
  mediaType?: string;
  schemaType?: string;
};

/** Puts an attribute into the event, or says in a sentence what would be right. */
type Reader = (event: Draft, value: Json, name: string) => string | undefined;

const REQUIRED = ['specversion', 'id', 'source', 'type'] as const;
const MAX_SOURCE = 1024;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['specversion', (_, value) => (value === '1.0' ? undefined : 'Must be the string "1.0".')],
  [
    'id',
    (event, value) => {
      if (!isText(value) || value.length > 256)
        return 'Must be a string of 1 to 256 characters, without control characters.';
      event.id = value;
      return undefined;
    },
  ],
  [
    'source',
    (event, value) => {
      if (!isText(value) || !isUriReference(value))
        return 'Must be a URI reference (RFC 3986), for example "/shop/engine".';
      if (value.length > MAX_SOURCE) return `Must have at most ${MAX_SOURCE} characters.`;
      event.source = value;
      return undefined;
    },
  ],
  [
    'type',
    (event, value) => {
      if (!isText(value)) return 'Must be the name of an event type, for example "decision.made".';
      event.type = value;
      return undefined;
    },
  ],
  [
    'subject',
    (event, value) => {
      if (!isSubject(value))
        return 'Must be "scheme:value", the scheme in lower case, at most 512 characters: for example "crm:C-10442".';
      event.subject = value;
      return undefined;
    },
  ],
  [
    'time',
    (event, value) => {
      const time = typeof value === 'string' ? parseInstant(value) : null;
      if (time === null) return 'Must be an RFC 3339 date-time with a zone, for example "2026-05-03T10:15:00Z".';
      event.time = time;
      return undefined;
    },
  ],
  [
    'dataschema',
    (event, value) => {
      const match = isText(value) ? /\/v1\/schemas\/([a-z0-9.-]+)\/([1-9]\d{0,5})$/.exec(value) : null;
      if (match === null) return 'Must end in /v1/schemas/<type>/<version>, for example "/v1/schemas/decision.made/1".';
      event.dataschema = match.input;
      event.schemaType = match[1] ?? '';
      event.version = Number(match[2]);
      return undefined;
    },
  ],
  [
    'datacontenttype',
    (event, value) => {
      if (!isText(value)) return 'Must be a media type, for example "application/json".';
      event.mediaType = value;
      return undefined;
    },
  ],
  [
    'data',
    (event, value) => {
      event.data = value;
      return undefined;
    },
  ],
  ['data_base64', () => undefined],
  ['correlationid', (event, value) => readString(event, 'correlationid', value)],
  ['causationid', (event, value) => readString(event, 'causationid', value)],
  ['traceparent', (event, value) => readString(event, 'traceparent', value)],
  [
    'sequence',
    (event, value) => {
      if (!isText(value) && !isInt32(value)) return 'Must be a string, or a whole number of 32 bits.';
      event.sequence = value;
      return undefined;
    },
  ],
]);

function readString(
  event: Draft,
  name: 'correlationid' | 'causationid' | 'traceparent',
  value: Json,
): string | undefined {
  if (!isText(value)) return 'Must be a string without control characters.';
  event[name] = value;
  return undefined;
}

/** CloudEvents §"Naming Conventions" and §"Type System". Names over 20 characters are legal ("SHOULD NOT"). */
function readExtension(event: Draft, value: Json, name: string): string | undefined {
  if (!/^[a-z0-9]{1,64}$/.test(name))
    return 'Is no attribute name: 1 to 64 lower-case letters and digits. What belongs to the fact itself goes into "data".';
  if (typeof value === 'boolean' || isInt32(value) || value === '' || isText(value)) {
    event.extensions[name] = value;
    return undefined;
  }
  return typeof value === 'number'
    ? 'A number in an extension attribute must be whole and within 32 bits; send others as strings.'
    : 'Must be a string without control characters, true, false or a whole number of 32 bits.';
}

/** JSON format §3.1.2: without `datacontenttype` nothing may be assumed of bytes. */
function readBase64(event: Draft, sent: JsonObject, errors: FieldError[]): void {
  const encoded = sent.data_base64;
  if (sent.data !== undefined) {
    errors.push({ pointer: '/data_base64', detail: 'Stands beside "data"; only one of the two may be there.' });
  } else if (
    typeof encoded !== 'string' ||
    !/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(encoded)
  ) {
    errors.push({ pointer: '/data_base64', detail: 'Must be base64 (RFC 4648 §4), with padding.' });
  } else if (event.mediaType === undefined) {
    throw new LedgerError('unsupported-media-type', 'Bytes in data_base64 need a datacontenttype that declares JSON.', [
      { pointer: '/datacontenttype', detail: 'Must be application/json or another type ending in +json.' },
    ]);
  } else if (isJsonMediaType(event.mediaType)) {
    event.data = withinData(() => parseJson(Buffer.from(encoded, 'base64')), '/data_base64');
  }
}

/** Runs a parser of `data` and puts the pointers of its faults below `prefix`. */
export function withinData(parse: () => Json, prefix: string): Json {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    const errors = error.errors.map(({ pointer, detail }) => ({ pointer: prefix + pointer, detail }));
    throw new LedgerError(error.code, error.message, errors);
  }
}

function pointerToken(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
