/** The four forms in which events are sent (CloudEvents HTTP binding 1.0.2 §3 and NDJSON), each read into the same list. */
import type { Json } from '../record/canonical.js';
import { LedgerError } from '../record/ledger-error.js';
import { isUtf8Charset } from './attributes.js';
import { eventOfHeaders } from './binary-mode.js';
import { type CloudEvent, readCloudEvent } from './cloudevents.js';
import { type JsonSlice, listSlices, parseJson, parseSlice } from './json-text.js';

/** An event, or what is wrong with it; and the producer's own id, where it can be told. */
export interface Sent {
  readonly event: CloudEvent | LedgerError;
  readonly eventId: string | null;
}

export type Form = 'one' | 'batch' | 'lines' | 'binary';

export const MAX_EVENT_BYTES = 1_000_000;
export const MAX_BATCH_BYTES = 16 * 1024 * 1024;
export const MAX_BATCH_EVENTS = 10_000;

/**
 * The form that a content type declares; binary mode where it is none of CloudEvents.
 * @throws LedgerError `unsupported-media-type` for other event formats, charsets and content codings
 */
export function formOf(contentType: string | undefined, contentEncoding: string | undefined): Form {
  if (contentEncoding !== undefined && contentEncoding.toLowerCase() !== 'identity')
    throw new LedgerError(
      'unsupported-media-type',
      'Bodies are taken as they are; send them without Content-Encoding.',
    );
  const mediaType = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const form = forms.get(mediaType);
  if (form === undefined && !mediaType.startsWith('application/cloudevents')) return 'binary';
  if (form === undefined || !isUtf8Charset(contentType ?? ''))
    throw new LedgerError(
      'unsupported-media-type',
      'Events are taken as application/cloudevents+json, application/cloudevents-batch+json or application/x-ndjson, in UTF-8, or in binary mode.',
    );
  return form;
}

const forms: ReadonlyMap<string, Form> = new Map<string, Form>([
  ['application/cloudevents+json', 'one'],
  ['application/cloudevents-batch+json', 'batch'],
  ['application/x-ndjson', 'lines'],
  ['application/ndjson', 'lines'],
  ['application/jsonl', 'lines'],
]);

/** @param rawHeaders names and values in turn. @throws LedgerError what is wrong with the event */
export function readBinary(rawHeaders: readonly string[], body: Buffer): CloudEvent {
  checkSize(body.length);
  return readCloudEvent(eventOfHeaders(rawHeaders, body));
}

/** Events of one request that are found and not yet read. */
export type Unread =
  | { readonly form: 'elements'; readonly body: Buffer; readonly slices: readonly JsonSlice[] }
  | { readonly form: 'lines'; readonly lines: readonly UnreadLine[] };

export interface UnreadLine {
  /** Not all of it where it is longer than an event may be. */
  readonly bytes: Buffer;
  readonly size: number;
}

/** @throws LedgerError `malformed` where the whole is no list · `too-large` where it holds too many */
export function readBatch(body: Buffer): readonly JsonSlice[] {
  return listSlices(body, MAX_BATCH_EVENTS);
}

export function countOf(unread: Unread): number {
  return unread.form === 'lines' ? unread.lines.length : unread.slices.length;
}

/** An event that is wrong is no error here: its fault is its own. @throws RangeError where there is none of this number */
export function readAt(unread: Unread, index: number): Sent {
  if (unread.form === 'lines') {
    const { bytes, size } = nth(unread.lines, index);
    return read(size, () => parseJson(bytes));
  }
  const slice = nth(unread.slices, index);
  return read(slice.end - slice.start, () => parseSlice(unread.body, slice));
}

function nth<T>(list: readonly T[], index: number): T {
  const one = list[index];
  if (one === undefined) throw new RangeError(`There are ${list.length} events, and none of number ${index}.`);
  return one;
}

function read(size: number, parse: () => Json): Sent {
  let eventId: string | null = null;
  try {
    checkSize(size);
    const value = parse();
    eventId = idOf(value);
    return { event: readCloudEvent(value), eventId };
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    return { event: error, eventId };
  }
}

function checkSize(bytes: number): void {
  if (bytes > MAX_EVENT_BYTES)
    throw new LedgerError('too-large', `An event has at most ${MAX_EVENT_BYTES} bytes; this one has ${bytes}.`);
}

function idOf(value: Json): string | null {
  const id: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'id') : undefined;
  return typeof id === 'string' && id.length <= 256 ? id : null;
}
