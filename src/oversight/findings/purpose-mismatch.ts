/** Rule: data was used, or consent relied on, for a purpose other than it was collected or given for. */
import { covers } from '../../catalogue/vocabulary.js';
import type { Rule } from '../finding.js';
import { consentForOtherPurpose } from './consent.js';
import { isMade, purposeOf, usedCollections } from './use.js';

export const purposeMismatch: Rule = {
  id: 'purpose-mismatch',
  severity: 'high',
  law: 'GDPR Art. 5(1)(b), Art. 6(4)',
  find: (file) => {
    const purpose = purposeOf(file);
    if (!isMade(file) || purpose === undefined) return [];
    const wrong = usedCollections(file).filter(({ data }) => !data.purposes.some((named) => covers(named, purpose)));
    const faults = wrong.map((collection) => ({
      concerns: { kind: 'data', id: collection.data.collectionId } as const,
      records: [file.decision.id, collection.id],
      values: {
        what: 'data',
        purpose: { term: purpose },
        categories: { list: collection.data.categories.map((term) => ({ term })) },
      },
    }));
    return [...consentForOtherPurpose(file), ...faults];
  },
};
