/** Rules about the data a decision used: kept longer than was said, or collected without a notice. */
import { type CaseFile, factsOf } from '../../answers/case.js';
import type { FactData } from '../../answers/fact-data.js';
import type { Fact } from '../../answers/facts.js';
import { type Instant, parseInstant } from '../../record/ids.js';
import type { Rule } from '../finding.js';
import { isMade, notAfter, usedCollections } from './use.js';

export const dataPastRetention: Rule = {
  id: 'data-past-retention',
  severity: 'medium',
  law: 'GDPR Art. 5(1)(e)',
  find: (file) =>
    (isMade(file) ? usedCollections(file) : []).flatMap((collection) => {
      const until = collection.data.retainUntil === undefined ? null : parseInstant(collection.data.retainUntil);
      if (until === null || notAfter(file.decision.occurredAt, until)) return [];
      return [faultOf(file, collection, { until: { day: until } })];
    }),
};

export const dataWithoutNotice: Rule = {
  id: 'data-without-notice',
  severity: 'medium',
  law: 'GDPR Art. 13, Art. 14',
  find: (file) =>
    (isMade(file) ? usedCollections(file) : [])
      .filter((collection) => !wasNoticed(file, collection, file.decision.occurredAt))
      .map((collection) => faultOf(file, collection, { notice: collection.data.noticeRef ?? 'none' })),
};

/** A notice counts if it was shown, or stood under a consent, before the data was used; made data stands under the notices of what it was made from. */
function wasNoticed(file: CaseFile, { data }: Fact<FactData['data.collected']>, before: Instant): boolean {
  const { noticeRef } = data;
  if (noticeRef === undefined) return false;
  const names = (id: string, version: string): boolean =>
    [id, `${id}/${version}`, `${id}:${version}`, `${id}@${version}`].includes(noticeRef);
  const served = factsOf(file, 'notice.served').some(
    (fact) => notAfter(fact.holdsFrom, before) && names(fact.data.noticeId, fact.data.version),
  );
  return (
    served ||
    factsOf(file, 'consent.given', 'consent.renewed').some(
      (fact) => notAfter(fact.holdsFrom, before) && names(fact.data.notice.id, fact.data.notice.version),
    )
  );
}

function faultOf(
  file: CaseFile,
  collection: Fact<FactData['data.collected']>,
  values: { readonly until?: { readonly day: Instant }; readonly notice?: string },
) {
  return {
    concerns: { kind: 'data', id: collection.data.collectionId } as const,
    records: [file.decision.id, collection.id],
    values: { categories: { list: collection.data.categories.map((term) => ({ term })) }, ...values },
  };
}
