/** What decisions are made of: outcome, right, inputs, steps, reasons and alternatives. */
import {
  Flag,
  group,
  Id,
  Ids,
  Listed,
  Name,
  Nested,
  Numeric,
  optional,
  personal,
  Scalar,
  ScalarMap,
  Term,
  Text,
  Value,
} from './field.js';

export class Outcome {
  @Name('The action, none where nothing is done') action!: string;
  @Name('The outcome in plain words') label!: string;
  @Scalar('The value decided on', optional) value?: string | number | boolean;
}

export class ModelVersion {
  @Id('The model') id!: string;
  @Name('Its version') version!: string;
}

export class PolicyVersion {
  @Id('The policy') id!: string;
  @Name('Its version') version!: string;
}

export class DecisionBasis {
  @Term('The legal basis') kind!: string;
  @Id('The consent record it rests on', optional) consentRecordId?: string;
  @Name('The version of the notice it rests on', optional) noticeVersion?: string;
  @Name('The assessment it rests on', optional) assessmentRef?: string;
}

export class DecisionInput {
  @Name('The name of the input') name!: string;
  @Value('Its value', personal) value!: unknown;
  @Term('The category of the data') category!: string;
  @Name('Provided, observed, obtained, derived or inferred') origin!: string;
  @Ids('The collections it came from', optional) collectionIds?: string[];
}

export class DecisionStep {
  @Name('Eligibility, suppression, segment, model, ranking, cap or content') kind!: string;
  @Id('The rule of the policy', optional) ruleId?: string;
  @Name('What was looked at', optional) field?: string;
  @Name('How it was compared', optional) operator?: string;
  @Value('What was asked for', optional) expected?: unknown;
  @Value('What was found', personal, optional) actual?: unknown;
  @Scalar('What the step came to') result!: string | number | boolean;
  @Text('The rule in plain words', optional) text?: string;
}

export class Contribution {
  @Name('The input') input!: string;
  @Numeric('How much it raised or lowered the score') weight!: number;
}

export class ExplanationMethod {
  @Name('The method') name!: string;
  @Name('Its version') version!: string;
  @Value('What it compares with', optional) baseline?: unknown;
}

export class CounterfactualChange {
  @Name('The input') input!: string;
  @Value('The value it would need', personal) to!: unknown;
}

export class Counterfactual {
  @Listed('What would be different', () => CounterfactualChange) changes!: CounterfactualChange[];
  @Name('The outcome then') outcome!: string;
  @Flag('Whether it is in the person’s hands') actionable!: boolean;
}

export class Candidate {
  @Id('The alternative') id!: string;
  @Numeric('Its score', optional) score?: number;
  @Text('Why it was not taken', optional) rejectedBecause?: string;
}

export class Randomisation {
  @Name('The experiment') experiment!: string;
  @Name('The arm the person was put in') arm!: string;
  @Flag('Whether the arm gets nothing for comparison') holdout!: boolean;
}

/** What a decision made and a decision withheld have in common; a producer sends what it knows. */
export class DecisionDetail {
  @Id('The decision') decisionId!: string;
  @Nested('The model that was asked', () => ModelVersion, optional) model?: ModelVersion;
  @Nested('The policy that was applied', () => PolicyVersion, optional) policy?: PolicyVersion;
  @Numeric('What the model answered', optional) score?: number;
  @Numeric('What was needed', optional) threshold?: number;
  @Listed('What counted, and how much', () => Contribution, optional) contributions?: Contribution[];
  @Nested('How that was found out', () => ExplanationMethod, optional) explanationMethod?: ExplanationMethod;
  @Listed('What would have changed the result', () => Counterfactual, optional) counterfactuals?: Counterfactual[];
  @Listed('The alternatives', () => Candidate, optional) candidates?: Candidate[];
  @Name('The person who looked at it: a staff pseudonym', optional) reviewer?: string;
  @Text('What it means for the person', optional) consequences?: string;
  @Nested('The experiment it was part of', () => Randomisation, optional) randomisation?: Randomisation;
  @ScalarMap('Group attributes, for bias audits only', group, optional) groups?: Record<
    string,
    string | number | boolean
  >;
  @Id('The campaign', optional) campaignId?: string;
  @Name('The channel', optional) channel?: string;
}
