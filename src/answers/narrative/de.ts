/** Die Sätze einer Antwort auf Deutsch, als ICU MessageFormat, mit denselben Schlüsseln wie `en.ts`: Fehlt einer, scheitert der Bau. */
import { details } from './de-details.js';
import { findings } from './de-findings.js';
import { regimes } from './de-regimes.js';
import type { MessageKey } from './en.js';

export const de: { readonly [key in MessageKey]: string } = {
  ...findings,
  ...details,
  ...regimes,

  'word.moment': '{day} um {time} Uhr ({place})',
  'word.yes': 'ja',
  'word.no': 'nein',
  'word.of-one': '{value} von 1',
  'word.pair': '{name}: {value}',
  'word.you': '{who, select, you {Sie} other {die Person}}',
  'word.staff': 'eine beschäftigte Person',
  'word.unknown': 'nicht festgehalten',
  'word.channel':
    '{channel, select, email {E-Mail} sms {SMS} push {Push-Nachricht} app {App} web {Website} phone {Telefon} post {Post} letter {Brief} social {soziales Netzwerk} other {{channel}}}',
  'word.first-records': '{count, plural, one {der erste # Eintrag} other {die ersten # Einträge}} des Verzeichnisses',

  'heading.decision': 'Was entschieden wurde',
  'heading.permission': 'Mit welchem Recht',
  'heading.data': 'Was über {who, select, you {Sie} other {die Person}} verwendet wurde',
  'heading.procedure': 'Wie es entschieden wurde',
  'heading.counterfactuals': 'Was es geändert hätte',
  'heading.consequences': 'Was es für {who, select, you {Sie} other {die Person}} bedeutet',
  'heading.recipients': 'Wer es erhielt, und wie lange es gespeichert wird',
  'heading.controls': 'Was {who, select, you {Sie tun können} other {die Person tun kann}}',
  'heading.fairness': 'Ob das Modell alle gleich behandelt',
  'heading.findings': 'Was falsch lief',
  'heading.withheld': 'Was hier nicht gezeigt wird',
  'heading.proof': 'Wie {who, select, you {Sie das prüfen können} other {man das prüfen kann}}',
  'heading.history': 'Frühere Antworten',
  'heading.header': 'Welche Vorschriften gelten',

  'decision.received': '{who, select, you {Sie haben} other {Die Person hat}} „{label}“ erhalten, denn {because}.',
  'decision.not-sent':
    'Es wurde entschieden, dass {who, select, you {Sie} other {die Person}} „{label}“ erhalten {who, select, you {sollten} other {sollte}}, denn {because}. Dass es gesendet wurde, ist nicht festgehalten.',
  'decision.nothing':
    '{who, select, you {Sie haben} other {Die Person hat}} nichts erhalten: Die Entscheidung war „{label}“, denn {because}.',
  'decision.withheld': '{who, select, you {Sie haben} other {Die Person hat}} {what} nicht erhalten, denn {because}.',
  'decision.what.campaign': 'das Angebot „{name}“',
  'decision.what.unnamed': 'ein Angebot',
  'decision.because.model':
    'ein Computermodell (es schätzt: {predicts}) kam zu einem Ergebnis über der gesetzten Schwelle',
  'decision.because.model-below':
    'ein Computermodell (es schätzt: {predicts}) kam zu einem Ergebnis unter der gesetzten Schwelle',
  'decision.because.model-plain': 'ein Computermodell kam zu einem Ergebnis über der gesetzten Schwelle',
  'decision.because.model-below-plain': 'ein Computermodell kam zu einem Ergebnis unter der gesetzten Schwelle',
  'decision.because.scored': 'ein Computermodell wurde befragt und führte zu diesem Ergebnis',
  'decision.because.rules': 'die angewandten Regeln führten dazu',
  'decision.because.human': 'ein Mensch hat so entschieden',
  'decision.because.unknown': 'so entschied das System; die Gründe hat es nicht gemeldet',
  'decision.because.noConsent':
    '{status, select, withdrawn {{who, select, you {Ihre} other {die}} Einwilligung war widerrufen} refused {{who, select, you {Sie hatten} other {die Person hatte}} die Einwilligung verweigert} expired {{who, select, you {Ihre} other {die}} Einwilligung war abgelaufen} invalidated {{who, select, you {Ihre} other {die}} Einwilligung war unwirksam} other {es gab dafür keine Einwilligung}}',
  'decision.because.objection': '{who, select, you {Sie hatten} other {die Person hatte}} widersprochen',
  'decision.because.suppression': '{who, select, you {Sie stehen} other {die Person steht}} auf einer Sperrliste',
  'decision.because.cap':
    '{who, select, you {Sie hatten} other {die Person hatte}} schon so viele Nachrichten erhalten, wie erlaubt sind',
  'decision.because.minor':
    '{who, select, you {Sie sind möglicherweise} other {die Person ist möglicherweise}} minderjährig',
  'decision.because.sensitive': 'es hätte Daten verwendet, die dafür zu schützenswert sind',
  'decision.because.ineligible': '{who, select, you {Sie erfüllen} other {die Person erfüllt}} die Bedingungen nicht',
  'decision.because.holdout':
    '{who, select, you {Sie kamen} other {die Person kam}} durch Zufall in eine Vergleichsgruppe, die nichts erhält',
  'decision.because.policy': 'eine Regel des Unternehmens erlaubte es nicht',
  'decision.when':
    'Die Entscheidung fiel am {moment}{campaign, select, none {} other { für die Kampagne „{campaign}“}}{advertiser, select, none {} other { von {advertiser}}}{payer, select, none {} same {, von dort auch bezahlt} other {; bezahlt hat {payer}}}.',
  'decision.recorded-late': 'Festgehalten wurde sie erst am {moment}.',
  'decision.time-absent':
    'Das System, das entschied, gab keine Zeit an; dies ist die Zeit, zu der es festgehalten wurde.',
  'decision.automation.full': 'Kein Mensch war beteiligt.',
  'decision.automation.assisted':
    'Ein Computer bereitete sie vor, und ein Mensch wirkte mit{reviewer, select, none {} other {: {reviewer}}}.',
  'decision.automation.human': 'Ein Mensch traf sie{reviewer, select, none {} other {: {reviewer}}}.',
  'decision.automation.unknown': 'Ob ein Mensch beteiligt war, wurde nicht gemeldet.',
  'decision.significance.none':
    'Sie hatte für {who, select, you {Sie} other {die Person}} keine rechtliche oder ähnlich erhebliche Wirkung.',
  'decision.significance.similar':
    'Ihre Wirkung auf {who, select, you {Sie} other {die Person}} wurde als erheblich gemeldet, wie eine rechtliche.',
  'decision.significance.legal':
    'Sie hatte nach der Meldung eine rechtliche Wirkung für {who, select, you {Sie} other {die Person}}.',
  'decision.significance.unknown':
    'Ob sie eine rechtliche oder ähnlich erhebliche Wirkung hatte, wurde nicht gemeldet.',
  'decision.no-model': 'Es wurde kein Modell befragt.',
  'decision.experiment':
    'Sie war Teil des Versuchs „{experiment}“; der Zufall brachte {who, select, you {Sie} other {die Person}} in die Gruppe „{arm}“.',
  'decision.corrected': 'Eine frühere Meldung dieser Entscheidung war falsch und wurde am {day} ersetzt.',
  'decision.strangers':
    '{count, plural, one {Ein Eintrag trägt} other {# Einträge tragen}} dieselbe Kennung, {count, plural, one {gehört} other {gehören}} aber zu einer anderen Person oder Entscheidung und {count, plural, one {bleibt} other {bleiben}} weg.',
  'decision.approved': 'Die Kampagne wurde von {by} am {day} freigegeben.',

  'event.message.sent': 'Die Nachricht wurde am {moment} gesendet; Kanal: {channel}.',
  'event.message.check':
    '{checked, select, none {Eine Prüfung vor dem Senden wurde nicht gemeldet} other {Die Prüfung vor dem Senden betrachtete die ersten {checked} Einträge}}; Prüfsumme des Gezeigten: {digest}.',
  'event.message.delivered': 'Sie kam am {moment} an.',
  'event.message.bounced': 'Sie konnte am {moment} nicht zugestellt werden.',
  'event.message.presented': 'Sie wurde am {moment} gezeigt ({channel}).',
  'event.message.refused': 'Die Prüfung vor dem Senden sagte am {moment} nein: {reason}.',
  'event.interaction.observed':
    '{who, select, you {Ihre Reaktion} other {Die Reaktion der Person}} wurde am {moment} vermerkt: {kind}.',
  'event.complaint.received': '{who, select, you {Sie haben} other {Die Person hat}} sich am {moment} beschwert.',
  'event.optout.received': '{who, select, you {Sie haben} other {Die Person hat}} am {moment} Werbung abbestellt.',
  'event.outcome.observed': 'Was daraus wurde, wurde am {moment} vermerkt: {label}.',
  'event.decision.reviewed': 'Ein Mensch prüfte die Entscheidung am {moment} erneut und behielt sie bei: {reason}.',
  'event.decision.overridden': 'Ein Mensch entschied am {moment} anders: {reason}.',
  'event.decision.contested':
    '{who, select, you {Sie haben} other {Die Person hat}} die Entscheidung am {moment} angefochten.',
  'event.decision.reversed': 'Die Entscheidung wurde am {moment} zurückgenommen: {reason}.',
  'event.consent.given': '{who, select, you {Sie haben} other {Die Person hat}} am {day} eingewilligt.',
  'event.consent.renewed': '{who, select, you {Sie haben} other {Die Person hat}} am {day} erneut eingewilligt.',
  'event.consent.withdrawn':
    '{who, select, you {Sie haben Ihre} other {Die Person hat die}} Einwilligung am {day} widerrufen.',
  'event.consent.refused':
    '{who, select, you {Sie haben} other {Die Person hat}} die Einwilligung am {day} verweigert.',
  'event.consent.expired': 'Die Einwilligung lief am {day} ab.',
  'event.consent.invalidated': 'Die Einwilligung erwies sich am {day} als unwirksam.',
  'event.processing.objected': '{who, select, you {Sie haben} other {Die Person hat}} am {day} widersprochen.',
  'event.other': '{says} ({day})',

  'permission.consent':
    '{who, select, you {Sie haben} other {Die Person hat}} am {day} eingewilligt ({method}); Zweck: {purposes}. Zuvor wurde Version {version} des Datenschutzhinweises „{notice}“ gezeigt (Sprache: {language}).',
  'permission.covers': 'Die Einwilligung umfasst diese Daten: {categories}.',
  'permission.status.valid': 'Diese Einwilligung war wirksam, als die Entscheidung fiel.',
  'permission.status.withdrawn':
    'Diese Einwilligung war nicht mehr wirksam, als die Entscheidung fiel: Sie war am {day} widerrufen worden.',
  'permission.status.refused': 'Die Einwilligung war am {day} verweigert worden, bevor die Entscheidung fiel.',
  'permission.status.expired':
    'Diese Einwilligung war nicht mehr wirksam, als die Entscheidung fiel: Sie war am {day} abgelaufen.',
  'permission.status.invalidated':
    'Diese Einwilligung war nicht wirksam, als die Entscheidung fiel{day, select, none {} other {: Sie zählt ab dem {day} nicht}}.',
  'permission.status.other-purpose': 'Diese Einwilligung gilt anderen Zwecken; sie umfasst nicht: {purpose}.',
  'permission.status.other-data': 'Diese Einwilligung umfasst nicht alle verwendeten Daten.',
  'permission.status.other-controller': 'Diese Einwilligung wurde jemand anderem erteilt.',
  'permission.status.later': 'Diese Einwilligung wurde erst nach der Entscheidung erteilt.',
  'permission.status.none':
    'Die Entscheidung stützt sich auf eine Einwilligung{id, select, none {} other { ({id})}}, aber eine solche ist nicht festgehalten.',
  'permission.expires': 'Sie hätte bis zum {day} gegolten.',
  'permission.before-withheld':
    '{status, select, withdrawn {Damals war die Einwilligung widerrufen, am {day}} refused {Damals war die Einwilligung verweigert, am {day}} expired {Damals war die Einwilligung abgelaufen, am {day}} invalidated {Damals war die Einwilligung unwirksam} valid {Damals lag eine Einwilligung vor} other {Damals war dafür keine Einwilligung festgehalten}}.',
  'permission.interest':
    'Sie stützte sich auf das berechtigte Interesse des Unternehmens{ref, select, none {; eine Abwägung dazu ist nicht genannt} other {, abgewogen in {ref}}}.',
  'permission.assessment': 'Stand dieser Abwägung (Version {version}): {status}.',
  'permission.assessment-missing': 'Die Abwägung {ref} ist nicht festgehalten.',
  'permission.basis': 'Sie stützte sich auf: {basis}.',
  'permission.basis-missing': 'Das System, das entschied, hat nicht gemeldet, mit welchem Recht.',
  'permission.purpose': 'Der Zweck war: {purpose}.',
  'permission.no-objection': 'Vor der Entscheidung ist kein Widerspruch festgehalten.',
  'permission.objection':
    '{kind, select, objection {{who, select, you {Sie hatten} other {Die Person hatte}} am {day} widersprochen.} opt_out {{who, select, you {Sie hatten} other {Die Person hatte}} am {day} Werbung abbestellt.} signal {{who, select, you {Ihr Browser oder Ihre App} other {Browser oder App der Person}} hatte am {day} ein Signal dagegen gesendet.} other {{who, select, you {Sie hatten} other {Die Person hatte}} diese Verwendung am {day} einschränken lassen.}}',
  'permission.signal': 'Ein Datenschutzsignal ({kind}) ging am {day} ein; angewandt wurde es als: {effect}.',

  'data.input': '{label}: {value}{how, select, none {} other {, {how}}}.',
  'data.how.provided':
    '{who, select, you {von Ihnen} other {von der Person}} angegeben{source, select, none {} other { ({source})}}{day, select, none {} other { am {day}}}',
  'data.how.observed':
    'beobachtet{source, select, none {} other { ({source})}}{day, select, none {} other { am {day}}}',
  'data.how.obtained':
    'erhalten von {source, select, none {jemand anderem, der nicht genannt ist} other {{source}}}{day, select, none {} other { am {day}}}',
  'data.how.derived':
    'berechnet{from, select, none {} other { aus {from}}}{day, select, none {} other { am {day}}}{method, select, none {} other { ({method})}}',
  'data.how.inferred':
    'abgeleitet, nicht {who, select, you {von Ihnen} other {von der Person}} angegeben{day, select, none {} other {,}}{from, select, none {} other { aus {from}}}{day, select, none {} other { am {day}}}{method, select, none {} other { nach der Methode {method}}}{confidence, select, none {} other {, mit der Sicherheit {confidence}}}',
  'data.how.other': 'Herkunft: {origin}',
  'data.shown': '{value}',
  'data.erased': 'der Wert wurde am {day} gelöscht (Art. {article} DSGVO)',
  'data.erased-note':
    'Was gelöscht wurde, kann niemand mehr zeigen; dass, wann und mit welchem Recht es verwendet wurde, wird weiter gezeigt.',
  'data.fenced':
    'der Wert wurde nicht gespeichert, weil {who, select, you {Ihre Daten} other {die Daten der Person}} schon gelöscht waren',
  'data.withheld': 'der Wert wird hier nicht gezeigt',
  'data.absent': 'kein Wert wurde gemeldet',
  'data.sensitive':
    '{label}: {sensitivity, select, special {eine besondere Kategorie personenbezogener Daten} child {Daten eines Kindes} other {schützenswert}}.',
  'data.collection-missing':
    'Woher „{label}“ stammt, kann nicht gezeigt werden: {ids} {count, plural, one {ist} other {sind}} nicht festgehalten.',
  'data.no-collection': 'Woher „{label}“ stammt, hat das System, das entschied, nicht gemeldet.',
  'data.nothing-else':
    'Das System, das entschied, hat sonst nichts als verwendet gemeldet{absent, select, none {} other {; insbesondere {absent}}}.',
  'data.none': 'Über {who, select, you {Sie} other {die Person}} wurde nichts als verwendet gemeldet.',
  'data.none-withheld':
    'Außer der Einwilligung und dem genannten Grund wurde über {who, select, you {Sie} other {die Person}} nichts als verwendet gemeldet.',
  'data.not.health': 'keine Gesundheitsdaten',
  'data.not.accounts': 'keine Daten über Konten oder Einkommen',
  'data.not.whereabouts': 'nichts darüber, wo {who, select, you {Sie waren} other {die Person war}}',
  'data.not.beliefs': 'nichts über Religion oder Politik',
};
