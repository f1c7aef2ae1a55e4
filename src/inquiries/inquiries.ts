/** Inquiries as they stand in the log, and how their next steps are recorded. */
import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { instant, text, uuid } from '../http/documented.js';
import { EventLog, type ExpectedRevision } from '../log/event-log.js';
import { Clock } from '../record/clock.js';
import { ID_PATTERN, type Instant, type Pseudonym, type RecordId, streamName } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { decodeRecord, type StoredRecord } from '../record/record.js';
import { againWhenRaced, OwnEvents } from '../recording/own-events.js';
import {
  daysLeft,
  decide,
  evolve,
  type InquiryCommand,
  type InquiryState,
  type InquiryStatus,
  inquiryStatuses,
  isOverdue,
} from './inquiry.js';

class InquiryStep {
  @ApiProperty(uuid) readonly record!: RecordId;
  @ApiProperty({ ...text, example: 'inquiry.identity-verified' }) readonly type!: string;
  @ApiProperty(instant) readonly at!: Instant;
  @ApiProperty({ ...text, nullable: true, description: 'Who: the id of the token' }) readonly by!: string | null;
}

export class Inquiry {
  @ApiProperty({ example: 'inq-3f9a2c41' }) readonly id!: string;
  @ApiProperty({ ...uuid, description: 'The pseudonym of the person who asks' }) readonly consumer!: Pseudonym;
  @ApiProperty({ example: 'eu-gdpr:A15' }) readonly right!: string;
  @ApiProperty() readonly channel!: string;
  @ApiProperty({ ...text, nullable: true }) readonly language!: string | null;
  @ApiProperty({ ...text, nullable: true, description: 'The decision that is asked about' })
  readonly decisionId!: string | null;
  @ApiProperty({ ...text, enum: inquiryStatuses }) readonly status!: InquiryStatus;
  @ApiProperty(instant) readonly receivedAt!: Instant;
  @ApiProperty({ ...instant, description: 'The extension included' }) readonly dueAt!: Instant;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Negative where it is overdue; null once answered' })
  readonly daysLeft!: number | null;
  @ApiProperty() readonly overdue!: boolean;
  @ApiProperty() readonly extended!: boolean;
  @ApiProperty({ type: [InquiryStep], description: 'Oldest first' }) readonly steps!: readonly InquiryStep[];
}

/** An inquiry with the records that it is folded from. */
export interface Standing {
  readonly id: string;
  readonly consumer: Pseudonym;
  readonly state: InquiryState;
  readonly records: readonly StoredRecord[];
  readonly expected: ExpectedRevision;
}

@Injectable()
export class Inquiries {
  constructor(
    private readonly log: EventLog,
    private readonly ownEvents: OwnEvents,
    private readonly clock: Clock,
  ) {}

  /** Everything recorded up to this moment included. @throws LedgerError `missing` */
  async of(id: string): Promise<Standing> {
    const records: StoredRecord[] = [];
    if (ID_PATTERN.test(id))
      for await (const page of this.log.readStream(streamName(`inquiry-${id}`)))
        records.push(...page.map(decodeRecord));
    const state = records.reduce<InquiryState | null>(
      (before, { header, body }) =>
        evolve(before, { type: header.type, occurredAt: header.occurredAt, data: body.data }),
      null,
    );
    const consumer = records[0]?.header.subject;
    if (state === null || consumer === undefined)
      throw new LedgerError('missing', 'No inquiry of this id is recorded in this ledger.');
    return { id, consumer, state, records, expected: records.at(-1)?.revision ?? 'none' };
  }

  /** @throws LedgerError `missing` · `conflict` as `decide` */
  async take(id: string, command: InquiryCommand, by: string): Promise<Standing> {
    return againWhenRaced(async () => {
      const standing = await this.of(id);
      const events = decide(standing.state, command, { inquiryId: id, now: this.clock.now(), by });
      if (events.length === 0) return standing;
      const own = events.map((event) => ({ ...event, subject: standing.consumer }));
      await this.ownEvents.recordAll(own, by, standing.expected);
      return this.of(id);
    });
  }
}

export function shown({ id, consumer, state, records }: Standing, now: Instant): Inquiry {
  const { right, channel, language, decisionId } = records[0]?.body.data ?? {};
  return {
    id,
    consumer,
    right: String(right),
    channel: String(channel),
    language: typeof language === 'string' ? language : null,
    decisionId: typeof decisionId === 'string' ? decisionId : null,
    status: state.status,
    receivedAt: state.receivedAt,
    dueAt: state.dueAt,
    daysLeft: daysLeft(state, now),
    overdue: isOverdue(state, now),
    extended: state.extended,
    steps: records.map(({ header, body: { data } }) => ({
      record: header.id,
      type: header.type,
      at: header.occurredAt,
      by: typeof data.by === 'string' ? data.by : null,
    })),
  };
}
