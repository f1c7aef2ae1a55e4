/** All rules, in the order in which their findings are shown: what concerns the person's choices first, then the data, the model, the campaign, the records. */
import type { CaseFile } from '../../answers/case.js';
import { type Finding, findingsIn, type Rule } from '../finding.js';
import { approverTrainingExpired } from './approver-training.js';
import { auditFailed, auditFollowUpMissing, auditMissing, auditOutdated } from './bias-audit.js';
import { campaignOutsideDates, campaignUnapproved, campaignWithoutOwner } from './campaign.js';
import { consentEnded, consentMissing } from './consent.js';
import { dataPastRetention, dataWithoutNotice } from './data-handling.js';
import { decisionWithoutReasons, humanReviewMissing, policyUnpublished } from './decision.js';
import { lateReport } from './late-report.js';
import { messageAfterObjection, messageWithoutDecision, messageWithoutDisclosure } from './messages.js';
import { modelRetired, modelUnapproved, modelUnregistered } from './model.js';
import { objectionIgnored } from './objection-ignored.js';
import { type ProducerGaps, producerGap } from './producer-gap.js';
import { purposeMismatch } from './purpose-mismatch.js';
import {
  erasedReappears,
  inquiryExtendedWithoutReason,
  inquiryOverdue,
  secondDecision,
  timeAhead,
  twoSubjects,
} from './records.js';
import { inferredSensitive, sensitiveWithoutConsent } from './sensitive-data.js';

export const rules: readonly Rule[] = [
  consentMissing,
  consentEnded,
  objectionIgnored,
  purposeMismatch,
  sensitiveWithoutConsent,
  inferredSensitive,
  dataPastRetention,
  dataWithoutNotice,
  messageAfterObjection,
  messageWithoutDecision,
  messageWithoutDisclosure,
  decisionWithoutReasons,
  humanReviewMissing,
  modelUnregistered,
  modelUnapproved,
  modelRetired,
  auditMissing,
  auditOutdated,
  auditFailed,
  auditFollowUpMissing,
  policyUnpublished,
  campaignUnapproved,
  campaignOutsideDates,
  campaignWithoutOwner,
  approverTrainingExpired,
  erasedReappears,
  inquiryOverdue,
  inquiryExtendedWithoutReason,
  twoSubjects,
  secondDecision,
  timeAhead,
];

/** Everything that went wrong in a case. `gaps` is what is missing in the numbering of its producers. */
export function findingsOf(file: CaseFile, gaps: ProducerGaps): readonly Finding[] {
  const found = findingsIn(file, rules);
  return [...found, ...findingsIn(file, [lateReport(found), producerGap(gaps)])];
}
