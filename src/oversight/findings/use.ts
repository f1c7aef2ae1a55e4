/** What rules ask of a case again and again: the use a decision made of data and by what right it claims to, and the time of an approval. */
import { type CaseFile, factsOf } from '../../answers/case.js';
import type { Use } from '../../answers/consent.js';
import type { FactData } from '../../answers/fact-data.js';
import type { Fact } from '../../answers/facts.js';
import { covers } from '../../catalogue/vocabulary.js';
import { compareInstants, type Instant } from '../../record/ids.js';

/** An input of the decision with the collections it says it came from, as far as they are recorded. */
export interface UsedInput {
  readonly name: string;
  readonly category: string;
  readonly origin: string;
  readonly collections: readonly Fact<FactData['data.collected']>[];
}

/** A decision that gave the person something; one that was withheld, or whose outcome is nothing, used no right to advertise. */
export function isMade(file: CaseFile): boolean {
  return file.decision.type === 'decision.made';
}

/** The purpose it says, or else its campaign's. */
export function purposeOf(file: CaseFile): string | undefined {
  return file.decision.data.purpose ?? factsOf(file, 'campaign.proposed')[0]?.data.purpose;
}

/** The use that a decision made of the person's data; null where no purpose is recorded. */
export function useOf(file: CaseFile): Use | null {
  const purpose = purposeOf(file);
  if (purpose === undefined) return null;
  const { basis, inputs = [] } = file.decision.data;
  const categories = [...new Set(inputs.map((input) => input.category))];
  return {
    purpose,
    categories,
    ...(basis?.consentRecordId !== undefined && { consentRecordId: basis.consentRecordId }),
  };
}

/** Whether the decision says that it rests on consent. */
export function restsOnConsent(file: CaseFile): boolean {
  return isConsent(file.decision.data.basis?.kind);
}

export function isConsent(basis: string | undefined): boolean {
  return basis !== undefined && (covers('dpv:Consent', basis) || covers('eu-gdpr:Consent', basis));
}

/** The decision's inputs, each with its recorded collections. */
export function inputsOf(file: CaseFile): readonly UsedInput[] {
  const held = factsOf(file, 'data.collected', 'data.observed', 'data.obtained', 'data.derived', 'data.inferred');
  return (file.decision.data.inputs ?? []).map(({ name, category, origin, collectionIds = [] }) => ({
    name,
    category,
    origin,
    collections: held.filter(
      (fact) => collectionIds.includes(fact.data.collectionId) && notAfter(fact.holdsFrom, file.decision.occurredAt),
    ),
  }));
}

/** The collections that the decision used, each once, in the order of its inputs. */
export function usedCollections(file: CaseFile): readonly Fact<FactData['data.collected']>[] {
  return [...new Set(inputsOf(file).flatMap((input) => input.collections))];
}

export function notAfter(instant: Instant, bound: Instant): boolean {
  return compareInstants(instant, bound) <= 0;
}

/** The day from which a case is looked at: what is overdue by then. Who asks about an earlier day is told what was overdue on that day. */
export function viewedAt({ question: { now, at } }: CaseFile): Instant {
  return at !== undefined && notAfter(at, now) ? at : now;
}
