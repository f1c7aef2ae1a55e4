/** The person's page in English, as ICU MessageFormat. The other languages carry the same keys, or the build fails. */
import { remainsWords } from '../../protection/remains.js';

export const en = {
  'own.title': 'Your data, and what was done with it',
  'own.intro':
    'This page is yours alone: it opens with your link only, so keep the link to yourself. It shows what the ledger holds about you, what was decided with it, and who looked. That you opened it is recorded too.',
  'own.language': 'Language',
  'report.title': 'Report on personal data',
  'report.intro': 'This is what the ledger holds about you (GDPR Art. 15), as of {moment}.',
  footer: '{count, plural, one {# record} other {# records}} in the ledger',

  'done.withdrawn': 'Your consent is withdrawn. It is not to be used any more from now on.',
  'done.objected': 'Your objection is recorded. Advertising to you, and profiling for it, must stop.',
  'done.contested': 'Your objection to this decision is recorded. A person will look at it.',
  'done.asked': 'Your request for erasure is recorded. A privacy officer decides on it, within one month.',

  'do.withdraw': 'Withdraw this consent',
  'do.object': 'Stop advertising to me',
  'do.disagree': 'I disagree',
  'do.disagree-with': 'I disagree with {decision}',
  'do.view': 'Why, if you like to say (it is stored encrypted)',
  'do.contest': 'Contest this decision',
  'do.erase': 'Have my data erased',
  'do.erase-why': 'Why?',
  'do.erase-warning':
    'What is erased cannot be brought back. That decisions were made, and by which rules, stays recorded without your data.',
  'do.erase-ask': 'Ask for erasure',
  'do.copy': 'Take a copy of what you gave:',
  'ground.b': 'I take back my consent',
  'ground.c': 'I object to the use of my data',
  'ground.a': 'My data is not needed any more',
  'ground.d': 'My data was used unlawfully',

  'erasure.hold': 'Since {day} a legal hold keeps your data from being erased: it may be needed in a dispute.',
  'erasure.requested':
    'You asked on {day} for your data to be erased, or it was asked for on your behalf. A privacy officer decides on it, within one month.',
  'erasure.erased':
    'Your personal data was erased on {day} (GDPR Art. {article}). Nobody can read it any more. What remains:',
  ...remainsWords,

  'consents.heading': 'What you agreed to',
  'consents.none': 'No consent of yours is recorded.',
  'consents.item':
    'You agreed to {purpose} on {day}{end, select, none {} until {, until {ended}} withdrawn {; it ended on {ended}, because you withdrew it} refused {; it ended on {ended}, because you refused it} expired {; it ended on {ended}, because its time was over} invalidated {; it ended on {ended}, because it was found not to be valid} replaced {; it ended on {ended}, because you agreed anew} other {; it ended on {ended}}}.',
  'consents.id': 'Consent {id}',

  'objections.heading': 'Advertising to you',
  'objections.none': 'You have not objected to advertising.',
  'objections.item':
    '{kind, select, objection {You objected to direct marketing and the profiling for it} optout {You asked for no more advertising} signal {Your browser or app sent a signal against it} restriction {The use of your data was restricted} other {{kind}}} on {day}.',

  'data.heading': 'What is held about you',
  'data.none': 'No data about you is recorded.',
  'data.what': 'What',
  'data.value': 'Value',
  'data.from': 'From where, since when',
  'data.why': 'For what, by what right',
  'data.until': 'Kept until',
  'data.how':
    '{how, select, collected {given by you} observed {observed} obtained {obtained from others} derived {calculated} inferred {inferred, not told by you,} other {{how}}} on {day}, {source}',
  'data.state':
    '{state, select, sealed {not shown here} erased {erased; nobody can read it any more} gone {erased at its source} discarded {not kept, because your data had been erased before} other {no value is recorded}}',
  'data.kept-unknown': 'not recorded',

  'decisions.heading': 'Decisions about you',
  'decisions.none': 'No decision about you is recorded.',
  'decisions.made':
    'On {day} {model, select, none {rules} other {the model {model}}} decided “{outcome}”{channel, select, none {} other { by {channel}}}{campaign, select, none {} other { in the campaign {campaign}}}{purpose, select, none {} other { for {purpose}}}.',
  'decisions.withheld':
    'On {day} nothing was sent{campaign, select, none {} other { in the campaign {campaign}}}, because {reason, select, noConsent {there was no valid consent} objection {you had objected} suppression {you are on a suppression list} cap {the most messages allowed had been sent already} minor {you are a minor} sensitive {specially protected data would have been used} ineligible {the conditions of the offer were not met} holdout {you were in a comparison group that gets nothing} policy {a policy forbade it} other {{reason}}}.',
  'decisions.how': 'How this was decided',
  'decisions.older': 'Older decisions',
  'decisions.more': 'Older decisions are not listed here.',

  'recipients.heading': 'Who received your data',
  'recipients.none': 'No recipient is recorded.',
  'recipients.received':
    '{name} received data about you {count, plural, one {on {day}} other {# times, the last time on {day}}}{safeguard, select, none {} other {; protected by: {safeguard}}}.',
  'recipients.allowed': '{name} may receive data about you by your consent of {day}.',

  'looked.heading': 'Who looked at your record',
  'looked.none': 'Nobody else looked.',
  'looked.own': 'You yourself looked {count, plural, one {once} other {# times}} before, the last time on {moment}.',
  'looked.more': 'Older ones are not listed here; you can ask for them.',
  'looked.item':
    'On {moment} {role, select, support {somebody of the support staff} auditor {an auditor} privacyofficer {a privacy officer} operator {somebody who runs the service} consumer {you} other {somebody}} {what, select, overview {read what is held about you} timeline {read your timeline} decisions {read the list of decisions about you} explanation {read how {decision, select, none {a decision about you} other {the decision {decision}}} was made} replay {went through the records of {decision, select, none {a decision about you} other {the decision {decision}}} one by one} evidence {took the evidence file of {decision, select, none {a decision about you} other {the decision {decision}}}} export {took a copy of your data} report {read the report about you} erasure {read how your erasure stands} link {made a link to this page for you} message {read a message that was sent to you} unmask {looked behind the number that stands for your name} ownpage {opened this page} other {looked at your record ({what})}}{purpose, select, none {} other {, for: {purpose}}}.',

  'inquiries.heading': 'What you asked us',
  'inquiries.item':
    'Your inquiry of {day}: {status, select, received {received} extended {extended} answered {answered} refused {refused} closed {closed} other {{status}}}',

  'rights.heading': 'What you can do',
  'rights.intro': 'You have the right to:',
  'rights.stop': 'Stop direct marketing and the profiling for it, at any time and without giving a reason',
  'rights.withdraw': 'Withdraw the consent; what happened before stays lawful',
  'rights.correct': 'Have wrong data corrected',
  'rights.erase': 'Have data erased',
  'rights.restrict': 'Have the use of data restricted',
  'rights.access': 'Get a copy of the data',
  'rights.contest': 'Contest the decision',
  'rights.offered': 'offered here; no law demands it for this decision',
  'rights.complain': 'Complain to the data protection authority',
  'rights.authority': 'Complaints are heard by {name}:',
  'rights.law': 'GDPR Art. {article}',

  'word.moment': '{day} at {time} ({place})',
  'word.yes': 'yes',
  'word.no': 'no',
  'word.pair': '{name}: {value}',
  'word.unknown': 'not recorded',
} as const;
