/** What the ledger holds about a person, as a pure fold over their records: consents as intervals, objections, data, decisions, messages, inquiries, erasure. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type FactIndex, factsOf } from '../answers/case.js';
import { consentIntervals } from '../answers/consent.js';
import type { FactData } from '../answers/fact-data.js';
import { Erasure, type Fact, factOf, type GatheredRecord, inFoldOrder, type Opened } from '../answers/facts.js';
import { objectionsAt } from '../answers/objections.js';
import { json } from '../catalogue/kinds.js';
import { label } from '../catalogue/vocabulary.js';
import { count, instant, records, text, uuid } from '../http/documented.js';
import { compareInstants, type Instant, type Pseudonym, type RecordId } from '../record/ids.js';

class Term {
  @ApiProperty({ example: 'dpv:DirectMarketing' }) readonly term!: string;
  @ApiProperty({ description: 'The same in words' }) readonly label!: string;
}

class HoldShown {
  @ApiProperty() readonly holdId!: string;
  @ApiProperty(instant) readonly since!: Instant;
  @ApiProperty(records) readonly records!: readonly RecordId[];
}

class ObjectionShown {
  @ApiProperty() readonly kind!: string;
  @ApiProperty(instant) readonly since!: Instant;
  @ApiProperty(records) readonly records!: readonly RecordId[];
}

class InquiryShown {
  @ApiProperty() readonly inquiryId!: string;
  @ApiProperty() readonly status!: string;
  @ApiProperty(instant) readonly receivedAt!: Instant;
  @ApiPropertyOptional(instant) readonly dueAt?: string;
  @ApiProperty(records) readonly records!: readonly RecordId[];
}

export class ConsentShown {
  @ApiProperty() readonly consentRecordId!: string;
  @ApiProperty({ type: Term }) readonly purpose!: Term;
  @ApiProperty(instant) readonly from!: Instant;
  @ApiProperty({ ...instant, nullable: true }) readonly to!: Instant | null;
  @ApiProperty({ ...text, nullable: true }) readonly endedBy!: string | null;
  @ApiProperty() readonly valid!: boolean;
  @ApiProperty(records) readonly records!: readonly RecordId[];
}

const dataStates = ['shown', 'sealed', 'erased', 'gone', 'discarded'] as const;

export class DataShown {
  @ApiProperty() readonly collectionId!: string;
  @ApiProperty() readonly how!: string;
  @ApiProperty({ type: [Term] }) readonly categories!: readonly Term[];
  @ApiProperty({ type: [Term] }) readonly purposes!: readonly Term[];
  @ApiProperty({ type: Term }) readonly basis!: Term;
  @ApiProperty(instant) readonly collectedAt!: Instant;
  @ApiProperty({ ...instant, nullable: true }) readonly retainUntil!: string | null;
  @ApiProperty() readonly sensitivity!: string;
  @ApiProperty() readonly sourceSystem!: string;
  @ApiProperty({ ...json.schema, description: 'As they were sent; null where they cannot be shown' })
  readonly values!: unknown;
  @ApiProperty({
    ...text,
    enum: [...dataStates],
    description:
      '`erased`: the values cannot be opened by anybody any more. `gone`: a record says that the data was erased or anonymised at its source',
  })
  readonly state!: (typeof dataStates)[number];
  @ApiProperty(records) readonly records!: readonly RecordId[];
}

export class Overview {
  @ApiProperty(uuid) readonly consumer!: Pseudonym;
  @ApiProperty({
    ...uuid,
    isArray: true,
    description: 'Every pseudonym that is the same person by links that stand now, `consumer` first',
  })
  readonly linked!: readonly Pseudonym[];
  @ApiProperty({ ...count, description: 'Tree size at which this was computed' }) readonly size!: number;
  @ApiProperty({ type: Erasure, nullable: true }) readonly erased!: Erasure | null;
  @ApiProperty({ type: [HoldShown] }) readonly holds!: readonly HoldShown[];
  @ApiProperty({ type: [ConsentShown] }) readonly consents!: readonly ConsentShown[];
  @ApiProperty({ type: [ObjectionShown] }) readonly objections!: readonly ObjectionShown[];
  @ApiProperty({ type: [DataShown] }) readonly data!: readonly DataShown[];
  @ApiProperty({ type: [InquiryShown] }) readonly inquiries!: readonly InquiryShown[];
  @ApiProperty({
    type: 'object',
    additionalProperties: count,
    description: 'How many records of each type there are',
  })
  readonly counts!: Readonly<Record<string, number>>;
}

export interface Person {
  readonly consumer: Pseudonym;
  readonly linked: readonly Pseudonym[];
  readonly size: number;
  readonly now: Instant;
  readonly counts: ReadonlyMap<string, number>;
}

export function overviewOf(
  gathered: readonly GatheredRecord[],
  opened: Opened,
  { consumer, linked, size, now, counts }: Person,
): Overview {
  const erasures = erasuresIn(gathered);
  const facts = inFoldOrder(gathered.map((record) => factOf(record, opened, erasures)));
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

function erasuresIn(gathered: readonly GatheredRecord[]): ReadonlyMap<string, Erasure> {
  const erasures = new Map<string, Erasure>();
  for (const record of gathered) {
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
