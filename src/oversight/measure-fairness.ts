/** The question behind `GET /v1/fairness`: decisions of a span are read page by page, their group attributes opened in memory, counted and forgotten. */
import { setImmediate } from 'node:timers/promises';
import { Inject } from '@nestjs/common';
import { Query as CqrsQuery, type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { GatheredRecord } from '../answers/facts.js';
import { RecordReader } from '../answers/record-reader.js';
import { present } from '../answers/telling.js';
import { parameter, parametersOf, type Query, type Reading } from '../http/parameters.js';
import type { DecisionRow } from '../projections/decision.js';
import { type DecisionFilter, searchDecisions } from '../projections/decision-search.js';
import { entriesOf, linkedPseudonyms } from '../projections/entry.js';
import { leafAt } from '../projections/leaf.js';
import { ReadModels } from '../projections/projection.js';
import { type Instant, instantOf, millisecondsOf, type Pseudonym } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import type { RecordHeader } from '../record/record.js';
import { openSealed } from '../vault/seal.js';
import { Vault } from '../vault/vault.js';
import { countedDecision, groupValue } from './counted-decision.js';
import { largestOf } from './fairness.js';
import { Fairness, fairnessOf } from './fairness-answer.js';
import { type Countable, FairnessTally, type MissingReason, type TalliedGroup } from './fairness-tally.js';
import { decisionFilters } from './search-decisions.js';

const MOST_ATTRIBUTES = 5;
/** Decisions that are read before others get their turn: some ten milliseconds. */
const PAGE = 50;
const DAY = 86_400_000;

const { model, version, campaign, processingPurpose } = decisionFilters;
export const fairnessParameters = parametersOf(
  {
    model,
    version,
    campaign,
    processingPurpose,
    attribute: parameter.required(
      parameter.parsed(
        `The group attribute that is compared, for example gender; up to ${MOST_ATTRIBUTES} with commas between are compared together`,
        { type: 'string' },
        attributesIn,
      ),
      'must name a group attribute, for example gender',
    ),
    reference: parameter.text('The group that the others are compared with; the largest where absent'),
    from: parameter.day('The first day (UTC) whose decisions count'),
    to: parameter.day('The last day (UTC) whose decisions count'),
  },
  ({ from, to }) =>
    from !== undefined && to !== undefined && from > to
      ? { to: 'must not be before from; both days are included' }
      : {},
);

export class MeasureFairness extends CqrsQuery<Fairness> {
  constructor(readonly query: Query) {
    super();
  }
}

interface Asked {
  readonly filter: DecisionFilter;
  readonly attributes: readonly string[];
  readonly reference: string | undefined;
  readonly from: Instant | undefined;
  /** The last day that counts. */
  readonly to: Instant | undefined;
}

interface Missing {
  readonly missing: MissingReason;
}

type Placed = Missing | (Countable & { readonly group: string });

/** The outermost decisions that were looked at, by their time and by their place in the log. */
interface Reach {
  readonly times: readonly [number, number];
  readonly leaves: readonly [number, number];
}

@QueryHandler(MeasureFairness)
export class MeasureFairnessHandler implements IQueryHandler<MeasureFairness> {
  constructor(
    private readonly reader: RecordReader,
    @Inject(ReadModels) private readonly models: ReadModels,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  /** @throws LedgerError `bad-request` for wrong parameters, a reference that is not shown, or too many groups */
  async execute({ query }: MeasureFairness): Promise<Fairness> {
    const asked = askedIn(query);
    // One snapshot: what is recorded while it counts is not counted.
    const { size } = this.models.reached();
    const tally = new FairnessTally((pseudonym) => this.#personOf(pseudonym, size));
    let reach: Reach | null = null;
    for (const page of this.#pages({ ...asked.filter, size })) {
      reach = page.reduce(reaching, reach);
      const placed = await Promise.all(page.map((row) => this.#placed(row, asked.attributes, size)));
      // In order: sums of scores depend on it in their last digit, and the same span gives the same figures.
      for (const one of placed) {
        if (one === null) continue;
        if ('missing' in one) tally.miss(one.missing);
        else tally.add(one.group, one);
      }
      await setImmediate();
    }
    const groups = tally.groups();
    return fairnessOf({
      attribute: asked.attributes.join(','),
      groups,
      reference: referenceIn(groups, asked.reference),
      missing: tally.missing,
      span: this.#spanOf(asked, reach),
    });
  }

  *#pages(filter: DecisionFilter): Generator<readonly DecisionRow[]> {
    let page = searchDecisions(this.models, filter, { limit: PAGE });
    while (page.length > 0) {
      yield page;
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return;
      page = searchDecisions(this.models, filter, { after: { at: last.at ?? 0, leaf: last.leaf }, limit: PAGE });
    }
  }

  /** Null where no decision stands under the id. */
  async #placed({ id, subject }: DecisionRow, attributes: readonly string[], size: number): Promise<Placed | null> {
    const decision = subject === null ? null : countedDecision(id, await this.#recordsOf(id, subject, size));
    if (decision === null) return null;
    const { header, selected } = decision;
    const group = await this.#groupOf(header, attributes);
    if (typeof group !== 'string') return group;
    return selected === null ? { missing: 'unreadable' } : { ...decision, selected, group };
  }

  /** The decision's stream; where others speak in it too, with the links that say whether they are the same person. */
  async #recordsOf(id: string, subject: Pseudonym, size: number): Promise<readonly GatheredRecord[]> {
    const records = (await this.reader.stream(`decision-${id}`)).filter(({ leaf }) => leaf < size);
    const alone = records.every(({ header }) => header.subject === undefined || header.subject === subject);
    if (alone) return records;
    const links = linkedPseudonyms(this.models, subject, size).flatMap((pseudonym) =>
      entriesOf(this.models, pseudonym, { types: ['identity.'], below: size }).map(({ leaf }) => leaf),
    );
    return [...records, ...(await this.reader.at(links))];
  }

  async #groupOf({ sealedGroups, ...header }: RecordHeader, attributes: readonly string[]): Promise<string | Missing> {
    if (sealedGroups === undefined) return { missing: 'notRecorded' };
    // The year of the key's own name: it was made for this record, so asking for it never makes one.
    const [, year] = /^groups-(\d{4})$/.exec(sealedGroups.kid) ?? [];
    if (year === undefined) return { missing: 'unreadable' };
    const opened = openSealed(await this.vault.groupsKey(Number(year)), header, sealedGroups);
    if (opened.status !== 'opened') return { missing: opened.status === 'erased' ? 'keyDestroyed' : 'unreadable' };
    return groupValue(opened.values, attributes) ?? { missing: 'notRecorded' };
  }

  /** Links make several pseudonyms one person. */
  #personOf(pseudonym: Pseudonym, size: number): string {
    return linkedPseudonyms(this.models, pseudonym, size).toSorted()[0] ?? pseudonym;
  }

  #spanOf({ from, to }: Asked, reach: Reach | null): Fairness['span'] {
    const [first, last] = (reach?.leaves ?? []).map((leaf) => leafAt(this.models, leaf)?.position);
    return {
      from: dayOf(from, reach?.times[0]),
      to: dayOf(to, reach?.times[1]),
      positions: first === undefined || last === undefined ? null : { from: String(first), to: String(last) },
    };
  }
}

