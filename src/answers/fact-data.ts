/**
 * What the folds read of each event type: the fields of the catalogue's classes, personal ones optional, because a value may be sealed, erased or
 * fenced. A type stands here only if an answer or a finding uses it; `test/answers/fact-data.spec.ts` holds it equal to the catalogue.
 */
import type { Json } from '../record/canonical.js';

export interface NoticeServed {
  readonly noticeId: string;
  readonly version: string;
  readonly digest: string;
  readonly language: string;
  readonly layer?: string;
  readonly component?: string;
}

export interface ConsentTerms {
  readonly consentRecordId: string;
  readonly purposes: readonly string[];
  readonly dataCategories: readonly string[];
  readonly notice: {
    readonly id: string;
    readonly version: string;
    readonly digest: string;
    readonly language: string;
  };
  readonly consentType: string;
  readonly method: string;
  readonly jurisdiction: string;
  readonly controller: string;
  readonly recipients?: readonly string[];
  readonly expiresAt?: string;
  readonly signals?: { readonly tcString?: string; readonly gppString?: string; readonly gpc?: boolean };
}

/** Refused, withdrawn, expired, invalidated. */
export interface ConsentEnd {
  readonly consentRecordId: string;
  /** None or empty: all. */
  readonly purposes?: readonly string[];
  readonly reason?: string;
  readonly by?: string;
}

export interface Objection {
  readonly right: string;
  readonly purposes?: readonly string[];
  readonly includesProfiling?: boolean;
}

export interface SignalReceived {
  readonly kind: string;
  readonly raw?: string;
  readonly appliedEffect: string;
  readonly conflictsWith?: string;
}

export interface Collection {
  readonly collectionId: string;
  readonly origin?: string;
  readonly categories: readonly string[];
  readonly purposes: readonly string[];
  readonly legalBasis: { readonly kind: string; readonly consentRecordId?: string; readonly assessmentRef?: string };
  readonly noticeRef?: string;
  readonly sensitivity?: string;
  readonly retainUntil?: string;
  readonly sourceSystem?: string;
  readonly values?: Json;
}

export interface DerivedCollection extends Collection {
  readonly derivedFrom: readonly string[];
  readonly method: { readonly name: string; readonly version: string };
  readonly confidence?: number;
}

export interface DataShared {
  readonly collectionIds: readonly string[];
  readonly recipients: readonly string[];
  readonly safeguard?: string;
}

export interface CollectionsTouched {
  readonly collectionIds: readonly string[];
}

export interface ModelRegistered {
  readonly modelId: string;
  readonly version: string;
  readonly artefactDigest: string;
  readonly purpose: string;
  readonly predicts: string;
  readonly card?: { readonly limits?: string; readonly intendedUse?: string; readonly url?: string };
  readonly owner?: string;
}

export interface ModelJudged {
  readonly modelId: string;
  readonly version: string;
  readonly by: string;
  readonly reason?: string;
  readonly conditions?: readonly string[];
}

export interface PolicyPublished {
  readonly policyId: string;
  readonly version: string;
  readonly digest: string;
  readonly rules: readonly {
    readonly ruleId: string;
    readonly text: { readonly [language: string]: string };
    readonly field?: string;
    readonly operator?: string;
    readonly expected?: Json;
  }[];
}

