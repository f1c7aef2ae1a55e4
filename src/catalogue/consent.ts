/** Events of data collection, first part: notices, consent, objections, signals, and the limits a person sets. */
import {
  Digest,
  Flag,
  Id,
  Name,
  Names,
  Nested,
  OneOf,
  optional,
  personal,
  Reference,
  Term,
  Terms,
  Text,
  When,
} from './field.js';
import { LedgerEvent } from './ledger-event.js';

const stream = 'consumer-<subject>';
const subject = 'crm:C-10442';

@LedgerEvent({
  type: 'notice.served',
  stream,
  says: 'A privacy notice was shown to the person.',
  example: {
    subject,
    time: '2026-01-12T18:03:40Z',
    data: {
      noticeId: 'pn-7',
      version: '3',
      digest: 'sha256:1606ee0c6fb9e676776ce391e3f4ee29e2bd6ca7357a0c692067234c6a161609',
      language: 'de',
      layer: 'first',
      component: 'shop-app/consent-sheet',
    },
  },
})
export class NoticeServed {
  @Id('The notice') noticeId!: string;
  @Name('Its version') version!: string;
  @Digest('SHA-256 of the exact text or screen') digest!: string;
  @Name('The language in which it was shown') language!: string;
  @Name('The layer of a layered notice', optional) layer?: string;
  @Name('The part of the app or site that showed it', optional) component?: string;
}

/** The notice a consent rests on. */
export class ConsentNotice {
  @Id('The notice') id!: string;
  @Name('Its version') version!: string;
  @Digest('SHA-256 of the exact text or screen') digest!: string;
  @Name('The language in which it was shown') language!: string;
}

export class ConsentSignals {
  @Text('The IAB TCF string as received', personal, optional) tcString?: string;
  @Text('The IAB GPP string as received', personal, optional) gppString?: string;
  @Flag('Global Privacy Control was on', optional) gpc?: boolean;
}

/** The fields of a consent record (ISO/IEC TS 27560). */
export class Consent {
  @Id('The consent record') consentRecordId!: string;
  @Terms('What the data may be used for') purposes!: string[];
  @Terms('Which data it covers') dataCategories!: string[];
  @Nested('The notice shown before', () => ConsentNotice) notice!: ConsentNotice;
  @Term('How it was expressed: dpv:ExpressedConsent or dpv:ExplicitlyExpressedConsent') consentType!: string;
  @Name('How it was given, for example a switch in the app') method!: string;
  @Name('The country or state whose law applies') jurisdiction!: string;
  @Name('Who is responsible for the processing') controller!: string;
  @Names('Who receives the data', optional) recipients?: string[];
  @When('When it ends by itself', optional) expiresAt?: string;
  @Nested('Signals that came with it', () => ConsentSignals, optional) signals?: ConsentSignals;
}

const given = {
  consentRecordId: 'cr-3391',
  purposes: ['dpv:PersonalisedAdvertising'],
  dataCategories: ['pd:Purchase', 'pd:Interest', 'pd:Country'],
  notice: {
    id: 'pn-7',
    version: '3',
    digest: 'sha256:1606ee0c6fb9e676776ce391e3f4ee29e2bd6ca7357a0c692067234c6a161609',
    language: 'de',
  },
  consentType: 'dpv:ExplicitlyExpressedConsent',
  method: 'switch in the shop app',
  jurisdiction: 'DE',
  controller: 'Laufwerk GmbH',
  recipients: ['Versandpost GmbH'],
  expiresAt: '2028-01-12T18:04:10Z',
  signals: { gpc: false },
};

@LedgerEvent({
  type: 'consent.given',
  stream,
  says: 'The person agreed to purposes after a notice.',
  example: { subject, time: '2026-01-12T18:04:10Z', data: given },
})
export class ConsentGiven extends Consent {}

@LedgerEvent({
  type: 'consent.renewed',
  stream,
  says: 'The person agreed again.',
  example: { subject, time: '2026-06-01T08:30:00Z', data: { ...given, expiresAt: '2028-06-01T08:30:00Z' } },
})
export class ConsentRenewed extends Consent {}

/** An end of consent, or that there never was one. */
export class ConsentChange {
  @Id('The consent record') consentRecordId!: string;
  @Terms('The purposes concerned; all where it is empty or absent', optional) purposes?: string[];
  @Text('Why', optional) reason?: string;
  @Name('Who caused it: the person, the controller, the system') by!: string;
  @When('From when on, where not from the time of the event', optional) effectiveAt?: string;
}

