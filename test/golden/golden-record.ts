/** A record of each released event version, made of fixed keys, randomness and time. What stands in the files is for ever. */
import { createSecretKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventDefinition } from '../../src/catalogue/event.js';
import type { Json, JsonObject } from '../../src/record/canonical.js';
import { recordDigestHex } from '../../src/record/digest.js';
import { parseInstant, parsePseudonym } from '../../src/record/ids.js';
import type { NewRecord } from '../../src/record/record.js';
import { readCloudEvent } from '../../src/recording/cloudevents.js';
import { makeRecord } from '../../src/recording/make-record.js';
import { prepare } from '../../src/recording/prepare.js';

/** A file: the event as it was sent, and the bytes that were stored for it. */
export interface Golden {
  readonly event: JsonObject;
  readonly header: string;
  readonly body: string;
  /** SHA-256 of the header. */
  readonly digest: string;
}

const key = (byte: number) => createSecretKey(Buffer.alloc(32, byte));
export const dataKey = key(0x11);
export const tagKey = key(0x22);
export const groupsKey = key(0x33);
export const subject = parsePseudonym('5f0c2a5e-8a53-4c0e-9c39-0d6f2d6a7b11');
export const other = parsePseudonym('a1d9b0c4-3f52-4f5b-8a77-41d2c9e0f6b2');

export const goldenPath = (type: string, version: number): string => join(import.meta.dirname, `${type}.v${version}.json`);

export function readGolden(type: string, version: number): Golden | null {
  const path = goldenPath(type, version);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

export function eventOf({ type, version, example }: EventDefinition): JsonObject {
  const dataschema = `/v1/schemas/${type}/${version}`;
  const event = { specversion: '1.0', id: `golden-${type}`, source: '/golden', type, dataschema, sequence: 7, wave: 'β' };
  return { ...event, ...(example as JsonObject) };
}

/** The record of an event under the fixed circumstances. */
export function recordOf(event: JsonObject): NewRecord {
  const recordedAt = parseInstant('2026-11-24T12:00:00.000Z');
  if (recordedAt === null) throw new Error('not an instant');
  const prepared = prepare(readCloudEvent(event as Json), { id: 'golden', sources: ['*'], own: true });
  return makeRecord(prepared, {
    actor: 'token-golden',
    recordedAt,
    subject: prepared.fact.subject === undefined ? undefined : { pseudonym: subject, dataKey, fenced: false },
    tagKey,
    groupsKey,
    pseudonymOf: () => other,
    random: Uint8Array.from({ length: 40 }, (_, index) => index),
  }).record;
}

export function goldenOf(event: JsonObject): Golden {
  const { header, body } = recordOf(event);
  return { event, header: Buffer.from(header).toString('utf8'), body: Buffer.from(body).toString('utf8'), digest: recordDigestHex(header) };
}
