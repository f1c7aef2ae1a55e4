/** Names and moments: branded ids, minted here only, and RFC 3339 instants in UTC. */
import { hash } from 'node:crypto';
import { canonical } from './canonical.js';
import { LedgerError } from './ledger-error.js';

declare const brand: unique symbol;
type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** UUIDv5 over `canonical([source, eventId])`; the permanent identity of a fact. */
export type RecordId = Branded<string, 'RecordId'>;
/** A random name of a consumer; nothing about the person can be computed from it. */
export type Pseudonym = Branded<string, 'Pseudonym'>;
/** The name of a stream, for example `decision-dec-8812`. */
export type StreamName = Branded<string, 'StreamName'>;
/** A place in the log's global order. Drivers leave gaps between them; compare, never calculate. Shown to callers as a decimal string. */
export type Position = Branded<number, 'Position'>;
/** An RFC 3339 instant in UTC (`…Z`) with the fraction digits it was sent with; compare with `compareInstants`. */
export type Instant = Branded<string, 'Instant'>;

/** What an id inside an event may look like. */
export const ID_PATTERN = /^[A-Za-z0-9._:~-]{1,128}$/;

/** This product's own fixed namespace for record ids (RFC 9562 §5.5). It never changes. */
const RECORD_NAMESPACE = Buffer.from('8f1c5d0ab2a34a5e9d7c6e3b10f42c77', 'hex');

/** The record id of a producer's event. Pure: the same pair gives the same id on every machine, for ever. */
export function recordIdOf(source: string, eventId: string): RecordId {
  const name = Buffer.from(canonical([source, eventId]), 'utf8');
  const hex = hash('sha1', Buffer.concat([RECORD_NAMESPACE, name]), 'hex');
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}` as RecordId;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** @throws LedgerError `bad-request` when the text is not a record id */
export function parseRecordId(text: string): RecordId {
  if (!UUID.test(text)) throw new LedgerError('bad-request', `"${clip(text)}" is not a record id (a lowercase UUID).`);
  return text as RecordId;
}

/** @throws LedgerError `bad-request` when the text is not a pseudonym */
export function parsePseudonym(text: string): Pseudonym {
  if (!UUID.test(text))
    throw new LedgerError(
      'bad-request',
      `"${clip(text)}" is not a consumer's pseudonym (a lowercase UUID). Look it up with POST /v1/consumers/lookup.`,
    );
  return text as Pseudonym;
}

/** @throws LedgerError `invalid` when the name is longer than 160 characters or holds others than those of an id */
export function streamName(text: string): StreamName {
  if (!/^[A-Za-z0-9._:~-]{1,160}$/.test(text))
    throw new LedgerError(
      'invalid',
      `"${clip(text)}" cannot name a stream: 1 to 160 characters of A–Z a–z 0–9 . _ : ~ -`,
    );
  return text as StreamName;
}

/** @throws LedgerError `bad-request` when the text is not a position of this log */
export function parsePosition(text: string): Position {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value))
    throw new LedgerError('bad-request', `"${clip(text)}" is not a position; send back one that this service gave.`);
  return value as Position;
}

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;

/**
 * An RFC 3339 date-time as a UTC instant; its fraction digits stay as sent (at most nine).
 * @returns null where the text is not one, names a day that does not exist, has no zone, or a leap second
 */
export function parseInstant(text: string): Instant | null {
  const match = RFC3339.exec(text);
  if (match === null) return null;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = '', zone = ''] = match;
  if (Number(year) < 100 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  if (!isDay(Number(year), Number(month), Number(day))) return null;
  const offset = offsetMinutes(zone);
  if (offset === null) return null;
  if (offset === 0) return `${text.slice(0, 10)}T${text.slice(11, 19)}${fraction}Z` as Instant;
  const local = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  const utc = new Date(local - offset * 60_000);
  if (utc.getUTCFullYear() < 100 || utc.getUTCFullYear() > 9999) return null;
  return `${utc.toISOString().slice(0, 19)}${fraction}Z` as Instant;
}

/** The clock's milliseconds as an instant. */
export function instantOf(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString() as Instant;
}

/** Milliseconds since 1970, rounded down. */
export function millisecondsOf(instant: Instant): number {
  return Date.parse(instant);
}

/** Negative, zero or positive as `a` is before, at or after `b`, whatever their fraction digits. */
export function compareInstants(a: Instant, b: Instant): number {
  // With as many fraction digits in both, texts are in order as times are.
  if (a.length === b.length) return a < b ? -1 : a > b ? 1 : 0;
  const seconds = a.slice(0, 19) < b.slice(0, 19) ? -1 : a.slice(0, 19) > b.slice(0, 19) ? 1 : 0;
  if (seconds !== 0) return seconds;
  const left = a.slice(20, -1).padEnd(9, '0');
  const right = b.slice(20, -1).padEnd(9, '0');
  return left < right ? -1 : left > right ? 1 : 0;
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  // Only the last days of a month are not in every month.
  return day <= 28 || new Date(Date.UTC(year, month - 1, day)).getUTCMonth() + 1 === month;
}

function offsetMinutes(zone: string): number | null {
  if (zone === 'Z' || zone === 'z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
