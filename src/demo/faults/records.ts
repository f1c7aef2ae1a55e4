/** Faults of messages and of the records themselves: sent after a no, without a decision, under two names, too late, from the future, with a gap. */
import { DAY, HOUR, MINUTE } from '../calendar.js';
import { changeMind } from '../consents.js';
import { complain, messageData, react } from '../messages.js';
import { type Decided, type Person, recordOf, type World } from '../world.js';
import { type Fault, type Moment, spring } from './fault.js';

export const faultsOfRecords: readonly Fault[] = [
  {
    campaign: 'summer-trails-2026',
    on: '2026-06-09',
    rule: 'message-after-objection',
    what: 'The person withdrew the same evening; a reminder was sent two days later to the old list (incident inc-2026-1).',
    after: ({ world, person, decided, now }) => {
      world.agenda.add(now + 3 * HOUR, () => changeMind(world, person, now + 3 * HOUR));
      sendAnother(world, person, decided, now + 2 * DAY, 'message-after-objection');
    },
  },
  {
    ...spring,
    rule: 'message-without-decision',
    what: 'A second message went out that no decision stands behind.',
    after: ({ world, person, decided, now }) =>
      sendAnother(world, person, decided, now + 2 * DAY, 'message-without-decision'),
  },
  {
    ...spring,
    rule: 'message-without-disclosure',
    what: 'The message did not say that it was advertising.',
    sent: { disclosureShown: false },
  },
  {
    ...spring,
    rule: 'erased-subject-reappears',
    shows: [],
    what: 'The person was erased, and another decision about them came in.',
  },
  {
    ...spring,
    rule: 'two-subjects-under-one-id',
    what: 'The mail service reported the arrival of this message for another person.',
    after: ({ world, person, messageId, now }) => {
      const other =
        world.people.find(({ fault }) => fault !== null && fault !== person.fault)?.reference ?? person.reference;
      world.agenda.add(now + HOUR, () =>
        world.journal.tell('mailer', 'message.delivered', now + HOUR, { messageId }, other),
      );
    },
  },
  {
    ...spring,
    rule: 'second-decision-under-one-id',
    what: 'Another decision came in under the same id.',
    made: ({ world, person, decided, now }) => {
      const data = { ...decided.data, outcome: { action: 'none', label: 'no offer', value: false } };
      world.agenda.add(now + MINUTE, () =>
        world.journal.tell('decisions', 'decision.made', now + MINUTE, data, person.reference),
      );
    },
  },
  {
    ...spring,
    rule: 'time-ahead-of-clock',
    what: 'A device whose clock stood in the year 2038 reported that the message was opened.',
    after: ({ world, person, decided, messageId, now }) => {
      const data = { messageId, decisionId: decided.id, campaignId: decided.campaign.id, kind: 'opened' };
      world.agenda.add(now + HOUR, () =>
        world.journal.tell('mailer', 'interaction.observed', Date.UTC(2038, 0, 19, 3, 14, 7), data, person.reference),
      );
    },
  },
  {
    ...spring,
    rule: 'late-report',
    shows: ['late-report', 'consent-ended-before-use', 'message-after-objection'],
    what: 'A withdrawal by letter reached the ledger after the decision it came before, and after the message.',
    made: ({ world, person, now }) =>
      world.agenda.add(now + 6 * HOUR, () => {
        person.consent = null;
        const data = { consentRecordId: recordOf(person, 1), reason: 'letter', by: 'person' };
        world.journal.tell('service-desk', 'consent.withdrawn', now - 2 * DAY, data, person.reference);
      }),
  },
  {
    ...spring,
    rule: 'producer-gap',
    what: 'The till in Lyon numbers what it sends, and a number is missing.',
    after: redeem(false),
  },
  {
    ...spring,
    on: '2026-03-19',
    rule: 'producer-gap',
    what: 'The till in Lyon numbers what it sends, and a number is missing.',
    after: redeem(true),
  },
];

function sendAnother(world: World, person: Person, decided: Decided, now: number, rule: string): void {
  const messageId = world.next('msg');
  const planted = world.planted.find((one) => one.decisionId === decided.id && one.rule === rule);
  if (planted !== undefined) planted.messageId = messageId;
  world.agenda.add(now, () => {
    const { decisionId: _, ...orphan } = messageData(person, decided, messageId);
    const data = rule === 'message-without-decision' ? orphan : { ...orphan, decisionId: decided.id };
    world.journal.tell('mailer', 'message.sent', now, data, person.reference);
    if (rule === 'message-after-objection') complain(world, person, decided, messageId, now + 5 * HOUR);
  });
}

function redeem(afterLoss: boolean) {
  return ({ world, person, decided, messageId, now }: Moment & { readonly messageId: string }): void => {
    if (afterLoss) world.journal.lose('kiosk-lyon');
    react(world, person, decided, messageId, now + 2 * DAY, 'voucher used at the till', 'kiosk-lyon');
  };
}
