/** `GET /v1/findings`: what went wrong in the decisions that a filter chooses, newest decision first. */
import { Inject } from '@nestjs/common';
import { Query as CqrsQuery, type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { Narrator } from '../answers/narrative/narrator.js';
import { zoneOf } from '../answers/narrative/zone.js';
import { CaseReader } from '../answers/read-case.js';
import { itemsOf } from '../answers/sections/findings.js';
import { tellingOf } from '../answers/telling.js';
import { instant, PageOf, text } from '../http/documented.js';
import { cursorOf, pageParameters, parseCursor } from '../http/paging.js';
import { parameter, parametersOf, type Query } from '../http/parameters.js';
import type { DecisionRow } from '../projections/decision.js';
import { type DecisionFilter, searchDecisions } from '../projections/decision-search.js';
import { ReadModels } from '../projections/projection.js';
import { Clock } from '../record/clock.js';
import { type Instant, instantOf } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import type { FindingStatus } from './finding-life.js';
import { FindingShown, SEVERITIES } from './finding-shown.js';
import { lateReport } from './findings/late-report.js';
import { producerGap } from './findings/producer-gap.js';
import { findingsOf, rules } from './findings/rules.js';
import { decisionFilters, filterOf } from './search-decisions.js';

const STATUSES = ['open', 'acknowledged', 'remedied', 'dismissed'] as const;
const RULES = [...rules, lateReport([]), producerGap(new Map())].map(({ id }) => id);
/** Each case is gathered and judged, some three milliseconds, so a page ends after so many, however few findings they held. */
const CASES = 1_000;
const AT_ONCE = 20;

export class ListedFinding extends FindingShown {
  @ApiProperty({ ...text, enum: STATUSES }) readonly status!: FindingStatus;
  @ApiProperty({ type: Boolean }) readonly knowableAtDecision!: boolean;
  @ApiProperty({ description: 'The decision in whose case it stands; one finding may stand in many' })
  readonly decisionId!: string;
  @ApiProperty({ ...instant, description: 'When that was decided' }) readonly decidedAt!: Instant;
}

export class FindingPage extends PageOf(ListedFinding) {}

export const findingParameters = parametersOf({
  ...decisionFilters,
  rule: parameter.oneOf(RULES, 'Only what this rule found'),
  severity: parameter.oneOf(SEVERITIES, 'Only of this severity'),
  status: parameter.oneOf(STATUSES, 'Only those that stand so'),
  ...pageParameters(50, 500),
});

export class ListFindings extends CqrsQuery<FindingPage> {
  constructor(readonly query: Query) {
    super();
  }
}

@QueryHandler(ListFindings)
export class ListFindingsHandler implements IQueryHandler<ListFindings> {
  constructor(
    private readonly cases: CaseReader,
    private readonly clock: Clock,
    @Inject(ReadModels) private readonly models: ReadModels,
  ) {}

  async execute({ query }: ListFindings): Promise<FindingPage> {
    const { rule, severity, status, limit, cursor, ...chosen } = findingParameters.read(query);
    const [at, leaf] = cursor === undefined ? [] : parseCursor(cursor, 2);
    const after = at === undefined || leaf === undefined ? undefined : { at, leaf };
    const isWanted = (item: ListedFinding): boolean =>
      (rule ?? item.rule) === item.rule &&
      (severity ?? item.severity) === item.severity &&
      (status ?? item.status) === item.status;
    return this.#page(filterOf(chosen), after, limit, isWanted);
  }

  /** The findings of one decision stay together, so a page may hold a few more than were asked for. */
  async #page(
    filter: DecisionFilter,
    start: { readonly at: number; readonly leaf: number } | undefined,
    limit: number,
    isWanted: (item: ListedFinding) => boolean,
  ): Promise<FindingPage> {
    const items: ListedFinding[] = [];
    let after = start;
    for (let judged = 0; judged < CASES; judged += AT_ONCE) {
      const rows = searchDecisions(this.models, filter, { ...(after && { after }), limit: AT_ONCE });
      for (const row of rows) {
        items.push(...(await this.#findingsOf(row)).filter(isWanted));
        after = { at: row.at ?? 0, leaf: row.leaf };
        if (items.length >= limit) return { items, next: cursorOf(after.at, after.leaf) };
      }
      if (rows.length < AT_ONCE) return { items, next: null };
    }
    return { items, next: after === undefined ? null : cursorOf(after.at, after.leaf) };
  }

  async #findingsOf({ id, at }: DecisionRow): Promise<readonly ListedFinding[]> {
    const found = await this.cases.read({ decisionId: id, now: this.clock.now() }, async () => false).catch(noCase);
    if (found === null) return [];
    const { file, gaps } = found;
    const telling = tellingOf(file, 'auditor', new Narrator('en', 'other', zoneOf(undefined)));
    const decided = { decisionId: id, decidedAt: instantOf(at ?? 0) };
    return itemsOf(telling, findingsOf(file, gaps)).map((item) => ({ ...item, ...decided }));
  }
}

/** A decision that its producer took back has no answer, and so no findings. */
function noCase(error: unknown): null {
  if (error instanceof LedgerError && error.code === 'missing') return null;
  throw error;
}
