/**
 * The sentences of an answer in English, as ICU MessageFormat. Other languages carry the same keys. `who` is `you` where the person reads the
 * answer or it is read to them, else the answer speaks of "the person". Findings' sentences stand in `en-findings.ts`.
 */
import { details } from './en-details.js';
import { findings } from './en-findings.js';
import { regimes } from './en-regimes.js';

export const en = {
  ...findings,
  ...details,
  ...regimes,

  'word.moment': '{day} at {time} ({place})',
  'word.yes': 'yes',
  'word.no': 'no',
  'word.of-one': '{value} of 1',
  'word.pair': '{name}: {value}',
  'word.you': '{who, select, you {you} other {the person}}',
  'word.staff': 'a member of staff',
  'word.unknown': 'not recorded',
  'word.channel':
    '{channel, select, email {e-mail} sms {sms} push {push} app {app} web {web} phone {phone} post {post} letter {letter} social {social} other {{channel}}}',
  'word.first-records': 'the first {count, plural, one {# record} other {# records}} of the log',

  'heading.decision': 'What was decided',
  'heading.permission': 'By what right',
  'heading.data': 'What was used about {who, select, you {you} other {the person}}',
  'heading.procedure': 'How it was decided',
  'heading.counterfactuals': 'What would have changed it',
  'heading.consequences': 'What it means for {who, select, you {you} other {the person}}',
  'heading.recipients': 'Who received it, and how long it is kept',
  'heading.controls': 'What {who, select, you {you} other {the person}} can do',
  'heading.fairness': 'Whether the model treats people alike',
  'heading.findings': 'What went wrong',
  'heading.withheld': 'What is not shown here',
  'heading.proof': 'How {who, select, you {you} other {anybody}} can check this',
  'heading.history': 'Earlier answers',
  'heading.header': 'Which rules apply',

  'decision.received': '{who, select, you {You} other {The person}} received “{label}” because {because}.',
  'decision.not-sent':
    'It was decided that {who, select, you {you} other {the person}} would get “{label}”, because {because}. No record says that it was sent.',
  'decision.nothing':
    '{who, select, you {You} other {The person}} got nothing: the decision was “{label}”, because {because}.',
  'decision.withheld': '{who, select, you {You} other {The person}} did not get {what} because {because}.',
  'decision.what.campaign': 'the offer “{name}”',
  'decision.what.unnamed': 'an offer',
  'decision.because.model':
    'a computer model, which estimates {predicts}, came to a result above the mark that was set',
  'decision.because.model-below':
    'a computer model, which estimates {predicts}, came to a result below the mark that was set',
  'decision.because.model-plain': 'a computer model came to a result above the mark that was set',
  'decision.because.model-below-plain': 'a computer model came to a result below the mark that was set',
  'decision.because.scored': 'a computer model was asked and led to this result',
  'decision.because.rules': 'the rules that were applied led to it',
  'decision.because.human': 'a person decided so',
  'decision.because.unknown': 'of reasons that the system that decided did not report',
  'decision.because.noConsent':
    '{status, select, withdrawn {{who, select, you {your} other {the}} consent had been withdrawn} refused {{who, select, you {you} other {the person}} had refused consent} expired {{who, select, you {your} other {the}} consent had run out} invalidated {{who, select, you {your} other {the}} consent was not valid} other {there was no consent for it}}',
  'decision.because.objection': '{who, select, you {you} other {the person}} had objected to it',
  'decision.because.suppression':
    '{who, select, you {you are} other {the person is}} on a list of people who are not contacted',
  'decision.because.cap':
    '{who, select, you {you} other {the person}} had already received as many messages as are allowed',
  'decision.because.minor': '{who, select, you {you may be} other {the person may be}} under age',
  'decision.because.sensitive': 'it would have used data that is too sensitive for this',
  'decision.because.ineligible': '{who, select, you {you do} other {the person does}} not meet the conditions',
  'decision.because.holdout':
    '{who, select, you {you were} other {the person was}} put by chance into a group that gets nothing, for comparison',
  'decision.because.policy': 'a rule of the company did not allow it',
  'decision.when':
    'The decision was made on {moment}{campaign, select, none {} other { for the campaign “{campaign}”}}{advertiser, select, none {} other { of {advertiser}}}{payer, select, none {} same {, which also paid for it} other {; {payer} paid for it}}.',
  'decision.recorded-late': 'It was recorded only on {moment}.',
  'decision.time-absent': 'The system that decided gave no time; this is the time at which it was recorded.',
  'decision.automation.full': 'No person was involved.',
  'decision.automation.assisted':
    'A computer prepared it and a person took part{reviewer, select, none {} other {: {reviewer}}}.',
  'decision.automation.human': 'A person made it{reviewer, select, none {} other {: {reviewer}}}.',
  'decision.automation.unknown': 'Whether a person was involved was not reported.',
  'decision.significance.none':
    'It had no legal or similarly significant effect on {who, select, you {you} other {the person}}.',
  'decision.significance.similar':
    'Its effect on {who, select, you {you} other {the person}} was reported as significant, like a legal one.',
  'decision.significance.legal':
    'It was reported to have a legal effect on {who, select, you {you} other {the person}}.',
  'decision.significance.unknown': 'Whether it had a legal or similarly significant effect was not reported.',
  'decision.no-model': 'No model was asked.',
  'decision.experiment':
    'It was part of the experiment “{experiment}”; chance put {who, select, you {you} other {the person}} into the group “{arm}”.',
  'decision.corrected': 'An earlier report of this decision was wrong and has been replaced on {day}.',
  'decision.strangers':
    '{count, plural, one {One record bears} other {# records bear}} the same id but {count, plural, one {belongs} other {belong}} to another person or decision; {count, plural, one {it is} other {they are}} left out.',
  'decision.approved': 'The campaign was approved by {by} on {day}.',

  'event.message.sent': 'The message was sent by {channel} on {moment}.',
  'event.message.check':
    '{checked, select, none {No check before sending was reported} other {The check before sending looked at the first {checked} records}}; digest of what was shown: {digest}.',
  'event.message.delivered': 'It arrived on {moment}.',
  'event.message.bounced': 'It could not be delivered on {moment}.',
  'event.message.presented': 'It was shown ({channel}) on {moment}.',
  'event.message.refused': 'The check before sending said no on {moment}: {reason}.',
  'event.interaction.observed':
    '{who, select, you {Your} other {The person’s}} reaction was noted on {moment}: {kind}.',
  'event.complaint.received': '{who, select, you {You} other {The person}} complained on {moment}.',
  'event.optout.received': '{who, select, you {You} other {The person}} asked for no more advertising on {moment}.',
  'event.outcome.observed': 'What came of it was noted on {moment}: {label}.',
  'event.decision.reviewed': 'A person looked at the decision again on {moment} and kept it: {reason}.',
  'event.decision.overridden': 'A person decided otherwise on {moment}: {reason}.',
  'event.decision.contested': '{who, select, you {You} other {The person}} contested the decision on {moment}.',
  'event.decision.reversed': 'The decision was taken back on {moment}: {reason}.',
  'event.consent.given': '{who, select, you {You} other {The person}} agreed on {day}.',
  'event.consent.renewed': '{who, select, you {You} other {The person}} agreed again on {day}.',
  'event.consent.withdrawn':
    '{who, select, you {You} other {The person}} withdrew {who, select, you {your} other {the}} consent on {day}.',
  'event.consent.refused': '{who, select, you {You} other {The person}} refused consent on {day}.',
  'event.consent.expired': 'The consent ran out on {day}.',
  'event.consent.invalidated': 'The consent was found not to be valid on {day}.',
  'event.processing.objected': '{who, select, you {You} other {The person}} objected on {day}.',
  'event.other': '{says} ({day})',

  'permission.consent':
    '{who, select, you {You} other {The person}} agreed to {purposes} on {day} ({method}), after version {version} of the privacy notice “{notice}” in {language} was shown.',
  'permission.covers': 'The consent covers this data: {categories}.',
  'permission.status.valid': 'That consent was valid when the decision was made.',
  'permission.status.withdrawn':
    'That consent was not valid any more when the decision was made: it had been withdrawn on {day}.',
  'permission.status.refused': 'Consent had been refused on {day}, before the decision was made.',
  'permission.status.expired':
    'That consent was not valid any more when the decision was made: it had run out on {day}.',
  'permission.status.invalidated':
    'That consent was not valid when the decision was made{day, select, none {} other {: it does not count from {day} on}}.',
  'permission.status.other-purpose': 'That consent is for other purposes; it does not cover {purpose}.',
  'permission.status.other-data': 'That consent does not cover all the data that was used.',
  'permission.status.other-controller': 'That consent was given to somebody else.',
  'permission.status.later': 'That consent was given only after the decision.',
  'permission.status.none':
    'The decision relies on consent{id, select, none {} other { record {id}}}, but no such consent is recorded.',
  'permission.expires': 'It would have run until {day}.',
  'permission.before-withheld':
    'At that time {status, select, withdrawn {consent had been withdrawn on {day}} refused {consent had been refused on {day}} expired {consent had run out on {day}} invalidated {consent was not valid} valid {consent was there} other {no consent for this was recorded}}.',
  'permission.interest':
    'It relied on the legitimate interest of the company{ref, select, none {; no assessment of that interest is named} other {, assessed in {ref}}}.',
  'permission.assessment': 'That assessment (version {version}) is {status}.',
  'permission.assessment-missing': 'The assessment {ref} is not recorded.',
  'permission.basis': 'It relied on {basis}.',
  'permission.basis-missing': 'The system that decided did not report by what right.',
  'permission.purpose': 'The purpose was {purpose}.',
  'permission.no-objection': 'No objection was recorded before the decision.',
  'permission.objection':
    '{kind, select, objection {{who, select, you {You} other {The person}} had objected to it on {day}.} opt_out {{who, select, you {You} other {The person}} had asked for no more advertising on {day}.} signal {{who, select, you {Your} other {The person’s}} browser or app had sent a signal against it on {day}.} other {{who, select, you {You} other {The person}} had had this use restricted on {day}.}}',
  'permission.signal': 'A privacy signal ({kind}) was received on {day}; it was applied as: {effect}.',

  'data.input': '{label}: {value}{how, select, none {} other {, {how}}}.',
  'data.how.provided':
    'given by {who, select, you {you} other {the person}}{source, select, none {} other { ({source})}}{day, select, none {} other { on {day}}}',
  'data.how.observed': 'observed{source, select, none {} other { ({source})}}{day, select, none {} other { on {day}}}',
  'data.how.obtained':
    'obtained from {source, select, none {somebody else who is not named} other {{source}}}{day, select, none {} other { on {day}}}',
  'data.how.derived':
    'calculated{from, select, none {} other { from {from}}}{day, select, none {} other { on {day}}}{method, select, none {} other { ({method})}}',
  'data.how.inferred':
    'inferred, not told by {who, select, you {you} other {the person}}{day, select, none {} other {,}}{from, select, none {} other { from {from}}}{day, select, none {} other { on {day}}}{method, select, none {} other { by the method {method}}}{confidence, select, none {} other {, which was sure to {confidence}}}',
  'data.how.other': 'origin: {origin}',
  'data.shown': '{value}',
  'data.erased': 'the value was erased on {day} (GDPR Art. {article})',
  'data.erased-note':
    'What was erased cannot be shown any more, by nobody; that it was used, when and by what right is still shown.',
  'data.fenced':
    'the value was not kept, because {who, select, you {your} other {the person’s}} data had been erased before',
  'data.withheld': 'the value is not shown here',
  'data.absent': 'no value was reported',
  'data.sensitive':
    '{label} is {sensitivity, select, special {a special category of personal data} child {data of a child} other {sensitive}}.',
  'data.collection-missing':
    'Where “{label}” came from cannot be shown: {ids} {count, plural, one {is} other {are}} not recorded.',
  'data.no-collection': 'For “{label}” the system that decided did not report where it came from.',
  'data.nothing-else':
    'The system that decided reported nothing else as used{absent, select, none {} other {; in particular {absent}}}.',
  'data.none': 'Nothing about {who, select, you {you} other {the person}} was reported as used.',
  'data.none-withheld':
    'Apart from the consent and the reason above, nothing about {who, select, you {you} other {the person}} was reported as used.',
  'data.not.health': 'no health data',
  'data.not.accounts': 'no data about accounts or income',
  'data.not.whereabouts': 'nothing about where {who, select, you {you were} other {the person was}}',
  'data.not.beliefs': 'nothing about religion or politics',
} as const;

export type MessageKey = keyof typeof en;
