/** What the ledger holds about a person, as a pure fold over their records: consents as intervals, objections, data, decisions, messages, inquiries, erasure. */
import { type FactIndex, factsOf } from '../answers/case.js';
import { consentIntervals } from '../answers/consent.js';
import type { FactData } from '../answers/fact-data.js';
import { type Erasure, type Fact, factOf, type GatheredRecord, inFoldOrder, type Opened } from '../answers/facts.js';
import { objectionsAt } from '../answers/objections.js';
import { label } from '../catalogue/vocabulary.js';
import { compareInstants, type Instant, type Pseudonym, type RecordId } from '../record/ids.js';

export interface Overview {
  readonly consumer: Pseudonym;
  /** Every pseudonym that is the same person by links that stand now, `consumer` first. */
  readonly linked: readonly Pseudonym[];
  /** Tree size at which this was computed. */
  readonly size: number;
  readonly erased: Erasure | null;
  readonly holds: readonly {
    readonly holdId: string;
    readonly since: Instant;
    readonly records: readonly RecordId[];
  }[];
  readonly consents: readonly ConsentShown[];
  readonly objections: readonly {
    readonly kind: string;
    readonly since: Instant;
    readonly records: readonly RecordId[];
  }[];
  readonly data: readonly DataShown[];
  readonly inquiries: readonly {
    readonly inquiryId: string;
    readonly status: string;
    readonly receivedAt: Instant;
    readonly dueAt?: string;
    readonly records: readonly RecordId[];
  }[];
  /** How many records of each type there are. */
  readonly counts: Readonly<Record<string, number>>;
}

interface Term {
  readonly term: string;
  readonly label: string;
}

export interface ConsentShown {
  readonly consentRecordId: string;
  readonly purpose: Term;
  readonly from: Instant;
  readonly to: Instant | null;
  readonly endedBy: string | null;
  readonly valid: boolean;
  readonly records: readonly RecordId[];
}

export interface DataShown {
  readonly collectionId: string;
  readonly how: string;
  readonly categories: readonly Term[];
  readonly purposes: readonly Term[];
  readonly basis: Term;
  readonly collectedAt: Instant;
  readonly retainUntil: string | null;
  readonly sensitivity: string;
  readonly sourceSystem: string;
  /** As they were sent; null where they cannot be shown. */
  readonly values: unknown;
  /** `erased`: the values cannot be opened by anybody any more. `gone`: a record says that the data was erased or anonymised at its source. */
  readonly state: 'shown' | 'sealed' | 'erased' | 'gone' | 'discarded';
  readonly records: readonly RecordId[];
}

export interface Person {
  readonly consumer: Pseudonym;
  readonly linked: readonly Pseudonym[];
  readonly size: number;
  readonly now: Instant;
  readonly counts: ReadonlyMap<string, number>;
}

export function overviewOf(
  records: readonly GatheredRecord[],
  opened: Opened,
  { consumer, linked, size, now, counts }: Person,
): Overview {
  const erasures = erasuresIn(records);
  const facts = inFoldOrder(records.map((record) => factOf(record, opened, erasures)));
  const index: FactIndex = { byType: Map.groupBy(facts, (fact) => fact.type) };
  return {
    consumer,
    linked,
    size,
    erased: erasures.get(consumer) ?? null,
    holds: holdsIn(index),
    consents: consentsIn(index, now),
    objections: objectionsAt(index, 'dpv:DirectMarketing', now).map(({ kind, from, fact }) => ({
      kind,
      since: from,
      records: [fact.id],
    })),
    data: dataIn(index),
    inquiries: inquiriesIn(index),
    counts: Object.fromEntries(counts),
  };
}

function consentsIn(index: FactIndex, now: Instant): readonly ConsentShown[] {
  return consentIntervals(index).map(({ consentRecordId, purpose, grant, from, to, endedBy, end }) => ({
    consentRecordId,
    purpose: termOf(purpose),
    from,
    to: to ?? null,
    endedBy: endedBy ?? null,
    valid: compareInstants(from, now) <= 0 && (to === undefined || compareInstants(now, to) < 0),
    records: end === undefined ? [grant.id] : [grant.id, end.id],
  }));
}

