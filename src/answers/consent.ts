/** The one consent fold: what a person agreed to and took back, and what of it held at an instant. Answers, findings and checks all ask here, so they never disagree. Pure. */
import { covers } from '../catalogue/vocabulary.js';
import { compareInstants, type Instant, parseInstant, type RecordId } from '../record/ids.js';
import { type FactIndex, factsOf } from './case.js';
import type { FactData } from './fact-data.js';
import type { Fact } from './facts.js';

export type Grant = Fact<FactData['consent.given']>;
export type Change = Fact<FactData['consent.withdrawn']>;
export type EndKind = 'withdrawn' | 'refused' | 'expired' | 'invalidated' | 'replaced';

/** A consent to one purpose, from `from` up to, not including, `to`. */
export interface ConsentInterval {
  readonly consentRecordId: string;
  readonly purpose: string;
  readonly grant: Grant;
  readonly from: Instant;
  readonly to?: Instant;
  readonly endedBy?: EndKind;
  /** Absent where it ended by its own date. */
  readonly end?: Fact;
}

/** What somebody wants to do. */
export interface Use {
  readonly purpose: string;
  /** Categories of the data that is used. */
  readonly categories: readonly string[];
  readonly controller?: string;
  /** The consent record it claims to rest on; then that one alone is judged. */
  readonly consentRecordId?: string;
}

/** `later`: given only after the instant. The `other-…`: given, but not for this. */
export type ConsentStatus =
  | 'valid'
  | Exclude<EndKind, 'replaced'>
  | 'other-data'
  | 'other-controller'
  | 'other-purpose'
  | 'later'
  | 'none';

export interface ConsentState {
  readonly status: ConsentStatus;
  /** The consent that was looked at, where there is one. */
  readonly grant?: Grant;
  /** What ended it before the instant, where a record says so. */
  readonly end?: Fact;
  /** When it ended or will end, whether before or after the instant, as far as the facts go. */
  readonly until?: Instant;
  readonly records: readonly RecordId[];
}

/** Every consent as intervals, one for each consent and each purpose it names, in folding order. */
export function consentIntervals(facts: FactIndex): readonly ConsentInterval[] {
  const book = bookOf(facts);
  return book.grants.flatMap((grant) =>
    grant.data.purposes.map((purpose) => {
      const end = endOf(book, grant, purpose);
      return {
        consentRecordId: grant.data.consentRecordId,
        purpose,
        grant,
        from: grant.holdsFrom,
        ...(end !== undefined && { to: end.at, endedBy: end.kind }),
        ...(end?.fact !== undefined && { end: end.fact }),
      };
    }),
  );
}

/** Whether a consent for this use held at the instant, and if not, why not. */
export function consentAt(facts: FactIndex, use: Use, instant: Instant): ConsentState {
  const book = bookOf(facts);
  const cited = use.consentRecordId;
  const grants = cited === undefined ? book.grants : (book.grantsOf.get(cited) ?? []);
  const states = grants.flatMap((grant) => stateOf(book, grant, use, instant));
  const best = states.reduce<ConsentState | undefined>(
    (a, b) => (a === undefined || isBetter(b, a) ? b : a),
    undefined,
  );
  if (best !== undefined && best.status !== 'later' && best.status !== 'other-purpose') return best;
  const changes = cited === undefined ? book.changes : (book.changesOf.get(cited) ?? []);
  const refusal = changes.findLast((fact) => !isAfter(fact.holdsFrom, instant) && touches(fact, use.purpose));
  if (refusal === undefined) return best ?? { status: 'none', records: [] };
  return { status: statusOf(refusal), end: refusal, until: refusal.holdsFrom, records: [refusal.id] };
}

/** The consent facts, looked up once per set of facts. */
interface Book {
  readonly grants: readonly Grant[];
  readonly changes: readonly Change[];
  readonly grantsOf: ReadonlyMap<string, readonly Grant[]>;
  readonly changesOf: ReadonlyMap<string, readonly Change[]>;
  /** Changes that name a consent record nobody gave: they bind their purposes, whatever record these were agreed to under. */
  readonly unmatched: readonly Change[];
}

const books = new WeakMap<FactIndex['byType'], Book>();

