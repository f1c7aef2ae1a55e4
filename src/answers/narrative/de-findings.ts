/** Die Sätze der Befunde auf Deutsch, einer je Regel; siehe `en-findings.ts`. */
import type { findings as english } from './en-findings.js';

export const findings: { readonly [key in keyof typeof english]: string } = {
  'finding.other': 'Die Regel „{rule}“ wurde verletzt ({law}).',

  'finding.consent-missing':
    'Die Entscheidung sollte auf einer Einwilligung beruhen (Zweck: {purpose}), aber {state, select, refused {{who, select, you {Sie hatten} other {die Person hatte}} sie verweigert} later {sie wurde erst nach der Entscheidung erteilt} other_data {sie deckte nicht alle verwendeten Daten ab} other_controller {sie wurde jemand anderem erteilt} other {es ist keine solche Einwilligung festgehalten}}.',
  'finding.consent-ended-before-use':
    'Die Entscheidung sollte auf einer Einwilligung beruhen (Zweck: {purpose}), aber diese {state, select, withdrawn {war am {ended} widerrufen worden} expired {war am {ended} abgelaufen} other {galt seit dem {ended} als unwirksam}}, bevor sie verwendet wurde.',
  'finding.objection-ignored':
    'Die Entscheidung wurde getroffen, obwohl seit dem {since} {kind, select, opt_out {Werbung abbestellt war} restriction {die Verarbeitung eingeschränkt war} signal {ein Datenschutzsignal vorlag} other {ein Widerspruch vorlag}}.',
  'finding.purpose-mismatch':
    '{what, select, consent {Die Einwilligung, auf die sie sich stützte, war für andere Zwecke erteilt als: {purpose}.} other {Daten ({categories}) wurden für diesen Zweck verwendet: {purpose}; erhoben wurden sie für andere.}}',
  'finding.special-category-without-explicit-consent':
    '{kind, select, child {Daten über ein Kind} other {Besonders geschützte Daten}} ({category}) wurden ohne ausdrückliche Einwilligung verwendet.',
  'finding.inferred-sensitive-data':
    'Etwas besonders Geschütztes ({category}) wurde aus anderen Daten abgeleitet und verwendet.',
  'finding.data-past-retention':
    'Daten ({categories}) wurden nach dem {until} verwendet; nur bis dahin sollten sie gespeichert werden.',
  'finding.data-without-notice':
    '{notice, select, none {Es wurden Daten ({categories}) verwendet, bei deren Erhebung kein Datenschutzhinweis genannt ist.} other {Es wurden Daten ({categories}) verwendet, aber nirgends ist festgehalten, dass der Datenschutzhinweis {notice} gezeigt worden war.}}',
  'finding.message-after-objection':
    'Am {on} {who, select, you {haben Sie} other {hat die Person}} eine Nachricht{campaign, select, none {} other { der Kampagne „{campaign}“}} erhalten, obwohl {since, select, none {} other {seit dem {since} }}{state, select, withdrawn {die Einwilligung widerrufen war} refused {die Einwilligung verweigert war} expired {die Einwilligung abgelaufen war} invalidated {die Einwilligung unwirksam war} opt_out {Werbung abbestellt war} restriction {die Verarbeitung eingeschränkt war} signal {ein Datenschutzsignal vorlag} other {ein Widerspruch vorlag}}.',
  'finding.message-without-decision':
    'Am {on} wurde eine Nachricht{campaign, select, none {} other { der Kampagne „{campaign}“}} gesendet, {state, select, withheld {obwohl entschieden war, sie nicht zu senden} other {und es ist keine Entscheidung dahinter festgehalten}}.',
  'finding.message-without-disclosure':
    'Die Nachricht vom {on} sagte nicht, dass sie Werbung ist, in wessen Auftrag sie gezeigt wurde und warum.',
  'finding.decision-without-reasons':
    'Das System, das entschied, hat nicht gemeldet, welche {missing, select, steps {Schritte es anwandte} other {Umstände zählten}}. Das hätte es tun müssen.',
  'finding.human-review-missing':
    'Die Entscheidung hat {effect, select, legal {eine rechtliche Wirkung} other {eine Wirkung, die so schwer wiegt wie eine rechtliche}} und wurde ohne einen Menschen getroffen; es ist keine Prüfung durch einen Menschen festgehalten.',
  'finding.model-unregistered': 'Das Modell „{model}“ {version} war nicht eingetragen, als es entschied.',
  'finding.model-unapproved': 'Das Modell „{model}“ {version} war nicht freigegeben, als es entschied.',
  'finding.model-retired': 'Das Modell „{model}“ {version} war außer Dienst gestellt, als es entschied.',
  'finding.bias-audit-missing':
    'Vor der Entscheidung ist keine Prüfung des Modells „{model}“ {version} auf Benachteiligung festgehalten.',
  'finding.bias-audit-outdated':
    'Die letzte Prüfung des Modells „{model}“ {version} auf Benachteiligung, vom {on}, galt nur bis zum {until}.',
  'finding.bias-audit-failed':
    'Das Modell „{model}“ {version} hatte seine letzte Prüfung auf Benachteiligung, vom {on}, nicht bestanden und wurde trotzdem verwendet.',
  'finding.bias-audit-follow-up-missing':
    'Die Prüfung des Modells „{model}“ {version} auf Benachteiligung, vom {on}, verlangte weitere Arbeit; {state, select, overdue {die Nachprüfung war am {due} fällig und ist nicht festgehalten} other {dafür wurde kein Termin gesetzt}}.',
  'finding.policy-unpublished': 'Das Regelwerk „{policy}“ {version} wurde angewandt, war aber nicht veröffentlicht.',
  'finding.campaign-unapproved':
    'Die Kampagne „{campaign}“ {state, select, rejected {war abgelehnt} paused {war angehalten} ended {war beendet} other {war nicht freigegeben}}, als die Entscheidung getroffen wurde.',
  'finding.campaign-outside-dates':
    'Die Entscheidung fiel außerhalb der Laufzeit der Kampagne „{campaign}“, vom {starts} bis zum {ends}.',
  'finding.campaign-without-owner':
    '{state, select, unowned {Es ist niemand festgehalten, der für die Kampagne „{campaign}“ einsteht.} other {Die Kampagne „{campaign}“ wurde nie vorgeschlagen; also ist niemand festgehalten, der für sie einsteht.}}',
  'finding.approver-training-expired':
    'Wer {approved, select, model {das Modell} other {die Kampagne}} am {on} freigab, {state, select, expired {hatte dafür eine Schulung, die nur bis zum {until} galt} other {hatte dafür keine festgehaltene Schulung}}.',
  'finding.erased-subject-reappears':
    'Seit dem {on} {count, plural, one {kam ein Eintrag} other {kamen # Einträge}} über {who, select, you {Sie} other {die Person}} herein, obwohl die Daten gelöscht worden waren; was daran personenbezogen war, wurde {count, plural, one {verworfen} other {verworfen}}.',
  'finding.inquiry-overdue':
    'Eine Anfrage war bis zum {due} zu beantworten; {state, select, late {die Antwort kam später} other {sie ist noch nicht beantwortet}}.',
  'finding.inquiry-extended-without-reason':
    'Am {on} wurde die Frist für die Antwort auf eine Anfrage ohne Begründung verlängert.',
  'finding.two-subjects-under-one-id':
    '{count, plural, one {Ein Eintrag} other {# Einträge}} über jemand anderen {count, plural, one {kam} other {kamen}} unter der Kennung {kind, select, message {dieser Nachricht} other {dieser Entscheidung}} herein und {count, plural, one {bleibt} other {bleiben}} hier weg.',
  'finding.second-decision-under-one-id':
    '{count, plural, one {Eine andere Entscheidung kam} other {# andere Entscheidungen kamen}} unter derselben Kennung herein und {count, plural, one {bleibt} other {bleiben}} hier weg.',
  'finding.late-report':
    'Der Absender „{source}“ meldete verspätet: Was am {happened} geschah, kam am {arrived} an, nachdem es hätte berücksichtigt werden müssen.',
  'finding.producer-gap':
    'Der Absender „{source}“ nummeriert seine Meldungen, und {count, plural, one {eine Nummer fehlt} other {# Nummern fehlen}}: Etwas wurde nie gesendet.',
  'finding.time-ahead-of-clock':
    'Der Absender „{source}“ meldete eine Zeit, die der Uhr voraus ist: {said}, angekommen am {arrived}.',
};