export interface Decision {
  readonly decisionId: string;
  readonly question?: string;
  readonly outcome?: { readonly action: string; readonly label?: string; readonly value?: Json };
  readonly purpose?: string;
  readonly model?: { readonly id: string; readonly version: string };
  readonly policy?: { readonly id: string; readonly version: string };
  readonly basis?: { readonly kind: string; readonly consentRecordId?: string; readonly noticeVersion?: string };
  readonly inputs?: readonly {
    readonly name: string;
    readonly value?: Json;
    readonly category: string;
    readonly origin: string;
    readonly collectionIds?: readonly string[];
  }[];
  readonly steps?: readonly {
    readonly kind: string;
    readonly ruleId?: string;
    readonly field?: string;
    readonly operator?: string;
    readonly expected?: Json;
    readonly actual?: Json;
    readonly result: string;
    readonly text?: string;
  }[];
  readonly score?: number;
  readonly threshold?: number;
  readonly contributions?: readonly Contribution[];
  readonly explanationMethod?: ExplanationMethod;
  readonly counterfactuals?: readonly Counterfactual[];
  readonly candidates?: readonly { readonly id: string; readonly score?: number; readonly rejectedBecause?: string }[];
  readonly automation?: string;
  readonly reviewer?: string;
  readonly significance?: string;
  readonly consequences?: string;
  readonly randomisation?: { readonly experiment: string; readonly arm: string; readonly holdout?: boolean };
  readonly campaignId?: string;
  readonly channel?: string;
}

export interface Contribution {
  readonly input: string;
  readonly weight: number;
}

export interface ExplanationMethod {
  readonly name: string;
  readonly version?: string;
  readonly baseline?: string;
}

export interface Counterfactual {
  readonly changes: readonly { readonly input: string; readonly to?: Json }[];
  readonly outcome: string;
  readonly actionable?: boolean;
}

export interface DecisionWithheld extends Decision {
  readonly reason: string;
}

export interface DecisionExplained {
  readonly decisionId: string;
  readonly contributions?: readonly Contribution[];
  readonly counterfactuals?: readonly Counterfactual[];
  readonly explanationMethod?: ExplanationMethod;
  readonly atDecisionTime?: boolean;
}

/** Reviewed, overridden, contested, reversed. */
export interface DecisionHandled {
  readonly decisionId: string;
  readonly by?: string;
  readonly reason?: string;
  readonly consumerView?: string;
  readonly newOutcome?: Json;
}

export interface OutcomeObserved {
  readonly decisionId: string;
  readonly label: string;
  readonly positive: boolean;
  readonly observedAt?: string;
}

export interface CampaignProposed {
  readonly campaignId: string;
  readonly name: string;
  readonly purpose: string;
  readonly advertiser: string;
  readonly payer: string;
  readonly owner?: string;
  readonly audience?: {
    readonly definition: string;
    readonly version?: string;
    readonly parametersShown?: readonly string[];
  };
  readonly exclusions?: readonly string[];
  readonly channels?: readonly string[];
  readonly startsAt: string;
  readonly endsAt: string;
  readonly assessmentRef?: string;
}

/** Approved, rejected, paused, ended. */
export interface CampaignJudged {
  readonly campaignId: string;
  readonly by: string;
  readonly reason?: string;
  readonly conditions?: readonly string[];
}

export interface Message {
  readonly messageId: string;
  readonly decisionId?: string;
  readonly campaignId?: string;
  readonly channel?: string;
  readonly creativeDigest?: string;
  readonly advertiser?: string;
  readonly payer?: string;
  readonly disclosureShown?: boolean;
  readonly checkedSize?: number;
  readonly reason?: string;
}

export interface Reaction {
  readonly messageId?: string;
  readonly decisionId?: string;
  readonly campaignId?: string;
  readonly kind?: string;
  readonly text?: string;
}

export interface TrainingCompleted {
  readonly personId: string;
  readonly course: string;
  readonly version?: string;
  readonly validUntil: string;
  readonly requiredFor?: readonly string[];
}

export interface BiasAuditCompleted {
  readonly auditId: string;
  readonly scope: {
    readonly modelId: string;
    readonly version: string;
    readonly fromSize?: number;
    readonly toSize?: number;
  };
  readonly attributes: readonly string[];
  readonly metrics?: readonly Json[];
  readonly auditor: string;
  readonly independence?: string;
  readonly conclusion: string;
  readonly followUpAt?: string;
}

export interface AssessmentRecorded {
  readonly assessmentId: string;
  readonly kind: string;
  readonly version?: string;
  readonly status: string;
}

