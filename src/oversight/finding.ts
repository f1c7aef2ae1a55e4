/** A finding: a rule that was broken, with the records that show it. Rules are pure functions over a case file, one file each under `findings/`. */
import { hash } from 'node:crypto';
import { type CaseFile, knownAsOf } from '../answers/case.js';
import { canonical } from '../record/canonical.js';
import { ID_PATTERN, type Instant, type RecordId } from '../record/ids.js';

export type Severity = 'high' | 'medium' | 'low';

/** What a fault is about: a message's id, a consent record's, a model's version … */
export interface Concern {
  readonly kind:
    | 'decision'
    | 'message'
    | 'consent'
    | 'data'
    | 'model'
    | 'policy'
    | 'campaign'
    | 'person'
    | 'inquiry'
    | 'producer';
  readonly id: string;
}

/** What is put into a sentence's pattern. Instants and terms are worded when the sentence is, in its language and zone. */
export type SentenceValue =
  | string
  | number
  | { readonly day: Instant }
  | { readonly moment: Instant }
  | { readonly term: string }
  | { readonly list: readonly SentenceValue[] };

/** One breach, as a rule reports it. */
export interface Fault {
  readonly concerns: Concern;
  /** The records that show it, the deciding one first. */
  readonly records: readonly RecordId[];
  /** For the rule's sentence: message `finding.<rule>` of the narrative's catalogue. */
  readonly values: { readonly [name: string]: SentenceValue };
}

export interface Rule {
  /** Kebab-case, documented, for ever. */
  readonly id: string;
  readonly severity: Severity;
  /** Where the duty stands, for example "GDPR Art. 21(3)". */
  readonly law: string;
  readonly find: (file: CaseFile) => readonly Fault[];
}

export interface Finding extends Fault {
  /** The same breach has the same id in every answer: its life is kept in `finding-<id>`. */
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly law: string;
  /** The rule finds it also among the records that were there when the decision was recorded. */
  readonly knowableAtDecision: boolean;
}

/** All breaches in a case, in the order of the rules. */
export function findingsIn(file: CaseFile, rules: readonly Rule[]): readonly Finding[] {
  const found = rules.map((rule) => ({ rule, faults: rule.find(file) })).filter(({ faults }) => faults.length > 0);
  if (found.length === 0) return [];
  const then = knownAsOf(file, { size: file.decision.leaf + 1 });
  return found.flatMap(({ rule, faults }) => {
    const knowable = new Set(then === null ? [] : rule.find(then).map((fault) => idOf(rule.id, fault.concerns)));
    return faults.map((fault) => {
      const id = idOf(rule.id, fault.concerns);
      return {
        ...fault,
        id,
        rule: rule.id,
        severity: rule.severity,
        law: rule.law,
        knowableAtDecision: knowable.has(id),
      };
    });
  });
}

/** Readable where it fits into an id, for example `message-after-objection:msg-771`. */
function idOf(rule: string, { kind, id }: Concern): string {
  const plain = `${rule}:${id}`;
  return ID_PATTERN.test(plain) ? plain : `${rule}:${hash('sha256', canonical([kind, id]), 'hex').slice(0, 32)}`;
}
