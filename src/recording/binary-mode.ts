/** Binary content mode: a CloudEvent in HTTP headers, to the letter of the HTTP binding 1.0.2 §3.1. */
import type { Json, JsonObject } from '../record/canonical.js';
import { type FieldError, LedgerError } from '../record/ledger-error.js';
import { isJsonMediaType, isUtf8Charset } from './attributes.js';
import { summary, withinData } from './cloudevents.js';
import { parseJson } from './json-text.js';

/**
 * The event in headers and body, in the form of the JSON format; its attributes still have to be read.
 * @param rawHeaders names and values in turn, as Node gives them
 * @throws LedgerError `invalid` naming each wrong header; `unsupported-media-type` where the body is not declared as JSON; `malformed` where it is not JSON
 */
export function eventOfHeaders(rawHeaders: readonly string[], body: Buffer): JsonObject {
  const event: Record<string, Json> = {};
  const errors: FieldError[] = [];
  let mediaType: string | undefined;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const header = rawHeaders[index]?.toLowerCase() ?? '';
    const value = rawHeaders[index + 1] ?? '';
    if (header === 'content-type') mediaType = value;
    if (!header.startsWith('ce-')) continue;
    const name = header.slice(3);
    const fault = nameFault(name) ?? (Object.hasOwn(event, name) ? 'Stands there twice.' : undefined);
    const text = fault === undefined ? decodeHeader(value) : null;
    if (text === null)
      errors.push({
        pointer: `/${name}`,
        detail: `Header ${header}: ${fault ?? 'must be printable ASCII, all else percent-encoded as UTF-8 (HTTP binding §3.1.3.2); "%" itself is "%25".'}`,
      });
    else event[name] = text;
  }
  if (errors.length > 0) throw new LedgerError('invalid', summary(errors), errors);
  if (mediaType !== undefined) event.datacontenttype = mediaType;
  if (body.length === 0) return event;
  if (mediaType === undefined || !isJsonMediaType(mediaType) || !isUtf8Charset(mediaType))
    throw new LedgerError(
      'unsupported-media-type',
      'Events are taken as application/cloudevents+json, application/cloudevents-batch+json, application/x-ndjson, or in binary mode with a JSON body in UTF-8.',
    );
  event.data = withinData(() => parseJson(body), '/data');
  return event;
}

/**
 * A header's value as attribute: quoted strings opened first, then one round of percent-decoding.
 * @returns null where it holds raw non-ASCII, an open quote, or percent-encoding that is not UTF-8
 */
export function decodeHeader(value: string): string | null {
  if (!/^[\x20-\x7e]*$/.test(value)) return null;
  const unquoted = value.includes('"') ? unquote(value) : value;
  if (unquoted === null || !unquoted.includes('%')) return unquoted;
  try {
    return decodeURIComponent(unquoted);
  } catch {
    return null;
  }
}

function unquote(value: string): string | null {
  if (!/^(?:[^"]|"(?:[^"\\]|\\.)*")*$/.test(value)) return null;
  return value.replace(/"((?:[^"\\]|\\.)*)"/g, (_match, inner: string) => inner.replace(/\\(.)/g, '$1'));
}

function nameFault(name: string): string | undefined {
  if (name === 'datacontenttype') return 'must not be sent; Content-Type says it (HTTP binding §3.1.1).';
  if (name === 'data' || !/^[a-z0-9]+$/.test(name))
    return 'is no attribute name: lower-case letters and digits after "ce-".';
  return undefined;
}
