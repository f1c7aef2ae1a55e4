/** The commands behind the workflow: an inquiry comes in, and takes its steps. */
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, Randomness } from '../record/clock.js';
import { compareInstants, type Instant, type Pseudonym, parseInstant, parsePseudonym } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { OwnEvents } from '../recording/own-events.js';
import { parseReference } from '../vault/subjects.js';
import { Vault } from '../vault/vault.js';
import { Inquiries, type Inquiry, shown } from './inquiries.js';
import { type InquiryCommand, MONTHS, monthsAfter } from './inquiry.js';
import type { OpenBody } from './inquiry-bodies.js';

export class OpenInquiry extends Command<Inquiry> {
  constructor(
    readonly body: OpenBody,
    /** Id of the caller's token. */
    readonly by: string,
  ) {
    super();
  }
}

/** One step of it. */
export class HandleInquiry extends Command<Inquiry> {
  constructor(
    readonly id: string,
    readonly command: InquiryCommand,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(OpenInquiry)
export class OpenInquiryHandler implements ICommandHandler<OpenInquiry> {
  constructor(
    private readonly inquiries: Inquiries,
    private readonly ownEvents: OwnEvents,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  /** @throws LedgerError `bad-request` where nobody is named, twice, or a time is none · `invalid` as the event itself would be */
  async execute({ body, by }: OpenInquiry): Promise<Inquiry> {
    const { consumer: _named, reference: _sent, receivedAt: _said, ...asked } = body;
    const now = this.clock.now();
    const occurredAt = receiptOf(body.receivedAt, now);
    const subject = await this.#personIn(body);
    const inquiryId = `inq-${Buffer.from(this.randomness.bytes(8)).toString('hex')}`;
    const data = { ...asked, inquiryId, dueAt: monthsAfter(occurredAt, MONTHS), by };
    await this.ownEvents.record({ type: 'inquiry.received', subject, occurredAt, data }, by, 'none');
    return shown(await this.inquiries.of(inquiryId), now);
  }

  /** Who asks for the first time becomes known by it: the inquiry itself is about them. */
  async #personIn({ consumer, reference }: OpenBody): Promise<Pseudonym> {
    if (consumer !== undefined && reference === undefined) return parsePseudonym(consumer);
    if (reference === undefined || consumer !== undefined) {
      const detail = 'Name the person by one of consumer and reference.';
      throw new LedgerError('bad-request', detail, [{ pointer: '/consumer', detail }]);
    }
    const [subject] = await this.vault.subjectsOf([parseReference(reference)]);
    if (subject === undefined) throw new LedgerError('internal');
    return subject.pseudonym;
  }
}

@CommandHandler(HandleInquiry)
export class HandleInquiryHandler implements ICommandHandler<HandleInquiry> {
  constructor(
    private readonly inquiries: Inquiries,
    private readonly clock: Clock,
  ) {}

  async execute({ id, command, by }: HandleInquiry): Promise<Inquiry> {
    return shown(await this.inquiries.take(id, command, by), this.clock.now());
  }
}

function receiptOf(said: string | undefined, now: Instant): Instant {
  if (said === undefined) return now;
  const receivedAt = parseInstant(said);
  const detail = 'Must be an instant with a zone that is not ahead of now, for example 2026-03-12T09:00:00Z.';
  if (receivedAt === null || compareInstants(receivedAt, now) > 0)
    throw new LedgerError('bad-request', `receivedAt: ${detail}`, [{ pointer: '/receivedAt', detail }]);
  return receivedAt;
}
