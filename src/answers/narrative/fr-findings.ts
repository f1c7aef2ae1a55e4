/** Les phrases des constats en français ; voir `en-findings.ts`. */
import type { findings as english } from './en-findings.js';

export const findings: { readonly [key in keyof typeof english]: string } = {
  'finding.other': 'La règle « {rule} » n’a pas été respectée ({law}).',

  'finding.consent-missing':
    'La décision devait reposer sur un consentement (finalité : {purpose}), mais {state, select, refused {{who, select, you {vous l’aviez refusé} other {la personne l’avait refusé}}} later {il n’a été donné qu’après la décision} other_data {ce consentement ne couvrait pas toutes les données utilisées} other_controller {ce consentement avait été donné à quelqu’un d’autre} other {aucun consentement de ce genre n’est enregistré}}.',
  'finding.consent-ended-before-use':
    'La décision devait reposer sur un consentement (finalité : {purpose}), mais ce consentement {state, select, withdrawn {avait été retiré} expired {avait expiré} other {avait été jugé non valable}} le {ended}, avant d’être utilisé.',
  'finding.objection-ignored':
    'La décision a été prise malgré {kind, select, opt_out {un refus de la publicité} restriction {une limitation du traitement} signal {un signal de confidentialité} other {une opposition}}, en vigueur depuis le {since}.',
  'finding.purpose-mismatch':
    '{what, select, consent {Le consentement invoqué avait été donné pour d’autres finalités que celle-ci : {purpose}.} other {Des données ({categories}) ont été utilisées pour la finalité suivante : {purpose}. Elles avaient été collectées pour d’autres finalités.}}',
  'finding.special-category-without-explicit-consent':
    '{kind, select, child {Des données sur un enfant} other {Des données particulièrement protégées}} ({category}) ont été utilisées sans consentement explicite.',
  'finding.inferred-sensitive-data':
    'Une information particulièrement protégée ({category}) a été déduite d’autres données, puis utilisée.',
  'finding.data-past-retention':
    'Des données ({categories}) ont été utilisées après le {until}, date jusqu’à laquelle elles devaient être conservées.',
  'finding.data-without-notice':
    '{notice, select, none {Des données ({categories}) ont été utilisées alors que leur collecte n’indiquait aucune notice d’information.} other {Des données ({categories}) ont été utilisées, mais rien n’indique que la notice d’information {notice} avait été présentée.}}',
  'finding.message-after-objection':
    'Le {on}, {who, select, you {vous avez} other {la personne a}} reçu un message{campaign, select, none {} other { de la campagne « {campaign} »}}, {state, select, withdrawn {alors que le consentement avait été retiré} refused {alors que le consentement avait été refusé} expired {alors que le consentement avait expiré} invalidated {alors que le consentement avait été jugé non valable} opt_out {malgré un refus de la publicité} restriction {malgré une limitation du traitement} signal {malgré un signal de confidentialité} other {malgré une opposition}}{since, select, none {} other { (depuis le {since})}}.',
  'finding.message-without-decision':
    'Le {on}, un message{campaign, select, none {} other { de la campagne « {campaign} »}} a été envoyé {state, select, withheld {alors qu’il avait été décidé de ne pas l’envoyer} other {sans qu’aucune décision ne soit enregistrée}}.',
  'finding.message-without-disclosure':
    'Le message du {on} n’indiquait pas qu’il s’agissait de publicité, pour le compte de qui il était montré, ni pourquoi.',
  'finding.decision-without-reasons':
    'Le système qui a décidé n’a pas indiqué {missing, select, steps {les étapes qu’il a suivies} other {les facteurs qui ont compté}}. Il aurait dû le faire.',
  'finding.human-review-missing':
    'La décision a {effect, select, legal {un effet juridique} other {un effet aussi important qu’un effet juridique}} et a été prise sans intervention humaine ; aucun réexamen par une personne n’est enregistré.',
  'finding.model-unregistered': 'Le modèle « {model} » {version} n’était pas inscrit au registre quand il a décidé.',
  'finding.model-unapproved': 'Le modèle « {model} » {version} n’avait pas été approuvé quand il a décidé.',
  'finding.model-retired': 'Le modèle « {model} » {version} avait été retiré du service quand il a décidé.',
  'finding.bias-audit-missing':
    'Aucun audit des biais du modèle « {model} » {version} n’était enregistré avant la décision.',
  'finding.bias-audit-outdated':
    'Le dernier audit des biais du modèle « {model} » {version}, du {on}, ne valait que jusqu’au {until}.',
  'finding.bias-audit-failed':
    'Le modèle « {model} » {version} avait échoué à son dernier audit des biais, du {on}, et a été utilisé malgré tout.',
  'finding.bias-audit-follow-up-missing':
    'L’audit des biais du modèle « {model} » {version}, du {on}, demandait des améliorations ; {state, select, overdue {le suivi était attendu pour le {due} et n’est pas enregistré} other {aucune date n’a été fixée pour cela}}.',
  'finding.policy-unpublished': 'Les règles « {policy} » {version} ont été appliquées sans avoir été publiées.',
  'finding.campaign-unapproved':
    'Quand la décision a été prise, la campagne « {campaign} » {state, select, rejected {avait été refusée} paused {était suspendue} ended {était terminée} other {n’avait pas été approuvée}}.',
  'finding.campaign-outside-dates':
    'La décision a été prise en dehors des dates de la campagne « {campaign} » (du {starts} au {ends}).',
  'finding.campaign-without-owner':
    '{state, select, unowned {Personne n’est enregistré comme responsable de la campagne « {campaign} ».} other {La campagne « {campaign} » n’a jamais été proposée ; personne n’en est donc enregistré comme responsable.}}',
  'finding.approver-training-expired':
    'La personne qui a approuvé {approved, select, model {le modèle} other {la campagne}} le {on} {state, select, expired {avait une formation qui ne valait que jusqu’au {until}} other {n’avait aucune formation enregistrée pour cela}}.',
  'finding.erased-subject-reappears':
    'Depuis le {on}, {count, plural, one {un enregistrement est arrivé} other {# enregistrements sont arrivés}} {who, select, you {à votre sujet} other {au sujet de la personne}} alors que les données avaient été effacées ; {count, plural, one {son contenu personnel} other {leur contenu personnel}} n’a pas été conservé.',
  'finding.inquiry-overdue':
    'Une demande devait recevoir une réponse avant le {due} ; {state, select, late {la réponse est arrivée plus tard} other {elle est encore sans réponse}}.',
  'finding.inquiry-extended-without-reason':
    'Le {on}, le délai de réponse à une demande a été prolongé sans motif indiqué.',
  'finding.two-subjects-under-one-id':
    '{count, plural, one {Un enregistrement} other {# enregistrements}} au sujet de quelqu’un d’autre {count, plural, one {est arrivé} other {sont arrivés}} sous l’identifiant de {kind, select, message {ce message} other {cette décision}} ; {count, plural, one {il n’est pas repris} other {ils ne sont pas repris}} ici.',
  'finding.second-decision-under-one-id':
    '{count, plural, one {Une autre décision est arrivée} other {# autres décisions sont arrivées}} sous le même identifiant ; {count, plural, one {elle n’est pas reprise} other {elles ne sont pas reprises}} ici.',
  'finding.late-report':
    'L’émetteur « {source} » a fait un signalement tardif : ce qui s’est passé le {happened} est arrivé le {arrived}, après le moment où il aurait fallu en tenir compte.',
  'finding.producer-gap':
    'L’émetteur « {source} » numérote ce qu’il signale, et {count, plural, one {un numéro manque} other {# numéros manquent}} : quelque chose n’a jamais été envoyé.',
  'finding.time-ahead-of-clock':
    'L’émetteur « {source} » a indiqué une heure en avance sur l’horloge : {said}, arrivé le {arrived}.',
};
