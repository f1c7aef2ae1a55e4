/** Events of the ledger's own life, and of records that were wrong. */
import { Count, Digest, Flag, Id, Name, Names, optional, Text, Value } from './field.js';
import { LedgerEvent } from './ledger-event.js';

const subject = 'none';
const writtenBy = 'ledger';
const record = { recordId: '3c1f7f0a-92c8-5d0e-9f44-6a1f0b7d2e51', stream: 'decision-dec-8812' };

@LedgerEvent({
  type: 'record.corrected',
  stream: '<stream>',
  subject: 'optional',
  says: 'A producer says that an earlier record was wrong.',
  example: {
    subject: 'crm:C-10442',
    time: '2026-03-03T08:00:00Z',
    data: {
      ...record,
      reason: 'The threshold was reported without rounding',
      replacedBy: '7e0a4f55-1c9b-5b7a-8d31-2f6e9c0a1b42',
      fields: ['/threshold'],
    },
  },
})
export class RecordCorrected {
  @Id('The record that was wrong') recordId!: string;
  @Id('Its stream, as it was answered when the record was sent') stream!: string;
  @Text('What was wrong') reason!: string;
  @Id('The record that replaces it', optional) replacedBy?: string;
  @Names('The fields concerned, as JSON pointers', optional) fields?: string[];
}

@LedgerEvent({
  type: 'record.redacted',
  stream: '<stream>',
  subject: 'optional',
  writtenBy,
  says: 'An open field that should never have been sent was taken away.',
  example: {
    subject: 'crm:C-10442',
    time: '2026-03-06T08:00:00Z',
    data: { ...record, fields: ['/consequences'], reason: 'It named the person', by: 'token-4' },
  },
})
export class RecordRedacted {
  @Id('The record') recordId!: string;
  @Id('Its stream') stream!: string;
  @Names('The fields taken away, as JSON pointers') fields!: string[];
  @Text('Why') reason!: string;
  @Name('Who decided: the id of the token', optional) by?: string;
  @Digest('Of the body that remains, so that its other fields stay bound', optional) remains?: string;
}

@LedgerEvent({
  type: 'verification.run',
  stream: 'ledger-verification',
  subject,
  writtenBy,
  says: 'The whole ledger was checked.',
  example: {
    time: '2026-03-31T02:00:00Z',
    data: {
      size: 18_391,
      rootHash: 'sha256:4ff5d0f06ddb9b134622791f0d66e739d83e0e21f07be9188ab6209a02a50f01',
      intact: true,
      problems: 0,
    },
  },
})
export class VerificationRun {
  @Count('The tree size that was checked') size!: number;
  @Digest('The root hash found', optional) rootHash?: string;
  @Flag('Whether everything was as it was written') intact!: boolean;
  @Count('How many problems were found', optional) problems?: number;
  @Names('Their codes', optional) codes?: string[];
  @Name('Who ran it: the id of the token', optional) by?: string;
}

@LedgerEvent({
  type: 'key.rotated',
  stream: 'ledger-keys',
  subject,
  writtenBy,
  says: 'A key of the ledger was replaced.',
  example: {
    time: '2026-04-01T00:00:00Z',
    data: { key: 'checkpoint-signing', to: 'ledger.example.org+4f21c7d0', reason: 'yearly', by: 'operator' },
  },
})
export class KeyRotated {
  @Name('Which key') key!: string;
  @Name('The id of the old one', optional) from?: string;
  @Name('The id of the new one', optional) to?: string;
  @Text('Why', optional) reason?: string;
  @Count('How many keys were wrapped anew', optional) rewrapped?: number;
  @Name('Who did it', optional) by?: string;
}

@LedgerEvent({
  type: 'setting.changed',
  stream: 'ledger-settings',
  subject,
  writtenBy,
  says: 'A setting of the ledger was changed.',
  example: {
    time: '2026-04-02T09:00:00Z',
    data: { setting: 'erasure.twoPersonApproval', from: false, to: true, by: 'token-4' },
  },
})
export class SettingChanged {
  @Name('Which setting') setting!: string;
  @Value('The old value', optional) from?: unknown;
  @Value('The new value') to!: unknown;
  @Text('Why', optional) reason?: string;
  @Name('Who changed it', optional) by?: string;
}
