/** What read models use of a record's header, cut out of its text: parsing all of it was a third of reading a record. */
import type { Instant, Pseudonym, StreamName } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { decodeHeader, headerText, type ReadableRecord } from '../record/record.js';
import type { OpenHeader } from './projection.js';

/** Its texts may be parts of the header's, which the engine keeps whole for as long as it keeps one of them. */
export interface ReadHeader extends OpenHeader {
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
}

/** @throws LedgerError `corrupt` where the bytes are not a header, or that of another record than the log says */
export function openHeader(committed: ReadableRecord): ReadHeader {
  const { position, id, stream } = committed;
  const found = cut(headerText(committed), id, stream);
  if (found !== null) return found;
  const header = decodeHeader(committed);
  if (header.id === id && header.stream === stream) return header;
  throw new LedgerError(
    'corrupt',
    `The record at position ${position} says it is ${header.id} in ${header.stream}; the log holds it as ${id} in ${stream}.`,
  );
}

/**
 * A header is canonical: its members stand in the order of their names without space between, and a quote within a text has a backslash before it, so
 * `,"name":` is found nowhere but at a member. The members of `sealed` and the names that extensions may have are none of these.
 * @returns null where anything is otherwise
 */
function cut(header: string, id: string, stream: StreamName): ReadHeader | null {
  const own = `,"format":1,"id":"${id}","occurredAt":"`;
  const occurred = header.indexOf(own);
  if (occurred === -1 || !header.endsWith('}')) return null;
  const occurredAt = textUntilQuote(header, occurred + own.length);
  const recorded = header.indexOf(RECORDED, occurred + own.length);
  const recordedAt = textUntilQuote(header, recorded + RECORDED.length);
  const from = header.indexOf(SOURCE, recorded);
  const source = textUntilQuote(header, from + SOURCE.length);
  const named = `,"stream":"${stream}",`;
  const streamed = header.indexOf(named, from);
  const typed = header.indexOf(TYPE, streamed);
  if (recorded === -1 || from === -1 || streamed === -1 || typed === -1) return null;
  const type = textUntilQuote(header, typed + TYPE.length);
  if (source.includes('\\') || type.includes('\\')) return null;
  const about = streamed + named.length;
  const subject = header.startsWith(SUBJECT, about) ? textUntilQuote(header, about + SUBJECT.length) : undefined;
  const counted = header.indexOf(SEQUENCE, recorded);
  const sequence = counted === -1 ? undefined : header.slice(counted + SEQUENCE.length, from);
  if (sequence !== undefined && !COUNTED.test(sequence)) return null;
  return {
    type,
    stream,
    source,
    subject: subject as Pseudonym | undefined,
    sequence: sequence?.startsWith('"') ? sequence.slice(1, -1) : sequence && Number(sequence),
    occurredAt: occurredAt as Instant,
    recordedAt: recordedAt as Instant,
  };
}

const RECORDED = ',"recordedAt":"';
const SEQUENCE = ',"sequence":';
/** A number or a text as producers count. */
const COUNTED = /^(?:\d{1,15}|"[^"\\]*")$/;
const SOURCE = ',"source":"';
const SUBJECT = '"subject":"';
const TYPE = ',"type":"';

function textUntilQuote(text: string, from: number): string {
  return text.slice(from, text.indexOf('"', from));
}
