/** `POST /v1/inquiries/{id}/answer`: makes what the person is told, and records the digest of its exact text, so that it shows when it is told otherwise later. */
import { hash } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler, QueryBus } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import type { Caller } from '../access/roles.js';
import { ExplainDecision } from '../answers/explain-decision.js';
import { letterOf } from '../answers/letter.js';
import { htmlOf } from '../answers/render/html.js';
import { text } from '../http/documented.js';
import { type PageLanguage, pageLanguages } from '../http/languages.js';
import { reportLetter, reportPage } from '../own-page/page.js';
import { ReadReport } from '../own-page/person-report.js';
import { Clock, Randomness } from '../record/clock.js';
import type { Pseudonym } from '../record/ids.js';
import { Inquiries, Inquiry, shown } from './inquiries.js';
import { type AnswerBody, type AnswerForm, answerForms } from './inquiry-bodies.js';

class AnswerTold {
  @ApiProperty({ example: 'ans-5Yx0Zp1kQ2vT' }) readonly id!: string;
  @ApiProperty({ ...text, enum: answerForms }) readonly format!: string;
  @ApiProperty({ ...text, enum: pageLanguages }) readonly language!: string;
  @ApiProperty({ description: 'SHA-256 of the bytes that `content` is, lowercase hexadecimal; it is recorded' })
  readonly digest!: string;
  @ApiProperty({ ...text, enum: ['utf-8', 'base64'], description: 'How `content` is to be read: letters are no text' })
  readonly encoding!: 'utf-8' | 'base64';
  @ApiProperty({ description: 'What the person is to be sent, exactly' }) readonly content!: string;
}

export class AnsweredInquiry extends Inquiry {
  @ApiProperty() readonly told!: AnswerTold;
}

export class AnswerInquiry extends Command<AnsweredInquiry> {
  constructor(
    readonly id: string,
    readonly body: AnswerBody,
    readonly caller: Caller,
  ) {
    super();
  }
}

interface Made {
  readonly id: string;
  readonly position: string | undefined;
  readonly content: string | Buffer;
}

@CommandHandler(AnswerInquiry)
export class AnswerInquiryHandler implements ICommandHandler<AnswerInquiry> {
  constructor(
    private readonly inquiries: Inquiries,
    private readonly queries: QueryBus,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
  ) {}

  /** @throws LedgerError `missing` where the decision is not this person's · `conflict` where it is not the time to answer */
  async execute({ id, body, caller }: AnswerInquiry): Promise<AnsweredInquiry> {
    const { consumer, records } = await this.inquiries.of(id);
    const asked = records[0]?.body.data ?? {};
    const decisionId = body.decisionId ?? (typeof asked.decisionId === 'string' ? asked.decisionId : undefined);
    const language =
      pageLanguages.find((known) => known === body.language) ??
      pageLanguages.find((known) => known === asked.language) ??
      'en';
    const format = body.format ?? 'html';
    const made =
      decisionId === undefined
        ? await this.#report(consumer, language, format, caller)
        : await this.#explanation(decisionId, consumer, language, format, caller);
    const digest = hash('sha256', made.content, 'hex');
    const told = {
      answerId: made.id,
      digest,
      decisionId,
      language,
      format,
      position: made.position,
      notes: body.notes,
    };
    const standing = await this.inquiries.take(id, { name: 'answer', told }, caller.id);
    const content =
      typeof made.content === 'string'
        ? ({ encoding: 'utf-8', content: made.content } as const)
        : ({ encoding: 'base64', content: made.content.toString('base64') } as const);
    return { ...shown(standing, this.clock.now()), told: { id: made.id, format, language, digest, ...content } };
  }

  /** As the person would read it. Another person's decision is unknown to them. */
  async #explanation(
    decisionId: string,
    consumer: Pseudonym,
    language: PageLanguage,
    format: AnswerForm,
    caller: Caller,
  ): Promise<Made> {
    const asked = { decisionId, tier: 'consumer', language, consumer } as const;
    const answer = await this.queries.execute(new ExplainDecision(asked, caller));
    const { id, position } = answer.header;
    if (format === 'pdf') return { id, position, content: await letterOf(answer) };
    return { id, position, content: format === 'html' ? htmlOf(answer) : JSON.stringify(answer) };
  }

  async #report(consumer: Pseudonym, language: PageLanguage, format: AnswerForm, caller: Caller): Promise<Made> {
    const report = await this.queries.execute(new ReadReport(consumer, caller, undefined, language));
    const id = `ans-${Buffer.from(this.randomness.bytes(9)).toString('base64url')}`;
    const made = { id, position: undefined };
    if (format === 'pdf') return { ...made, content: await reportLetter(report, language) };
    return { ...made, content: format === 'html' ? reportPage(report, language) : JSON.stringify(report) };
  }
}
