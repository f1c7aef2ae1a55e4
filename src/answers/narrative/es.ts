/** Las frases de una respuesta en español, en ICU MessageFormat, con las mismas claves que `en.ts`: si falta una, no se puede construir. */
import type { MessageKey } from './en.js';
import { details } from './es-details.js';
import { findings } from './es-findings.js';
import { regimes } from './es-regimes.js';

export const es: { readonly [key in MessageKey]: string } = {
  ...findings,
  ...details,
  ...regimes,

  'word.moment': '{day} a las {time} ({place})',
  'word.yes': 'sí',
  'word.no': 'no',
  'word.of-one': '{value} de 1',
  'word.pair': '{name}: {value}',
  'word.you': '{who, select, you {usted} other {la persona}}',
  'word.staff': 'un miembro del personal',
  'word.unknown': 'no consta',
  'word.channel':
    '{channel, select, email {correo electrónico} sms {SMS} push {notificación push} app {aplicación} web {sitio web} phone {teléfono} post {correo postal} letter {carta} social {red social} other {{channel}}}',
  'word.first-records': '{count, plural, one {el primer registro (#)} other {los primeros # registros}} del diario',

  'heading.decision': 'Qué se decidió',
  'heading.permission': 'Con qué derecho',
  'heading.data': 'Qué se usó sobre {who, select, you {usted} other {la persona}}',
  'heading.procedure': 'Cómo se decidió',
  'heading.counterfactuals': 'Qué habría cambiado el resultado',
  'heading.consequences': 'Qué significa para {who, select, you {usted} other {la persona}}',
  'heading.recipients': 'Quién lo recibió y cuánto tiempo se conserva',
  'heading.controls': 'Qué puede hacer {who, select, you {usted} other {la persona}}',
  'heading.fairness': 'Si el modelo trata a todos por igual',
  'heading.findings': 'Qué se hizo mal',
  'heading.withheld': 'Qué no se muestra aquí',
  'heading.proof': 'Cómo puede comprobarlo {who, select, you {usted} other {cualquiera}}',
  'heading.history': 'Respuestas anteriores',
  'heading.header': 'Qué normas se aplican',

  'decision.received': '{who, select, you {Usted} other {La persona}} recibió «{label}» porque {because}.',
  'decision.not-sent':
    'Se decidió que {who, select, you {usted} other {la persona}} recibiría «{label}» porque {because}. No consta que se enviara.',
  'decision.nothing':
    '{who, select, you {Usted} other {La persona}} no recibió nada: la decisión fue «{label}» porque {because}.',
  'decision.withheld': '{who, select, you {Usted} other {La persona}} no recibió {what} porque {because}.',
  'decision.what.campaign': 'la oferta «{name}»',
  'decision.what.unnamed': 'una oferta',
  'decision.because.model':
    'un modelo informático (estima: {predicts}) llegó a un resultado por encima del umbral fijado',
  'decision.because.model-below':
    'un modelo informático (estima: {predicts}) llegó a un resultado por debajo del umbral fijado',
  'decision.because.model-plain': 'un modelo informático llegó a un resultado por encima del umbral fijado',
  'decision.because.model-below-plain': 'un modelo informático llegó a un resultado por debajo del umbral fijado',
  'decision.because.scored': 'se consultó un modelo informático, que llevó a este resultado',
  'decision.because.rules': 'las reglas aplicadas llevaron a ello',
  'decision.because.human': 'una persona lo decidió así',
  'decision.because.unknown': 'el sistema lo decidió así, sin comunicar los motivos',
  'decision.because.noConsent':
    '{status, select, withdrawn {{who, select, you {su} other {el}} consentimiento se había retirado} refused {{who, select, you {usted} other {la persona}} había denegado el consentimiento} expired {{who, select, you {su} other {el}} consentimiento había caducado} invalidated {{who, select, you {su} other {el}} consentimiento no era válido} other {no había consentimiento para ello}}',
  'decision.because.objection': '{who, select, you {usted} other {la persona}} se había opuesto',
  'decision.because.suppression':
    '{who, select, you {usted} other {la persona}} figura en una lista de personas a las que no se contacta',
  'decision.because.cap':
    '{who, select, you {usted} other {la persona}} ya había recibido tantos mensajes como se permiten',
  'decision.because.minor': '{who, select, you {usted} other {la persona}} podría ser menor de edad',
  'decision.because.sensitive': 'habría usado datos demasiado sensibles para esto',
  'decision.because.ineligible': '{who, select, you {usted} other {la persona}} no cumple las condiciones',
  'decision.because.holdout':
    'el azar puso a {who, select, you {usted} other {la persona}} en un grupo de comparación que no recibe nada',
  'decision.because.policy': 'una regla de la empresa no lo permitía',
  'decision.when':
    'La decisión se tomó el {moment}{campaign, select, none {} other { para la campaña «{campaign}»}}{advertiser, select, none {} other { de {advertiser}}}{payer, select, none {} same {, que también la pagó} other {; la pagó {payer}}}.',
  'decision.recorded-late': 'No se registró hasta el {moment}.',
  'decision.time-absent': 'El sistema que decidió no indicó ninguna hora; esta es la hora en que se registró.',
  'decision.automation.full': 'No intervino ninguna persona.',
  'decision.automation.assisted':
    'La preparó un ordenador y participó una persona{reviewer, select, none {} other {: {reviewer}}}.',
  'decision.automation.human': 'La tomó una persona{reviewer, select, none {} other {: {reviewer}}}.',
  'decision.automation.unknown': 'No se comunicó si intervino una persona.',
  'decision.significance.none':
    'No produjo efectos jurídicos para {who, select, you {usted} other {la persona}} ni le afectó significativamente de modo similar.',
  'decision.significance.similar':
    'Se comunicó que afecta a {who, select, you {usted} other {la persona}} significativamente, de modo similar a un efecto jurídico.',
  'decision.significance.legal':
    'Se comunicó que produce efectos jurídicos para {who, select, you {usted} other {la persona}}.',
  'decision.significance.unknown':
    'No se comunicó si producía efectos jurídicos o afectaba significativamente de modo similar.',
  'decision.no-model': 'No se consultó ningún modelo.',
  'decision.experiment':
    'Formaba parte del experimento «{experiment}»; el azar puso a {who, select, you {usted} other {la persona}} en el grupo «{arm}».',
  'decision.corrected': 'Una comunicación anterior de esta decisión era errónea y se sustituyó el {day}.',
  'decision.strangers':
    '{count, plural, one {Un registro lleva} other {# registros llevan}} el mismo identificador pero {count, plural, one {es} other {son}} de otra persona o decisión; no se {count, plural, one {incluye} other {incluyen}}.',
  'decision.approved': 'La campaña la aprobó {by} el {day}.',

  'event.message.sent': 'El mensaje se envió el {moment} (canal: {channel}).',
  'event.message.check':
    '{checked, select, none {No se comunicó ninguna comprobación antes del envío} other {La comprobación antes del envío miró los primeros {checked} registros}}; huella de lo que se mostró: {digest}.',
  'event.message.delivered': 'Llegó el {moment}.',
  'event.message.bounced': 'No se pudo entregar el {moment}.',
  'event.message.presented': 'Se mostró el {moment} (canal: {channel}).',
  'event.message.refused': 'La comprobación antes del envío dijo que no el {moment}: {reason}.',
  'event.interaction.observed':
    'Se anotó {who, select, you {su reacción} other {la reacción de la persona}} el {moment}: {kind}.',
  'event.complaint.received': '{who, select, you {Usted} other {La persona}} reclamó el {moment}.',
  'event.optout.received': '{who, select, you {Usted} other {La persona}} pidió no recibir más publicidad el {moment}.',
  'event.outcome.observed': 'Lo que resultó de ello se anotó el {moment}: {label}.',
  'event.decision.reviewed': 'Una persona revisó la decisión el {moment} y la mantuvo: {reason}.',
  'event.decision.overridden': 'Una persona decidió otra cosa el {moment}: {reason}.',
  'event.decision.contested': '{who, select, you {Usted} other {La persona}} impugnó la decisión el {moment}.',
  'event.decision.reversed': 'La decisión se anuló el {moment}: {reason}.',
  'event.consent.given': '{who, select, you {Usted} other {La persona}} dio su consentimiento el {day}.',
  'event.consent.renewed': '{who, select, you {Usted} other {La persona}} volvió a dar su consentimiento el {day}.',
  'event.consent.withdrawn': '{who, select, you {Usted} other {La persona}} retiró su consentimiento el {day}.',
  'event.consent.refused': '{who, select, you {Usted} other {La persona}} denegó el consentimiento el {day}.',
  'event.consent.expired': 'El consentimiento caducó el {day}.',
  'event.consent.invalidated': 'El consentimiento se declaró no válido el {day}.',
  'event.processing.objected':
    '{who, select, you {Usted} other {La persona}} ejerció su derecho de oposición el {day}.',
  'event.other': '{says} ({day})',

  'permission.consent':
    '{who, select, you {Usted} other {La persona}} consintió el {day} ({method}) en lo siguiente: {purposes}. Antes se había mostrado la versión {version} del aviso de privacidad «{notice}» (idioma: {language}).',
  'permission.covers': 'El consentimiento abarca estos datos: {categories}.',
  'permission.status.valid': 'Ese consentimiento era válido cuando se tomó la decisión.',
  'permission.status.withdrawn':
    'Ese consentimiento ya no era válido cuando se tomó la decisión: se había retirado el {day}.',
  'permission.status.refused': 'El consentimiento se había denegado el {day}, antes de la decisión.',
  'permission.status.expired':
    'Ese consentimiento ya no era válido cuando se tomó la decisión: había caducado el {day}.',
  'permission.status.invalidated':
    'Ese consentimiento no era válido cuando se tomó la decisión{day, select, none {} other {: no cuenta a partir del {day}}}.',
  'permission.status.other-purpose': 'Ese consentimiento es para otros fines; no abarca este: {purpose}.',
  'permission.status.other-data': 'Ese consentimiento no abarca todos los datos que se usaron.',
  'permission.status.other-controller': 'Ese consentimiento se había dado a otra entidad.',
  'permission.status.later': 'Ese consentimiento no se dio hasta después de la decisión.',
  'permission.status.none':
    'La decisión se basa en un consentimiento{id, select, none {} other { (registro {id})}}, pero no consta ningún consentimiento de ese tipo.',
  'permission.expires': 'Habría durado hasta el {day}.',
  'permission.before-withheld':
    'En ese momento {status, select, withdrawn {el consentimiento se había retirado el {day}} refused {el consentimiento se había denegado el {day}} expired {el consentimiento había caducado el {day}} invalidated {el consentimiento no era válido} valid {había consentimiento} other {no constaba ningún consentimiento para ello}}.',
  'permission.interest':
    'Se basó en el interés legítimo de la empresa{ref, select, none {; no se indica ninguna evaluación de ese interés} other {, evaluado en {ref}}}.',
  'permission.assessment': 'Estado de esa evaluación (versión {version}): {status}.',
  'permission.assessment-missing': 'La evaluación {ref} no consta.',
  'permission.basis': 'Base jurídica: {basis}.',
  'permission.basis-missing': 'El sistema que decidió no comunicó la base jurídica.',
  'permission.purpose': 'El fin era: {purpose}.',
  'permission.no-objection': 'No constaba ninguna oposición antes de la decisión.',
  'permission.objection':
    '{kind, select, objection {{who, select, you {Usted} other {La persona}} se había opuesto el {day}.} opt_out {{who, select, you {Usted} other {La persona}} había pedido no recibir más publicidad el {day}.} signal {{who, select, you {Su navegador o aplicación} other {El navegador o la aplicación de la persona}} había enviado una señal en contra el {day}.} other {{who, select, you {Usted} other {La persona}} había hecho limitar este tratamiento el {day}.}}',
  'permission.signal': 'El {day} se recibió una señal de privacidad ({kind}); se aplicó así: {effect}.',

  'data.input': '{label}: {value}{how, select, none {} other {, {how}}}.',
  'data.how.provided':
    'facilitado por {who, select, you {usted} other {la persona}}{source, select, none {} other { ({source})}}{day, select, none {} other { el {day}}}',
  'data.how.observed': 'observado{source, select, none {} other { ({source})}}{day, select, none {} other { el {day}}}',
  'data.how.obtained':
    'obtenido de {source, select, none {un tercero cuyo nombre no consta} other {{source}}}{day, select, none {} other { el {day}}}',
  'data.how.derived':
    'calculado{from, select, none {} other { a partir de {from}}}{day, select, none {} other { el {day}}}{method, select, none {} other { ({method})}}',
  'data.how.inferred':
    'inferido, no comunicado por {who, select, you {usted} other {la persona}}{day, select, none {} other {,}}{from, select, none {} other { a partir de {from}}}{day, select, none {} other { el {day}}}{method, select, none {} other { con el método {method}}}{confidence, select, none {} other {, cuya certeza era de {confidence}}}',
  'data.how.other': 'origen: {origin}',
  'data.shown': '{value}',
  'data.erased': 'el valor se suprimió el {day} (art. {article} del RGPD)',
  'data.erased-note': 'Ya nadie puede mostrar lo que se suprimió; aún se muestra que se usó, cuándo y con qué derecho.',
  'data.fenced':
    'el valor no se conservó, porque los datos de {who, select, you {usted} other {la persona}} ya se habían suprimido',
  'data.withheld': 'el valor no se muestra aquí',
  'data.absent': 'no se comunicó ningún valor',
  'data.sensitive':
    'Dato que debe protegerse – {label}: {sensitivity, select, special {categoría especial de datos personales} child {dato de un menor} other {dato sensible}}.',
  'data.collection-missing':
    'No puede mostrarse de dónde vino «{label}»: no {count, plural, one {consta} other {constan}} {ids}.',
  'data.no-collection': 'Para «{label}», el sistema que decidió no comunicó de dónde vino.',
  'data.nothing-else':
    'El sistema que decidió no comunicó que se usara nada más{absent, select, none {} other {; en particular, {absent}}}.',
  'data.none': 'No se comunicó que se usara nada sobre {who, select, you {usted} other {la persona}}.',
  'data.none-withheld':
    'Aparte del consentimiento y del motivo anterior, no se comunicó que se usara nada sobre {who, select, you {usted} other {la persona}}.',
  'data.not.health': 'ningún dato de salud',
  'data.not.accounts': 'ningún dato sobre cuentas o ingresos',
  'data.not.whereabouts': 'nada sobre dónde estaba {who, select, you {usted} other {la persona}}',
  'data.not.beliefs': 'nada sobre religión o política',
};
