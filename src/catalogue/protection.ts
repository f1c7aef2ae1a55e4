/** Events of protection: who looked, erasure, legal holds, unmasking. Written by the ledger itself. */
import { Count, Id, Ids, Listed, Name, Names, optional, Text, Value, When } from './field.js';
import { LedgerEvent } from './ledger-event.js';

const ofConsumer = 'consumer-<subject>';
const subject = 'crm:C-10442';
const writtenBy = 'ledger';
const pseudonym = '5f0c2a86-6d3b-4f4e-9a57-0d8f6b0f9c11';

@LedgerEvent({
  type: 'access.recorded',
  stream: ['access-<subject>', 'access-bulk'],
  subject: 'optional',
  writtenBy,
  says: 'Somebody read a person’s record, or searched.',
  example: {
    subject,
    time: '2026-03-12T09:21:00Z',
    data: {
      who: 'token-9',
      role: 'support',
      purpose: 'answering inquiry inq-204',
      what: 'explanation',
      sections: ['decision', 'permission', 'data', 'procedure'],
      decisionId: 'dec-8812',
    },
  },
})
export class AccessRecorded {
  @Name('Who read: the id of the token') who!: string;
  @Name('In which role') role!: string;
  @Text('For which purpose') purpose!: string;
  @Name('What was read', optional) what?: string;
  @Names('Which sections', optional) sections?: string[];
  @Id('The decision', optional) decisionId?: string;
  @Value('The query of a search or tail', optional) query?: unknown;
  @Count('How many records it found', optional) results?: number;
}

@LedgerEvent({
  type: 'erasure.requested',
  stream: ofConsumer,
  writtenBy,
  says: 'Erasure of the person’s data was asked for.',
  example: {
    subject,
    time: '2026-05-03T10:00:00Z',
    data: { requestId: 'er-12', article: '17(1)(b)', reason: 'consent withdrawn', by: 'token-4' },
  },
})
export class ErasureRequested {
  @Id('The request') requestId!: string;
  @Name('The article of the GDPR, for example 17(1)(b)') article!: string;
  @Text('Why', optional) reason?: string;
  @Name('Who asked for it: the id of the token') by!: string;
}

@LedgerEvent({
  type: 'erasure.approved',
  stream: ofConsumer,
  writtenBy,
  says: 'A second person approved the erasure.',
  example: { subject, time: '2026-05-04T09:00:00Z', data: { requestId: 'er-12', by: 'token-5' } },
})
export class ErasureApproved {
  @Id('The request') requestId!: string;
  @Name('Who approved it: the id of the token') by!: string;
  @Text('Why', optional) reason?: string;
}

/** What is left after an erasure, on which ground, and until when. */
export class Remainder {
  @Name('What is left') what!: string;
  @Text('On which ground') ground!: string;
  @When('Until when', optional) until?: string;
}

@LedgerEvent({
  type: 'subject.erased',
  stream: ofConsumer,
  writtenBy,
  says: 'The keys of the person’s data were destroyed.',
  example: {
    subject,
    time: '2026-05-04T09:00:02Z',
    data: {
      requestId: 'er-12',
      article: '17(1)(b)',
      pseudonyms: [pseudonym],
      keyIds: [pseudonym],
      references: 2,
      remains: [
        {
          what: 'group attributes, for counting only',
          ground: 'bias audits (GDPR Art. 17(3)(d))',
          until: '2029-01-01T00:00:00Z',
        },
      ],
      backupsUntil: '2026-06-03T00:00:00Z',
      by: 'token-5',
    },
  },
})
export class SubjectErased {
  @Id('The request') requestId!: string;
  @Name('The article of the GDPR, for example 17(1)(b)') article!: string;
  @Text('Why', optional) reason?: string;
  @Ids('Every pseudonym covered') pseudonyms!: string[];
  @Ids('The ids of the keys destroyed') keyIds!: string[];
  @Count('How many references pointed at them', optional) references?: number;
  @Listed('What is left, on which ground, and until when', () => Remainder, optional) remains?: Remainder[];
  @When('Until when a backup of the vault may still hold the keys', optional) backupsUntil?: string;
  @Name('Who carried it out: the id of the token', optional) by?: string;
}

@LedgerEvent({
  type: 'hold.placed',
  stream: ofConsumer,
  writtenBy,
  says: 'A legal hold stops the erasure of the person’s data.',
  example: {
    subject,
    time: '2026-04-20T10:00:00Z',
    data: { holdId: 'hold-3', reason: 'Claim before the Berlin district court', by: 'token-4' },
  },
})
export class HoldPlaced {
  @Id('The hold') holdId!: string;
  @Text('Why') reason!: string;
  @When('Until when at the latest', optional) until?: string;
  @Name('Who placed it: the id of the token') by!: string;
  @Id('The pseudonym that is held, where this record only tells another one of the same person', optional)
  through?: string;
}

@LedgerEvent({
  type: 'hold.released',
  stream: ofConsumer,
  writtenBy,
  says: 'A legal hold is over.',
  example: {
    subject,
    time: '2026-05-02T10:00:00Z',
    data: { holdId: 'hold-3', reason: 'The claim was settled', by: 'token-4' },
  },
})
export class HoldReleased {
  @Id('The hold') holdId!: string;
  @Text('Why', optional) reason?: string;
  @Name('Who released it: the id of the token') by!: string;
}

@LedgerEvent({
  type: 'value.unmasked',
  stream: ofConsumer,
  writtenBy,
  says: 'An auditor looked behind the pseudonym.',
  example: {
    subject,
    time: '2026-04-10T11:00:00Z',
    data: {
      who: 'token-7',
      role: 'auditor',
      reason: 'Complaint 118 names the person',
      what: ['inputs of dec-8812'],
      decisionId: 'dec-8812',
      until: '2026-04-10T12:00:00Z',
    },
  },
})
export class ValueUnmasked {
  @Name('Who looked: the id of the token') who!: string;
  @Name('In which role') role!: string;
  @Text('Why') reason!: string;
  @Names('What was shown', optional) what?: string[];
  @Id('The decision', optional) decisionId?: string;
  @When('Until when it may be looked at', optional) until?: string;
}