export interface Incident {
  readonly incidentId: string;
  readonly cause?: string;
  readonly affected?: Json;
  readonly remedy?: string;
}

export interface InquiryStep {
  readonly inquiryId: string;
  readonly decisionId?: string;
  readonly digest?: string;
  readonly reason?: string;
  readonly dueAt?: string;
}

export interface FactData {
  readonly 'notice.served': NoticeServed;
  readonly 'consent.given': ConsentTerms;
  readonly 'consent.renewed': ConsentTerms;
  readonly 'consent.refused': ConsentEnd;
  readonly 'consent.withdrawn': ConsentEnd;
  readonly 'consent.expired': ConsentEnd;
  readonly 'consent.invalidated': ConsentEnd;
  readonly 'processing.objected': Objection;
  readonly 'processing.restricted': {
    readonly purposes?: readonly string[];
    readonly scope?: Json;
    readonly by?: string;
  };
  readonly 'signal.received': SignalReceived;
  readonly 'data.collected': Collection;
  readonly 'data.observed': Collection;
  readonly 'data.obtained': Collection;
  readonly 'data.derived': DerivedCollection;
  readonly 'data.inferred': DerivedCollection;
  readonly 'data.rectified': CollectionsTouched;
  readonly 'data.shared': DataShared;
  readonly 'data.anonymised': CollectionsTouched;
  readonly 'data.erased': CollectionsTouched;
  readonly 'identity.linked': { readonly otherSubject: string };
  readonly 'identity.unlinked': { readonly otherSubject: string };
  readonly 'subject.reauthorised': { readonly by?: string };
  readonly 'model.registered': ModelRegistered;
  readonly 'model.approved': ModelJudged;
  readonly 'model.retired': ModelJudged;
  readonly 'policy.published': PolicyPublished;
  readonly 'decision.made': Decision;
  readonly 'decision.withheld': DecisionWithheld;
  readonly 'decision.explained': DecisionExplained;
  readonly 'decision.reviewed': DecisionHandled;
  readonly 'decision.overridden': DecisionHandled;
  readonly 'decision.contested': DecisionHandled;
  readonly 'decision.reversed': DecisionHandled;
  readonly 'outcome.observed': OutcomeObserved;
  readonly 'campaign.proposed': CampaignProposed;
  readonly 'campaign.approved': CampaignJudged;
  readonly 'campaign.rejected': CampaignJudged;
  readonly 'campaign.paused': CampaignJudged;
  readonly 'campaign.ended': CampaignJudged;
  readonly 'message.sent': Message;
  readonly 'message.delivered': Message;
  readonly 'message.bounced': Message;
  readonly 'message.presented': Message;
  readonly 'message.refused': Message;
  readonly 'interaction.observed': Reaction;
  readonly 'complaint.received': Reaction;
  readonly 'optout.received': Reaction;
  readonly 'training.completed': TrainingCompleted;
  readonly 'biasaudit.completed': BiasAuditCompleted;
  readonly 'assessment.recorded': AssessmentRecorded;
  readonly 'incident.opened': Incident;
  readonly 'incident.scoped': Incident;
  readonly 'remedy.applied': Incident;
  readonly 'incident.closed': Incident;
  readonly 'inquiry.received': InquiryStep;
  readonly 'inquiry.extended': InquiryStep;
  readonly 'inquiry.answered': InquiryStep;
  readonly 'inquiry.refused': InquiryStep;
  readonly 'inquiry.closed': InquiryStep;
  readonly 'finding.acknowledged': { readonly findingId: string; readonly by?: string };
  readonly 'finding.remedied': { readonly findingId: string; readonly remedy?: string };
  readonly 'finding.dismissed': { readonly findingId: string; readonly reason?: string };
  readonly 'subject.erased': { readonly article: string; readonly pseudonyms: readonly string[] };
  readonly 'record.corrected': { readonly recordId: string; readonly reason?: string };
  readonly 'record.redacted': { readonly recordId: string; readonly reason?: string };
}
