/** One page of a person's entries over all pseudonyms that are the same person, newest first. */
import { type Page, pageOf, pageParameters, parseCursor } from '../http/paging.js';
import { parametersOf, type Query } from '../http/parameters.js';
import { type Entry, type EntryRange, entriesOf, linkedPseudonyms } from '../projections/entry.js';
import type { ReadModels } from '../projections/projection.js';
import type { Pseudonym } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';

export const entryParameters = parametersOf(pageParameters(50, 500));

/** @throws LedgerError `missing` where no record is about this pseudonym · `bad-request` for a wrong `limit` or `cursor` */
export function pageOfEntries(
  models: ReadModels,
  consumer: Pseudonym,
  query: Query,
  types: readonly string[] = [],
): Page<Entry> {
  const { limit, cursor } = entryParameters.read(query);
  const [below = models.reached().size] = cursor === undefined ? [] : parseCursor(cursor, 1);
  return pageOf(entriesOfPerson(models, consumer, { below, types, limit: limit + 1 }), limit, ({ leaf }) => [leaf]);
}

/** @throws LedgerError `missing` where no record is about this pseudonym */
export function entriesOfPerson(models: ReadModels, consumer: Pseudonym, range: EntryRange): readonly Entry[] {
  const { size } = models.reached();
  const person = linkedPseudonyms(models, consumer, size);
  const entries = person.flatMap((pseudonym) => entriesOf(models, pseudonym, range));
  if (entries.length === 0 && entriesOf(models, consumer, { limit: 1 }).length === 0)
    throw new LedgerError('missing', 'No record is about this consumer.');
  // A link stands in the entries of both its ends.
  const once = [...new Map(entries.map((entry) => [entry.leaf, entry])).values()];
  return once.sort((a, b) => b.leaf - a.leaf).slice(0, range.limit);
}
