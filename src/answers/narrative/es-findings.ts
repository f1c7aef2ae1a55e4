/** Las frases de las constataciones en español; véase `en-findings.ts`. */
import type { findings as english } from './en-findings.js';

export const findings: { readonly [key in keyof typeof english]: string } = {
  'finding.other': 'No se cumplió la regla «{rule}» ({law}).',

  'finding.consent-missing':
    'La decisión debía basarse en un consentimiento (fin: {purpose}), pero {state, select, refused {{who, select, you {usted lo había denegado} other {la persona lo había denegado}}} later {se dio solo después de la decisión} other_data {ese consentimiento no abarcaba todos los datos que se usaron} other_controller {ese consentimiento se había dado a otra entidad} other {no consta ningún consentimiento de ese tipo}}.',
  'finding.consent-ended-before-use':
    'La decisión debía basarse en un consentimiento (fin: {purpose}), pero ese consentimiento {state, select, withdrawn {se había retirado} expired {había caducado} other {se había declarado no válido}} el {ended}, antes de que se usara.',
  'finding.objection-ignored':
    'La decisión se tomó a pesar de {kind, select, opt_out {una negativa a recibir publicidad} restriction {una limitación del tratamiento} signal {una señal de privacidad} other {una oposición}} en vigor desde el {since}.',
  'finding.purpose-mismatch':
    '{what, select, consent {El consentimiento en que se basó se había dado para fines distintos de este: {purpose}.} other {Se usaron datos ({categories}) para este fin: {purpose}. Se habían recogido para otros fines.}}',
  'finding.special-category-without-explicit-consent':
    'Se usaron {kind, select, child {datos de un menor} other {datos especialmente protegidos}} ({category}) sin consentimiento explícito.',
  'finding.inferred-sensitive-data':
    'A partir de otros datos se infirió y se usó algo especialmente protegido ({category}).',
  'finding.data-past-retention':
    'Se usaron datos ({categories}) después del {until}, día hasta el que debían conservarse.',
  'finding.data-without-notice':
    '{notice, select, none {Se usaron datos ({categories}) que se recogieron sin indicar un aviso de privacidad.} other {Se usaron datos ({categories}), pero no consta que se hubiera mostrado el aviso de privacidad {notice}.}}',
  'finding.message-after-objection':
    'El {on}, {who, select, you {usted} other {la persona}} recibió un mensaje{campaign, select, none {} other { de la campaña «{campaign}»}}, {state, select, withdrawn {aunque el consentimiento se había retirado} refused {aunque el consentimiento se había denegado} expired {aunque el consentimiento había caducado} invalidated {aunque el consentimiento se había declarado no válido} opt_out {a pesar de una negativa a recibir publicidad} restriction {a pesar de una limitación del tratamiento} signal {a pesar de una señal de privacidad} other {a pesar de una oposición}}{since, select, none {} other { (desde el {since})}}.',
  'finding.message-without-decision':
    'El {on} se envió un mensaje{campaign, select, none {} other { de la campaña «{campaign}»}} {state, select, withheld {aunque se había decidido no enviarlo} other {sin que conste ninguna decisión para ello}}.',
  'finding.message-without-disclosure':
    'El mensaje del {on} no decía que era publicidad, por cuenta de quién se mostraba ni por qué.',
  'finding.decision-without-reasons':
    'El sistema que decidió no comunicó {missing, select, steps {qué pasos siguió} other {qué factores contaron}}. Debería haberlo hecho.',
  'finding.human-review-missing':
    'La decisión tiene {effect, select, legal {un efecto jurídico} other {un efecto tan grave como uno jurídico}} y se tomó sin ninguna persona; no consta que una persona la revisara.',
  'finding.model-unregistered': 'El modelo «{model}» {version} no estaba registrado cuando decidió.',
  'finding.model-unapproved': 'El modelo «{model}» {version} no se había aprobado cuando decidió.',
  'finding.model-retired': 'El modelo «{model}» {version} ya se había retirado cuando decidió.',
  'finding.bias-audit-missing':
    'Antes de la decisión no constaba ninguna auditoría de sesgos del modelo «{model}» {version}.',
  'finding.bias-audit-outdated':
    'La última auditoría de sesgos del modelo «{model}» {version}, del {on}, solo valía hasta el {until}.',
  'finding.bias-audit-failed':
    'El modelo «{model}» {version} no había superado su última auditoría de sesgos, del {on}, y aun así se usó.',
  'finding.bias-audit-follow-up-missing':
    'La auditoría de sesgos del modelo «{model}» {version}, del {on}, pedía mejoras; {state, select, overdue {el seguimiento debía hacerse antes del {due} y no consta} other {no se fijó ninguna fecha para ello}}.',
  'finding.policy-unpublished': 'Se aplicaron las reglas «{policy}» {version}, que no se habían publicado.',
  'finding.campaign-unapproved':
    'Cuando se tomó la decisión, la campaña «{campaign}» {state, select, rejected {se había rechazado} paused {estaba en pausa} ended {había terminado} other {no se había aprobado}}.',
  'finding.campaign-outside-dates':
    'La decisión se tomó fuera de las fechas de la campaña «{campaign}», del {starts} al {ends}.',
  'finding.campaign-without-owner':
    '{state, select, unowned {No consta quién responde de la campaña «{campaign}».} other {La campaña «{campaign}» nunca se propuso, así que no consta quién responde de ella.}}',
  'finding.approver-training-expired':
    'Quien aprobó {approved, select, model {el modelo} other {la campaña}} el {on} {state, select, expired {tenía una formación para ello que solo valía hasta el {until}} other {no tenía ninguna formación registrada para ello}}.',
  'finding.erased-subject-reappears':
    'Desde el {on} {count, plural, one {llegó un registro} other {llegaron # registros}} sobre {who, select, you {usted} other {la persona}}, aunque los datos se habían suprimido; lo que {count, plural, one {contenía} other {contenían}} de personal se descartó.',
  'finding.inquiry-overdue':
    'Una consulta debía responderse antes del {due}; {state, select, late {la respuesta llegó más tarde} other {aún no se ha respondido}}.',
  'finding.inquiry-extended-without-reason':
    'El {on} se prorrogó el plazo para responder a una consulta sin indicar el motivo.',
  'finding.two-subjects-under-one-id':
    '{count, plural, one {Llegó un registro} other {Llegaron # registros}} sobre otra persona con el identificador de {kind, select, message {este mensaje} other {esta decisión}}; aquí no se {count, plural, one {incluye} other {incluyen}}.',
  'finding.second-decision-under-one-id':
    '{count, plural, one {Llegó otra decisión} other {Llegaron otras # decisiones}} con el mismo identificador; aquí no se {count, plural, one {incluye} other {incluyen}}.',
  'finding.late-report':
    'El emisor «{source}» informó tarde: lo que ocurrió el {happened} llegó el {arrived}, después del momento en que debía haberse tenido en cuenta.',
  'finding.producer-gap':
    'El emisor «{source}» numera lo que comunica, y {count, plural, one {falta un número} other {faltan # números}}: algo nunca se envió.',
  'finding.time-ahead-of-clock':
    'El emisor «{source}» indicó una hora adelantada respecto al reloj: {said}, que llegó el {arrived}.',
};
