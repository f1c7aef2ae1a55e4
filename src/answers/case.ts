/** The case file: everything the ledger knows about one decision within the two times asked for, decoded, bound and in folding order. Pure. */
import { compareInstants, type Instant, type Pseudonym, parsePseudonym, type RecordId } from '../record/ids.js';
import type { FactData } from './fact-data.js';
import {
  type Erasure,
  type Fact,
  factOf,
  type GatheredRecord,
  inFoldOrder,
  type Opened,
  type Redaction,
} from './facts.js';

/** What was known: a prefix of the log, by effective recorded time (inclusive) or by tree size. */
export type AsOf = { readonly instant: Instant } | { readonly size: number };

export interface Question {
  readonly decisionId: string;
  /** The day on which it is asked: what is overdue or expired by then. */
  readonly now: Instant;
  /** Absent: everything that is recorded. */
  readonly asOf?: AsOf;
  /** What had happened: facts that occurred up to this instant, inclusive. Absent: everything. */
  readonly at?: Instant;
}

/** A record that bears the decision's or a message's id but is not part of the answer. */
export interface Stranger {
  readonly fact: Fact;
  readonly why: 'other-subject' | 'second-decision';
}

export type DecisionFact = Fact<FactData['decision.made']> | Fact<FactData['decision.withheld']>;

/** Facts by type; what the folds need to know. */
export interface FactIndex {
  readonly byType: ReadonlyMap<string, readonly Fact[]>;
}

export interface CaseFile extends FactIndex {
  readonly question: Question;
  /** The first `decision.made` or `decision.withheld` under this id. */
  readonly decision: DecisionFact;
  /** Every pseudonym of the person, links of this prefix of the log included. */
  readonly person: ReadonlySet<Pseudonym>;
  /** Facts about the decision, the person and what they rest on, in folding order; read them by type with `factsOf`. */
  readonly facts: readonly Fact[];
  readonly byId: ReadonlyMap<RecordId, Fact>;
  readonly strangers: readonly Stranger[];
  /** Earlier reports that a producer corrected with a later record; left out of `facts`. */
  readonly corrected: readonly Fact[];
}

/** @returns null where no decision of this id is known within the bounds */
export function caseFile(records: readonly GatheredRecord[], opened: Opened, question: Question): CaseFile | null {
  // Erasures apply whatever the bounds say: what was destroyed cannot be shown as of an earlier day either.
  const erasures = erasuresOf(records);
  const redactions = redactionsOf(records);
  const known = records
    .filter((record) => within(record, question))
    .map((record) => factOf(record, opened, erasures, redactions));
  return assemble(known, question);
}

/** The same case as it was known in a shorter prefix of the log, for example when the decision was recorded. */
export function knownAsOf(file: CaseFile, asOf: AsOf): CaseFile | null {
  const known = [...file.facts, ...file.corrected, ...file.strangers.map((stranger) => stranger.fact)];
  return assemble(
    known.filter((fact) => knownIn(fact, asOf)),
    { ...file.question, asOf },
  );
}

/** The facts of these types, in folding order. */
export function factsOf<K extends keyof FactData>(
  file: FactIndex,
  ...types: readonly K[]
): readonly Fact<FactData[K]>[] {
  const found = types.flatMap((type) => file.byType.get(type) ?? []);
  const ordered = types.length > 1 ? inFoldOrder(found) : found;
  return ordered.filter((fact): fact is Fact<FactData[K]> => is(fact, ...types));
}

/** The facts of these types in the decision's own stream: a case holds other decisions of the person too, where messages lead to them. */
export function ofThis<K extends keyof FactData>(file: CaseFile, ...types: readonly K[]): readonly Fact<FactData[K]>[] {
  return factsOf(file, ...types).filter((fact) => fact.stream === file.decision.stream);
}

/** True for a fact of one of these types, and then typed as such. */
export function is<K extends keyof FactData>(fact: Fact, ...types: readonly K[]): fact is Fact<FactData[K]> {
  return types.some((type) => type === fact.type);
}

function assemble(known: readonly Fact[], question: Question): CaseFile | null {
  const inLogOrder = [...known].sort((a, b) => a.leaf - b.leaf);
  const personOf = linksOf(inLogOrder);
  const binders = bindersOf(inLogOrder);
  const stream = `decision-${question.decisionId}`;
  const binder = binders.get(stream);
  const person = binder === undefined ? new Set<Pseudonym>() : personOf(binder);
  const strangers: Stranger[] = [];
  const own: Fact[] = [];
  for (const fact of inLogOrder) {
    const bound = binders.get(fact.stream) ?? binder;
    const itsOwn = fact.subject === undefined || bound === undefined || personOf(bound).has(fact.subject);
    if (!itsOwn && binders.has(fact.stream)) strangers.push({ fact, why: 'other-subject' });
    else if (itsOwn && (fact.subject === undefined || person.has(fact.subject))) own.push(fact);
  }
  const wrong = correctedBy(own);
  const corrected = own.filter((fact) => wrong.has(fact.id));
  const standing = own.filter((fact) => !wrong.has(fact.id));
  const [decision, ...seconds] = standing.filter(isDecision).filter((fact) => fact.stream === stream);
  if (decision === undefined) return null;
  const apart = new Set<Fact>(seconds);
  const facts = inFoldOrder(standing.filter((fact) => !apart.has(fact)));
  return {
    question,
    decision,
    person,
    facts,
    byType: Map.groupBy(facts, (fact) => fact.type),
    byId: new Map(facts.map((fact) => [fact.id, fact])),
    strangers: [...strangers, ...standing.filter((fact) => apart.has(fact)).map(second)],
    corrected,
  };
}

