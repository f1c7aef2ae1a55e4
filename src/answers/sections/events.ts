/** What happened next, each in a sentence: messages, reactions, outcomes, reviews. */
import { definitionOf } from '../../catalogue/catalogue.js';
import type { Answer } from '../answer.js';
import { factsOf, is } from '../case.js';
import type { Fact } from '../facts.js';
import { idsOf, type Telling } from '../telling.js';

type Event = Answer['decision']['followed'][number];

/** The facts about this decision's messages, reactions, outcomes and reviews, in folding order. */
export function eventsAfter({ file }: Telling): readonly Fact[] {
  const { decisionId } = file.question;
  const facts = factsOf(
    file,
    'message.sent',
    'message.delivered',
    'message.bounced',
    'message.presented',
    'message.refused',
    'interaction.observed',
    'complaint.received',
    'optout.received',
    'outcome.observed',
    'decision.reviewed',
    'decision.overridden',
    'decision.contested',
    'decision.reversed',
  );
  const messages = new Set(
    facts.flatMap((fact) =>
      'messageId' in fact.data && fact.data.decisionId === decisionId ? [fact.data.messageId] : [],
    ),
  );
  return facts.filter(
    ({ data }) =>
      data.decisionId === decisionId ||
      ('messageId' in data && data.messageId !== undefined && messages.has(data.messageId)),
  );
}

/** One fact in a sentence of its own. */
export function eventOf(telling: Telling, fact: Fact): Event {
  return { type: fact.type, at: fact.occurredAt, text: textOf(telling, fact), records: idsOf(fact) };
}

function textOf({ words, tier }: Telling, fact: Fact): string {
  const key = `event.${fact.type}`;
  const day = words.day(fact.holdsFrom);
  if (!words.has(key)) return words.say('event.other', { says: definitionOf(fact.type)?.says ?? fact.type, day });
  const moment = words.moment(fact.occurredAt);
  if (is(fact, 'message.sent', 'message.presented')) {
    const sent = words.say(key, { moment, channel: words.say('word.channel', { channel: fact.data.channel }) });
    const { checkedSize, creativeDigest } = fact.data;
    const checked = checkedSize === undefined ? undefined : words.number(checkedSize);
    return tier === 'consumer'
      ? sent
      : `${sent} ${words.say('event.message.check', { checked, digest: creativeDigest })}`;
  }
  if (is(fact, 'interaction.observed')) return words.say(key, { moment, kind: fact.data.kind });
  if (is(fact, 'outcome.observed')) return words.say(key, { moment, label: fact.data.label });
  if (is(fact, 'message.refused')) return words.say(key, { moment, reason: fact.data.reason });
  if (is(fact, 'decision.reviewed', 'decision.overridden', 'decision.reversed'))
    return words.say(key, {
      moment,
      reason: tier === 'consumer' ? fact.data.reason : `${fact.data.reason} (${fact.data.by})`,
    });
  return words.say(key, { moment, day });
}
