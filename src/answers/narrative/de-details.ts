/** Die Sätze einer Antwort auf Deutsch, zweiter Teil: Verfahren, Ausblick, Grenzen; siehe `en-details.ts`. */
import type { details as english } from './en-details.js';

export const details: { readonly [key in keyof typeof english]: string } = {
  'procedure.step': '{number}. {text}{actual, select, none {} other {: gefunden wurde {actual}}}; Ergebnis: {result}.',
  'procedure.step.generated': '{field} {operator} {expected}',
  'procedure.step.kind':
    '{kind, select, eligibility {Ob {who, select, you {Sie} other {die Person}} angesprochen werden {who, select, you {dürfen} other {darf}}} suppression {Ob {who, select, you {Sie} other {die Person}} auf einer Sperrliste {who, select, you {stehen} other {steht}}} segment {Zu welcher Gruppe {who, select, you {Sie gehören} other {die Person gehört}}} ranking {Welche Möglichkeit an erster Stelle steht} cap {Wie viele Nachrichten erlaubt sind} content {Was die Nachricht sagt} model {Was das Modell sagt} other {{kind}}}',
  'procedure.model':
    'Das Modell „{id}“ {version}{predicts, select, none {} other { (es schätzt: {predicts})}} ergab {score}{threshold, select, none {} other {; nötig waren mindestens {threshold}}}.',
  'procedure.model-numbered':
    '{number}. Das Modell „{id}“ {version}{predicts, select, none {} other { (es schätzt: {predicts})}} ergab {score}{threshold, select, none {} other {; nötig waren mindestens {threshold}}}.',
  'procedure.model-unregistered':
    'Das Modell „{id}“ {version} ist nicht eingetragen; was es vorhersagt und wo seine Grenzen liegen, ist nicht bekannt.',
  'procedure.model-limits': 'Seine bekannten Grenzen: {limits}.',
  'procedure.model-approved': 'Freigegeben wurde es von {by} am {day}.',
  'procedure.model-conditions': 'Bedingungen der Freigabe: {conditions}.',
  'procedure.model-no-score': 'Das Modell „{id}“ {version} wurde befragt; sein Ergebnis wurde nicht gemeldet.',
  'procedure.policy':
    'Angewandt wurde das Regelwerk „{id}“, Version {version}{day, select, none {, das in diesem Verzeichnis nicht veröffentlicht ist} other {, veröffentlicht am {day}}}.',
  'procedure.no-steps': 'Das System, das entschied, hat die Schritte nicht gemeldet.',
  'procedure.factors': 'Was am meisten zählte: {factors}.',
  'procedure.factor': '{label} ({direction, select, up {erhöhte es um} other {senkte es um}} {weight})',
  'procedure.method':
    'Diese Gewichte sind eine Näherung nach der Methode {name} {version}{baseline, select, none {} other {, verglichen mit {baseline}}}; sie beschreiben das Modell, nicht {who, select, you {Sie} other {die Person}}.',
  'procedure.method-unknown': 'Wie diese Gewichte ermittelt wurden, wurde nicht gemeldet.',
  'procedure.method-later': 'Sie wurden später berechnet, am {day}, nicht bei der Entscheidung.',
  'procedure.no-factors': 'Das System, das entschied, hat nicht gemeldet, welche Umstände zählten.',
  'procedure.alternatives':
    'Es gab insgesamt {count, plural, one {# Möglichkeit} other {# Möglichkeiten}}; diese wurde gewählt.',
  'procedure.alternative':
    '{id}{score, select, none {} other { ({score})}}{because, select, none {} other {: nicht gewählt, {because}}}',
  'procedure.alternatives-scored': 'Die Möglichkeiten: {alternatives}.',

  'counterfactuals.item':
    'Mit {changes} wäre das Ergebnis {outcome, select, none {gewesen, dass nichts geschieht} other {„{outcome}“ gewesen}}. {actionable, select, yes {Das liegt in {who, select, you {Ihrer Hand} other {der Hand der Person}}.} other {Das liegt nicht in {who, select, you {Ihrer Hand} other {der Hand der Person}}.}}',
  'counterfactuals.change': '{label} bei {to}',
  'counterfactuals.change-text': '{label} „{to}“',
  'counterfactuals.change-hidden': 'einem anderen Wert von {label}',
  'counterfactuals.none': 'Was das Ergebnis geändert hätte, ist nicht festgehalten.',
  'counterfactuals.switch-off':
    '{who, select, you {Sie können} other {Die Person kann}} persönliche Angebote jederzeit abschalten lassen.',
  'counterfactuals.consent':
    '{who, select, you {Sie können} other {Die Person kann}} jederzeit einwilligen; {who, select, you {Sie müssen} other {niemand muss}} es nicht.',

  'consequences.reported':
    'Das System, das entschied, sagt, was es für {who, select, you {Sie} other {die Person}} bedeutet: {text}.',
  'consequences.none-known': 'Folgen über die Nachricht hinaus sind nicht bekannt.',
  'consequences.none-withheld': 'Folgen sind nicht bekannt, außer dass das Angebot nicht gemacht wurde.',
  'consequences.reversed': 'Die Entscheidung gilt nicht mehr; siehe, was danach geschah.',

  'recipients.shared':
    '{name} erhielt am {day}: {what}{safeguard, select, none {} other {; dort geschützt durch: {safeguard}}}.',
  'recipients.consent': 'Die Einwilligung erlaubte, Daten weiterzugeben an: {names}.',
  'recipients.none':
    'Nirgends ist festgehalten, dass Daten, die für diese Entscheidung verwendet wurden, an andere gegeben wurden.',
  'recipients.kept': '{what}: gespeichert bis {day}.',
  'recipients.kept-unknown': '{what}: wie lange gespeichert wird, ist nicht festgehalten.',
  'recipients.gone': '{what}: gelöscht am {day}.',

  'controls.intro': '{who, select, you {Sie können} other {Die Person kann}}:',
  'controls.stop': 'der Direktwerbung und dem Profiling dafür widersprechen, jederzeit und ohne Begründung',
  'controls.withdraw': 'die Einwilligung widerrufen; was vorher geschah, bleibt rechtmäßig',
  'controls.consent': 'wieder einwilligen, oder nicht',
  'controls.access': 'eine Kopie der Daten erhalten',
  'controls.correct': 'falsche Daten berichtigen lassen',
  'controls.erase': 'Daten löschen lassen',
  'controls.restrict': 'die Verarbeitung der Daten einschränken lassen',
  'controls.review': 'einen Menschen die Entscheidung prüfen lassen',
  'controls.view': 'sagen, wie {who, select, you {Sie es sehen} other {die Person es sieht}}',
  'controls.contest': 'die Entscheidung anfechten',
  'controls.complain': 'sich bei der Datenschutzaufsicht beschweren',
  'controls.offered': 'hier angeboten; kein Gesetz verlangt es für diese Entscheidung',
  'controls.authority': 'Beschwerden nimmt entgegen: {name} ({url}).',

  'fairness.audit':
    'Version {version} des Modells wurde am {day} {auditor, select, none {} other {von {auditor} }}auf Benachteiligung geprüft; verglichen wurde: {attributes}. Ergebnis: {conclusion, select, approved {bestanden} conditional {bestanden unter Bedingungen} rejected {nicht bestanden} other {{conclusion}}}.',
  'fairness.follow-up': 'Bis zum {day} muss es erneut geprüft werden.',
  'fairness.independence': 'Wie unabhängig die prüfende Stelle ist: {independence}.',
  'fairness.none': 'Vor der Entscheidung ist keine Prüfung dieser Modellversion auf Benachteiligung festgehalten.',
  'fairness.no-model': 'Es wurde kein Modell befragt; also gibt es keine Prüfung auf Benachteiligung zu zeigen.',
  'fairness.incident':
    'Ein Vorfall betrifft dies: {cause} Er ist {status, select, closed {abgeschlossen} other {offen}}.',
  'fairness.incident-remedy': 'Was dagegen getan wurde: {remedy}.',

  'findings.none': 'In diesen Einträgen wurde keine verletzte Regel gefunden.',
  'findings.status':
    '{text} {status, select, open {Das ist als Fehler festgehalten; behoben ist es noch nicht.} acknowledged {Das ist als Fehler festgehalten und wird geprüft.} remedied {Das war ein Fehler und ist behoben.} other {Das wurde geprüft und nicht als Fehler gewertet.}}',
  'findings.hindsight': 'Bei der Entscheidung konnte das niemand wissen.',

  'withheld.none': 'Hier wird nichts zurückgehalten.',
  'withheld.item': '{what} – {ground}. {where}',
  'withheld.consumer': 'Nicht für die Person: {what} – {ground}.',
  'withheld.scores.what': 'Die Punktzahlen der anderen Möglichkeiten',
  'withheld.scores.ground': 'Geschäftsgeheimnis (Erwägungsgrund 63 DSGVO)',
  'withheld.staff.what': 'Die Namen der Beschäftigten',
  'withheld.staff.ground': 'Daten anderer Personen (Art. 15 Abs. 4 DSGVO); ihre Rolle wird gezeigt',
  'withheld.strangers.what': 'Einträge mit derselben Kennung, die zu jemand anderem gehören',
  'withheld.strangers.ground': 'Daten anderer Personen (Art. 15 Abs. 4 DSGVO)',
  'withheld.redacted.what': 'Ein offenes Feld ({fields}) des Eintrags „{type}“, entfernt am {day}',
  'withheld.redacted.ground': 'es hätte nie gesendet werden dürfen: {reason}',
  'withheld.redacted.where': 'Niemand kann es mehr zeigen; der Nachweis des Eintrags gilt weiter.',
  'withheld.values.what': 'Personenbezogene Werte',
  'withheld.values.ground':
    'die Prüfung arbeitet mit Pseudonymen, solange kein Grund genannt ist, dahinter zu sehen; das wird festgehalten',
  'withheld.groups.what': 'Gruppenmerkmale für Prüfungen auf Benachteiligung',
  'withheld.groups.ground': 'versiegelt; sie werden nur zum Zählen geöffnet, für niemandes Augen',
  'withheld.where.authority':
    'Die Datenschutzaufsicht findet es in der vollständigen Aufzeichnung dieser Entscheidung.',
  'withheld.where.audit': 'Es ist in den Zahlen zur Benachteiligung durch das Modell gezählt.',
  'withheld.where.unmask': 'Mit genanntem Grund kann es geöffnet werden.',

  'proof.rests':
    'Diese Antwort beruht auf {count, plural, one {# Eintrag} other {# Einträgen}} in einem Verzeichnis, dem nur hinzugefügt werden kann; mit der Beweisdatei kann jeder ohne diesen Dienst prüfen, dass seither nichts geändert wurde.',
  'proof.under': 'Alle stehen unter dem Prüfpunkt {size} von {origin}.',
  'proof.not-yet-under':
    'Noch nicht alle stehen unter einem Prüfpunkt; der letzte ist Prüfpunkt {size} von {origin}, der nächste folgt binnen einer Sekunde.',
  'proof.not.truth': 'Sie beweist nicht, dass wahr ist, was dem Verzeichnis gemeldet wurde.',
  'proof.not.complete':
    'Sie beweist nicht, dass nichts weggelassen wurde; Lücken in der eigenen Nummerierung der Absender werden gemeldet, wo diese nummerieren.',
  'proof.not.time': 'Sie beweist die Zeiten nicht, sofern nicht unabhängige Zeugen dafür unterschrieben haben.',
  'proof.records': '{count, plural, one {# Eintrag} other {# Einträge}}',
  'proof.record': 'Stelle {leaf}, Prüfsumme {digest}',
  'proof.cited': 'Einträge',

  'history.none': 'Es ist keine frühere Antwort zu dieser Entscheidung festgehalten.',
  'history.item': 'Am {moment} wurde eine Antwort gegeben.',
  'history.since': 'Seither festgehalten: {what}.',
  'history.same': 'Seither wurde nichts festgehalten, was sie betrifft.',

  'header.as-of': 'Dies war der Stand des Wissens: {asOf}.',
  'header.at': 'Dies war bis zu diesem Zeitpunkt geschehen: {moment}.',
  'header.erased': 'Die personenbezogenen Daten wurden am {day} gelöscht (Art. {article} DSGVO).',

  'regime.applies': 'Gilt: {law} – {reason}.',
  'regime.does-not': 'Gilt nicht: {law} – {reason}.',
};
