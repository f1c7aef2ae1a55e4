/** Events of inquiries: a person asks, and gets an answer in time. */
import { Digest, Id, Name, Names, optional, personal, Term, Text, When } from './field.js';
import { LedgerEvent } from './ledger-event.js';

const stream = 'inquiry-<inquiryId>';
const subject = 'crm:C-10442';
const writtenBy = 'ledger';

@LedgerEvent({
  type: 'inquiry.received',
  stream,
  writtenBy,
  says: 'A person asked about their data or a decision.',
  example: {
    subject,
    time: '2026-03-12T09:00:00Z',
    data: {
      inquiryId: 'inq-204',
      right: 'eu-gdpr:A15',
      channel: 'phone',
      language: 'de',
      decisionId: 'dec-8812',
      text: 'Why did I get this offer?',
      dueAt: '2026-04-12T09:00:00Z',
    },
  },
})
export class InquiryReceived {
  @Id('The inquiry') inquiryId!: string;
  @Term('The right that is used') right!: string;
  @Name('How it arrived') channel!: string;
  @Name('The language of the answer', optional) language?: string;
  @Id('The decision asked about', optional) decisionId?: string;
  @Text('What the person asks', personal, optional) text?: string;
  @When('When it must be answered: a month after receipt (GDPR Art. 12(3))') dueAt!: string;
  @Name('Who took it: a staff pseudonym', optional) by?: string;
}

/** A step of an inquiry. */
export class InquiryStep {
  @Id('The inquiry') inquiryId!: string;
  @Name('Who: a staff pseudonym', optional) by?: string;
}

@LedgerEvent({
  type: 'inquiry.identity-requested',
  stream,
  writtenBy,
  says: 'The person was asked to show who they are.',
  example: {
    subject,
    time: '2026-03-12T09:05:00Z',
    data: { inquiryId: 'inq-204', method: 'code to the known e-mail address', by: 'staff-21' },
  },
})
export class InquiryIdentityRequested extends InquiryStep {
  @Name('How') method!: string;
  @Text('Why there is doubt (GDPR Art. 12(6))', optional) reason?: string;
}

@LedgerEvent({
  type: 'inquiry.identity-verified',
  stream,
  writtenBy,
  says: 'The person showed who they are.',
  example: {
    subject,
    time: '2026-03-12T09:20:00Z',
    data: { inquiryId: 'inq-204', method: 'code to the known e-mail address', by: 'staff-21' },
  },
})
export class InquiryIdentityVerified extends InquiryStep {
  @Name('How') method!: string;
}

@LedgerEvent({
  type: 'inquiry.extended',
  stream,
  writtenBy,
  says: 'The time for an answer was extended.',
  example: {
    subject,
    time: '2026-04-02T09:00:00Z',
    data: { inquiryId: 'inq-204', reason: 'Many requests at once', dueAt: '2026-06-12T09:00:00Z', by: 'staff-21' },
  },
})
export class InquiryExtended extends InquiryStep {
  @Text('Why', optional) reason?: string;
  @When('When it must be answered now') dueAt!: string;
}

@LedgerEvent({
  type: 'inquiry.answered',
  stream,
  writtenBy,
  says: 'The person got an answer.',
  example: {
    subject,
    time: '2026-03-13T14:00:00Z',
    data: {
      inquiryId: 'inq-204',
      answerId: 'ans-118',
      digest: 'sha256:4456a83c82f327784804ec1b98bae16955652f85fdeadeb52c94d1c0340690c5',
      decisionId: 'dec-8812',
      tier: 'consumer',
      language: 'de',
      format: 'pdf',
      position: '18391',
      by: 'staff-21',
    },
  },
})
export class InquiryAnswered extends InquiryStep {
  @Id('The answer', optional) answerId?: string;
  @Digest('SHA-256 of the exact text') digest!: string;
  @Id('The decision explained', optional) decisionId?: string;
  @Name('For whom it was worded', optional) tier?: string;
  @Name('Its language', optional) language?: string;
  @Name('Its form', optional) format?: string;
  @Name('The position it was computed at', optional) position?: string;
  @Names('What was sent', optional) sections?: string[];
  @Text('Notes added by hand', personal, optional) notes?: string;
}

@LedgerEvent({
  type: 'inquiry.refused',
  stream,
  writtenBy,
  says: 'The person was told that there will be no answer, and why.',
  example: {
    subject,
    time: '2026-03-13T14:00:00Z',
    data: {
      inquiryId: 'inq-205',
      reason: 'The identity could not be shown',
      complaintRoute: 'Berliner Beauftragte für Datenschutz und Informationsfreiheit',
      by: 'staff-21',
    },
  },
})
export class InquiryRefused extends InquiryStep {
  @Text('Why') reason!: string;
  @Text('Where the person can complain (GDPR Art. 12(4))') complaintRoute!: string;
}

@LedgerEvent({
  type: 'inquiry.closed',
  stream,
  writtenBy,
  says: 'An inquiry is over.',
  example: { subject, time: '2026-03-20T09:00:00Z', data: { inquiryId: 'inq-204', by: 'staff-21' } },
})
export class InquiryClosed extends InquiryStep {
  @Text('Why', optional) reason?: string;
}