function bookOf({ byType }: FactIndex): Book {
  const known = books.get(byType);
  if (known !== undefined) return known;
  const grants = factsOf({ byType }, 'consent.given', 'consent.renewed');
  const changes = factsOf({ byType }, 'consent.withdrawn', 'consent.refused', 'consent.expired', 'consent.invalidated');
  const grantsOf = Map.groupBy(grants, (grant) => grant.data.consentRecordId);
  const book: Book = {
    grants,
    changes,
    grantsOf,
    changesOf: Map.groupBy(changes, (change) => change.data.consentRecordId),
    unmatched: changes.filter((change) => !grantsOf.has(change.data.consentRecordId)),
  };
  books.set(byType, book);
  return book;
}

interface End {
  readonly at: Instant;
  readonly kind: EndKind;
  readonly fact?: Fact;
}

/** The first thing that ends a grant for a purpose. A grant and its withdrawal at one instant is no consent: the restrictive fact wins. */
function endOf(book: Book, grant: Grant, purpose: string): End | undefined {
  const id = grant.data.consentRecordId;
  const ends: End[] = [];
  for (const change of [...(book.changesOf.get(id) ?? []), ...book.unmatched]) {
    if (!touches(change, purpose) || !speaksOf(change, grant)) continue;
    ends.push({ at: later(change.holdsFrom, grant.holdsFrom), kind: statusOf(change), fact: change });
  }
  const expiry = grant.data.expiresAt === undefined ? null : parseInstant(grant.data.expiresAt);
  if (expiry !== null) ends.push({ at: later(expiry, grant.holdsFrom), kind: 'expired' });
  const next = book.grantsOf.get(id)?.find((fact) => isAfter(fact.holdsFrom, grant.holdsFrom));
  if (next !== undefined) ends.push({ at: next.holdsFrom, kind: 'replaced', fact: next });
  return ends.sort((a, b) => compareInstants(a.at, b.at))[0];
}

/** A change ends what was agreed before it; one that reaches back (`effectiveAt` before its own time) also what was agreed in between. */
function speaksOf(change: Change, grant: Grant): boolean {
  return !isAfter(grant.holdsFrom, later(change.holdsFrom, change.occurredAt));
}

/** No purpose named: all. A part taken out of a purpose leaves no valid consent for the whole of it either. */
function touches(change: Change, purpose: string): boolean {
  const scope = change.data.purposes ?? [];
  return scope.length === 0 || scope.some((named) => covers(named, purpose) || covers(purpose, named));
}

function stateOf(book: Book, grant: Grant, use: Use, instant: Instant): readonly ConsentState[] {
  const end = endOf(book, grant, use.purpose);
  const ended = end !== undefined && !isAfter(end.at, instant) ? end : undefined;
  if (ended?.kind === 'replaced') return [];
  const status = isAfter(grant.holdsFrom, instant) ? 'later' : (mismatch(grant, use) ?? ended?.kind ?? 'valid');
  return [
    {
      status,
      grant,
      ...(end !== undefined && end.kind !== 'replaced' && { until: end.at }),
      ...(ended?.fact !== undefined && { end: ended.fact }),
      records: ended?.fact === undefined ? [grant.id] : [grant.id, ended.fact.id],
    },
  ];
}

function mismatch({ data }: Grant, use: Use): ConsentStatus | undefined {
  if (!data.purposes.some((purpose) => covers(purpose, use.purpose))) return 'other-purpose';
  if (use.controller !== undefined && data.controller !== use.controller) return 'other-controller';
  const covered = use.categories.every((category) => data.dataCategories.some((broad) => covers(broad, category)));
  return covered ? undefined : 'other-data';
}

function statusOf(change: Fact): Exclude<EndKind, 'replaced'> {
  if (change.type === 'consent.refused') return 'refused';
  if (change.type === 'consent.expired') return 'expired';
  return change.type === 'consent.invalidated' ? 'invalidated' : 'withdrawn';
}

/** Of several consents the one that says most about the use: one that holds, else the newest that ended, else one for something else. */
const tellingFirst: readonly (readonly ConsentStatus[])[] = [
  ['valid'],
  ['withdrawn', 'refused', 'expired', 'invalidated'],
  ['other-data', 'other-controller'],
  ['other-purpose'],
  ['later', 'none'],
];

function isBetter(a: ConsentState, b: ConsentState): boolean {
  const rank = (state: ConsentState): number => tellingFirst.findIndex((group) => group.includes(state.status));
  if (rank(a) !== rank(b)) return rank(a) < rank(b);
  return a.grant !== undefined && b.grant !== undefined && !isAfter(b.grant.holdsFrom, a.grant.holdsFrom);
}

function later(a: Instant, b: Instant): Instant {
  return isAfter(a, b) ? a : b;
}

function isAfter(a: Instant, b: Instant): boolean {
  return compareInstants(a, b) > 0;
}
