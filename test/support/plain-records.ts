/** Records with open fields only, straight into a log: what the read models see, without recording and vault. */
import { createHash } from 'node:crypto';
import type { EventLog } from '../../src/log/event-log.js';
import { canonical, type JsonObject } from '../../src/record/canonical.js';
import {
  type Instant,
  type Position,
  type Pseudonym,
  parseInstant,
  type RecordId,
  recordIdOf,
  streamName,
} from '../../src/record/ids.js';
import { type CommittedRecord, encodeRecord, type NewRecord, type RecordHeader } from '../../src/record/record.js';

export interface Plain {
  readonly type: string;
  readonly stream: string;
  readonly data?: JsonObject;
  readonly subject?: Pseudonym;
  readonly source?: string;
  readonly eventId?: string;
  readonly occurredAt?: string;
  readonly recordedAt?: string;
  readonly sequence?: string | number;
}

export interface Made {
  readonly stream: ReturnType<typeof streamName>;
  readonly record: NewRecord;
  readonly id: RecordId;
}

let made = 0;

export function plain(given: Plain): Made {
  const source = given.source ?? 'https://shop.example/events';
  const eventId = given.eventId ?? `plain-${made++}`;
  const data = given.data ?? {};
  const id = recordIdOf(source, eventId);
  const header: RecordHeader = {
    format: 1,
    id,
    eventId,
    type: given.type,
    version: 1,
    stream: streamName(given.stream),
    occurredAt: instant(given.occurredAt ?? '2026-03-02T09:14:00Z'),
    recordedAt: instant(given.recordedAt ?? '2026-03-02T09:14:01Z'),
    source,
    actor: 'token-1',
    ...(given.subject !== undefined && { subject: given.subject }),
    ...(given.sequence !== undefined && { sequence: given.sequence }),
    contentTag: createHash('sha256').update(canonical(data)).digest('hex'),
    bodyDigest: createHash('sha256').update(canonical(data)).digest('hex'),
  };
  return { stream: header.stream, record: encodeRecord(header, { salt: '00'.repeat(16), data }), id };
}

/** As a log would give it back. */
export function committed({ stream, record }: Made, position: number, revision = 0): CommittedRecord {
  const { id, header, body } = record;
  return { position: position as Position, stream, revision, id, header, body };
}

export async function append(log: EventLog, ...records: readonly Made[]): Promise<Position> {
  let last = 0 as Position;
  for (const appended of await Promise.all(records.map(({ stream, record }) => log.append(stream, [record], 'any'))))
    for (const { position } of appended) if (position > last) last = position;
  return last;
}

export function instant(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === null) throw new Error(`${text} is no instant`);
  return parsed;
}

/** A mixed stretch of a ledger's life: consumers, decisions, messages, models, producers with counters. */
export function stretch(count: number): Made[] {
  const subjects = Array.from({ length: 7 }, (_, index) => `00000000-0000-4000-8000-00000000000${index}` as Pseudonym);
  return Array.from({ length: count }, (_, n) => {
    const subject = subjects[n % subjects.length] as Pseudonym;
    const at = new Date(Date.parse('2026-03-02T00:00:00Z') + n * 1_000).toISOString();
    const common = {
      occurredAt: at,
      recordedAt: at,
      sequence: n - (n % 50 === 3 ? 2 : 0),
      source: `https://s${n % 3}.example`,
    };
    switch (n % 5) {
      case 0:
        return plain({
          ...common,
          type: 'data.observed',
          stream: `consumer-${subject}`,
          subject,
          data: { collectionId: `col-${n}` },
        });
      case 1:
        return plain({
          ...common,
          type: 'decision.made',
          stream: `decision-d${n}`,
          subject,
          data: {
            decisionId: `d${n}`,
            inputs: [{ name: 'a [b]' }],
            model: { id: 'm', version: '1' },
            outcome: { action: 'offer' },
          },
        });
      case 2:
        return plain({
          ...common,
          type: 'message.sent',
          stream: `message-m${n}`,
          subject,
          data: { messageId: `m${n}`, decisionId: `d${n - 1}` },
        });
      case 3:
        return plain({
          ...common,
          type: 'campaign.approved',
          stream: `campaign-c${n % 4}`,
          data: { campaignId: `c${n % 4}` },
        });
      default:
        return plain({
          ...common,
          type: 'consent.given',
          stream: `consumer-${subject}`,
          subject,
          data: { consentRecordId: `cr-${n}`, purposes: ['x'] },
        });
    }
  });
}
