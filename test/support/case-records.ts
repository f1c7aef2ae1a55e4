/** Builds gathered records as the ledger would hold them: open fields in the body, personal ones apart, as `opened` values. */
import { createHash } from 'node:crypto';
import type { GatheredRecord } from '../../src/answers/facts.js';
import { definitionOf } from '../../src/catalogue/catalogue.js';
import { canonical, type Json, type JsonObject } from '../../src/record/canonical.js';
import { recordDigestHex } from '../../src/record/digest.js';
import {
  type Instant,
  type Pseudonym,
  parseInstant,
  parsePseudonym,
  type RecordId,
  recordIdOf,
} from '../../src/record/ids.js';
import { encodeRecord, type RecordBody, type RecordHeader } from '../../src/record/record.js';
import { parsed } from './split-data.js';

export const alice = parsePseudonym('5f0c2a86-6d3b-4f4e-9a57-0d8f6b0f9c11');
export const bob = parsePseudonym('9c1d6a2e-0b7f-4c3d-8e21-4a5b6c7d8e9f');

export interface Sent {
  readonly type: string;
  readonly time: string;
  readonly data: JsonObject;
  readonly subject?: Pseudonym | null;
  readonly recordedAt?: string;
  readonly source?: string;
  readonly sequence?: string;
  readonly eventId?: string;
}

/** Records in the order in which they are added; each is recorded a second after it happened, or when it says. */
export class CaseRecords {
  readonly records: GatheredRecord[] = [];
  readonly opened = new Map<RecordId, JsonObject>();
  private effective = '';

  add(...events: readonly Sent[]): this {
    for (const event of events) this.one(event);
    return this;
  }

  idOf(type: string, nth = 0): RecordId {
    const found = this.records.filter((record) => record.header.type === type)[nth];
    if (found === undefined) throw new Error(`no ${type} number ${nth} in this case`);
    return found.header.id;
  }

  private one(event: Sent): void {
    const definition = definitionOf(event.type);
    if (definition === undefined) throw new Error(`no type ${event.type}`);
    // A reference to another consumer stands here as it is stored: as the pseudonym.
    const faults = definition.references.length > 0 ? [] : definition.check(event.data);
    if (faults.length > 0) throw new Error(`${event.type}: ${JSON.stringify(faults)}`);
    const subject = event.subject === null || definition.subject === 'none' ? undefined : (event.subject ?? alice);
    const leaf = this.records.length;
    const source = event.source ?? 'https://shop.example/events';
    const eventId = event.eventId ?? `e-${leaf}`;
    const { open, personal, groups } = parsed(definition.split(event.data));
    const occurredAt = instant(event.time);
    const recordedAt = instant(event.recordedAt ?? new Date(Date.parse(occurredAt) + 1000).toISOString());
    if (recordedAt > this.effective) this.effective = recordedAt;
    const body: RecordBody = { salt: '00'.repeat(16), data: open };
    const sealed = { kid: subject ?? 'groups', nonce: '', ciphertext: '', commitment: '' };
    const header: RecordHeader = {
      format: 1,
      id: recordIdOf(source, eventId),
      eventId,
      type: event.type,
      version: definition.version,
      stream: definition.streamOf(event.data, subject),
      occurredAt,
      recordedAt,
      source,
      actor: 'token-1',
      ...(subject !== undefined && { subject }),
      ...(event.sequence !== undefined && { sequence: event.sequence }),
      contentTag: createHash('sha256')
        .update(canonical(event.data as Json))
        .digest('hex'),
      bodyDigest: createHash('sha256')
        .update(canonical(open as Json))
        .digest('hex'),
      ...(personal !== null && { sealed }),
      ...(groups !== null && { sealedGroups: sealed }),
    };
    if (personal !== null) this.opened.set(header.id, personal);
    const digest = recordDigestHex(encodeRecord(header, body).header);
    this.records.push({ header, body, leaf, effectiveAt: instant(this.effective), digest });
  }
}

export function instant(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === null) throw new Error(`not an instant: ${text}`);
  return parsed;
}

/** The catalogue's example of a type, with changes. */
export function example(type: string, changes: JsonObject = {}, time?: string): Sent {
  const definition = definitionOf(type);
  if (definition === undefined) throw new Error(`no type ${type}`);
  return {
    type,
    time: time ?? definition.example.time ?? '2026-03-01T00:00:00Z',
    data: { ...definition.example.data, ...changes },
  };
}
