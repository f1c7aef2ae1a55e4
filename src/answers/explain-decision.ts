/** The query behind every form of an answer: gathers the records, opens what the reader may see, and explains. */
import { hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Caller } from '../access/roles.js';
import { Unmasking } from '../access/unmasking.js';
import { sizeAsOf, sizeAtPosition } from '../projections/leaf.js';
import { ReadModels } from '../projections/projection.js';
import { canonical, type Json } from '../record/canonical.js';
import { Clock, Randomness } from '../record/clock.js';
import type { Instant, Pseudonym } from '../record/ids.js';
import type { MadeAnswer } from './answer.js';
import type { Tier } from './answer-parts.js';
import type { AsOf } from './case.js';
import { answerOf } from './explain.js';
import type { GatheredRecord } from './facts.js';
import type { LanguageCode } from './narrative/narrator.js';
import { CaseReader, notRecorded } from './read-case.js';
import { Checkpoints, standingOf } from './standing.js';
import { present } from './telling.js';

/** What was known: an instant of recording, or a position that this log gave. */
export type Known = { readonly instant: Instant } | { readonly position: number };

export interface Explaining {
  readonly decisionId: string;
  readonly tier: Tier;
  readonly language: LanguageCode;
  readonly asOf?: Known;
  readonly at?: Instant;
  /** The one person whose own page it is; another person's decision is unknown to them. */
  readonly consumer?: string;
  /** `covering`: the answer waits for a checkpoint that holds every record behind it. */
  readonly checkpoint?: 'latest' | 'covering';
}

export class ExplainDecision extends Query<MadeAnswer> {
  constructor(
    readonly asked: Explaining,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Makes answers from the log, the read models and the vault. */
@Injectable()
export class Explainer {
  constructor(
    private readonly cases: CaseReader,
    @Inject(ReadModels) private readonly models: ReadModels,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
    private readonly checkpoints: Checkpoints,
  ) {}

  /**
   * @param opens whether personal values of this person may be opened for the reader
   * @throws LedgerError `missing` where no such decision is known within the bounds · `not-yet` where a position or a checkpoint is not reached
   */
  async explain(asked: Explaining, opens: (person: readonly Pseudonym[]) => Promise<boolean>): Promise<MadeAnswer> {
    const { decisionId, consumer } = asked;
    const asOf = await this.#prefix(asked.asOf);
    const asOfSize = asOf && ('size' in asOf ? asOf.size : sizeAsOf(this.models, asOf.instant));
    const now = this.clock.now();
    const { file, gaps, gathered, records } = await this.cases.read(
      present({ decisionId, now, asOf, at: asked.at }),
      async (person) => {
        if (isStranger(person, consumer)) throw notRecorded(decisionId);
        return opens(person);
      },
      asOfSize,
    );
    const answer = answerOf(file, asked, gaps);
    const made = {
      id: `ans-${Buffer.from(this.randomness.bytes(9)).toString('base64url')}`,
      madeAt: now,
      position: String(gathered.position ?? 0),
      size: gathered.size,
      digest: hash('sha256', canonical(answer as unknown as Json), 'hex'),
      checkpoint: await standingOf(this.checkpoints, lastLeaf(records), asked.checkpoint),
    };
    return { ...answer, header: { ...made, ...answer.header } };
  }

  async #prefix(known: Known | undefined): Promise<AsOf | undefined> {
    if (known === undefined || 'instant' in known) return known;
    await this.models.waitFor(known.position);
    return { size: sizeAtPosition(this.models, known.position) };
  }
}

@QueryHandler(ExplainDecision)
export class ExplainDecisionHandler implements IQueryHandler<ExplainDecision> {
  constructor(
    private readonly explainer: Explainer,
    private readonly unmasking: Unmasking,
  ) {}

  async execute({ asked, caller }: ExplainDecision): Promise<MadeAnswer> {
    return this.explainer.explain(asked, (person) => this.unmasking.mayOpen(person, caller));
  }
}

function lastLeaf(records: readonly GatheredRecord[]): number {
  return records.reduce((last, { leaf }) => Math.max(last, leaf), -1);
}

function isStranger(person: readonly Pseudonym[], consumer: string | undefined): boolean {
  return consumer !== undefined && !person.some((pseudonym) => pseudonym === consumer);
}
