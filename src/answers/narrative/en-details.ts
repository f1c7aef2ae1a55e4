/** The sentences of an answer in English, second part: procedure, outlook, limits. As ICU MessageFormat; see `en.ts`. */
export const details = {
  'procedure.step': '{number}. {text}{actual, select, none {} other {: {actual} was found}}; result: {result}.',
  'procedure.step.generated': '{field} {operator} {expected}',
  'procedure.step.kind':
    '{kind, select, eligibility {Whether {who, select, you {you} other {the person}} may be contacted} suppression {Whether {who, select, you {you are} other {the person is}} on a list of people not to contact} segment {Which group {who, select, you {you belong} other {the person belongs}} to} ranking {Which alternative comes first} cap {How many messages are allowed} content {What the message says} model {What the model says} other {{kind}}}',
  'procedure.model':
    'The model “{id}” {version}{predicts, select, none {} other {, which estimates {predicts},}} gave {score}{threshold, select, none {} other {; {threshold} or more was needed}}.',
  'procedure.model-numbered':
    '{number}. The model “{id}” {version}{predicts, select, none {} other {, which estimates {predicts},}} gave {score}{threshold, select, none {} other {; {threshold} or more was needed}}.',
  'procedure.model-unregistered':
    'The model “{id}” {version} is not registered; what it predicts and where its limits are is not known.',
  'procedure.model-limits': 'Its known limits: {limits}.',
  'procedure.model-approved': 'It was approved for use by {by} on {day}.',
  'procedure.model-conditions': 'Conditions of the approval: {conditions}.',
  'procedure.model-no-score': 'The model “{id}” {version} was asked; its result was not reported.',
  'procedure.policy':
    'The rules applied were “{id}”, version {version}{day, select, none {, which is not published in this ledger} other {, published on {day}}}.',
  'procedure.no-steps': 'The system that decided did not report the steps.',
  'procedure.factors': 'What counted most: {factors}.',
  'procedure.factor': '{label} ({direction, select, up {raised it by} other {lowered it by}} {weight})',
  'procedure.method':
    'These weights are an approximation by the method {name} {version}{baseline, select, none {} other {, compared with {baseline}}}; they describe the model, not {who, select, you {you} other {the person}}.',
  'procedure.method-unknown': 'How these weights were found out was not reported.',
  'procedure.method-later': 'They were calculated later, on {day}, not when the decision was made.',
  'procedure.no-factors': 'The system that decided did not report which factors counted.',
  'procedure.alternatives':
    'There {count, plural, one {was # alternative} other {were # alternatives}} in all; this one was chosen.',
  'procedure.alternative':
    '{id}{score, select, none {} other { ({score})}}{because, select, none {} other {: not taken, {because}}}',
  'procedure.alternatives-scored': 'The alternatives: {alternatives}.',

  'counterfactuals.item':
    'With {changes} the result would have been {outcome, select, none {nothing at all} other {“{outcome}”}}. {actionable, select, yes {This is in {who, select, you {your} other {the person’s}} hands.} other {This is not in {who, select, you {your} other {the person’s}} hands.}}',
  'counterfactuals.change': '{label} at {to}',
  'counterfactuals.change-text': '{label} “{to}”',
  'counterfactuals.change-hidden': 'another value of {label}',
  'counterfactuals.none': 'What would have changed the result is not recorded.',
  'counterfactuals.switch-off':
    '{who, select, you {You} other {The person}} can have personalised offers switched off at any time.',
  'counterfactuals.consent':
    '{who, select, you {You} other {The person}} can give consent at any time; {who, select, you {you need not} other {nobody need}}.',

  'consequences.reported':
    'The system that decided says what it means for {who, select, you {you} other {the person}}: {text}.',
  'consequences.none-known': 'No consequences beyond the message itself are known.',
  'consequences.none-withheld': 'No consequences are known, except that the offer was not made.',
  'consequences.reversed': 'The decision does not stand any more; see what happened next.',

  'recipients.shared':
    '{name} received {what} on {day}{safeguard, select, none {} other {; protected there by: {safeguard}}}.',
  'recipients.consent': 'The consent allowed data to be given to {names}.',
  'recipients.none': 'No record says that data used for this decision was given to anybody else.',
  'recipients.kept': '{what}: kept until {day}.',
  'recipients.kept-unknown': '{what}: how long it is kept is not recorded.',
  'recipients.gone': '{what}: erased on {day}.',

  'controls.intro': '{who, select, you {You} other {The person}} can:',
  'controls.stop': 'stop direct marketing and the profiling for it, at any time and without giving a reason',
  'controls.withdraw': 'withdraw the consent; what happened before stays lawful',
  'controls.consent': 'give consent again, or not',
  'controls.access': 'get a copy of the data',
  'controls.correct': 'have wrong data corrected',
  'controls.erase': 'have data erased',
  'controls.restrict': 'have the use of data restricted',
  'controls.review': 'have a person look at the decision',
  'controls.view': 'say how {who, select, you {you see} other {the person sees}} it',
  'controls.contest': 'contest the decision',
  'controls.complain': 'complain to the data protection authority',
  'controls.offered': 'offered here; no law demands it for this decision',
  'controls.authority': 'Complaints are heard by: {name} ({url}).',

  'fairness.audit':
    'Version {version} of the model was checked for bias on {day}{auditor, select, none {} other { by {auditor}}}, comparing {attributes}. Result: {conclusion, select, approved {approved} conditional {approved under conditions} rejected {rejected} other {{conclusion}}}.',
  'fairness.follow-up': 'It must be looked at again by {day}.',
  'fairness.independence': 'How independent the auditor is: {independence}.',
  'fairness.none': 'No bias audit of this model version is recorded before the decision.',
  'fairness.no-model': 'No model was asked, so there is no bias audit to show.',
  'fairness.incident': 'An incident concerns this: {cause} It is {status, select, closed {closed} other {open}}.',
  'fairness.incident-remedy': 'What was done about it: {remedy}.',

  'findings.none': 'No broken rule was found in these records.',
  'findings.status':
    '{text} {status, select, open {This is recorded as a fault; it is not yet remedied.} acknowledged {This is recorded as a fault and is being looked at.} remedied {This was a fault and has been remedied.} other {This was looked at and judged not to be a fault.}}',
  'findings.hindsight': 'It could not be known when the decision was made.',

  'withheld.none': 'Nothing is held back from this reader.',
  'withheld.item': '{what} – {ground}. {where}',
  'withheld.consumer': 'Not for the person: {what} – {ground}.',
  'withheld.scores.what': 'The scores of the other candidates',
  'withheld.scores.ground': 'trade secret (GDPR recital 63)',
  'withheld.staff.what': 'The names of staff',
  'withheld.staff.ground': 'data of other persons (GDPR Art. 15(4)); their role is shown',
  'withheld.strangers.what': 'Records that bear the same id but belong to somebody else',
  'withheld.strangers.ground': 'data of other persons (GDPR Art. 15(4))',
  'withheld.values.what': 'Personal values',
  'withheld.values.ground':
    'the auditor works with pseudonyms unless a reason to look behind them is given, which is recorded',
  'withheld.redacted.what': 'An open field ({fields}) of the record “{type}”, redacted on {day}',
  'withheld.redacted.ground': 'it should never have been sent: {reason}',
  'withheld.redacted.where': 'It cannot be shown any more, by nobody; the record’s proof still holds.',
  'withheld.groups.what': 'Group attributes kept for bias audits',
  'withheld.groups.ground': 'sealed; they are opened only to be counted, for nobody’s eyes',
  'withheld.where.authority': 'The data protection authority finds it in the full record of this decision.',
  'withheld.where.audit': 'It is counted in the bias figures of the model.',
  'withheld.where.unmask': 'It can be opened with a stated reason.',

  'proof.rests':
    'This answer rests on {count, plural, one {# record} other {# records}}. Each is an entry of an append-only log; the evidence file lets anyone check, without this service, that none was changed since.',
  'proof.under': 'All of them stand under checkpoint {size} of {origin}.',
  'proof.not-yet-under':
    'Not all of them stand under a checkpoint yet; the last one is checkpoint {size} of {origin}, and the next follows within a second.',
  'proof.not.truth': 'It does not prove that what was reported to the ledger was true.',
  'proof.not.complete':
    'It does not prove that nothing was left out; gaps in the senders’ own numbering are reported where they number.',
  'proof.not.time': 'It does not prove the times, unless independent witnesses signed for them.',
  'proof.records': '{count, plural, one {# record} other {# records}}',
  'proof.record': 'entry {leaf}, digest {digest}',
  'proof.cited': 'records',

  'history.none': 'No earlier answer about this decision is recorded.',
  'history.item': 'An answer was given on {moment}.',
  'history.since': 'Recorded since then: {what}.',
  'history.same': 'Nothing that concerns it was recorded since then.',

  'header.as-of': 'This is what was known as of {asOf}.',
  'header.at': 'This is what had happened up to {moment}.',
  'header.erased': 'The personal data was erased on {day} (GDPR Art. {article}).',

  'regime.applies': 'Applies: {law} – {reason}.',
  'regime.does-not': 'Does not apply: {law} – {reason}.',
} as const;
