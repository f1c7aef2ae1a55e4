/** La page de la personne concernée en français, en ICU MessageFormat. */
import type { Messages } from '../words.js';

export const fr: Messages = {
  'own.title': 'Vos données, et ce qui en a été fait',
  'own.intro':
    'Cette page est à vous seul·e : elle ne s’ouvre qu’avec votre lien, alors gardez-le pour vous. Elle montre ce que le registre contient sur vous, ce qui a été décidé avec ces données et qui les a consultées. Le fait que vous l’ayez ouverte est aussi enregistré.',
  'own.language': 'Langue',
  'report.title': 'Rapport sur les données personnelles',
  'report.intro': 'Voici ce que le registre contient sur vous (art. 15 du RGPD), au {moment}.',
  footer: '{count, plural, one {# enregistrement} other {# enregistrements}} dans le registre',

  'done.withdrawn': 'Votre consentement est retiré. Il ne doit plus être utilisé à partir de maintenant.',
  'done.objected':
    'Votre opposition est enregistrée. La publicité qui vous est adressée, et le profilage à cette fin, doivent cesser.',
  'done.contested': 'Votre contestation de cette décision est enregistrée. Une personne va l’examiner.',
  'done.asked':
    'Votre demande d’effacement est enregistrée. Le responsable de la protection des données statue dans un délai d’un mois.',

  'do.withdraw': 'Retirer ce consentement',
  'do.object': 'Ne plus m’adresser de publicité',
  'do.disagree': 'Je ne suis pas d’accord',
  'do.disagree-with': 'Je ne suis pas d’accord avec {decision}',
  'do.view': 'Pourquoi, si vous souhaitez le dire (enregistré sous forme chiffrée)',
  'do.contest': 'Contester cette décision',
  'do.erase': 'Faire effacer mes données',
  'do.erase-why': 'Pourquoi ?',
  'do.erase-warning':
    'Ce qui est effacé ne peut pas être récupéré. Le fait que des décisions ont été prises, et selon quelles règles, reste enregistré sans vos données.',
  'do.erase-ask': 'Demander l’effacement',
  'do.copy': 'Emporter une copie de ce que vous avez fourni :',
  'ground.b': 'Je retire mon consentement',
  'ground.c': 'Je m’oppose à l’utilisation de mes données',
  'ground.a': 'Mes données ne sont plus nécessaires',
  'ground.d': 'Mes données ont fait l’objet d’un traitement illicite',

  'erasure.hold':
    'Depuis le {day}, une obligation de conservation empêche l’effacement de vos données : elles peuvent être nécessaires dans un litige.',
  'erasure.requested':
    'Le {day}, vous avez demandé l’effacement de vos données, ou cela a été demandé pour vous. Le responsable de la protection des données statue dans un délai d’un mois.',
  'erasure.erased':
    'Vos données personnelles ont été effacées le {day} (art. {article} du RGPD). Personne ne peut plus les lire. Ce qui reste :',
  'remains.open.what':
    'Les champs ouverts des enregistrements : ce qui a été décidé, quand, par quel modèle et selon quelles règles, sous un nom que personne ne peut rattacher à vous',
  'remains.open.ground': 'Responsabilité et droits en justice (art. 5(2), 17(3)(b) et (e) du RGPD)',
  'remains.groups.what':
    'Les caractéristiques de groupe des décisions, sous scellés avec une clé pour chaque année et ouvertes seulement pour être comptées',
  'remains.groups.ground': 'Audits des biais (art. 17(3)(b) et (d) du RGPD)',
  'remains.fence.what':
    'Une empreinte à clé de chaque identifiant, à partir de laquelle personne ne peut être retrouvé',
  'remains.fence.ground':
    'Ce qui est envoyé plus tard sur la personne doit être reconnu pour être écarté (art. 17(1), 21(3) du RGPD)',
  'remains.backups.what':
    'Les clés détruites dans les sauvegardes antérieures du coffre, chiffrées par la clé maîtresse {key}',
  'remains.backups.ground':
    'Sécurité du traitement (art. 32(1)(c) du RGPD). Personne ne peut les déchiffrer une fois la clé maîtresse renouvelée et l’ancienne détruite ; une sauvegarde restaurée les détruit avant de fournir la moindre clé',

  'consents.heading': 'Ce à quoi vous avez consenti',
  'consents.none': 'Aucun consentement de votre part n’est enregistré.',
  'consents.item':
    'Le {day}, vous avez consenti à ceci : {purpose}{end, select, none {} until {, jusqu’au {ended}} withdrawn { ; terminé le {ended}, car vous l’avez retiré} refused { ; terminé le {ended}, car vous l’avez refusé} expired { ; terminé le {ended}, car sa durée était écoulée} invalidated { ; terminé le {ended}, car il a été jugé non valable} replaced { ; terminé le {ended}, car vous avez consenti de nouveau} other { ; terminé le {ended}}}.',
  'consents.id': 'Consentement {id}',

  'objections.heading': 'La publicité qui vous est adressée',
  'objections.none': 'Vous ne vous êtes pas opposé·e à la publicité.',
  'objections.item':
    '{kind, select, objection {Vous vous êtes opposé·e à la prospection et au profilage à cette fin} optout {Vous avez demandé à ne plus recevoir de publicité} signal {Votre navigateur ou votre application a envoyé un signal contraire} restriction {Le traitement de vos données a été limité} other {{kind}}}, le {day}.',

  'data.heading': 'Ce qui est conservé sur vous',
  'data.none': 'Aucune donnée sur vous n’est enregistrée.',
  'data.what': 'Quoi',
  'data.value': 'Valeur',
  'data.from': 'D’où, depuis quand',
  'data.why': 'Pour quoi, de quel droit',
  'data.until': 'Conservé jusqu’au',
  'data.how':
    '{how, select, collected {fourni par vous} observed {observé} obtained {obtenu d’autrui} derived {calculé} inferred {déduit, non fourni par vous,} other {{how}}} le {day}, {source}',
  'data.state':
    '{state, select, sealed {non montré ici} erased {effacé ; personne ne peut plus le lire} gone {effacé à sa source} discarded {non conservé, car vos données avaient déjà été effacées} other {aucune valeur enregistrée}}',
  'data.kept-unknown': 'non enregistré',

  'decisions.heading': 'Décisions vous concernant',
  'decisions.none': 'Aucune décision vous concernant n’est enregistrée.',
  'decisions.made':
    'Le {day}, {model, select, none {des règles ont} other {le modèle {model} a}} décidé : « {outcome} »{channel, select, none {} other {, canal {channel}}}{campaign, select, none {} other {, campagne {campaign}}}{purpose, select, none {} other {, finalité : {purpose}}}.',
  'decisions.withheld':
    'Le {day}, rien n’a été envoyé{campaign, select, none {} other { (campagne {campaign})}}, car {reason, select, noConsent {il n’y avait pas de consentement valable} objection {vous vous y étiez opposé·e} suppression {vous figurez sur une liste d’exclusion} cap {le nombre maximal de messages était déjà atteint} minor {vous êtes mineur·e} sensitive {des données particulièrement protégées auraient été utilisées} ineligible {les conditions de l’offre n’étaient pas remplies} holdout {vous étiez dans un groupe de comparaison qui ne reçoit rien} policy {une règle de l’entreprise l’interdisait} other {{reason}}}.',
  'decisions.how': 'Comment cela a été décidé',
  'decisions.older': 'Décisions plus anciennes',
  'decisions.more': 'Les décisions plus anciennes ne figurent pas ici.',

  'recipients.heading': 'Qui a reçu vos données',
  'recipients.none': 'Aucun destinataire n’est enregistré.',
  'recipients.received':
    '{name} a reçu des données sur vous {count, plural, one {le {day}} other {# fois, la dernière fois le {day}}}{safeguard, select, none {} other { ; garantie : {safeguard}}}.',
  'recipients.allowed': '{name} peut recevoir des données sur vous d’après votre consentement du {day}.',

  'looked.heading': 'Qui a consulté votre dossier',
  'looked.none': 'Personne d’autre ne l’a consulté.',
  'looked.own':
    'Vous l’avez vous-même déjà consulté {count, plural, one {une fois} other {# fois}}, la dernière fois le {moment}.',
  'looked.more': 'Les consultations plus anciennes ne figurent pas ici ; vous pouvez les demander.',
  'looked.item':
    'Le {moment}, {role, select, support {une personne du service client} auditor {une personne chargée de l’audit} privacyofficer {une personne chargée de la protection des données} operator {une personne qui exploite le service} other {quelqu’un}} {what, select, overview {a lu ce qui est conservé sur vous} timeline {a lu votre historique} decisions {a lu la liste des décisions vous concernant} explanation {a lu comment {decision, select, none {une décision vous concernant} other {la décision {decision}}} a été prise} replay {a parcouru un à un les enregistrements de {decision, select, none {une décision vous concernant} other {la décision {decision}}}} evidence {a pris le fichier de preuve de {decision, select, none {une décision vous concernant} other {la décision {decision}}}} export {a pris une copie de vos données} report {a lu le rapport vous concernant} erasure {a consulté l’état de votre effacement} link {a créé pour vous un lien vers cette page} message {a lu un message qui vous a été envoyé} unmask {a regardé derrière le numéro qui remplace votre nom} ownpage {a ouvert cette page} other {a consulté votre dossier ({what})}}{purpose, select, none {} other {, motif : {purpose}}}.',

  'inquiries.heading': 'Ce que vous nous avez demandé',
  'inquiries.item':
    'Votre demande du {day} : {status, select, received {reçue} extended {délai prolongé} answered {traitée} refused {refusée} closed {close} other {{status}}}',

  'rights.heading': 'Ce que vous pouvez faire',
  'rights.intro': 'Vous avez le droit de :',
  'rights.stop': 'Vous opposer à la prospection et au profilage à cette fin, à tout moment et sans motif',
  'rights.withdraw': 'Retirer le consentement ; ce qui a eu lieu avant reste licite',
  'rights.correct': 'Faire rectifier des données inexactes',
  'rights.erase': 'Faire effacer des données',
  'rights.restrict': 'Faire limiter le traitement',
  'rights.access': 'Obtenir une copie des données',
  'rights.contest': 'Contester la décision',
  'rights.offered': 'proposé ici ; aucune loi ne l’exige pour cette décision',
  'rights.complain': 'Introduire une réclamation auprès de l’autorité de protection des données',
  'rights.authority': 'Les réclamations sont reçues par : {name}.',
  'rights.law': 'art. {article} du RGPD',

  'word.moment': '{day} à {time} ({place})',
  'word.yes': 'oui',
  'word.no': 'non',
  'word.pair': '{name} : {value}',
  'word.unknown': 'non enregistré',
};
