/** Events of models and policies. */
import { Digest, Id, Listed, Name, Nested, optional, Term, Text, TextMap, Texts, Value } from './field.js';
import { LedgerEvent } from './ledger-event.js';

const stream = 'model-<modelId>';
const subject = 'none';

export class TrainingData {
  @Name('The data set') name!: string;
  @Name('The time it covers') period!: string;
  @Term('The legal basis of using it for training') legalBasis!: string;
}

export class ModelCard {
  @Text('Its known limits') limits!: string;
  @Text('What it is meant for') intendedUse!: string;
  @Name('Where the whole card is', optional) url?: string;
}

@LedgerEvent({
  type: 'model.registered',
  stream,
  says: 'A model version was registered.',
  subject,
  example: {
    time: '2026-01-28T10:00:00Z',
    data: {
      modelId: 'spring-propensity',
      version: '4.2.0',
      artefactDigest: 'sha256:cb917dd04eeb4b8c77b464938332ea057f115bcc6d84d598b16de2b63902787f',
      purpose: 'dpv:PersonalisedAdvertising',
      predicts: 'how likely somebody is to buy running gear within 30 days',
      trainingData: [{ name: 'orders', period: '2024-01-01/2025-12-31', legalBasis: 'eu-gdpr:A6-1-f' }],
      card: {
        limits: 'Less certain for people with fewer than three purchases',
        intendedUse: 'Choosing offers for running gear; not for prices or credit',
        url: 'https://models.example.org/spring-propensity/4.2.0',
      },
      owner: 'staff-4',
    },
  },
})
export class ModelRegistered {
  @Id('The model') modelId!: string;
  @Name('Its version') version!: string;
  @Digest('SHA-256 of the file that is run') artefactDigest!: string;
  @Term('What it is for') purpose!: string;
  @Text('What it predicts, in plain words') predicts!: string;
  @Listed('What it was trained on', () => TrainingData) trainingData!: TrainingData[];
  @Nested('Its model card', () => ModelCard) card!: ModelCard;
  @Name('Who answers for it: a staff pseudonym') owner!: string;
}

export class ModelStatus {
  @Id('The model') modelId!: string;
  @Name('Its version') version!: string;
  @Name('Who decided: a staff pseudonym') by!: string;
  @Text('Why', optional) reason?: string;
  @Texts('Under which conditions', optional) conditions?: string[];
}

@LedgerEvent({
  type: 'model.approved',
  stream,
  says: 'A model version was approved for use.',
  subject,
  example: {
    time: '2026-02-01T09:00:00Z',
    data: {
      modelId: 'spring-propensity',
      version: '4.2.0',
      by: 'staff-7',
      reason: 'Bias audit ba-19, conclusion conditional',
      conditions: ['bias audit again before 2026-08-01'],
    },
  },
})
export class ModelApproved extends ModelStatus {}

@LedgerEvent({
  type: 'model.retired',
  stream,
  says: 'A model version was taken out of use.',
  subject,
  example: {
    time: '2026-07-31T16:00:00Z',
    data: {
      modelId: 'spring-propensity',
      version: '4.2.0',
      by: 'staff-7',
      reason: 'Replaced by 4.3.0',
      conditions: [],
    },
  },
})
export class ModelRetired extends ModelStatus {}

export class PolicyRule {
  @Id('The rule') ruleId!: string;
  @TextMap('The rule in plain words, by language') text!: Record<string, string>;
  @Name('What is looked at') field!: string;
  @Name('How it is compared') operator!: string;
  @Value('What is asked for') expected!: unknown;
}

@LedgerEvent({
  type: 'policy.published',
  stream: 'policy-<policyId>',
  says: 'The rules of a policy were published.',
  subject,
  example: {
    time: '2026-01-30T12:00:00Z',
    data: {
      policyId: 'frequency-cap',
      version: '3',
      digest: 'sha256:e12fa6563a36d51ec8d7cf7dbcebf8b519f0b7691a1a60ed681ea07f9fb5a189',
      rules: [
        {
          ruleId: 'frequency-cap-7d',
          text: { en: 'At most 3 messages in 7 days', de: 'Höchstens 3 Nachrichten in 7 Tagen' },
          field: 'messagesIn7Days',
          operator: '<',
          expected: 3,
        },
      ],
    },
  },
})
export class PolicyPublished {
  @Id('The policy') policyId!: string;
  @Name('Its version') version!: string;
  @Digest('SHA-256 of the policy as it is run') digest!: string;
  @Listed('Its rules', () => PolicyRule) rules!: PolicyRule[];
}
