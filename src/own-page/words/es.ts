/** La página de la persona interesada en español, en ICU MessageFormat. */
import type { Messages } from '../words.js';

export const es: Messages = {
  'own.title': 'Sus datos, y qué se ha hecho con ellos',
  'own.intro':
    'Esta página es solo suya: se abre únicamente con su enlace, así que no lo comparta. Muestra qué contiene el registro sobre usted, qué se decidió con ello y quién lo ha consultado. También queda registrado que usted la ha abierto.',
  'own.language': 'Idioma',
  'report.title': 'Informe sobre datos personales',
  'report.intro': 'Esto es lo que el registro contiene sobre usted (art. 15 del RGPD), a fecha de {moment}.',
  footer: '{count, plural, one {# anotación} other {# anotaciones}} en el registro',

  'done.withdrawn': 'Su consentimiento queda retirado. Ya no debe utilizarse a partir de ahora.',
  'done.objected':
    'Su oposición queda registrada. La publicidad dirigida a usted, y la elaboración de perfiles para ella, deben cesar.',
  'done.contested': 'Su impugnación de esta decisión queda registrada. Una persona la revisará.',
  'done.asked':
    'Su solicitud de supresión queda registrada. El responsable de protección de datos decide sobre ella en el plazo de un mes.',

  'do.withdraw': 'Retirar este consentimiento',
  'do.object': 'No dirigirme más publicidad',
  'do.disagree': 'No estoy de acuerdo',
  'do.disagree-with': 'No estoy de acuerdo con {decision}',
  'do.view': 'Por qué, si desea decirlo (se guarda cifrado)',
  'do.contest': 'Impugnar esta decisión',
  'do.erase': 'Suprimir mis datos',
  'do.erase-why': '¿Por qué?',
  'do.erase-warning':
    'Lo que se suprime no se puede recuperar. Que se tomaron decisiones, y con qué reglas, sigue registrado sin sus datos.',
  'do.erase-ask': 'Solicitar la supresión',
  'do.copy': 'Llevarse una copia de lo que usted facilitó:',
  'ground.b': 'Retiro mi consentimiento',
  'ground.c': 'Me opongo al uso de mis datos',
  'ground.a': 'Mis datos ya no son necesarios',
  'ground.d': 'Mis datos se han tratado ilícitamente',

  'erasure.hold':
    'Desde el {day}, una obligación de conservación impide suprimir sus datos: pueden ser necesarios en un litigio.',
  'erasure.requested':
    'El {day} usted solicitó la supresión de sus datos, o se solicitó en su nombre. El responsable de protección de datos decide sobre ello en el plazo de un mes.',
  'erasure.erased':
    'Sus datos personales se suprimieron el {day} (art. {article} del RGPD). Ya nadie puede leerlos. Lo que queda:',
  'remains.open.what':
    'Los campos abiertos de las anotaciones: qué se decidió, cuándo, con qué modelo y según qué reglas, bajo un nombre que nadie puede relacionar con usted',
  'remains.open.ground': 'Responsabilidad proactiva y reclamaciones legales (art. 5(2), 17(3)(b) y (e) del RGPD)',
  'remains.groups.what':
    'Las características de grupo de las decisiones, selladas con una clave para cada año y abiertas solo para contarlas',
  'remains.groups.ground': 'Auditorías de sesgos (art. 17(3)(b) y (d) del RGPD)',
  'remains.fence.what': 'Un resumen con clave de cada identificador, a partir del cual no se puede encontrar a nadie',
  'remains.fence.ground':
    'Lo que se envíe más tarde sobre la persona debe reconocerse para descartarlo (art. 17(1), 21(3) del RGPD)',
  'remains.backups.what':
    'Las claves destruidas en copias de seguridad anteriores del almacén, cifradas con la clave maestra {key}',
  'remains.backups.ground':
    'Seguridad del tratamiento (art. 32(1)(c) del RGPD). Nadie puede descifrarlas una vez renovada la clave maestra y destruida la anterior; una copia restaurada las destruye antes de entregar ninguna clave',

  'consents.heading': 'A qué ha dado su consentimiento',
  'consents.none': 'No consta ningún consentimiento suyo.',
  'consents.item':
    'El {day} usted dio su consentimiento para lo siguiente: {purpose}{end, select, none {} until {, hasta el {ended}} withdrawn {; terminó el {ended}, porque usted lo retiró} refused {; terminó el {ended}, porque usted lo denegó} expired {; terminó el {ended}, porque había caducado} invalidated {; terminó el {ended}, porque se comprobó que no era válido} replaced {; terminó el {ended}, porque usted consintió de nuevo} other {; terminó el {ended}}}.',
  'consents.id': 'Consentimiento {id}',

  'objections.heading': 'Publicidad dirigida a usted',
  'objections.none': 'Usted no se ha opuesto a la publicidad.',
  'objections.item':
    '{kind, select, objection {Usted se opuso a la mercadotecnia directa y a la elaboración de perfiles para ella} optout {Usted pidió no recibir más publicidad} signal {Su navegador o su aplicación envió una señal en contra} restriction {Se limitó el tratamiento de sus datos} other {{kind}}} el {day}.',

  'data.heading': 'Qué se conserva sobre usted',
  'data.none': 'No consta ningún dato sobre usted.',
  'data.what': 'Qué',
  'data.value': 'Valor',
  'data.from': 'De dónde, desde cuándo',
  'data.why': 'Para qué, con qué derecho',
  'data.until': 'Se conserva hasta',
  'data.how':
    '{how, select, collected {facilitado por usted} observed {observado} obtained {obtenido de terceros} derived {calculado} inferred {inferido, no facilitado por usted,} other {{how}}} el {day}, {source}',
  'data.state':
    '{state, select, sealed {no se muestra aquí} erased {suprimido; ya nadie puede leerlo} gone {suprimido en su origen} discarded {no se conservó, porque sus datos ya se habían suprimido} other {no consta ningún valor}}',
  'data.kept-unknown': 'no consta',

  'decisions.heading': 'Decisiones sobre usted',
  'decisions.none': 'No consta ninguna decisión sobre usted.',
  'decisions.made':
    'El {day} {model, select, none {unas reglas decidieron} other {el modelo {model} decidió}} «{outcome}»{channel, select, none {} other {, canal {channel}}}{campaign, select, none {} other {, campaña {campaign}}}{purpose, select, none {} other {, finalidad: {purpose}}}.',
  'decisions.withheld':
    'El {day} no se envió nada{campaign, select, none {} other { (campaña {campaign})}}, porque {reason, select, noConsent {no había un consentimiento válido} objection {usted se había opuesto} suppression {usted está en una lista de exclusión} cap {ya se había enviado el máximo de mensajes permitido} minor {usted es menor de edad} sensitive {se habrían usado datos especialmente protegidos} ineligible {no se cumplían las condiciones de la oferta} holdout {usted estaba en un grupo de comparación que no recibe nada} policy {una norma de la empresa lo prohibía} other {{reason}}}.',
  'decisions.how': 'Cómo se decidió',
  'decisions.older': 'Decisiones anteriores',
  'decisions.more': 'Las decisiones anteriores no figuran aquí.',

  'recipients.heading': 'Quién ha recibido sus datos',
  'recipients.none': 'No consta ningún destinatario.',
  'recipients.received':
    '{name} recibió datos sobre usted {count, plural, one {el {day}} other {# veces, la última el {day}}}{safeguard, select, none {} other {; protegidos por: {safeguard}}}.',
  'recipients.allowed': '{name} puede recibir datos sobre usted según su consentimiento del {day}.',

  'looked.heading': 'Quién ha consultado su expediente',
  'looked.none': 'Nadie más lo ha consultado.',
  'looked.own': 'Usted mismo lo consultó antes {count, plural, one {una vez} other {# veces}}, la última el {moment}.',
  'looked.more': 'Las consultas anteriores no figuran aquí; puede pedirlas.',
  'looked.item':
    'El {moment}, {role, select, support {una persona del servicio de atención} auditor {una persona de auditoría} privacyofficer {una persona de protección de datos} operator {una persona que gestiona el servicio} other {alguien}} {what, select, overview {leyó lo que se conserva sobre usted} timeline {leyó su historial} decisions {leyó la lista de decisiones sobre usted} explanation {leyó cómo se tomó {decision, select, none {una decisión sobre usted} other {la decisión {decision}}}} replay {recorrió una a una las anotaciones de {decision, select, none {una decisión sobre usted} other {la decisión {decision}}}} evidence {obtuvo el archivo de prueba de {decision, select, none {una decisión sobre usted} other {la decisión {decision}}}} export {obtuvo una copia de sus datos} report {leyó el informe sobre usted} erasure {consultó el estado de su supresión} link {creó para usted un enlace a esta página} message {leyó un mensaje que se le envió} unmask {miró detrás del número que sustituye a su nombre} ownpage {abrió esta página} other {consultó su expediente ({what})}}{purpose, select, none {} other {; motivo: {purpose}}}.',

  'inquiries.heading': 'Qué nos ha preguntado',
  'inquiries.item':
    'Su consulta del {day}: {status, select, received {recibida} extended {plazo ampliado} answered {respondida} refused {denegada} closed {cerrada} other {{status}}}',

  'rights.heading': 'Qué puede hacer',
  'rights.intro': 'Usted tiene derecho a:',
  'rights.stop':
    'Oponerse a la mercadotecnia directa y a la elaboración de perfiles para ella, en cualquier momento y sin dar motivos',
  'rights.withdraw': 'Retirar el consentimiento; lo anterior sigue siendo lícito',
  'rights.correct': 'Que se rectifiquen los datos inexactos',
  'rights.erase': 'Que se supriman sus datos',
  'rights.restrict': 'Que se limite el tratamiento',
  'rights.access': 'Obtener una copia de los datos',
  'rights.contest': 'Impugnar la decisión',
  'rights.offered': 'se ofrece aquí; ninguna ley lo exige para esta decisión',
  'rights.complain': 'Presentar una reclamación ante la autoridad de protección de datos',
  'rights.authority': 'Las reclamaciones las recibe: {name}.',
  'rights.law': 'art. {article} del RGPD',

  'word.moment': '{day} a las {time} ({place})',
  'word.yes': 'sí',
  'word.no': 'no',
  'word.pair': '{name}: {value}',
  'word.unknown': 'no consta',
};
