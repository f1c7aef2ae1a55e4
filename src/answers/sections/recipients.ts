/** Section `recipients`: who received data that the decision used, what protects it there, and how long it is kept. */
import { compareInstants } from '../../record/ids.js';
import type { Answer } from '../answer.js';
import { factsOf } from '../case.js';
import { opening } from '../narrative/narrator.js';
import { idsOf, present, type Telling } from '../telling.js';
import { type Collection, collectionsOf } from './around.js';

type Recipients = Answer['recipients'];

export function recipientsSection(telling: Telling): Recipients {
  const { file, words } = telling;
  const cited = citedCollections(telling);
  const ids = new Set(cited.map((fact) => fact.data.collectionId));
  const shared = factsOf(file, 'data.shared').filter((fact) => fact.data.collectionIds.some((id) => ids.has(id)));
  const basis = file.decision.data.basis?.consentRecordId;
  const consent = factsOf(file, 'consent.given', 'consent.renewed').findLast(
    (fact) => fact.data.consentRecordId === basis && compareInstants(fact.holdsFrom, file.decision.occurredAt) <= 0,
  );
  const allowed = consent?.data.recipients ?? [];
  const gone = factsOf(file, 'data.erased');
  const items: Recipients['items'] = [
    ...shared.flatMap((fact) =>
      fact.data.recipients.map((name) =>
        present({ name, how: 'received', safeguard: fact.data.safeguard, at: fact.occurredAt, records: idsOf(fact) }),
      ),
    ),
    ...allowed.map((name) => ({ name, how: 'allowed', records: idsOf(consent) })),
  ];
  return {
    items,
    retention: cited.map((fact) =>
      present({
        collectionId: fact.data.collectionId,
        until: fact.data.retainUntil,
        erased: gone.some(({ data }) => data.collectionIds.includes(fact.data.collectionId)),
        records: idsOf(fact, ...gone.filter(({ data }) => data.collectionIds.includes(fact.data.collectionId))),
      }),
    ),
    sentences: [
      ...shared.map((fact) => {
        const known = fact.data.collectionIds.flatMap(
          (id) => cited.find(({ data }) => data.collectionId === id)?.data.categories ?? [],
        );
        const values = {
          name: words.list(fact.data.recipients),
          what: words.terms([...new Set(known)]),
          day: words.day(fact.occurredAt),
          safeguard: fact.data.safeguard,
        };
        return telling.say('recipients.shared', values, fact);
      }),
      ...(shared.length === 0 ? [telling.say('recipients.none', {}, file.decision)] : []),
      ...(allowed.length === 0 ? [] : [telling.say('recipients.consent', { names: words.list(allowed) }, consent)]),
      ...cited.map((fact) => {
        const what = opening(words.terms(fact.data.categories));
        const erased = gone.find(({ data }) => data.collectionIds.includes(fact.data.collectionId));
        if (erased !== undefined)
          return telling.say('recipients.gone', { what, day: words.day(erased.occurredAt) }, fact, erased);
        const { retainUntil } = fact.data;
        if (retainUntil === undefined) return telling.say('recipients.kept-unknown', { what }, fact);
        return telling.say('recipients.kept', { what, day: words.day(retainUntil) }, fact);
      }),
    ],
  };
}

/** The collections that the inputs name and that are recorded, each once. */
function citedCollections({ file }: Telling): readonly Collection[] {
  const held = collectionsOf(file);
  const ids = new Set((file.decision.data.inputs ?? []).flatMap((input) => input.collectionIds ?? []));
  return [...ids].flatMap((id) => held.get(id) ?? []);
}
