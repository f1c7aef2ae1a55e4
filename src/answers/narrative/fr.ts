/** Les phrases d’une réponse en français, en ICU MessageFormat, avec les mêmes clés que `en.ts` : s’il en manque une, la construction échoue. */
import type { MessageKey } from './en.js';
import { details } from './fr-details.js';
import { findings } from './fr-findings.js';
import { regimes } from './fr-regimes.js';

export const fr: { readonly [key in MessageKey]: string } = {
  ...findings,
  ...details,
  ...regimes,

  'word.moment': '{day} à {time} ({place})',
  'word.yes': 'oui',
  'word.no': 'non',
  'word.of-one': '{value} sur 1',
  'word.pair': '{name} : {value}',
  'word.you': '{who, select, you {vous} other {la personne}}',
  'word.staff': 'un membre du personnel',
  'word.unknown': 'non enregistré',
  'word.channel':
    '{channel, select, email {e-mail} sms {SMS} push {notification push} app {application} web {site web} phone {téléphone} post {courrier postal} letter {lettre} social {réseau social} other {{channel}}}',
  'word.first-records':
    '{count, plural, one {le premier enregistrement (#)} other {les # premiers enregistrements}} du journal',

  'heading.decision': 'Ce qui a été décidé',
  'heading.permission': 'De quel droit',
  'heading.data': 'Ce qui a été utilisé {who, select, you {à votre sujet} other {au sujet de la personne}}',
  'heading.procedure': 'Comment cela a été décidé',
  'heading.counterfactuals': 'Ce qui aurait changé le résultat',
  'heading.consequences': 'Ce que cela signifie pour {who, select, you {vous} other {la personne}}',
  'heading.recipients': 'Qui l’a reçu, et combien de temps c’est conservé',
  'heading.controls': 'Ce que {who, select, you {vous pouvez} other {la personne peut}} faire',
  'heading.fairness': 'Si le modèle traite tout le monde de la même façon',
  'heading.findings': 'Ce qui n’a pas été correct',
  'heading.withheld': 'Ce qui n’est pas montré ici',
  'heading.proof': 'Comment {who, select, you {vous pouvez} other {chacun peut}} le vérifier',
  'heading.history': 'Réponses antérieures',
  'heading.header': 'Quelles règles s’appliquent',

  'decision.received': '{who, select, you {Vous avez} other {La personne a}} reçu « {label} », car {because}.',
  'decision.not-sent':
    'Il a été décidé que {who, select, you {vous recevriez} other {la personne recevrait}} « {label} », car {because}. Rien n’indique que cela a été envoyé.',
  'decision.nothing':
    '{who, select, you {Vous n’avez} other {La personne n’a}} rien reçu : la décision était « {label} », car {because}.',
  'decision.withheld': '{who, select, you {Vous n’avez} other {La personne n’a}} pas reçu {what}, car {because}.',
  'decision.what.campaign': 'l’offre « {name} »',
  'decision.what.unnamed': 'une offre',
  'decision.because.model':
    'un modèle informatique (il estime : {predicts}) est arrivé à un résultat au-dessus du seuil fixé',
  'decision.because.model-below':
    'un modèle informatique (il estime : {predicts}) est arrivé à un résultat en dessous du seuil fixé',
  'decision.because.model-plain': 'un modèle informatique est arrivé à un résultat au-dessus du seuil fixé',
  'decision.because.model-below-plain': 'un modèle informatique est arrivé à un résultat en dessous du seuil fixé',
  'decision.because.scored': 'un modèle informatique a été consulté et a conduit à ce résultat',
  'decision.because.rules': 'les règles appliquées y ont conduit',
  'decision.because.human': 'une personne en a décidé ainsi',
  'decision.because.unknown': 'le système en a décidé ainsi, sans en indiquer les raisons',
  'decision.because.noConsent':
    '{status, select, withdrawn {{who, select, you {votre} other {le}} consentement avait été retiré} refused {{who, select, you {vous aviez} other {la personne avait}} refusé le consentement} expired {{who, select, you {votre} other {le}} consentement avait expiré} invalidated {{who, select, you {votre} other {le}} consentement n’était pas valable} other {il n’y avait pas de consentement pour cela}}',
  'decision.because.objection': '{who, select, you {vous vous y étiez opposé·e} other {la personne s’y était opposée}}',
  'decision.because.suppression':
    '{who, select, you {vous figurez} other {la personne figure}} sur une liste de personnes à ne pas contacter',
  'decision.because.cap':
    '{who, select, you {vous aviez} other {la personne avait}} déjà reçu autant de messages qu’il est permis',
  'decision.because.minor':
    '{who, select, you {vous êtes peut-être mineur·e} other {la personne est peut-être mineure}}',
  'decision.because.sensitive': 'cela aurait utilisé des données trop sensibles pour cet usage',
  'decision.because.ineligible':
    '{who, select, you {vous ne remplissez} other {la personne ne remplit}} pas les conditions',
  'decision.because.holdout':
    '{who, select, you {le hasard vous a placé·e} other {le hasard a placé la personne}} dans un groupe de comparaison qui ne reçoit rien',
  'decision.because.policy': 'une règle de l’entreprise ne le permettait pas',
  'decision.when':
    'La décision a été prise le {moment}{campaign, select, none {} other { pour la campagne « {campaign} »}}{advertiser, select, none {} other { de {advertiser}}}{payer, select, none {} same {, qui l’a aussi payée} other { ; elle a été payée par {payer}}}.',
  'decision.recorded-late': 'Elle n’a été enregistrée que le {moment}.',
  'decision.time-absent': 'Le système qui a décidé n’a pas indiqué d’heure ; celle-ci est l’heure de l’enregistrement.',
  'decision.automation.full': 'Aucune personne n’est intervenue.',
  'decision.automation.assisted':
    'Un ordinateur l’a préparée et une personne y a pris part{reviewer, select, none {} other { : {reviewer}}}.',
  'decision.automation.human': 'Une personne l’a prise{reviewer, select, none {} other { : {reviewer}}}.',
  'decision.automation.unknown': 'Il n’a pas été indiqué si une personne est intervenue.',
  'decision.significance.none':
    'Elle n’avait pas d’effet juridique ni d’effet significatif de façon similaire pour {who, select, you {vous} other {la personne}}.',
  'decision.significance.similar':
    'Son effet pour {who, select, you {vous} other {la personne}} a été signalé comme significatif, de façon similaire à un effet juridique.',
  'decision.significance.legal':
    'Il a été signalé qu’elle produit un effet juridique pour {who, select, you {vous} other {la personne}}.',
  'decision.significance.unknown':
    'Il n’a pas été indiqué si elle avait un effet juridique ou un effet significatif de façon similaire.',
  'decision.no-model': 'Aucun modèle n’a été consulté.',
  'decision.experiment':
    'Elle faisait partie de l’expérience « {experiment} » ; le hasard {who, select, you {vous a placé·e} other {a placé la personne}} dans le groupe « {arm} ».',
  'decision.corrected': 'Un signalement antérieur de cette décision était faux ; il a été remplacé le {day}.',
  'decision.strangers':
    '{count, plural, one {Un enregistrement porte} other {# enregistrements portent}} le même identifiant mais {count, plural, one {concerne} other {concernent}} une autre personne ou une autre décision ; {count, plural, one {il n’est pas repris} other {ils ne sont pas repris}}.',
  'decision.approved': 'La campagne a été approuvée par {by} le {day}.',

  'event.message.sent': 'Le message a été envoyé le {moment} (canal : {channel}).',
  'event.message.check':
    '{checked, select, none {Aucune vérification avant l’envoi n’a été signalée} other {La vérification avant l’envoi a porté sur les premiers enregistrements, au nombre de {checked}}} ; empreinte de ce qui a été montré : {digest}.',
  'event.message.delivered': 'Il est arrivé le {moment}.',
  'event.message.bounced': 'Il n’a pas pu être remis le {moment}.',
  'event.message.presented': 'Il a été montré le {moment} (canal : {channel}).',
  'event.message.refused': 'La vérification avant l’envoi a dit non le {moment} : {reason}.',
  'event.interaction.observed':
    '{who, select, you {Votre réaction} other {La réaction de la personne}} a été notée le {moment} : {kind}.',
  'event.complaint.received': '{who, select, you {Vous avez} other {La personne a}} fait une réclamation le {moment}.',
  'event.optout.received':
    '{who, select, you {Vous avez} other {La personne a}} demandé à ne plus recevoir de publicité le {moment}.',
  'event.outcome.observed': 'Ce qui en a résulté a été noté le {moment} : {label}.',
  'event.decision.reviewed': 'Une personne a réexaminé la décision le {moment} et l’a maintenue : {reason}.',
  'event.decision.overridden': 'Une personne en a décidé autrement le {moment} : {reason}.',
  'event.decision.contested': '{who, select, you {Vous avez} other {La personne a}} contesté la décision le {moment}.',
  'event.decision.reversed': 'La décision a été annulée le {moment} : {reason}.',
  'event.consent.given':
    '{who, select, you {Vous avez} other {La personne a}} donné {who, select, you {votre} other {son}} consentement le {day}.',
  'event.consent.renewed':
    '{who, select, you {Vous avez} other {La personne a}} donné de nouveau {who, select, you {votre} other {son}} consentement le {day}.',
  'event.consent.withdrawn':
    '{who, select, you {Vous avez retiré votre} other {La personne a retiré son}} consentement le {day}.',
  'event.consent.refused': '{who, select, you {Vous avez} other {La personne a}} refusé le consentement le {day}.',
  'event.consent.expired': 'Le consentement a expiré le {day}.',
  'event.consent.invalidated': 'Le consentement a été jugé non valable le {day}.',
  'event.processing.objected':
    '{who, select, you {Vous avez exercé votre} other {La personne a exercé son}} droit d’opposition le {day}.',
  'event.other': '{says} ({day})',

  'permission.consent':
    '{who, select, you {Vous avez} other {La personne a}} consenti le {day} ({method}) à ceci : {purposes}. La version {version} de la notice d’information « {notice} » avait été présentée (langue : {language}).',
  'permission.covers': 'Le consentement couvre ces données : {categories}.',
  'permission.status.valid': 'Ce consentement était valable au moment de la décision.',
  'permission.status.withdrawn':
    'Ce consentement n’était plus valable au moment de la décision : il avait été retiré le {day}.',
  'permission.status.refused': 'Le consentement avait été refusé le {day}, avant la décision.',
  'permission.status.expired':
    'Ce consentement n’était plus valable au moment de la décision : il avait expiré le {day}.',
  'permission.status.invalidated':
    'Ce consentement n’était pas valable au moment de la décision{day, select, none {} other { : il ne compte plus à partir du {day}}}.',
  'permission.status.other-purpose':
    'Ce consentement concerne d’autres finalités ; il ne couvre pas celle-ci : {purpose}.',
  'permission.status.other-data': 'Ce consentement ne couvre pas toutes les données utilisées.',
  'permission.status.other-controller': 'Ce consentement avait été donné à quelqu’un d’autre.',
  'permission.status.later': 'Ce consentement n’a été donné qu’après la décision.',
  'permission.status.none':
    'La décision invoque un consentement{id, select, none {} other { (enregistrement {id})}}, mais aucun consentement de ce genre n’est enregistré.',
  'permission.expires': 'Il aurait duré jusqu’au {day}.',
  'permission.before-withheld':
    'À ce moment-là, {status, select, withdrawn {le consentement avait été retiré le {day}} refused {le consentement avait été refusé le {day}} expired {le consentement avait expiré le {day}} invalidated {le consentement n’était pas valable} valid {il y avait un consentement} other {aucun consentement pour cela n’était enregistré}}.',
  'permission.interest':
    'Elle reposait sur l’intérêt légitime de l’entreprise{ref, select, none { ; aucune évaluation de cet intérêt n’est indiquée} other {, évalué dans {ref}}}.',
  'permission.assessment': 'État de cette évaluation (version {version}) : {status}.',
  'permission.assessment-missing': 'L’évaluation {ref} n’est pas enregistrée.',
  'permission.basis': 'Base juridique : {basis}.',
  'permission.basis-missing': 'Le système qui a décidé n’a pas indiqué de base juridique.',
  'permission.purpose': 'La finalité était : {purpose}.',
  'permission.no-objection': 'Aucune opposition n’était enregistrée avant la décision.',
  'permission.objection':
    '{kind, select, objection {{who, select, you {Vous vous y étiez opposé·e} other {La personne s’y était opposée}} le {day}.} opt_out {{who, select, you {Vous aviez} other {La personne avait}} demandé à ne plus recevoir de publicité le {day}.} signal {Le navigateur ou l’application {who, select, you {que vous utilisez} other {de la personne}} avait envoyé un signal contraire le {day}.} other {{who, select, you {Vous aviez} other {La personne avait}} fait limiter ce traitement le {day}.}}',
  'permission.signal':
    'Un signal de confidentialité ({kind}) a été reçu le {day} ; il a été appliqué ainsi : {effect}.',

  'data.input': '{label} : {value}{how, select, none {} other {, {how}}}.',
  'data.how.provided':
    '{who, select, you {fourni par vous} other {fourni par la personne}}{source, select, none {} other { ({source})}}{day, select, none {} other { le {day}}}',
  'data.how.observed': 'observé{source, select, none {} other { ({source})}}{day, select, none {} other { le {day}}}',
  'data.how.obtained':
    'obtenu {source, select, none {d’un tiers qui n’est pas nommé} other {auprès de {source}}}{day, select, none {} other { le {day}}}',
  'data.how.derived':
    'calculé{from, select, none {} other { d’après {from}}}{day, select, none {} other { le {day}}}{method, select, none {} other { ({method})}}',
  'data.how.inferred':
    'déduit, non fourni par {who, select, you {vous} other {la personne}}{day, select, none {} other {,}}{from, select, none {} other { d’après {from}}}{day, select, none {} other { le {day}}}{method, select, none {} other { selon la méthode {method}}}{confidence, select, none {} other {, dont la certitude était de {confidence}}}',
  'data.how.other': 'origine : {origin}',
  'data.shown': '{value}',
  'data.erased': 'la valeur a été effacée le {day} (art. {article} du RGPD)',
  'data.erased-note':
    'Personne ne peut plus montrer ce qui a été effacé ; on montre encore que cela a été utilisé, quand et de quel droit.',
  'data.fenced':
    'la valeur n’a pas été conservée, car {who, select, you {vos données} other {les données de la personne}} avaient déjà été effacées',
  'data.withheld': 'la valeur n’est pas montrée ici',
  'data.absent': 'aucune valeur n’a été indiquée',
  'data.sensitive':
    'Donnée à protéger – {label} : {sensitivity, select, special {catégorie particulière de données à caractère personnel} child {donnée d’un enfant} other {donnée sensible}}.',
  'data.collection-missing':
    'L’origine de « {label} » ne peut pas être montrée : {ids} – {count, plural, one {cet enregistrement n’existe pas} other {ces enregistrements n’existent pas}} ici.',
  'data.no-collection': 'Pour « {label} », le système qui a décidé n’a pas indiqué l’origine.',
  'data.nothing-else':
    'Le système qui a décidé n’a signalé aucune autre donnée utilisée{absent, select, none {} other { ; en particulier {absent}}}.',
  'data.none':
    'Aucune donnée {who, select, you {à votre sujet} other {au sujet de la personne}} n’a été signalée comme utilisée.',
  'data.none-withheld':
    'À part le consentement et la raison ci-dessus, aucune donnée {who, select, you {à votre sujet} other {au sujet de la personne}} n’a été signalée comme utilisée.',
  'data.not.health': 'aucune donnée de santé',
  'data.not.accounts': 'aucune donnée sur des comptes ou des revenus',
  'data.not.whereabouts': 'rien sur les lieux où {who, select, you {vous étiez} other {la personne était}}',
  'data.not.beliefs': 'rien sur la religion ou la politique',
};
