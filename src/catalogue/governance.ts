/** Events of governance: training, bias audits, assessments, consultations, incidents. */
import { Count, CountMap, Flag, Id, Name, Names, Nested, OneOf, optional, Text, Texts, Values, When } from './field.js';
import { LedgerEvent } from './ledger-event.js';

const subject = 'none';
const ofConsultation = 'consultation-<consultationId>';
const ofIncident = 'incident-<incidentId>';

@LedgerEvent({
  type: 'training.completed',
  stream: 'person-<personId>',
  says: 'A member of staff completed a training.',
  subject,
  example: {
    time: '2025-09-30T15:00:00Z',
    data: {
      personId: 'staff-7',
      course: 'AI ethics in marketing',
      version: '2025',
      validUntil: '2026-09-30T00:00:00Z',
      requiredFor: ['model.approved', 'campaign.approved'],
    },
  },
})
export class TrainingCompleted {
  @Id('A staff pseudonym') personId!: string;
  @Name('The course') course!: string;
  @Name('Its version') version!: string;
  @When('Until when it counts') validUntil!: string;
  @Names('What it is required for', optional) requiredFor?: string[];
}

export class AuditScope {
  @Id('The model') modelId!: string;
  @Name('Its version') version!: string;
  @Count('The tree size from which records were looked at') fromSize!: number;
  @Count('The tree size up to which records were looked at') toSize!: number;
}

@LedgerEvent({
  type: 'biasaudit.completed',
  stream: 'audit-<auditId>',
  says: 'A bias audit of a model version was completed.',
  subject,
  example: {
    time: '2026-01-31T17:00:00Z',
    data: {
      auditId: 'ba-19',
      scope: { modelId: 'spring-propensity', version: '4.2.0', fromSize: 2_000, toSize: 9_750 },
      attributes: ['gender', 'ageBand'],
      metrics: [
        { name: 'disparateImpact', attribute: 'gender', group: 'female', reference: 'male', value: 0.91 },
        { name: 'demographicParityRatio', attribute: 'ageBand', value: 0.79 },
      ],
      excluded: { missingAttribute: 412 },
      auditor: 'Prüfwerk e. V.',
      independence: 'external, no other contract with the controller',
      conclusion: 'conditional',
      followUpAt: '2026-08-01T00:00:00Z',
    },
  },
})
export class BiasauditCompleted {
  @Id('The audit') auditId!: string;
  @Nested('What was looked at', () => AuditScope) scope!: AuditScope;
  @Names('The group attributes compared') attributes!: string[];
  @Values('The metrics with their values') metrics!: unknown[];
  @CountMap('How many decisions were left out, by reason', optional) excluded?: Record<string, number>;
  @Name('Who audited') auditor!: string;
  @Text('How independent the auditor is') independence!: string;
  @OneOf('The conclusion', ['approved', 'conditional', 'rejected']) conclusion!: string;
  @When('When it must be looked at again', optional) followUpAt?: string;
}

@LedgerEvent({
  type: 'assessment.recorded',
  stream: 'assessment-<assessmentId>',
  says: 'An assessment of the risks for people was recorded.',
  subject,
  example: {
    time: '2026-02-10T12:00:00Z',
    data: {
      assessmentId: 'dpia-31',
      kind: 'DPIA',
      version: '2',
      risks: ['People may feel watched when an inferred interest is shown to them'],
      measures: ['Inferred interests are explained and can be switched off'],
      status: 'approved',
    },
  },
})
export class AssessmentRecorded {
  @Id('The assessment') assessmentId!: string;
  @OneOf('Data protection impact, legitimate interest, or fundamental rights impact', ['DPIA', 'LIA', 'FRIA'])
  kind!: string;
  @Name('Its version') version!: string;
  @Texts('The risks') risks!: string[];
  @Texts('What is done about them') measures!: string[];
  @Name('Its status') status!: string;
}

export class Consultation {
  @Id('The consultation') consultationId!: string;
  @Name('Which group: consumers, an NGO, an authority') who!: string;
  @Text('What they said') input!: string;
  @Text('What was answered', optional) response?: string;
  @Text('What was changed', optional) change?: string;
}

const consultation = {
  consultationId: 'con-4',
  who: 'consumers',
  input: 'Say on the message itself why it was sent',
};

@LedgerEvent({
  type: 'stakeholder.consulted',
  stream: ofConsultation,
  says: 'A group of people concerned was asked.',
  subject,
  example: { time: '2026-02-05T16:00:00Z', data: consultation },
})
export class StakeholderConsulted extends Consultation {}

@LedgerEvent({
  type: 'stakeholder.finding',
  stream: ofConsultation,
  says: 'A group of people concerned pointed something out.',
  subject,
  example: { time: '2026-02-06T09:00:00Z', data: consultation },
})
export class StakeholderFinding extends Consultation {}

@LedgerEvent({
  type: 'stakeholder.answered',
  stream: ofConsultation,
  says: 'A group of people concerned got an answer.',
  subject,
  example: {
    time: '2026-02-17T09:00:00Z',
    data: { ...consultation, response: 'We will', change: 'Each message links to its reasons' },
  },
})
export class StakeholderAnswered extends Consultation {}

export class Affected {
  @Text('How they were found') query!: string;
  @Count('How many people') count!: number;
}

/** A fault, from its discovery to its end; each event says what is known by then. */
export class Incident {
  @Id('The incident') incidentId!: string;
  @Text('What caused it', optional) cause?: string;
  @Nested('Who is affected', () => Affected, optional) affected?: Affected;
  @Text('What is done about it', optional) remedy?: string;
  @Flag('Whether it was checked that the remedy works', optional) effectChecked?: boolean;
}

const incident = {
  incidentId: 'inc-5',
  cause: 'The list of "Members’ night" was built before the withdrawals of that week',
};
const affected = { query: 'message.sent of members-night after consent.withdrawn', count: 31 };
const remedy = 'The list is checked again right before sending';

@LedgerEvent({
  type: 'incident.opened',
  stream: ofIncident,
  says: 'A fault was discovered.',
  subject,
  example: { time: '2026-03-11T08:00:00Z', data: incident },
})
export class IncidentOpened extends Incident {}

@LedgerEvent({
  type: 'incident.scoped',
  stream: ofIncident,
  says: 'It was found out whom a fault affects.',
  subject,
  example: { time: '2026-03-11T15:00:00Z', data: { ...incident, affected } },
})
export class IncidentScoped extends Incident {}

@LedgerEvent({
  type: 'remedy.applied',
  stream: ofIncident,
  says: 'Something was done about a fault.',
  subject,
  example: { time: '2026-03-13T10:00:00Z', data: { ...incident, affected, remedy } },
})
export class RemedyApplied extends Incident {}

@LedgerEvent({
  type: 'incident.closed',
  stream: ofIncident,
  says: 'A fault is over.',
  subject,
  example: { time: '2026-03-20T10:00:00Z', data: { ...incident, affected, remedy, effectChecked: true } },
})
export class IncidentClosed extends Incident {}
