/** Events of data collection, second part: data that was collected, inferred, corrected, shared, anonymised or erased. */
import {
  Flag,
  Id,
  Ids,
  Name,
  Names,
  Nested,
  Numeric,
  OneOf,
  optional,
  personal,
  Term,
  Terms,
  Text,
  Value,
  When,
} from './field.js';
import { LedgerEvent } from './ledger-event.js';

const stream = 'consumer-<subject>';
const subject = 'crm:C-10442';

export class CollectionBasis {
  @Term('The legal basis') kind!: string;
  @Id('The consent record it rests on', optional) consentRecordId?: string;
  @Name('The assessment it rests on', optional) assessmentRef?: string;
}

/** Data about a person that came to be held. */
export class Data {
  @Id('The collection') collectionId!: string;
  @Name('Where the data came from') origin!: string;
  @Terms('The categories of the data') categories!: string[];
  @Terms('What it may be used for') purposes!: string[];
  @Nested('By what right', () => CollectionBasis) legalBasis!: CollectionBasis;
  @Name('The notice it was collected under', optional) noticeRef?: string;
  @OneOf('How sensitive the data is', ['ordinary', 'special', 'child']) sensitivity!: string;
  @When('Until when it is kept', optional) retainUntil?: string;
  @Name('The system that sent it') sourceSystem!: string;
  @Value('The values themselves', personal) values!: unknown;
}

const held = {
  collectionId: 'col-purchases-10442',
  origin: 'shop',
  categories: ['pd:Purchase'],
  purposes: ['dpv:PersonalisedAdvertising'],
  legalBasis: { kind: 'eu-gdpr:A6-1-a', consentRecordId: 'cr-3391' },
  noticeRef: 'pn-7',
  sensitivity: 'ordinary',
  retainUntil: '2028-01-12T00:00:00Z',
  sourceSystem: 'shop',
  values: { purchases: 14, lastPurchase: '2026-02-21' },
};

@LedgerEvent({
  type: 'data.collected',
  stream,
  says: 'The person gave data.',
  example: {
    subject,
    time: '2026-01-12T18:02:00Z',
    data: {
      ...held,
      collectionId: 'col-country-10442',
      origin: 'person',
      categories: ['pd:Country'],
      values: { country: 'DE' },
    },
  },
})
export class DataCollected extends Data {}

@LedgerEvent({
  type: 'data.observed',
  stream,
  says: 'Data about the person was observed.',
  example: { subject, time: '2026-02-21T15:40:00Z', data: held },
})
export class DataObserved extends Data {}

@LedgerEvent({
  type: 'data.obtained',
  stream,
  says: 'Data about the person was obtained from somebody else.',
  example: {
    subject,
    time: '2026-01-20T04:00:00Z',
    data: {
      ...held,
      collectionId: 'col-region-10442',
      origin: 'Adressdienst AG',
      categories: ['pd:Region'],
      sourceSystem: 'address-import',
      values: { region: 'Berlin' },
    },
  },
})
export class DataObtained extends Data {}

export class Method {
  @Name('The method') name!: string;
  @Name('Its version') version!: string;
}

/** Data that was made from other data. */
export class MadeData extends Data {
  @Ids('The collections it was made from') derivedFrom!: string[];
  @Nested('How it was made', () => Method) method!: Method;
  @Numeric('How sure the method is, from 0 to 1', optional) confidence?: number;
}

@LedgerEvent({
  type: 'data.derived',
  stream,
  says: 'New data was calculated from data held.',
  example: {
    subject,
    time: '2026-02-22T02:00:00Z',
    data: {
      ...held,
      collectionId: 'col-recency-10442',
      origin: 'calculated',
      sourceSystem: 'features',
      values: { daysSinceLastPurchase: 1 },
      derivedFrom: ['col-purchases-10442'],
      method: { name: 'recency', version: '1.0.0' },
    },
  },
})
export class DataDerived extends MadeData {}

@LedgerEvent({
  type: 'data.inferred',
  stream,
  says: 'Something about the person was inferred from data held.',
  example: {
    subject,
    time: '2026-02-20T02:10:00Z',
    data: {
      ...held,
      collectionId: 'col-affinity-10442',
      origin: 'inferred',
      categories: ['pd:Interest'],
      sourceSystem: 'features',
      values: { runningShoes: 0.81 },
      derivedFrom: ['col-purchases-10442'],
      method: { name: 'affinity', version: '2.1' },
      confidence: 0.81,
    },
  },
})
export class DataInferred extends MadeData {}

@LedgerEvent({
  type: 'data.rectified',
  stream,
  says: 'Data held about the person was corrected.',
  example: {
    subject,
    time: '2026-03-14T10:00:00Z',
    data: { collectionIds: ['col-country-10442'], requestRef: 'inq-204', values: { country: 'AT' } },
  },
})
export class DataRectified {
  @Ids('The collections concerned') collectionIds!: string[];
  @Name('The request it answers', optional) requestRef?: string;
  @Text('Why', optional) reason?: string;
  @Value('The corrected values', personal, optional) values?: unknown;
}

@LedgerEvent({
  type: 'data.shared',
  stream,
  says: 'Data about the person was given to somebody else.',
  example: {
    subject,
    time: '2026-03-02T09:19:00Z',
    data: {
      collectionIds: ['col-country-10442'],
      recipients: ['Versandpost GmbH'],
      safeguard: 'processing contract, no transfer outside the EU',
    },
  },
})
export class DataShared {
  @Ids('The collections concerned') collectionIds!: string[];
  @Names('Who received it') recipients!: string[];
  @Text('What protects it there') safeguard!: string;
  @Terms('What it was shared for', optional) purposes?: string[];
}

@LedgerEvent({
  type: 'data.anonymised',
  stream,
  says: 'Data about the person was anonymised.',
  example: {
    subject,
    time: '2026-04-01T03:00:00Z',
    data: {
      collectionIds: ['col-purchases-10442'],
      technique: 'k-anonymity, k = 20',
      reidentificationTest: 'linkage attack with public registers: 0 of 5,000 re-identified',
    },
  },
})
export class DataAnonymised {
  @Ids('The collections concerned') collectionIds!: string[];
  @Text('The technique') technique!: string;
  @Text('How it was tested that nobody can be found again') reidentificationTest!: string;
}

@LedgerEvent({
  type: 'data.erased',
  stream,
  says: 'Data about the person was erased where it was held.',
  example: {
    subject,
    time: '2026-05-04T11:30:00Z',
    data: {
      collectionIds: ['col-purchases-10442', 'col-affinity-10442'],
      requestRef: 'inq-311',
      reach: ['shop', 'features', 'Versandpost GmbH'],
      backupsUntil: '2026-06-03T00:00:00Z',
    },
  },
})
export class DataErased {
  @Ids('The collections concerned') collectionIds!: string[];
  @Name('The request it answers', optional) requestRef?: string;
  @Names('The systems and recipients it was erased at') reach!: string[];
  @When('Until when backups may still hold it', optional) backupsUntil?: string;
  @Flag('Whether every recipient confirmed', optional) confirmed?: boolean;
}
