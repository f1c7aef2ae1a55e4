/** Les phrases d’une réponse en français, deuxième partie : procédure, perspectives, limites ; voir `en-details.ts`. */
import type { details as english } from './en-details.js';

export const details: { readonly [key in keyof typeof english]: string } = {
  'procedure.step':
    '{number}. {text}{actual, select, none {} other { : valeur constatée {actual}}} ; résultat : {result}.',
  'procedure.step.generated': '{field} {operator} {expected}',
  'procedure.step.kind':
    '{kind, select, eligibility {Si {who, select, you {vous pouvez être contacté·e} other {la personne peut être contactée}}} suppression {Si {who, select, you {vous figurez} other {la personne figure}} sur une liste d’exclusion} segment {À quel groupe {who, select, you {vous appartenez} other {la personne appartient}}} ranking {Quelle possibilité vient en premier} cap {Combien de messages sont permis} content {Ce que dit le message} model {Ce que dit le modèle} other {{kind}}}',
  'procedure.model':
    'Le modèle « {id} » {version}{predicts, select, none {} other { (il estime : {predicts})}} a donné {score}{threshold, select, none {} other { ; il fallait au moins {threshold}}}.',
  'procedure.model-numbered':
    '{number}. Le modèle « {id} » {version}{predicts, select, none {} other { (il estime : {predicts})}} a donné {score}{threshold, select, none {} other { ; il fallait au moins {threshold}}}.',
  'procedure.model-unregistered':
    'Le modèle « {id} » {version} n’est pas inscrit au registre ; on ne sait pas ce qu’il prédit ni où sont ses limites.',
  'procedure.model-limits': 'Ses limites connues : {limits}.',
  'procedure.model-approved': 'Son utilisation a été approuvée par {by} le {day}.',
  'procedure.model-conditions': 'Conditions de cette approbation : {conditions}.',
  'procedure.model-no-score': 'Le modèle « {id} » {version} a été consulté ; son résultat n’a pas été indiqué.',
  'procedure.policy':
    'Les règles appliquées étaient « {id} », version {version}{day, select, none {, qui n’est pas publiée dans ce registre} other {, publiée le {day}}}.',
  'procedure.no-steps': 'Le système qui a décidé n’a pas indiqué les étapes.',
  'procedure.factors': 'Ce qui a le plus compté : {factors}.',
  'procedure.factor': '{label} ({direction, select, up {l’a augmenté de} other {l’a diminué de}} {weight})',
  'procedure.method':
    'Ces poids sont une approximation selon la méthode {name} {version}{baseline, select, none {} other {, par comparaison avec {baseline}}} ; ils décrivent le modèle, et non {who, select, you {vous-même} other {la personne}}.',
  'procedure.method-unknown': 'La façon dont ces poids ont été établis n’a pas été indiquée.',
  'procedure.method-later': 'Ils ont été calculés plus tard, le {day}, et non au moment de la décision.',
  'procedure.no-factors': 'Le système qui a décidé n’a pas indiqué quels facteurs ont compté.',
  'procedure.alternatives':
    'Il y avait en tout {count, plural, one {# possibilité} other {# possibilités}} ; celle-ci a été choisie.',
  'procedure.alternative':
    '{id}{score, select, none {} other { ({score})}}{because, select, none {} other { : non retenue, {because}}}',
  'procedure.alternatives-scored': 'Les possibilités : {alternatives}.',

  'counterfactuals.item':
    'Avec {changes}, le résultat aurait été {outcome, select, none {que rien ne soit envoyé} other {« {outcome} »}}. {actionable, select, yes {Cela dépend de {who, select, you {vous} other {la personne}}.} other {Cela ne dépend pas de {who, select, you {vous} other {la personne}}.}}',
  'counterfactuals.change': '{label} à {to}',
  'counterfactuals.change-text': '{label} « {to} »',
  'counterfactuals.change-hidden': 'une autre valeur de {label}',
  'counterfactuals.none': 'Ce qui aurait changé le résultat n’est pas enregistré.',
  'counterfactuals.switch-off':
    '{who, select, you {Vous pouvez} other {La personne peut}} faire cesser les offres personnalisées à tout moment.',
  'counterfactuals.consent':
    '{who, select, you {Vous pouvez} other {La personne peut}} donner un consentement à tout moment ; {who, select, you {vous n’y êtes pas obligé·e} other {personne n’y est obligé}}.',

  'consequences.reported':
    'Le système qui a décidé indique ce que cela signifie pour {who, select, you {vous} other {la personne}} : {text}.',
  'consequences.none-known': 'On ne connaît aucune conséquence en dehors du message lui-même.',
  'consequences.none-withheld': 'On ne connaît aucune conséquence, sauf que l’offre n’a pas été faite.',
  'consequences.reversed': 'La décision ne vaut plus ; voyez ce qui s’est passé ensuite.',

  'recipients.shared':
    '{name} a reçu {what} le {day}{safeguard, select, none {} other { ; protection sur place : {safeguard}}}.',
  'recipients.consent': 'Le consentement permettait de transmettre des données à {names}.',
  'recipients.none':
    'Rien n’indique que des données utilisées pour cette décision aient été transmises à quelqu’un d’autre.',
  'recipients.kept': '{what} : conservé jusqu’au {day}.',
  'recipients.kept-unknown': '{what} : la durée de conservation n’est pas enregistrée.',
  'recipients.gone': '{what} : effacé le {day}.',

  'controls.intro': '{who, select, you {Vous pouvez} other {La personne peut}} :',
  'controls.stop': 's’opposer à la prospection et au profilage à cette fin, à tout moment et sans motif',
  'controls.withdraw': 'retirer le consentement ; ce qui a eu lieu avant reste licite',
  'controls.consent': 'donner de nouveau un consentement, ou non',
  'controls.access': 'obtenir une copie des données',
  'controls.correct': 'faire rectifier des données inexactes',
  'controls.erase': 'faire effacer des données',
  'controls.restrict': 'faire limiter le traitement des données',
  'controls.review': 'demander qu’une personne réexamine la décision',
  'controls.view': 'exprimer {who, select, you {votre} other {son}} point de vue',
  'controls.contest': 'contester la décision',
  'controls.complain': 'introduire une réclamation auprès de l’autorité de protection des données',
  'controls.offered': 'proposé ici ; aucune loi ne l’exige pour cette décision',
  'controls.authority': 'Les réclamations sont reçues par : {name} ({url}).',

  'fairness.audit':
    'La version {version} du modèle a fait l’objet d’un audit des biais le {day}{auditor, select, none {} other { par {auditor}}}, avec comparaison selon : {attributes}. Résultat : {conclusion, select, approved {approuvée} conditional {approuvée sous conditions} rejected {rejetée} other {{conclusion}}}.',
  'fairness.follow-up': 'Un nouvel examen est nécessaire avant le {day}.',
  'fairness.independence': 'Indépendance de l’auditeur : {independence}.',
  'fairness.none': 'Aucun audit des biais de cette version du modèle n’est enregistré avant la décision.',
  'fairness.no-model': 'Aucun modèle n’a été consulté ; il n’y a donc pas d’audit des biais à montrer.',
  'fairness.incident': 'Un incident concerne ce cas : {cause} Il est {status, select, closed {clos} other {en cours}}.',
  'fairness.incident-remedy': 'Ce qui a été fait pour y remédier : {remedy}.',

  'findings.none': 'Aucun manquement à une règle n’a été constaté dans ces enregistrements.',
  'findings.status':
    '{text} {status, select, open {C’est enregistré comme une faute ; il n’y est pas encore remédié.} acknowledged {C’est enregistré comme une faute, en cours d’examen.} remedied {C’était une faute ; il y a été remédié.} other {Après examen, cela n’a pas été jugé comme une faute.}}',
  'findings.hindsight': 'On ne pouvait pas le savoir au moment de la décision.',

  'withheld.none': 'Rien n’est caché à qui lit cette réponse.',
  'withheld.item': '{what} – {ground}. {where}',
  'withheld.consumer': 'Non montré à la personne : {what} – {ground}.',
  'withheld.scores.what': 'Les scores des autres candidats',
  'withheld.scores.ground': 'secret des affaires (considérant 63 du RGPD)',
  'withheld.staff.what': 'Les noms des membres du personnel',
  'withheld.staff.ground': 'données d’autres personnes (art. 15, paragraphe 4, du RGPD) ; leur fonction est indiquée',
  'withheld.strangers.what': 'Des enregistrements qui portent le même identifiant mais concernent quelqu’un d’autre',
  'withheld.strangers.ground': 'données d’autres personnes (art. 15, paragraphe 4, du RGPD)',
  'withheld.values.what': 'Les valeurs personnelles',
  'withheld.values.ground':
    'l’audit se fait sous pseudonymes, sauf si un motif pour les lever est donné, lequel est enregistré',
  'withheld.redacted.what': 'Un champ libre ({fields}) de l’enregistrement « {type} », occulté le {day}',
  'withheld.redacted.ground': 'il n’aurait jamais dû être envoyé : {reason}',
  'withheld.redacted.where': 'Personne ne peut plus le montrer ; la preuve de l’enregistrement reste valable.',
  'withheld.groups.what': 'Les caractéristiques de groupe conservées pour les audits des biais',
  'withheld.groups.ground': 'sous scellés ; elles ne sont ouvertes que pour être comptées, et personne ne les voit',
  'withheld.where.authority':
    'L’autorité de protection des données les trouve dans le dossier complet de cette décision.',
  'withheld.where.audit': 'Cela est compté dans les chiffres sur les biais du modèle.',
  'withheld.where.unmask': 'Cela peut être ouvert si un motif est indiqué.',

  'proof.rests':
    'Cette réponse repose sur {count, plural, one {# enregistrement} other {# enregistrements}}. Chacun est une entrée d’un journal auquel on ne peut qu’ajouter ; avec le fichier de preuve, chacun peut vérifier, sans ce service, que rien n’a été modifié depuis.',
  'proof.under': 'Tous sont couverts par le point de contrôle {size} de {origin}.',
  'proof.not-yet-under':
    'Tous ne sont pas encore couverts par un point de contrôle ; le dernier est le point de contrôle {size} de {origin}, et le suivant vient dans la seconde.',
  'proof.not.truth': 'Cela ne prouve pas que ce qui a été signalé au registre était vrai.',
  'proof.not.complete':
    'Cela ne prouve pas que rien n’a été omis ; les lacunes dans la numérotation des émetteurs sont signalées s’ils numérotent.',
  'proof.not.time': 'Cela ne prouve pas les heures, sauf si des témoins indépendants les ont signées.',
  'proof.records': '{count, plural, one {# enregistrement} other {# enregistrements}}',
  'proof.record': 'entrée {leaf}, empreinte {digest}',
  'proof.cited': 'enregistrements',

  'history.none': 'Aucune réponse antérieure sur cette décision n’est enregistrée.',
  'history.item': 'Une réponse a été donnée le {moment}.',
  'history.since': 'Enregistré depuis : {what}.',
  'history.same': 'Rien à ce sujet n’a été enregistré depuis.',

  'header.as-of': 'Voici ce qui était connu à ce stade : {asOf}.',
  'header.at': 'Voici ce qui s’était passé jusqu’au {moment}.',
  'header.erased': 'Les données personnelles ont été effacées le {day} (art. {article} du RGPD).',

  'regime.applies': 'S’applique : {law} – {reason}.',
  'regime.does-not': 'Ne s’applique pas : {law} – {reason}.',
};