function dataIn(index: FactIndex): readonly DataShown[] {
  const gone = new Map<string, Fact>();
  for (const fact of factsOf(index, 'data.erased', 'data.anonymised'))
    for (const id of fact.data.collectionIds) gone.set(id, fact);
  const held = factsOf(index, 'data.collected', 'data.observed', 'data.obtained', 'data.derived', 'data.inferred');
  // A collection that is reported again is the same collection with newer values.
  const latest = [...new Map(held.map((fact) => [fact.data.collectionId, fact])).values()];
  return latest.map((fact) => collectionOf(fact, gone.get(fact.data.collectionId)));
}

function collectionOf(fact: Fact<FactData['data.collected']>, gone: Fact | undefined): DataShown {
  const { data } = fact;
  return {
    collectionId: data.collectionId,
    how: fact.type.slice('data.'.length),
    categories: data.categories.map(termOf),
    purposes: data.purposes.map(termOf),
    basis: termOf(data.legalBasis.kind),
    collectedAt: fact.occurredAt,
    retainUntil: data.retainUntil ?? null,
    sensitivity: data.sensitivity,
    sourceSystem: data.sourceSystem,
    values: data.values ?? null,
    state: gone !== undefined ? 'gone' : stateOf(fact),
    records: gone === undefined ? [fact.id] : [fact.id, gone.id],
  };
}

function stateOf(fact: Fact): DataShown['state'] {
  if (fact.erased !== undefined) return 'erased';
  if (fact.fenced === true) return 'discarded';
  return fact.withheld === true ? 'sealed' : 'shown';
}

function holdsIn(index: FactIndex): Overview['holds'] {
  const released = new Set((index.byType.get('hold.released') ?? []).map(holdId));
  return (index.byType.get('hold.placed') ?? [])
    .filter((fact) => !released.has(holdId(fact)) && !onlyTells(fact))
    .map((fact) => ({ holdId: holdId(fact), since: fact.occurredAt, records: [fact.id] }));
}

/** A hold on a linked pseudonym, of which this one was told: it counts there. */
function onlyTells({ data }: Fact): boolean {
  return typeof data === 'object' && data !== null && Reflect.has(data, 'through');
}

function holdId({ data }: Fact): string {
  const id: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'holdId') : undefined;
  return typeof id === 'string' ? id : '';
}

function inquiriesIn(index: FactIndex): Overview['inquiries'] {
  return factsOf(index, 'inquiry.received').map((received) => {
    const steps = factsOf(index, 'inquiry.extended', 'inquiry.answered', 'inquiry.refused', 'inquiry.closed').filter(
      ({ data }) => data.inquiryId === received.data.inquiryId,
    );
    return {
      inquiryId: received.data.inquiryId,
      status: (steps.at(-1) ?? received).type.slice('inquiry.'.length),
      receivedAt: received.occurredAt,
      dueAt:
        factsOf(index, 'inquiry.extended').findLast(({ data }) => data.inquiryId === received.data.inquiryId)?.data
          .dueAt ?? received.data.dueAt,
      records: [received.id, ...steps.map(({ id }) => id)],
    };
  });
}

function erasuresIn(records: readonly GatheredRecord[]): ReadonlyMap<string, Erasure> {
  const erasures = new Map<string, Erasure>();
  for (const record of records) {
    if (record.header.type !== 'subject.erased') continue;
    const { article, pseudonyms } = record.body.data;
    const erasure = { at: record.header.occurredAt, article: String(article), record: record.header.id };
    for (const pseudonym of Array.isArray(pseudonyms) ? pseudonyms : [])
      if (!erasures.has(String(pseudonym))) erasures.set(String(pseudonym), erasure);
  }
  return erasures;
}

function termOf(term: string): Term {
  return { term, label: label(term) };
}
