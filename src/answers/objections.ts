/** What a person forbade: objections, opt-outs, restrictions and the signals that count as one. Part of the one consent fold. Pure. */
import { covers } from '../catalogue/vocabulary.js';
import { compareInstants, type Instant } from '../record/ids.js';
import { type FactIndex, factsOf, is } from './case.js';
import type { Fact } from './facts.js';

export interface Objection {
  readonly kind: 'objection' | 'opt-out' | 'signal' | 'restriction';
  readonly from: Instant;
  readonly fact: Fact;
}

/** The objections that stood against a purpose at the instant, oldest first. One is lifted by a consent to the purpose given later, not by one given at the same instant. */
export function objectionsAt(facts: FactIndex, purpose: string, instant: Instant): readonly Objection[] {
  const standing = objections(facts).filter(({ from, scope }) => !isAfter(from, instant) && forbids(scope, purpose));
  if (standing.length === 0) return [];
  const yes = factsOf(facts, 'consent.given', 'consent.renewed').findLast(
    (grant) => !isAfter(grant.holdsFrom, instant) && grant.data.purposes.some((named) => covers(named, purpose)),
  );
  return yes === undefined ? standing : standing.filter(({ from }) => !isAfter(yes.holdsFrom, from));
}

interface Scoped extends Objection {
  readonly scope: readonly string[];
}

/** Every objection, whatever became of it, in folding order. */
function objections(facts: FactIndex): readonly Scoped[] {
  const types = ['processing.objected', 'processing.restricted', 'optout.received', 'signal.received'] as const;
  return factsOf(facts, ...types).flatMap((fact): Scoped[] => {
    const from = fact.holdsFrom;
    if (is(fact, 'processing.objected')) return [{ kind: 'objection', from, fact, scope: fact.data.scope }];
    if (is(fact, 'processing.restricted')) return [{ kind: 'restriction', from, fact, scope: fact.data.scope }];
    if (is(fact, 'optout.received')) return [{ kind: 'opt-out', from, fact, scope: [DIRECT_MARKETING] }];
    if (!is(fact, 'signal.received') || !OBJECTING.test(fact.data.appliedEffect)) return [];
    return [{ kind: 'signal', from, fact, scope: [DIRECT_MARKETING] }];
  });
}

const DIRECT_MARKETING = 'dpv:DirectMarketing';

/** `appliedEffect` is the producer's word; these count as an objection to direct marketing, all others change nothing. */
const OBJECTING = /objection|opt-?out|withdraw|refus|restrict/i;

/**
 * No scope: everything. GDPR 21(2) means by direct marketing every advertising that is addressed to a person, profiling for it included; DPV
 * files personalised advertising beside `dpv:DirectMarketing`, both under `dpv:Marketing`.
 */
function forbids(scope: readonly string[], purpose: string): boolean {
  if (scope.length === 0) return true;
  return scope.some((named) => covers(named === DIRECT_MARKETING ? 'dpv:Marketing' : named, purpose));
}

function isAfter(a: Instant, b: Instant): boolean {
  return compareInstants(a, b) > 0;
}
