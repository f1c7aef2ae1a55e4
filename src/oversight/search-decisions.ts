/** `GET /v1/decisions`: search, in pages or as a repeatable random sample for an audit. */
import { Query as CqrsQuery, type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { count } from '../http/documented.js';
import { pageOf, parseCursor } from '../http/paging.js';
import { Parameters, type Query } from '../http/parameters.js';
import { type DecisionFilter, sampleDecisions, searchDecisions } from '../projections/decision-search.js';
import { ReadModels } from '../projections/projection.js';
import { LedgerError } from '../record/ledger-error.js';
import { DecisionSummaryPage, summaryOf } from './decision-summary.js';

/** The parameters by which decisions are chosen. */
export const DECISION_FILTERS = [
  'model',
  'version',
  'campaign',
  'policy',
  'outcome',
  'purpose',
  'kind',
  'from',
  'to',
] as const;
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 1_000;
/** A draw is sorted in memory, so it is bounded. */
const MAX_SAMPLE = 10_000;

class Draw {
  @ApiProperty(count) readonly seed!: number;
  @ApiProperty(count) readonly size!: number;
}

export class DecisionPage extends DecisionSummaryPage {
  @ApiPropertyOptional({
    type: Draw,
    description: 'Only with `sample`: at which tree size it was drawn; the same seed and size give the same draw',
  })
  readonly drawn?: Draw;
}

export class SearchDecisions extends CqrsQuery<DecisionPage> {
  constructor(readonly query: Query) {
    super();
  }
}

@QueryHandler(SearchDecisions)
export class SearchDecisionsHandler implements IQueryHandler<SearchDecisions> {
  constructor(private readonly models: ReadModels) {}

  async execute({ query }: SearchDecisions): Promise<DecisionPage> {
    const parameters = new Parameters(query, [...DECISION_FILTERS, 'limit', 'cursor', 'sample', 'seed', 'size']);
    const filter = filterOf(parameters);
    const sample = parameters.whole('sample', 1, MAX_SAMPLE);
    const seed = parameters.whole('seed', 0, Number.MAX_SAFE_INTEGER);
    const size = parameters.whole('size', 0, Number.MAX_SAFE_INTEGER);
    const limit = parameters.whole('limit', 1, MAX_LIMIT) ?? DEFAULT_LIMIT;
    const cursor = parameters.text('cursor');
    parameters.check();
    return sample === undefined
      ? this.#page({ ...filter, ...(size !== undefined && { size }) }, limit, cursor)
      : this.#sample(filter, sample, seed ?? 0, size);
  }

  #page(filter: DecisionFilter, limit: number, cursor: string | undefined): DecisionPage {
    const [at, leaf] = cursor === undefined ? [] : parseCursor(cursor, 2);
    const after = at === undefined || leaf === undefined ? {} : { after: { at, leaf } };
    const page = pageOf(searchDecisions(this.models, filter, { ...after, limit: limit + 1 }), limit, (row) => [
      row.at ?? 0,
      row.leaf,
    ]);
    return { items: page.items.map(summaryOf), next: page.next };
  }

  #sample(filter: DecisionFilter, many: number, seed: number, asked: number | undefined): DecisionPage {
    const reached = this.models.reached().size;
    const size = asked ?? reached;
    if (size > reached)
      throw new LedgerError(
        'bad-request',
        `The tree has ${reached} records here; a sample at size ${size} cannot be drawn yet.`,
      );
    const items = sampleDecisions(this.models, { ...filter, size }, { count: many, seed }).map(summaryOf);
    return { items, next: null, drawn: { seed, size } };
  }
}

export function filterOf(parameters: Parameters): DecisionFilter {
  const from = parameters.instant('from');
  const to = parameters.instant('to');
  const kind = parameters.oneOf('kind', ['made', 'withheld']);
  const names = {
    model: 'model',
    version: 'modelVersion',
    campaign: 'campaign',
    policy: 'policy',
    outcome: 'outcome',
    purpose: 'purpose',
  } as const;
  const named = Object.entries(names).flatMap(([name, column]) => {
    const value = parameters.text(name);
    return value === undefined ? [] : [[column, value] as const];
  });
  return {
    ...Object.fromEntries(named),
    ...(kind !== undefined && { withheld: kind === 'withheld' }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}