function isDecision(fact: Fact): fact is DecisionFact {
  return is(fact, 'decision.made', 'decision.withheld');
}

function second(fact: Fact): Stranger {
  return { fact, why: 'second-decision' };
}

function within(record: GatheredRecord, { asOf, at }: Question): boolean {
  if (asOf !== undefined && !knownIn(record, asOf)) return false;
  return at === undefined || compareInstants(record.header.occurredAt, at) <= 0;
}

function knownIn(record: { readonly leaf: number; readonly effectiveAt: Instant }, asOf: AsOf): boolean {
  return 'size' in asOf ? record.leaf < asOf.size : compareInstants(record.effectiveAt, asOf.instant) <= 0;
}

/** The first record of a decision or message binds its id to its subject: two producers that both count from 1 must never show one person another's data. */
function bindersOf(inLogOrder: readonly Fact[]): ReadonlyMap<string, Pseudonym> {
  const binders = new Map<string, Pseudonym>();
  for (const { stream, subject } of inLogOrder) {
    if (subject === undefined || !/^(decision|message)-/.test(stream)) continue;
    if (!binders.has(stream)) binders.set(stream, subject);
  }
  return binders;
}

/** Who is the same person as whom, as of the end of this prefix: a link is a union at read time, from its place in the log on. */
function linksOf(inLogOrder: readonly Fact[]): (pseudonym: Pseudonym) => ReadonlySet<Pseudonym> {
  const neighbours = new Map<string, Set<string>>();
  for (const fact of inLogOrder) {
    if (fact.subject === undefined || !is(fact, 'identity.linked', 'identity.unlinked')) continue;
    const [one, other] = [fact.subject, fact.data.otherSubject];
    const change = (from: string, to: string): void => {
      const known = neighbours.get(from) ?? new Set<string>();
      neighbours.set(from, known);
      if (fact.type === 'identity.linked') known.add(to);
      else known.delete(to);
    };
    change(one, other);
    change(other, one);
  }
  const seen = new Map<string, ReadonlySet<Pseudonym>>();
  return (pseudonym) => {
    const known = seen.get(pseudonym);
    if (known !== undefined) return known;
    const person = new Set<string>([pseudonym]);
    for (const each of person) for (const neighbour of neighbours.get(each) ?? []) person.add(neighbour);
    const result: ReadonlySet<Pseudonym> = new Set([...person].map(parsePseudonym));
    seen.set(pseudonym, result);
    return result;
  };
}

function erasuresOf(records: readonly GatheredRecord[]): ReadonlyMap<string, Erasure> {
  const erasures = new Map<string, Erasure>();
  for (const record of records) {
    if (record.header.type !== 'subject.erased') continue;
    const fact = factOf(record, new Map(), new Map());
    if (!is(fact, 'subject.erased')) continue;
    const erasure: Erasure = { at: fact.occurredAt, article: fact.data.article, record: fact.id };
    for (const pseudonym of fact.data.pseudonyms) if (!erasures.has(pseudonym)) erasures.set(pseudonym, erasure);
  }
  return erasures;
}

/** A correction that only names wrong fields and brings no new record leaves the old one standing. */
function correctedBy(facts: readonly Fact[]): ReadonlySet<string> {
  const corrections = facts.filter((fact) => is(fact, 'record.corrected'));
  const replacing = corrections.filter(({ data }) => data.replacedBy !== undefined || data.fields === undefined);
  return new Set(replacing.map(({ data }) => data.recordId));
}

/** Like an erasure, a redaction applies whatever the bounds say: what was taken away cannot be shown as of an earlier day either. */
function redactionsOf(records: readonly GatheredRecord[]): ReadonlyMap<string, Redaction> {
  const redactions = new Map<string, Redaction>();
  for (const record of records) {
    if (record.header.type !== 'record.redacted') continue;
    const fact = factOf(record, new Map(), new Map());
    if (!is(fact, 'record.redacted')) continue;
    const { recordId, fields, reason } = fact.data;
    const before = redactions.get(recordId);
    redactions.set(recordId, {
      fields: [...new Set([...(before?.fields ?? []), ...fields])],
      records: [...(before?.records ?? []), fact.id],
      at: fact.occurredAt,
      reason,
    });
  }
  return redactions;
}
