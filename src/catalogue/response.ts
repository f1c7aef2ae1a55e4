/** Events of campaigns, second part: what the person did after a message. */
import { Id, Name, optional, personal, Text } from './field.js';
import { LedgerEvent } from './ledger-event.js';

const stream = ['message-<messageId>', 'decision-<decisionId>', 'consumer-<subject>'];
const subject = 'crm:C-10442';

export class Response {
  @Id('The message', optional) messageId?: string;
  @Id('The decision', optional) decisionId?: string;
  @Id('The campaign', optional) campaignId?: string;
  @Name('What kind, for example opened, clicked, phone, unsubscribe link') kind!: string;
  @Text('What the person said', personal, optional) text?: string;
}

@LedgerEvent({
  type: 'interaction.observed',
  stream,
  says: 'The person reacted to a message.',
  example: {
    subject,
    time: '2026-03-02T11:02:00Z',
    data: { messageId: 'msg-640', decisionId: 'dec-8812', campaignId: 'spring-run', kind: 'opened' },
  },
})
export class InteractionObserved extends Response {}

@LedgerEvent({
  type: 'complaint.received',
  stream,
  says: 'The person complained.',
  example: {
    subject,
    time: '2026-03-11T07:45:00Z',
    data: {
      messageId: 'msg-771',
      campaignId: 'members-night',
      kind: 'email',
      text: 'I withdrew my consent and still got a message.',
    },
  },
})
export class ComplaintReceived extends Response {}

@LedgerEvent({
  type: 'optout.received',
  stream,
  says: 'The person asked for no more advertising.',
  example: { subject, time: '2026-03-11T07:46:00Z', data: { messageId: 'msg-771', kind: 'unsubscribe link' } },
})
export class OptoutReceived extends Response {}
