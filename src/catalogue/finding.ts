/** Events of findings: the life of a rule that was broken. */
import { Id, Name, optional, Text, When } from './field.js';
import { LedgerEvent } from './ledger-event.js';

const stream = 'finding-<findingId>';
const subject = 'none';
const writtenBy = 'ledger';

/** What somebody did about a finding. */
export class FindingStep {
  @Id('The finding') findingId!: string;
  @Name('The rule that was broken', optional) rule?: string;
  @Name('Who: the id of the token') by!: string;
}

const step = { findingId: 'message-after-objection:msg-771', rule: 'message-after-objection', by: 'token-4' };

@LedgerEvent({
  type: 'finding.acknowledged',
  stream,
  subject,
  writtenBy,
  says: 'Somebody took note of a finding.',
  example: { time: '2026-03-11T08:30:00Z', data: step },
})
export class FindingAcknowledged extends FindingStep {
  @Text('A note', optional) reason?: string;
}

@LedgerEvent({
  type: 'finding.remedied',
  stream,
  subject,
  writtenBy,
  says: 'What a finding shows was put right.',
  example: {
    time: '2026-03-13T10:05:00Z',
    data: {
      ...step,
      remedy: 'The list is checked again right before sending',
      remedyRecord: '0b1d7b1e-3b4b-5f2e-8c66-0e4d6a2f7a10',
    },
  },
})
export class FindingRemedied extends FindingStep {
  @Text('What was done', optional) remedy?: string;
  @Id('The record that shows it') remedyRecord!: string;
  @When('When it took effect', optional) effectiveAt?: string;
}

@LedgerEvent({
  type: 'finding.dismissed',
  stream,
  subject,
  writtenBy,
  says: 'A finding was judged not to be a fault.',
  example: { time: '2026-03-14T10:00:00Z', data: { ...step, reason: 'A test message to the sender’s own address' } },
})
export class FindingDismissed extends FindingStep {
  @Text('Why') reason!: string;
}
