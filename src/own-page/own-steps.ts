/** What a person does on their own page: each step is an event about them, recorded by the ledger itself. What is already so is not recorded again. */
import { Inject } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler, QueryBus } from '@nestjs/cqrs';
import type { Caller } from '../access/roles.js';
import { ReadOverview } from '../oversight/read-overview.js';
import { decisionById } from '../projections/decision.js';
import { linkedPseudonyms } from '../projections/entry.js';
import { ReadModels } from '../projections/projection.js';
import { ProtectConsumer } from '../protection/protect-consumer.js';
import type { JsonObject } from '../record/canonical.js';
import { type Pseudonym, parsePseudonym } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { OwnEvents } from '../recording/own-events.js';
import type { ErasureGround } from './own-forms.js';

export type OwnStep =
  | { readonly name: 'withdraw'; readonly consentRecordId: string }
  | { readonly name: 'object' }
  | { readonly name: 'contest'; readonly decisionId: string; readonly view: string | undefined }
  | { readonly name: 'erase'; readonly article: ErasureGround };

/** @returns the position to wait for; null where nothing had to be recorded. @throws LedgerError `missing`, `unavailable` */
export class TakeOwnStep extends Command<string | null> {
  constructor(
    readonly step: OwnStep,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(TakeOwnStep)
export class TakeOwnStepHandler implements ICommandHandler<TakeOwnStep> {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
    private readonly ownEvents: OwnEvents,
    @Inject(ReadModels) private readonly models: ReadModels,
  ) {}

  async execute({ step, caller }: TakeOwnStep): Promise<string | null> {
    const consumer = parsePseudonym(caller.consumer ?? '');
    switch (step.name) {
      case 'withdraw': {
        const { consents } = await this.queries.execute(new ReadOverview(consumer, caller));
        const own = consents.filter(({ consentRecordId }) => consentRecordId === step.consentRecordId);
        if (own.length === 0) throw new LedgerError('missing', 'No such consent of yours is recorded.');
        if (!own.some(({ valid }) => valid)) return null;
        const data = { consentRecordId: step.consentRecordId, by: 'person' };
        return this.#record('consent.withdrawn', data, consumer, caller);
      }
      case 'object': {
        const { objections } = await this.queries.execute(new ReadOverview(consumer, caller));
        if (objections.some(({ kind }) => kind === 'objection')) return null;
        const data = { right: 'eu-gdpr:A21', scope: ['dpv:DirectMarketing'], includesProfiling: true };
        return this.#record('processing.objected', data, consumer, caller);
      }
      case 'contest': {
        const about = decisionById(this.models, step.decisionId)?.subject;
        const person = linkedPseudonyms(this.models, consumer, this.models.reached().size);
        if (about == null || !person.includes(about))
          throw new LedgerError('missing', 'No such decision about you is recorded.');
        const view = step.view === undefined ? {} : { consumerView: step.view };
        return this.#record(
          'decision.contested',
          { decisionId: step.decisionId, by: 'person', ...view },
          about,
          caller,
        );
      }
      case 'erase': {
        const ask = {
          name: 'ask',
          article: step.article,
          reason: 'asked for by the person on their own page',
        } as const;
        await this.commands.execute(new ProtectConsumer(consumer, ask, caller.id));
        return null;
      }
    }
  }

  async #record(type: string, data: JsonObject, subject: Pseudonym, caller: Caller): Promise<string> {
    return (await this.ownEvents.record({ type, data, subject }, caller.id)).position;
  }
}
