/** The sentences of the findings in English, one per rule (`finding.<rule>`), as ICU MessageFormat over the values that the rule gives. */
export const findings = {
  'finding.other': 'The rule “{rule}” was broken ({law}).',

  'finding.consent-missing':
    'The decision was said to rest on consent to {purpose}, but {state, select, refused {{who, select, you {you} other {the person}} had refused it} later {it was given only after the decision} other_data {that consent did not cover all the data that was used} other_controller {that consent was given to somebody else} other {no record of such a consent is known}}.',
  'finding.consent-ended-before-use':
    'The decision was said to rest on consent to {purpose}, but that consent {state, select, withdrawn {had been withdrawn} expired {had expired} other {had been found invalid}} on {ended}, before it was used.',
  'finding.objection-ignored':
    'The decision was made although {kind, select, opt_out {an opt-out} restriction {a restriction of processing} signal {a privacy signal} other {an objection}} had stood since {since}.',
  'finding.purpose-mismatch':
    '{what, select, consent {The consent that was relied on was given for other purposes than {purpose}.} other {Data ({categories}) was used for {purpose}, but was collected for other purposes.}}',
  'finding.special-category-without-explicit-consent':
    '{kind, select, child {Data about a child} other {Specially protected data}} ({category}) was used without explicit consent.',
  'finding.inferred-sensitive-data':
    'Something specially protected ({category}) was inferred from other data and used.',
  'finding.data-past-retention': 'Data ({categories}) was used after {until}, the day until which it was to be kept.',
  'finding.data-without-notice':
    '{notice, select, none {Data ({categories}) was used that was collected without naming a privacy notice.} other {Data ({categories}) was used, but no record shows that the privacy notice {notice} had been shown.}}',
  'finding.message-after-objection':
    'On {on} {who, select, you {you} other {the person}} received a message{campaign, select, none {} other { of the campaign “{campaign}”}} although {state, select, withdrawn {the consent had been withdrawn} refused {consent had been refused} expired {the consent had expired} invalidated {the consent had been found invalid} opt_out {an opt-out had stood} restriction {a restriction of processing had stood} signal {a privacy signal had stood} other {an objection had stood}}{since, select, none {} other { since {since}}}.',
  'finding.message-without-decision':
    'On {on} a message{campaign, select, none {} other { of the campaign “{campaign}”}} was sent {state, select, withheld {although the decision had been to withhold it} other {and no decision behind it is recorded}}.',
  'finding.message-without-disclosure':
    'The message of {on} did not say that it was advertising, on whose behalf it was shown and why.',
  'finding.decision-without-reasons':
    'The system that decided did not report which {missing, select, steps {steps it applied} other {factors counted}}. It should have.',
  'finding.human-review-missing':
    'The decision has {effect, select, legal {a legal effect} other {an effect as serious as a legal one}} and was made without a person; no review by a person is recorded.',
  'finding.model-unregistered': 'The model “{model}” {version} was not registered when it decided.',
  'finding.model-unapproved': 'The model “{model}” {version} had not been approved when it decided.',
  'finding.model-retired': 'The model “{model}” {version} had been retired when it decided.',
  'finding.bias-audit-missing': 'No bias audit of the model “{model}” {version} was recorded before the decision.',
  'finding.bias-audit-outdated':
    'The last bias audit of the model “{model}” {version}, of {on}, counted until {until} only.',
  'finding.bias-audit-failed':
    'The model “{model}” {version} had failed its last bias audit, of {on}, and was used all the same.',
  'finding.bias-audit-follow-up-missing':
    'The bias audit of the model “{model}” {version}, of {on}, asked for more work; {state, select, overdue {the follow-up was due on {due} and is not recorded} other {no date was set for it}}.',
  'finding.policy-unpublished': 'The policy “{policy}” {version} was applied, but had not been published.',
  'finding.campaign-unapproved':
    'The campaign “{campaign}” {state, select, rejected {had been rejected} paused {was paused} ended {had ended} other {had not been approved}} when the decision was made.',
  'finding.campaign-outside-dates':
    'The decision was made outside the dates of the campaign “{campaign}”, {starts} to {ends}.',
  'finding.campaign-without-owner':
    '{state, select, unowned {Nobody is recorded as answering for the campaign “{campaign}”.} other {The campaign “{campaign}” was never proposed, so nobody is recorded as answering for it.}}',
  'finding.approver-training-expired':
    'Who approved the {approved, select, model {model} other {campaign}} on {on} {state, select, expired {had a training for it that counted until {until} only} other {had no training for it on record}}.',
  'finding.erased-subject-reappears':
    'Since {on}, {count, plural, one {a record} other {# records}} about {who, select, you {you} other {the person}} came in although the data had been erased; what was personal in {count, plural, one {it} other {them}} was discarded.',
  'finding.inquiry-overdue':
    'A question had to be answered by {due}; {state, select, late {the answer came later} other {it is not answered yet}}.',
  'finding.inquiry-extended-without-reason': 'On {on} the time to answer a question was extended without a reason.',
  'finding.two-subjects-under-one-id':
    '{count, plural, one {A record} other {# records}} about somebody else came in under the id of {kind, select, message {this message} other {this decision}}; {count, plural, one {it is} other {they are}} left out here.',
  'finding.second-decision-under-one-id':
    '{count, plural, one {Another decision} other {# other decisions}} came in under the same id; {count, plural, one {it is} other {they are}} left out here.',
  'finding.late-report':
    'The sender “{source}” reported late: what happened on {happened} arrived on {arrived}, after it should have been taken into account.',
  'finding.producer-gap':
    'The sender “{source}” numbers what it reports, and {count, plural, one {one number is} other {# numbers are}} missing: something was never sent.',
  'finding.time-ahead-of-clock':
    'The sender “{source}” reported a time ahead of the clock: {said}, which arrived on {arrived}.',
} as const;
