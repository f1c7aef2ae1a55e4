/** What follows a decision: the message, whether it arrives, what the person does, what comes of it, and who looks at it again. */
import { DAY, HOUR, MINUTE } from './calendar.js';
import { share } from './data.js';
import type { Producer } from './journal.js';
import { PAY_LATER } from './models.js';
import { channelOf, type Decided, digestOf, type Person, RETAILER, stamp, type World } from './world.js';

/** Whether and when they buy is observed for two weeks, message or not. */
const WATCHED = 14 * DAY;
const BOUNCES = 0.021;
const DIGESTS = new Map<string, string>();

export function sendMessage(world: World, person: Person, decided: Decided, now: number): void {
  const { random, agenda } = world;
  const significant = decided.campaign.model === PAY_LATER;
  if (significant) revisit(world, person, decided, now);
  else if (!decided.offered) observe(world, person, decided, now, 0.4);
  if (significant || !decided.offered) return;
  const messageId = world.next('msg');
  for (const one of person.fault === null ? [] : world.planted)
    if (one.decisionId === decided.id && /^message-|^two-subjects/.test(one.rule)) one.messageId = messageId;
  const sent = now + random.whole(2 * MINUTE, 14 * MINUTE);
  agenda.add(sent, () => {
    const allowed =
      person.fault?.message !== 'refused' && (person.fault !== null || (person.consent !== null && !person.objected));
    if (!allowed) {
      refuse(world, person, decided, messageId, sent);
      return;
    }
    share(world, person, sent);
    const data = { ...messageData(person, decided, messageId), ...person.fault?.sent };
    world.journal.tell('mailer', 'message.sent', sent, data, person.reference);
    person.messages = [...person.messages.slice(-3), sent];
    person.fault?.after?.({ world, person, decided, messageId, now: sent });
    deliver(world, person, decided, messageId, sent);
  });
}

export function messageData(person: Person, decided: Decided, messageId: string) {
  const { campaign } = decided;
  return {
    messageId,
    decisionId: decided.id,
    campaignId: campaign.id,
    channel: channelOf(person),
    creativeDigest: creative(campaign.id, person.country),
    advertiser: RETAILER,
    payer: campaign.payer,
    disclosureShown: true,
  };
}

function refuse(world: World, person: Person, decided: Decided, messageId: string, now: number): void {
  const reason = person.consent === null ? 'consent withdrawn' : 'the person objected';
  const data = { messageId, decisionId: decided.id, campaignId: decided.campaign.id, reason };
  world.journal.tell('mailer', 'message.refused', now, data, person.reference);
}

function deliver(world: World, person: Person, decided: Decided, messageId: string, sent: number): void {
  const { random, agenda, journal } = world;
  const arrived = sent + random.whole(1, 90) * 1_000;
  const bounced = person.fault === null && random.chance(BOUNCES);
  agenda.add(arrived, () =>
    journal.tell('mailer', bounced ? 'message.bounced' : 'message.delivered', arrived, { messageId }, person.reference),
  );
  // Half of those who open do so within four hours; who likes more opens more.
  const opens = !bounced && random.chance(0.18 + 0.35 * person.taste);
  observe(world, person, decided, sent, bounced ? 0.4 : opens ? 1.25 : 0.7);
  if (!opens) return;
  const opened = arrived + random.lognormal(4 * HOUR, 1.3);
  react(world, person, decided, messageId, opened, 'opened');
  if (random.chance(0.1 + 0.25 * person.taste))
    react(world, person, decided, messageId, opened + random.whole(4, 200) * 1_000, 'clicked');
  if (person.fault !== null) return;
  if (random.chance(0.006)) optOut(world, person, messageId, opened + MINUTE);
  if (random.chance(0.0025)) complain(world, person, decided, messageId, opened + 2 * HOUR);
}

export function react(
  world: World,
  person: Person,
  decided: Decided,
  messageId: string,
  now: number,
  kind: string,
  by: Producer = 'mailer',
): void {
  const data = { messageId, decisionId: decided.id, campaignId: decided.campaign.id, kind };
  world.agenda.add(now, () => world.journal.tell(by, 'interaction.observed', now, data, person.reference));
}

function optOut(world: World, person: Person, messageId: string, now: number): void {
  world.agenda.add(now, () => {
    person.objected = true;
    world.journal.tell('mailer', 'optout.received', now, { messageId, kind: 'unsubscribe link' }, person.reference);
  });
}

export function complain(world: World, person: Person, decided: Decided, messageId: string, now: number): void {
  const data = {
    messageId,
    decisionId: decided.id,
    campaignId: decided.campaign.id,
    kind: 'email',
    text: COMPLAINTS[person.country],
  };
  world.agenda.add(now, () => world.journal.tell('service-desk', 'complaint.received', now, data, person.reference));
}

const COMPLAINTS = {
  DE: 'Ich möchte solche Werbung nicht. Woher haben Sie meine Daten?',
  FR: 'Je ne souhaite pas recevoir ces publicités.',
  ES: '¿Por qué recibo estos mensajes?',
  GB: 'Why am I getting this? I did not ask for it.',
} as const;

/** Conversion depends on what people really like, so on the score as far as the model sees it: 3 to 30 %. */
function observe(world: World, person: Person, decided: Decided, now: number, lift: number): void {
  const { random, agenda, journal } = world;
  const positive = random.chance(Math.min(0.6, (0.02 + 0.3 * person.taste * decided.score) * lift));
  const observed = now + (positive ? Math.min(WATCHED, random.exponential(3 * DAY)) : WATCHED);
  agenda.add(observed, () => {
    const observedAt = stamp(observed);
    const data = { decisionId: decided.id, label: positive ? 'converted' : 'not converted', positive, observedAt };
    journal.tell('shop', 'outcome.observed', observed, data, person.reference);
  });
}

/** A proposed limit is looked at by a clerk; whoever gets none may contest it, and is sometimes right. */
function revisit(world: World, person: Person, decided: Decided, now: number): void {
  const { random, agenda, journal } = world;
  if (decided.offered || person.fault !== null || !random.chance(0.15)) return;
  const decisionId = decided.id;
  const contested = now + random.exponential(3 * DAY) + HOUR;
  const answered = contested + random.between(0.5, 6) * DAY;
  const right = random.chance(0.35);
  agenda.add(contested, () =>
    journal.tell(
      'service-desk',
      'decision.contested',
      contested,
      { decisionId, by: 'person', consumerView: 'I have always paid in time.' },
      person.reference,
    ),
  );
  agenda.add(answered, () => {
    const data = right
      ? {
          decisionId,
          by: 'staff-12',
          reason: 'Two late payments were booked to the wrong account',
          newOutcome: { action: 'propose-limit', label: 'limit-150', value: true },
        }
      : { decisionId, by: 'staff-12', reason: 'Checked by hand; the reasons stand' };
    journal.tell('service-desk', right ? 'decision.reversed' : 'decision.reviewed', answered, data, person.reference);
  });
}

function creative(campaignId: string, country: string): string {
  const name = `${campaignId} ${country}`;
  const digest = DIGESTS.get(name) ?? digestOf(name);
  DIGESTS.set(name, digest);
  return digest;
}