/** @throws LedgerError `bad-request` with every wrong parameter */
function askedIn(query: Query): Asked {
  const { attribute: attributes, reference, from, to, model, campaign, ...more } = fairnessParameters.read(query);
  const { version: modelVersion, processingPurpose: purpose } = more;
  const until = to === undefined ? undefined : instantOf(millisecondsOf(to) + DAY);
  return {
    filter: present({ model, modelVersion, campaign, purpose, from, to: until }),
    attributes,
    reference,
    from,
    to,
  };
}

function attributesIn(text: string): Reading<readonly string[]> {
  const value = text.split(',');
  const wrong = [
    ...(value.includes('') || new Set(value).size < value.length
      ? ['must name attributes once each with commas between, for example gender,ageBand']
      : []),
    ...(value.length > MOST_ATTRIBUTES ? [`must name at most ${MOST_ATTRIBUTES} attributes`] : []),
  ];
  return wrong.length > 0 ? { wrong } : { value };
}

/** @throws LedgerError `bad-request` where the group that was named is none that is shown; the sentence names no group */
function referenceIn(groups: readonly TalliedGroup[], named: string | undefined): TalliedGroup | undefined {
  const shown = groups.filter(({ small }) => !small);
  if (named === undefined) return largestOf(shown);
  const found = groups.find(({ value }) => value === named);
  if (found !== undefined && !found.small) return found;
  const wrong = found === undefined ? 'names no group of this span' : 'names a group that is too small to be shown';
  const remedy = 'ask without it, and take the value of a group that is shown';
  throw new LedgerError('bad-request', `The reference ${wrong}; ${remedy}.`, [
    { pointer: '/reference', detail: `${wrong}; ${remedy}` },
  ]);
}

function reaching(reach: Reach | null, { at, made, leaf }: DecisionRow): Reach {
  const [time, place] = [at ?? 0, made ?? leaf];
  const { times, leaves } = reach ?? { times: [time, time], leaves: [place, place] };
  return {
    times: [Math.min(times[0], time), Math.max(times[1], time)],
    leaves: [Math.min(leaves[0], place), Math.max(leaves[1], place)],
  };
}

function dayOf(asked: Instant | undefined, reached: number | undefined): string | null {
  const instant = asked ?? (reached === undefined ? undefined : instantOf(reached));
  return instant?.slice(0, 10) ?? null;
}
