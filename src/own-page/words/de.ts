/** Die Seite der betroffenen Person auf Deutsch, als ICU MessageFormat. */
import type { Messages } from '../words.js';

export const de: Messages = {
  'own.title': 'Ihre Daten, und was damit gemacht wurde',
  'own.intro':
    'Diese Seite gehört Ihnen allein: Sie öffnet sich nur mit Ihrem Link, behalten Sie ihn also für sich. Sie zeigt, was das Verzeichnis über Sie enthält, was damit entschieden wurde und wer nachgesehen hat. Auch dass Sie sie geöffnet haben, wird festgehalten.',
  'own.language': 'Sprache',
  'report.title': 'Auskunft über personenbezogene Daten',
  'report.intro': 'Dies enthält das Verzeichnis über Sie (Art. 15 DSGVO), Stand {moment}.',
  footer: '{count, plural, one {# Eintrag} other {# Einträge}} im Verzeichnis',

  'done.withdrawn': 'Ihre Einwilligung ist widerrufen. Sie darf ab jetzt nicht mehr verwendet werden.',
  'done.objected': 'Ihr Widerspruch ist festgehalten. Werbung an Sie und das Profiling dafür müssen aufhören.',
  'done.contested': 'Ihr Einwand gegen diese Entscheidung ist festgehalten. Ein Mensch wird sie prüfen.',
  'done.asked':
    'Ihr Antrag auf Löschung ist festgehalten. Die für Datenschutz zuständige Stelle entscheidet darüber innerhalb eines Monats.',

  'do.withdraw': 'Diese Einwilligung widerrufen',
  'do.object': 'Keine Werbung mehr an mich',
  'do.disagree': 'Ich bin nicht einverstanden',
  'do.disagree-with': 'Ich bin nicht einverstanden mit {decision}',
  'do.view': 'Warum, wenn Sie es sagen möchten (wird verschlüsselt gespeichert)',
  'do.contest': 'Diese Entscheidung anfechten',
  'do.erase': 'Meine Daten löschen lassen',
  'do.erase-why': 'Warum?',
  'do.erase-warning':
    'Was gelöscht ist, lässt sich nicht zurückholen. Dass Entscheidungen getroffen wurden, und nach welchen Regeln, bleibt ohne Ihre Daten festgehalten.',
  'do.erase-ask': 'Löschung beantragen',
  'do.copy': 'Eine Kopie dessen mitnehmen, was Sie angegeben haben:',
  'ground.b': 'Ich widerrufe meine Einwilligung',
  'ground.c': 'Ich widerspreche der Verwendung meiner Daten',
  'ground.a': 'Meine Daten werden nicht mehr gebraucht',
  'ground.d': 'Meine Daten wurden unrechtmäßig verarbeitet',

  'erasure.hold':
    'Seit dem {day} dürfen Ihre Daten aus rechtlichen Gründen nicht gelöscht werden: Sie werden vielleicht in einem Rechtsstreit gebraucht.',
  'erasure.requested':
    'Am {day} haben Sie die Löschung Ihrer Daten beantragt, oder sie wurde für Sie beantragt. Die für Datenschutz zuständige Stelle entscheidet darüber innerhalb eines Monats.',
  'erasure.erased':
    'Ihre personenbezogenen Daten wurden am {day} gelöscht (Art. {article} DSGVO). Niemand kann sie mehr lesen. Was bleibt:',
  'remains.open.what':
    'Die offenen Felder der Einträge: was entschieden wurde, wann, von welchem Modell und nach welchen Regeln, unter einem Namen, den niemand auflösen kann',
  'remains.open.ground': 'Rechenschaftspflicht und Rechtsansprüche (Art. 5(2), 17(3)(b) und (e) DSGVO)',
  'remains.groups.what':
    'Gruppenmerkmale der Entscheidungen, versiegelt unter einem Schlüssel für jedes Jahr und nur zum Zählen geöffnet',
  'remains.groups.ground': 'Prüfungen auf Benachteiligung (Art. 17(3)(b) und (d) DSGVO)',
  'remains.fence.what':
    'Von jeder Kennung ein Prüfwert, der mit einem Schlüssel gebildet ist und aus dem niemand gefunden werden kann',
  'remains.fence.ground':
    'Was später über die Person gesendet wird, muss erkannt werden, damit es verworfen wird (Art. 17(1), 21(3) DSGVO)',
  'remains.backups.what':
    'Die vernichteten Schlüssel in früheren Sicherungen des Tresors, verschlüsselt mit dem Hauptschlüssel {key}',
  'remains.backups.ground':
    'Sicherheit der Verarbeitung (Art. 32(1)(c) DSGVO). Niemand kann sie entschlüsseln, sobald der Hauptschlüssel das nächste Mal gewechselt und der alte vernichtet ist; eine zurückgespielte Sicherung vernichtet sie, bevor sie einen Schlüssel herausgibt',

  'consents.heading': 'Worin Sie eingewilligt haben',
  'consents.none': 'Es ist keine Einwilligung von Ihnen festgehalten.',
  'consents.item':
    'Am {day} haben Sie in Folgendes eingewilligt: {purpose}{end, select, none {} until {, gültig bis {ended}} withdrawn {; beendet am {ended}, weil Sie die Einwilligung widerrufen haben} refused {; beendet am {ended}, weil Sie die Einwilligung verweigert haben} expired {; beendet am {ended}, weil ihre Zeit abgelaufen war} invalidated {; beendet am {ended}, weil sie sich als unwirksam erwies} replaced {; beendet am {ended}, weil Sie neu eingewilligt haben} other {; beendet am {ended}}}.',
  'consents.id': 'Einwilligung {id}',

  'objections.heading': 'Werbung an Sie',
  'objections.none': 'Sie haben der Werbung nicht widersprochen.',
  'objections.item':
    '{kind, select, objection {Sie haben der Direktwerbung und dem Profiling dafür widersprochen} optout {Sie haben Werbung abbestellt} signal {Ihr Browser oder Ihre App hat ein Signal dagegen gesendet} restriction {Die Verarbeitung Ihrer Daten wurde eingeschränkt} other {{kind}}}: {day}.',

  'data.heading': 'Was über Sie gespeichert ist',
  'data.none': 'Es sind keine Daten über Sie festgehalten.',
  'data.what': 'Was',
  'data.value': 'Wert',
  'data.from': 'Woher, seit wann',
  'data.why': 'Wofür, mit welchem Recht',
  'data.until': 'Gespeichert bis',
  'data.how':
    '{how, select, collected {von Ihnen angegeben} observed {beobachtet} obtained {von anderen erhalten} derived {berechnet} inferred {abgeleitet, nicht von Ihnen angegeben,} other {{how}}} am {day}, {source}',
  'data.state':
    '{state, select, sealed {wird hier nicht gezeigt} erased {gelöscht; niemand kann es mehr lesen} gone {an der Quelle gelöscht} discarded {nicht gespeichert, weil Ihre Daten schon gelöscht waren} other {kein Wert festgehalten}}',
  'data.kept-unknown': 'nicht festgehalten',

  'decisions.heading': 'Entscheidungen über Sie',
  'decisions.none': 'Es ist keine Entscheidung über Sie festgehalten.',
  'decisions.made':
    'Am {day} {model, select, none {entschieden Regeln} other {entschied das Modell {model}}}: „{outcome}“{channel, select, none {} other {, Kanal {channel}}}{campaign, select, none {} other {, Kampagne {campaign}}}{purpose, select, none {} other {, Zweck: {purpose}}}.',
  'decisions.withheld':
    'Am {day} wurde nichts gesendet{campaign, select, none {} other { (Kampagne {campaign})}}, denn {reason, select, noConsent {es gab keine wirksame Einwilligung} objection {Sie hatten widersprochen} suppression {Sie stehen auf einer Sperrliste} cap {die Höchstzahl der Nachrichten war schon erreicht} minor {Sie sind minderjährig} sensitive {besonders geschützte Daten wären verwendet worden} ineligible {die Bedingungen des Angebots waren nicht erfüllt} holdout {Sie waren in einer Vergleichsgruppe, die nichts erhält} policy {eine Regel des Unternehmens verbot es} other {{reason}}}.',
  'decisions.how': 'Wie das entschieden wurde',
  'decisions.older': 'Ältere Entscheidungen',
  'decisions.more': 'Ältere Entscheidungen sind hier nicht aufgeführt.',

  'recipients.heading': 'Wer Ihre Daten erhalten hat',
  'recipients.none': 'Es ist kein Empfänger festgehalten.',
  'recipients.received':
    '{name} hat Daten über Sie erhalten: {count, plural, one {am {day}} other {#-mal, zuletzt am {day}}}{safeguard, select, none {} other {; geschützt durch: {safeguard}}}.',
  'recipients.allowed': '{name} darf nach Ihrer Einwilligung vom {day} Daten über Sie erhalten.',

  'looked.heading': 'Wer Ihre Einträge angesehen hat',
  'looked.none': 'Sonst hat niemand nachgesehen.',
  'looked.own': 'Sie selbst haben schon {count, plural, one {einmal} other {#-mal}} nachgesehen, zuletzt am {moment}.',
  'looked.more': 'Ältere Einträge sind hier nicht aufgeführt; Sie können danach fragen.',
  'looked.item':
    'Am {moment} hat {role, select, support {jemand vom Kundendienst} auditor {jemand von der Prüfung} privacyofficer {jemand vom Datenschutz} operator {jemand vom Betrieb des Dienstes} other {jemand}} {what, select, overview {angesehen, was über Sie gespeichert ist} timeline {Ihren Verlauf gelesen} decisions {die Liste der Entscheidungen über Sie gelesen} explanation {gelesen, wie {decision, select, none {eine Entscheidung über Sie} other {die Entscheidung {decision}}} zustande kam} replay {{decision, select, none {eine Entscheidung über Sie} other {die Entscheidung {decision}}} Eintrag für Eintrag durchgesehen} evidence {die Beweisdatei {decision, select, none {einer Entscheidung über Sie} other {der Entscheidung {decision}}} abgerufen} export {eine Kopie Ihrer Daten abgerufen} report {die Auskunft über Sie gelesen} erasure {nachgesehen, wie es um Ihre Löschung steht} link {einen Link zu dieser Seite für Sie erstellt} message {eine Nachricht an Sie gelesen} unmask {hinter die Nummer gesehen, die für Ihren Namen steht} ownpage {diese Seite geöffnet} other {Ihre Einträge angesehen ({what})}}{purpose, select, none {} other {; Zweck: {purpose}}}.',

  'inquiries.heading': 'Was Sie uns gefragt haben',
  'inquiries.item':
    'Ihre Anfrage vom {day}: {status, select, received {eingegangen} extended {Frist verlängert} answered {beantwortet} refused {abgelehnt} closed {abgeschlossen} other {{status}}}',

  'rights.heading': 'Was Sie tun können',
  'rights.intro': 'Sie haben das Recht:',
  'rights.stop': 'Der Direktwerbung und dem Profiling dafür jederzeit und ohne Begründung zu widersprechen',
  'rights.withdraw': 'Die Einwilligung zu widerrufen; was vorher geschah, bleibt rechtmäßig',
  'rights.correct': 'Falsche Daten berichtigen zu lassen',
  'rights.erase': 'Daten löschen zu lassen',
  'rights.restrict': 'Die Verarbeitung einschränken zu lassen',
  'rights.access': 'Eine Kopie der Daten zu erhalten',
  'rights.contest': 'Die Entscheidung anzufechten',
  'rights.offered': 'hier angeboten; kein Gesetz verlangt es für diese Entscheidung',
  'rights.complain': 'Sich bei der Datenschutzaufsicht zu beschweren',
  'rights.authority': 'Beschwerden nimmt entgegen: {name}.',
  'rights.law': 'Art. {article} DSGVO',

  'word.moment': '{day} um {time} Uhr ({place})',
  'word.yes': 'ja',
  'word.no': 'nein',
  'word.pair': '{name}: {value}',
  'word.unknown': 'nicht festgehalten',
};
