/** Events of decisions that somebody looks at again. */
import { Outcome } from './decision-parts.js';
import { Id, Name, Nested, optional, personal, Text } from './field.js';
import { LedgerEvent } from './ledger-event.js';

const stream = 'decision-<decisionId>';
const subject = 'crm:C-10442';

/** A decision that is looked at again. */
export class DecisionRevisit {
  @Id('The decision') decisionId!: string;
  @Name('Who: a staff pseudonym, or the person') by!: string;
  @Text('The person’s own view', personal, optional) consumerView?: string;
  @Nested('What was decided instead', () => Outcome, optional) newOutcome?: Outcome;
}

export class StaffRevisit extends DecisionRevisit {
  @Text('Why') reason!: string;
}

const none = { action: 'none', label: 'no offer' };

@LedgerEvent({
  type: 'decision.reviewed',
  stream,
  says: 'A person looked at the decision and kept it.',
  example: {
    subject,
    time: '2026-03-16T13:00:00Z',
    data: { decisionId: 'dec-8812', by: 'staff-12', reason: 'Consent was valid and the cap was kept' },
  },
})
export class DecisionReviewed extends StaffRevisit {}

@LedgerEvent({
  type: 'decision.overridden',
  stream,
  says: 'A person decided otherwise than the system.',
  example: {
    subject,
    time: '2026-03-02T09:16:00Z',
    data: { decisionId: 'dec-8812', by: 'staff-12', reason: 'The offer is out of stock', newOutcome: none },
  },
})
export class DecisionOverridden extends StaffRevisit {}

@LedgerEvent({
  type: 'decision.contested',
  stream,
  says: 'The person contests the decision.',
  example: {
    subject,
    time: '2026-03-15T20:10:00Z',
    data: { decisionId: 'dec-8812', by: 'person', consumerView: 'I bought those shoes as a present.' },
  },
})
export class DecisionContested extends DecisionRevisit {
  @Text('On which ground', optional) reason?: string;
}

@LedgerEvent({
  type: 'decision.reversed',
  stream,
  says: 'The decision was taken back.',
  example: {
    subject,
    time: '2026-03-17T09:00:00Z',
    data: { decisionId: 'dec-8812', by: 'staff-12', reason: 'The objection was justified', newOutcome: none },
  },
})
export class DecisionReversed extends StaffRevisit {}
