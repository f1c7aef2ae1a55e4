/** Las frases de una respuesta en español, segunda parte: procedimiento, perspectivas, límites; véase `en-details.ts`. */
import type { details as english } from './en-details.js';

export const details: { readonly [key in keyof typeof english]: string } = {
  'procedure.step': '{number}. {text}{actual, select, none {} other {: se encontró {actual}}}; resultado: {result}.',
  'procedure.step.generated': '{field} {operator} {expected}',
  'procedure.step.kind':
    '{kind, select, eligibility {Si se puede contactar con {who, select, you {usted} other {la persona}}} suppression {Si {who, select, you {usted} other {la persona}} figura en una lista de exclusión} segment {A qué grupo pertenece {who, select, you {usted} other {la persona}}} ranking {Qué alternativa va primero} cap {Cuántos mensajes se permiten} content {Qué dice el mensaje} model {Qué dice el modelo} other {{kind}}}',
  'procedure.model':
    'El modelo «{id}» {version}{predicts, select, none {} other { (estima: {predicts})}} dio {score}{threshold, select, none {} other {; hacía falta {threshold} o más}}.',
  'procedure.model-numbered':
    '{number}. El modelo «{id}» {version}{predicts, select, none {} other { (estima: {predicts})}} dio {score}{threshold, select, none {} other {; hacía falta {threshold} o más}}.',
  'procedure.model-unregistered':
    'El modelo «{id}» {version} no está registrado; no se sabe qué predice ni cuáles son sus límites.',
  'procedure.model-limits': 'Sus límites conocidos: {limits}.',
  'procedure.model-approved': 'Su uso lo aprobó {by} el {day}.',
  'procedure.model-conditions': 'Condiciones de la aprobación: {conditions}.',
  'procedure.model-no-score': 'Se consultó el modelo «{id}» {version}; no se comunicó su resultado.',
  'procedure.policy':
    'Las reglas aplicadas fueron «{id}», versión {version}{day, select, none {, que no está publicada en este registro} other {, publicada el {day}}}.',
  'procedure.no-steps': 'El sistema que decidió no comunicó los pasos.',
  'procedure.factors': 'Lo que más contó: {factors}.',
  'procedure.factor': '{label} ({direction, select, up {lo aumentó en} other {lo redujo en}} {weight})',
  'procedure.method':
    'Estos pesos son una aproximación según el método {name} {version}{baseline, select, none {} other {, en comparación con {baseline}}}; describen el modelo, no a {who, select, you {usted} other {la persona}}.',
  'procedure.method-unknown': 'No se comunicó cómo se averiguaron estos pesos.',
  'procedure.method-later': 'Se calcularon más tarde, el {day}, no cuando se tomó la decisión.',
  'procedure.no-factors': 'El sistema que decidió no comunicó qué factores contaron.',
  'procedure.alternatives':
    'Había en total {count, plural, one {# alternativa} other {# alternativas}}; se eligió esta.',
  'procedure.alternative':
    '{id}{score, select, none {} other { ({score})}}{because, select, none {} other {: no elegida, {because}}}',
  'procedure.alternatives-scored': 'Las alternativas: {alternatives}.',

  'counterfactuals.item':
    'Con {changes}, el resultado habría sido {outcome, select, none {que no se enviara nada} other {«{outcome}»}}. {actionable, select, yes {Esto está en {who, select, you {sus manos} other {manos de la persona}}.} other {Esto no está en {who, select, you {sus manos} other {manos de la persona}}.}}',
  'counterfactuals.change': '{label} en {to}',
  'counterfactuals.change-text': '{label} «{to}»',
  'counterfactuals.change-hidden': 'otro valor de {label}',
  'counterfactuals.none': 'No consta qué habría cambiado el resultado.',
  'counterfactuals.switch-off':
    '{who, select, you {Usted puede} other {La persona puede}} hacer que cesen las ofertas personalizadas en cualquier momento.',
  'counterfactuals.consent':
    '{who, select, you {Usted puede} other {La persona puede}} dar su consentimiento en cualquier momento; {who, select, you {no tiene} other {nadie tiene}} que hacerlo.',

  'consequences.reported':
    'El sistema que decidió dice qué significa para {who, select, you {usted} other {la persona}}: {text}.',
  'consequences.none-known': 'No se conocen consecuencias más allá del propio mensaje.',
  'consequences.none-withheld': 'No se conocen consecuencias, salvo que no se hizo la oferta.',
  'consequences.reversed': 'La decisión ya no es válida; vea qué ocurrió después.',

  'recipients.shared':
    '{name} recibió {what} el {day}{safeguard, select, none {} other {; garantía de protección: {safeguard}}}.',
  'recipients.consent': 'El consentimiento permitía dar datos a {names}.',
  'recipients.none': 'No consta que los datos usados para esta decisión se dieran a nadie más.',
  'recipients.kept': '{what}: se conserva hasta el {day}.',
  'recipients.kept-unknown': '{what}: no consta cuánto tiempo se conserva.',
  'recipients.gone': '{what}: se suprimió el {day}.',

  'controls.intro': '{who, select, you {Usted puede} other {La persona puede}}:',
  'controls.stop':
    'oponerse a la mercadotecnia directa y a la elaboración de perfiles para ella, en cualquier momento y sin dar motivos',
  'controls.withdraw': 'retirar el consentimiento; lo ocurrido antes sigue siendo lícito',
  'controls.consent': 'dar de nuevo el consentimiento, o no darlo',
  'controls.access': 'obtener una copia de los datos',
  'controls.correct': 'hacer que se rectifiquen datos inexactos',
  'controls.erase': 'hacer que se supriman datos',
  'controls.restrict': 'hacer que se limite el tratamiento de los datos',
  'controls.review': 'pedir que una persona revise la decisión',
  'controls.view': 'expresar {who, select, you {su punto} other {su propio punto}} de vista',
  'controls.contest': 'impugnar la decisión',
  'controls.complain': 'presentar una reclamación ante la autoridad de protección de datos',
  'controls.offered': 'se ofrece aquí; ninguna ley lo exige para esta decisión',
  'controls.authority': 'Las reclamaciones las atiende: {name} ({url}).',

  'fairness.audit':
    'La versión {version} del modelo se sometió a una auditoría de sesgos el {day}{auditor, select, none {} other { por parte de {auditor}}}, comparando {attributes}. Resultado: {conclusion, select, approved {aprobada} conditional {aprobada con condiciones} rejected {rechazada} other {{conclusion}}}.',
  'fairness.follow-up': 'Debe examinarse de nuevo antes del {day}.',
  'fairness.independence': 'Independencia de quien auditó: {independence}.',
  'fairness.none': 'No consta ninguna auditoría de sesgos de esta versión del modelo antes de la decisión.',
  'fairness.no-model': 'No se consultó ningún modelo, así que no hay auditoría de sesgos que mostrar.',
  'fairness.incident':
    'Un incidente afecta a este caso: {cause} Está {status, select, closed {cerrado} other {abierto}}.',
  'fairness.incident-remedy': 'Lo que se hizo para remediarlo: {remedy}.',

  'findings.none': 'En estos registros no se encontró ninguna regla incumplida.',
  'findings.status':
    '{text} {status, select, open {Consta como una falta; aún no se ha remediado.} acknowledged {Consta como una falta y se está examinando.} remedied {Fue una falta y se ha remediado.} other {Se examinó y se consideró que no era una falta.}}',
  'findings.hindsight': 'No podía saberse cuando se tomó la decisión.',

  'withheld.none': 'No se oculta nada a quien lee esta respuesta.',
  'withheld.item': '{what} – {ground}. {where}',
  'withheld.consumer': 'No se muestra a la persona: {what} – {ground}.',
  'withheld.scores.what': 'Las puntuaciones de los demás candidatos',
  'withheld.scores.ground': 'secreto comercial (considerando 63 del RGPD)',
  'withheld.staff.what': 'Los nombres del personal',
  'withheld.staff.ground': 'datos de otras personas (art. 15, apartado 4, del RGPD); se muestra su función',
  'withheld.strangers.what': 'Registros que llevan el mismo identificador pero son de otra persona',
  'withheld.strangers.ground': 'datos de otras personas (art. 15, apartado 4, del RGPD)',
  'withheld.values.what': 'Los valores personales',
  'withheld.values.ground':
    'la auditoría trabaja con seudónimos, salvo que se dé un motivo para mirar detrás de ellos, que queda registrado',
  'withheld.redacted.what': 'Un campo abierto ({fields}) del registro «{type}», ocultado el {day}',
  'withheld.redacted.ground': 'nunca debió enviarse: {reason}',
  'withheld.redacted.where': 'Ya nadie puede mostrarlo; la prueba del registro sigue siendo válida.',
  'withheld.groups.what': 'Las características de grupo que se guardan para las auditorías de sesgos',
  'withheld.groups.ground': 'selladas; se abren solo para contarlas y nadie las ve',
  'withheld.where.authority':
    'La autoridad de protección de datos lo encuentra en el expediente completo de esta decisión.',
  'withheld.where.audit': 'Se cuenta en las cifras de sesgo del modelo.',
  'withheld.where.unmask': 'Puede abrirse si se indica un motivo.',

  'proof.rests':
    'Esta respuesta se basa en {count, plural, one {# registro} other {# registros}}. Cada uno es una entrada de un diario al que solo se puede añadir; con el archivo de prueba, cualquiera puede comprobar, sin este servicio, que nada ha cambiado desde entonces.',
  'proof.under': 'Todos están cubiertos por el punto de control {size} de {origin}.',
  'proof.not-yet-under':
    'Aún no todos están cubiertos por un punto de control; el último es el punto de control {size} de {origin}, y el siguiente llega en menos de un segundo.',
  'proof.not.truth': 'No prueba que lo comunicado al registro fuera cierto.',
  'proof.not.complete':
    'No prueba que no se haya omitido nada; los huecos en la numeración de los emisores se comunican si estos numeran.',
  'proof.not.time': 'No prueba las horas, salvo que testigos independientes las hayan firmado.',
  'proof.records': '{count, plural, one {# registro} other {# registros}}',
  'proof.record': 'entrada {leaf}, huella {digest}',
  'proof.cited': 'registros',

  'history.none': 'No consta ninguna respuesta anterior sobre esta decisión.',
  'history.item': 'Se dio una respuesta el {moment}.',
  'history.since': 'Registrado desde entonces: {what}.',
  'history.same': 'Desde entonces no se ha registrado nada al respecto.',

  'header.as-of': 'Esto es lo que se sabía en este punto: {asOf}.',
  'header.at': 'Esto es lo que había ocurrido hasta el {moment}.',
  'header.erased': 'Los datos personales se suprimieron el {day} (art. {article} del RGPD).',

  'regime.applies': 'Se aplica: {law} – {reason}.',
  'regime.does-not': 'No se aplica: {law} – {reason}.',
};