const change = { consentRecordId: 'cr-3391', purposes: ['dpv:PersonalisedAdvertising'], by: 'person' };

@LedgerEvent({
  type: 'consent.refused',
  stream,
  says: 'The person was asked and did not agree.',
  example: { subject, time: '2026-03-20T07:00:00Z', data: { ...change, consentRecordId: 'cr-4020' } },
})
export class ConsentRefused extends ConsentChange {}

@LedgerEvent({
  type: 'consent.withdrawn',
  stream,
  says: 'The person took the consent back.',
  example: { subject, time: '2026-03-05T19:22:31Z', data: change },
})
export class ConsentWithdrawn extends ConsentChange {}

@LedgerEvent({
  type: 'consent.expired',
  stream,
  says: 'The consent ended because its time was over.',
  example: {
    subject,
    time: '2026-01-31T23:00:00Z',
    data: { ...change, consentRecordId: 'cr-2207', by: 'system' },
  },
})
export class ConsentExpired extends ConsentChange {}

@LedgerEvent({
  type: 'consent.invalidated',
  stream,
  says: 'The consent was found not to be valid.',
  example: {
    subject,
    time: '2026-04-02T10:00:00Z',
    data: {
      ...change,
      by: 'controller',
      reason: 'The notice named a wrong recipient',
      effectiveAt: '2026-01-12T18:04:10Z',
    },
  },
})
export class ConsentInvalidated extends ConsentChange {}

@LedgerEvent({
  type: 'processing.objected',
  stream,
  says: 'The person objected to processing.',
  example: {
    subject,
    time: '2026-03-12T08:15:00Z',
    data: { right: 'eu-gdpr:A21', scope: ['dpv:DirectMarketing'], includesProfiling: true },
  },
})
export class ProcessingObjected {
  @Term('The right that was used') right!: string;
  @Terms('The purposes objected to') scope!: string[];
  @Flag('Whether it covers profiling too') includesProfiling!: boolean;
  @When('From when on, where not from the time of the event', optional) effectiveAt?: string;
}

@LedgerEvent({
  type: 'signal.received',
  stream,
  says: 'The browser or app sent a privacy signal.',
  example: {
    subject,
    time: '2026-03-12T08:14:00Z',
    data: { kind: 'gpc', raw: 'Sec-GPC: 1', appliedEffect: 'objection', conflictsWith: 'cr-3391' },
  },
})
export class SignalReceived {
  @OneOf('The kind of signal', ['gpc', 'tcf', 'gpp', 'dnt']) kind!: string;
  @Text('The signal as received', personal) raw!: string;
  @Name('What was done with it') appliedEffect!: string;
  @Name('The consent record or signal it contradicts', optional) conflictsWith?: string;
}

/** Two references turn out to be one person, or not. */
export class IdentityLink {
  @Reference('The other reference; stored as its pseudonym') otherSubject!: string;
}

@LedgerEvent({
  type: 'identity.linked',
  stream,
  says: 'Two references turned out to be the same person.',
  example: { subject, time: '2026-01-12T18:05:00Z', data: { otherSubject: 'app:device-7f31' } },
})
export class IdentityLinked extends IdentityLink {}

@LedgerEvent({
  type: 'identity.unlinked',
  stream,
  says: 'Two references turned out not to be the same person.',
  example: { subject, time: '2026-04-18T09:00:00Z', data: { otherSubject: 'app:device-7f31' } },
})
export class IdentityUnlinked extends IdentityLink {}

@LedgerEvent({
  type: 'processing.restricted',
  stream,
  says: 'Processing of the person’s data was restricted.',
  example: { subject, time: '2026-03-13T09:00:00Z', data: { scope: ['dpv:Marketing'], by: 'person' } },
})
export class ProcessingRestricted {
  @Terms('The purposes concerned; all where it is empty') scope!: string[];
  @Name('Who caused it') by!: string;
}

@LedgerEvent({
  type: 'subject.reauthorised',
  stream,
  says: 'After an erasure the person wants to be known again.',
  example: { subject, time: '2026-09-01T12:00:00Z', data: { scope: ['dpv:CustomerManagement'], by: 'person' } },
})
export class SubjectReauthorised {
  @Terms('The purposes concerned; all where it is empty') scope!: string[];
  @Name('Who caused it') by!: string;
}
