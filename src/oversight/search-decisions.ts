/** `GET /v1/decisions`: search, in pages or as a repeatable random sample for an audit. */
import { Query as CqrsQuery, type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { present } from '../answers/telling.js';
import { count } from '../http/documented.js';
import { pageOf, pageParameters, parseCursor } from '../http/paging.js';
import { parameter, parametersOf, type Query, type Values } from '../http/parameters.js';
import { type DecisionFilter, sampleDecisions, searchDecisions } from '../projections/decision-search.js';
import { ReadModels } from '../projections/projection.js';
import { LedgerError } from '../record/ledger-error.js';
import { DecisionSummaryPage, summaryOf } from './decision-summary.js';

/** The parameters by which decisions are chosen. */
export const decisionFilters = {
  model: parameter.text('Only decisions of this model'),
  version: parameter.text('Only decisions of this version of a model'),
  campaign: parameter.text('Only decisions of this campaign'),
  policy: parameter.text('Only decisions by this policy'),
  outcome: parameter.text('Only decisions with this outcome'),
  // Not `purpose`, which says on every read why somebody reads.
  processingPurpose: parameter.text('Only decisions for this purpose, for example dpv:PersonalisedAdvertising'),
  kind: parameter.oneOf(['made', 'withheld'], 'Only decisions that were made, or only those that were withheld'),
  from: parameter.instant('Only decisions of this instant or later'),
  to: parameter.instant('Only decisions before this instant'),
};
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

export const searchParameters = parametersOf({
  ...decisionFilters,
  ...pageParameters(50, 1_000),
  sample: parameter.whole(1, MAX_SAMPLE, 'A random sample of so many, instead of a page'),
  seed: parameter.usually(
    parameter.whole(0, Number.MAX_SAFE_INTEGER, 'The same seed and size give the same sample'),
    0,
  ),
  size: parameter.whole(0, Number.MAX_SAFE_INTEGER, 'Only decisions that were recorded when the tree had this size'),
});

export class SearchDecisions extends CqrsQuery<DecisionPage> {
  constructor(readonly query: Query) {
    super();
  }
}

@QueryHandler(SearchDecisions)
export class SearchDecisionsHandler implements IQueryHandler<SearchDecisions> {
  constructor(private readonly models: ReadModels) {}

  async execute({ query }: SearchDecisions): Promise<DecisionPage> {
    const { limit, cursor, sample, seed, size, ...chosen } = searchParameters.read(query);
    const filter = filterOf(chosen);
    return sample === undefined
      ? this.#page({ ...filter, ...(size !== undefined && { size }) }, limit, cursor)
      : this.#sample(filter, sample, seed, size);
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

export function filterOf(chosen: Values<typeof decisionFilters>): DecisionFilter {
  const { version: modelVersion, processingPurpose: purpose, kind, ...same } = chosen;
  return present({ ...same, modelVersion, purpose, withheld: kind === undefined ? undefined : kind === 'withheld' });
}
