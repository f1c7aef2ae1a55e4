/** Rules: data of special categories, or a child's, without explicit consent; and sensitive things that were inferred. */
import type { CaseFile } from '../../answers/case.js';
import { consentAt } from '../../answers/consent.js';
import type { FactData } from '../../answers/fact-data.js';
import type { Fact } from '../../answers/facts.js';
import { covers, isSpecialCategory } from '../../catalogue/vocabulary.js';
import type { Fault, Rule } from '../finding.js';
import { inputsOf, isMade, purposeOf, type UsedInput } from './use.js';

type Collection = Fact<FactData['data.collected']>;

export const sensitiveWithoutConsent: Rule = {
  id: 'special-category-without-explicit-consent',
  severity: 'high',
  law: 'GDPR Art. 8, Art. 9(2)(a)',
  find: (file) =>
    sensitiveInputs(file)
      .filter((input) => !hasExplicitConsent(file, input))
      .map((input) => faultOf(file, input)),
};

export const inferredSensitive: Rule = {
  id: 'inferred-sensitive-data',
  severity: 'high',
  law: 'GDPR Art. 9(1) as read in C-184/20',
  find: (file) =>
    sensitiveInputs(file)
      .filter((input) => input.origin === 'inferred' || input.collections.some(isInferred))
      .map((input) => faultOf(file, input)),
};

function sensitiveInputs(file: CaseFile): readonly UsedInput[] {
  if (!isMade(file)) return [];
  return inputsOf(file).filter(
    ({ category, collections }) => isSpecialCategory(category) || collections.some(isSensitive),
  );
}

function isSensitive({ data }: Collection): boolean {
  return data.sensitivity === 'special' || data.sensitivity === 'child' || data.categories.some(isSpecialCategory);
}

function isInferred({ type }: Collection): boolean {
  return type === 'data.inferred' || type === 'data.derived';
}

function hasExplicitConsent(file: CaseFile, { category }: UsedInput): boolean {
  const purpose = purposeOf(file);
  if (purpose === undefined) return false;
  const state = consentAt(file, { purpose, categories: [category] }, file.decision.occurredAt);
  return (
    state.status === 'valid' &&
    state.grant !== undefined &&
    covers('dpv:ExplicitlyExpressedConsent', state.grant.data.consentType)
  );
}

function faultOf(file: CaseFile, { name, category, collections }: UsedInput): Fault {
  const child = collections.some(({ data }) => data.sensitivity === 'child');
  return {
    concerns: { kind: 'data', id: collections[0]?.data.collectionId ?? name },
    records: [file.decision.id, ...collections.map((collection) => collection.id)],
    values: { category: { term: category }, kind: child ? 'child' : 'special' },
  };
}
