/** Sections `withheld`, `proof` and `history`: what this reader does not see, the records behind the answer, and what was answered before. */
import type { RecordId } from '../../record/ids.js';
import type { Answer } from '../answer.js';
import type { Sentence } from '../answer-parts.js';
import { factsOf } from '../case.js';
import type { Fact } from '../facts.js';
import type { MessageKey } from '../narrative/en.js';
import { idsOf, present, type Telling } from '../telling.js';
import { eventOf } from './events.js';

type Withheld = Answer['withheld']['items'][number];

export function withheldSection(telling: Telling): Answer['withheld'] {
  const { words, tier } = telling;
  const items = kept(telling);
  const notForConsumer =
    tier === 'support'
      ? kept({ ...telling, tier: 'consumer' }).filter((item) => !items.some(({ what }) => what === item.what))
      : [];
  const gone = redactions(telling);
  const sentences: Sentence[] = [
    ...gone.map(({ item, records }) => ({ text: words.say('withheld.item', { ...item }), records })),
    ...items.map((item) => telling.say('withheld.item', { ...item })),
    ...notForConsumer.map(({ what, ground }) => telling.say('withheld.consumer', { what, ground })),
  ];
  return {
    items: [...gone.map(({ item }) => item), ...items],
    sentences: sentences.length > 0 ? sentences : [{ text: words.say('withheld.none'), records: [] }],
  };
}

/** What nobody sees any more, because it should never have been sent: towards every reader, since it changes what the rest of the answer can say. */
function redactions({
  file,
  words,
}: Telling): readonly { readonly item: Withheld; readonly records: readonly RecordId[] }[] {
  return file.facts.flatMap(({ id, type, redacted }) => {
    if (redacted === undefined) return [];
    const values = { type, fields: redacted.fields.join(', '), day: words.day(redacted.at), reason: redacted.reason };
    const item = {
      what: words.say('withheld.redacted.what', values),
      ground: words.say('withheld.redacted.ground', values),
      where: words.say('withheld.redacted.where'),
    };
    return [{ item, records: idsOf(id, ...redacted.records) }];
  });
}

/** Only what is there in this case and hidden from this tier. */
function kept({ file, tier, words }: Telling): readonly Withheld[] {
  const { data, grouped } = file.decision;
  const item = (what: MessageKey, ground: MessageKey, where: MessageKey): Withheld => ({
    what: words.say(what),
    ground: words.say(ground),
    where: words.say(where),
  });
  const staff =
    data.reviewer !== undefined ||
    factsOf(
      file,
      'model.approved',
      'campaign.approved',
      'decision.reviewed',
      'decision.overridden',
      'decision.reversed',
    ).length > 0;
  const hidden = file.decision.withheld === true;
  return [
    ...(tier === 'consumer' && data.candidates?.some(({ score }) => score !== undefined)
      ? [item('withheld.scores.what', 'withheld.scores.ground', 'withheld.where.authority')]
      : []),
    ...(tier === 'consumer' && staff
      ? [item('withheld.staff.what', 'withheld.staff.ground', 'withheld.where.authority')]
      : []),
    ...(tier !== 'auditor' && file.strangers.length > 0
      ? [item('withheld.strangers.what', 'withheld.strangers.ground', 'withheld.where.authority')]
      : []),
    ...(hidden ? [item('withheld.values.what', 'withheld.values.ground', 'withheld.where.unmask')] : []),
    ...(grouped ? [item('withheld.groups.what', 'withheld.groups.ground', 'withheld.where.audit')] : []),
  ];
}

/** @param answer the sections that cite */
export function proofSection(telling: Telling, answer: object): Answer['proof'] {
  const { file, words } = telling;
  const cited = new Set<string>();
  collect(answer, cited);
  const known = [...file.facts, ...file.corrected, ...file.strangers.map(({ fact }) => fact)];
  const records = known
    .filter((fact) => cited.has(fact.id))
    .sort((a, b) => a.leaf - b.leaf)
    .map(({ id, type, leaf, digest, occurredAt, recordedAt }) => ({ id, type, leaf, digest, occurredAt, recordedAt }));
  const doesNotShow = (['proof.not.truth', 'proof.not.complete', 'proof.not.time'] as const).map((key) =>
    words.say(key),
  );
  return {
    records,
    doesNotShow,
    sentences: [
      telling.say('proof.rests', { count: records.length }),
      ...doesNotShow.map((text) => ({ text, records: noRecords })),
    ],
  };
}

const noRecords: readonly RecordId[] = [];

/** Every id in a list named `records`, wherever it stands. */
function collect(value: unknown, into: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, into);
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    if (typeof member !== 'object') continue;
    if (name === 'records' && Array.isArray(member)) for (const id of member) if (typeof id === 'string') into.add(id);
    collect(member, into);
  }
}

export function historySection(telling: Telling): Answer['history'] {
  const { file, words } = telling;
  const earlier = factsOf(file, 'inquiry.answered').filter((fact) => fact.data.decisionId === file.question.decisionId);
  if (earlier.length === 0) return { items: [], sentences: [telling.say('history.none', {}, file.decision)] };
  const items = earlier.map((fact) =>
    present({
      inquiryId: fact.data.inquiryId,
      at: fact.occurredAt,
      digest: fact.data.digest,
      sinceThen: since(telling, fact).map((later) => eventOf(telling, later)),
      records: idsOf(fact),
    }),
  );
  const sentences = earlier.flatMap((fact, index) => {
    const later = items[index]?.sinceThen ?? [];
    const ids = later.flatMap(({ records }) => records);
    return [
      telling.say('history.item', { moment: words.moment(fact.occurredAt) }, fact),
      later.length === 0
        ? telling.say('history.same', {}, fact)
        : telling.say('history.since', { what: later.map(({ text }) => text).join(' ') }, fact, ...ids),
    ];
  });
  return { items, sentences };
}

/** What was recorded after an answer and can make it read differently now; inquiries themselves do not. */
function since({ file }: Telling, answered: Fact): readonly Fact[] {
  return file.facts.filter((fact) => fact.leaf > answered.leaf && !/^(inquiry|finding)\./.test(fact.type));
}
