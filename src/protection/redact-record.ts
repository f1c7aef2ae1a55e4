/**
 * Says that open fields of a record should never have been sent. From then on nothing that is told from a record's body shows them; the bytes, and what
 * the list of decisions holds of them, go when the ledger is exported and imported, with every proof still valid (docs/decisions/0205).
 */
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { definitionOf } from '../catalogue/catalogue.js';
import { EventLog } from '../log/event-log.js';
import { ReadModels } from '../projections/projection.js';
import type { RecordId } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { type CommittedRecord, decodeBody, decodeRecord, type StoredRecord } from '../record/record.js';
import { hasField, redactedBody, remainsDigest, withoutFields } from '../record/redaction.js';
import { againWhenRaced, OwnEvents } from '../recording/own-events.js';

export class Redacted {
  @ApiProperty({ type: String, format: 'uuid', description: 'The `record.redacted` that says so' })
  readonly id!: RecordId;
  @ApiProperty({ type: String, format: 'uuid' })
  readonly recordId!: RecordId;
  @ApiProperty({ type: [String], description: 'Everything that was ever taken away from this record' })
  readonly fields!: readonly string[];
  @ApiProperty({ type: String })
  readonly position!: string;
}

/** @throws LedgerError `missing`, `bad-request`, `wrong-revision`, `unavailable` */
export class RedactRecord extends Command<Redacted> {
  constructor(
    readonly recordId: RecordId,
    /** JSON pointers into `data`. */
    readonly fields: readonly string[],
    readonly reason: string,
    /** Id of the caller's token. */
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(RedactRecord)
export class RedactRecordHandler implements ICommandHandler<RedactRecord> {
  constructor(
    private readonly log: EventLog,
    private readonly own: OwnEvents,
    private readonly models: ReadModels,
  ) {}

  async execute(command: RedactRecord): Promise<Redacted> {
    const committed = (await this.log.lookup([command.recordId])).get(command.recordId);
    if (committed === undefined) throw new LedgerError('missing', 'There is no record of this id.');
    const record = decodeRecord(committed);
    for (const pointer of command.fields) refuseUnfit(record, pointer);
    return againWhenRaced(() => this.#record(command, record, committed));
  }

  /** The stream's revision is stated, because the digest of what remains covers every earlier redaction of the record. */
  async #record(command: RedactRecord, record: StoredRecord, { stream }: CommittedRecord): Promise<Redacted> {
    const { recordId, reason, by } = command;
    const fields = new Set(record.body.redacted ?? []);
    let last = record.revision;
    for await (const page of this.log.readStream(stream))
      for (const other of page) {
        last = other.revision;
        for (const field of fieldsTaken(other, recordId)) fields.add(field);
      }
    for (const field of command.fields) fields.add(field);
    const remaining = withoutFields(record.body.data, [...fields]);
    refuseBroken(record, remaining);
    const remains = remainsDigest(redactedBody(record.body.data, fields));
    const data = { recordId, stream, fields: [...command.fields], reason, by, remains };
    const { subject } = record.header;
    const event = { type: 'record.redacted', data, ...(subject !== undefined && { subject }) };
    const recorded = await this.own.record(event, by, last);
    // Who is told that it is done will not be shown the field again: readers know of redactions from the read models.
    await this.models.waitFor(Number(recorded.position));
    return { id: recorded.id, recordId, fields: [...fields].sort(), position: String(recorded.position) };
  }
}

function refuseUnfit({ header, body }: StoredRecord, pointer: string): void {
  if (definitionOf(header.type, header.version)?.writtenBy === 'ledger')
    throw new LedgerError('bad-request', 'What the ledger itself wrote accounts for it, and is not redacted.');
  if (!hasField(body.data, pointer))
    throw new LedgerError(
      'bad-request',
      `The record has no open field ${pointer}. A personal field is sealed: it goes with its person's key.`,
    );
}

/** What remains must still be an event of its type in its place, or nobody could read the record any more. */
function refuseBroken({ header, body }: StoredRecord, remaining: StoredRecord['body']['data']): void {
  const definition = definitionOf(header.type, header.version);
  if (definition === undefined) return;
  const before = new Set(definition.check(body.data).map(({ pointer }) => pointer));
  const broken = definition.check(remaining).find(({ pointer }) => !before.has(pointer));
  if (broken !== undefined)
    throw new LedgerError('bad-request', `The record cannot be read without ${broken.pointer}: ${broken.detail}`);
  if (streamNameOf(definition, remaining, header.subject) !== header.stream)
    throw new LedgerError('bad-request', 'That field says in which stream the record stands; it cannot be taken away.');
}

function streamNameOf(
  definition: NonNullable<ReturnType<typeof definitionOf>>,
  data: StoredRecord['body']['data'],
  subject: StoredRecord['header']['subject'],
): string | null {
  try {
    return definition.streamOf(data, subject);
  } catch {
    return null;
  }
}

function fieldsTaken(record: CommittedRecord, id: RecordId): readonly string[] {
  if (!Buffer.from(record.header).includes('"record.redacted"')) return [];
  const { recordId, fields } = decodeBody(record).data;
  return recordId === id && Array.isArray(fields) ? fields.map(String) : [];
}
