/** By what right and with which data, in PROV: consent, notice, objections and signals; each input with the collections it came from. Pure. */
import type { MadeAnswer } from '../../answer.js';
import { decisionName, partyName, personName } from './decision.js';
import {
  element,
  here,
  literal,
  moment,
  type Name,
  named,
  own,
  relation,
  type Statement,
  termRef,
  words,
} from './statements.js';

type Consent = NonNullable<MadeAnswer['permission']['consent']>;
type Input = MadeAnswer['data']['inputs'][number];
type Collection = Input['collections'][number];

export function permissionStatements(answer: MadeAnswer): readonly Statement[] {
  const { header, permission } = answer;
  const { purpose, basis, consent, assessment, objections, signals } = permission;
  const name = decisionName(answer);
  return [
    element('activity', name, [], permission.records, {
      purpose: purpose === null ? undefined : termRef(purpose),
      legalBasis: basis === null ? undefined : termRef(basis),
    }),
    ...(consent === null ? [] : consentStatements(answer, consent)),
    ...(assessment === null
      ? []
      : [
          element('entity', here('assessment', assessment.ref), 'Assessment', assessment.records, {
            ref: assessment.ref,
            assessmentKind: assessment.kind,
            status: assessment.status,
          }),
          relation(
            'used',
            { activity: name, entity: here('assessment', assessment.ref) },
            { 'prov:role': own('assessment') },
          ),
        ]),
    ...objections.flatMap(({ kind, from, records }, index) => {
      const entity = here('objection', records[0] ?? `${header.decisionId}-${index}`);
      return [
        element('entity', entity, 'Objection', records, { objectionKind: kind }),
        relation('wasGeneratedBy', { entity }, { 'prov:time': from }),
        ...byThePerson(answer, entity),
      ];
    }),
    ...signals.flatMap(({ kind, at, effect, decoded, records }, index) => {
      const entity = here('signal', records[0] ?? `${header.decisionId}-${index}`);
      return [
        element('entity', entity, 'Signal', records, { signalKind: kind, effect, decoded: literal(decoded) }),
        relation('wasGeneratedBy', { entity }, { 'prov:time': at }),
      ];
    }),
  ];
}

function consentStatements(answer: MadeAnswer, consent: Consent): readonly Statement[] {
  const { notice, records } = consent;
  const name = here('consent', consent.consentRecordId);
  const shown = here('notice', notice.id, notice.version);
  return [
    element('entity', name, 'Consent', records, {
      consentRecordId: consent.consentRecordId,
      status: consent.status,
      statusAt: moment(consent.at),
      purpose: consent.purposes.map(termRef),
      category: consent.categories.map(termRef),
      method: consent.method,
      jurisdiction: consent.jurisdiction,
      controller: named(partyName(consent.controller)),
      expiresAt: moment(consent.expiresAt),
      endedAt: moment(consent.endedAt),
    }),
    element('agent', partyName(consent.controller), 'Party', records, { 'prov:label': consent.controller }),
    element('entity', shown, 'Notice', records, {
      noticeId: notice.id,
      version: notice.version,
      digest: notice.digest,
      language: notice.language,
    }),
    relation('wasGeneratedBy', { entity: name }, { 'prov:time': consent.givenAt }),
    relation('wasInfluencedBy', { influencee: name, influencer: shown }, { role: own('notice') }),
    ...byThePerson(answer, name),
    relation('used', { activity: decisionName(answer), entity: name }, { 'prov:role': own('consent') }),
    ...consent.later.flatMap(({ type, at, text, records: later }, index) => {
      const event = here('event', later[0] ?? `${consent.consentRecordId}-${index}`);
      return [
        element('activity', event, 'Event', later, {
          'prov:label': words(text, answer.header.language),
          'prov:startTime': at,
          'prov:endTime': at,
          eventType: type,
        }),
        relation('wasInfluencedBy', { influencee: name, influencer: event }),
      ];
    }),
  ];
}

function byThePerson({ header }: MadeAnswer, entity: Name): readonly Statement[] {
  return header.consumer === undefined
    ? []
    : [relation('wasAttributedTo', { entity, agent: personName(header.consumer) })];
}

/** Inputs are named by their place: a decision may be told of two of one name. */
export function inputName({ header }: MadeAnswer, index: number): Name {
  return here('input', header.decisionId, index + 1);
}

export function dataStatements(answer: MadeAnswer): readonly Statement[] {
  return answer.data.inputs.flatMap((input, index) => {
    const name = inputName(answer, index);
    return [
      element('entity', name, 'Input', input.records, {
        'prov:label': input.label,
        'prov:value': literal(input.value),
        name: input.name,
        valueState: input.valueState,
        category: termRef(input.category),
        origin: input.origin,
        ageDays: input.ageDays,
      }),
      relation('used', { activity: decisionName(answer), entity: name }, { 'prov:role': own('input') }),
      ...input.collections.flatMap((collection) => [
        ...collectionStatements(answer, collection),
        relation('wasDerivedFrom', { generatedEntity: name, usedEntity: collectionName(collection.collectionId) }),
      ]),
      // The decision names them, and no record tells of them.
      ...input.missing.flatMap((id) => [
        element('entity', collectionName(id), 'Collection', input.records, { collectionId: id, missing: true }),
        relation('wasDerivedFrom', { generatedEntity: name, usedEntity: collectionName(id) }),
      ]),
    ];
  });
}

function collectionName(id: string): Name {
  return here('collection', id);
}

function collectionStatements(answer: MadeAnswer, collection: Collection): readonly Statement[] {
  const { collectionId, sourceSystem, notice, derivedFrom, records } = collection;
  const name = collectionName(collectionId);
  const system = here('system', sourceSystem);
  return [
    element('entity', name, 'Collection', records, {
      collectionId,
      origin: collection.origin,
      source: collection.source,
      category: collection.categories.map(termRef),
      sensitivity: collection.sensitivity,
      retainUntil: moment(collection.retainUntil),
      method: collection.method,
      confidence: collection.confidence,
    }),
    relation('wasGeneratedBy', { entity: name }, { 'prov:time': collection.collectedAt }),
    element('agent', system, ['prov:SoftwareAgent', 'ledger:SourceSystem'], records, { 'prov:label': sourceSystem }),
    relation('wasAttributedTo', { entity: name, agent: system }, { role: own('sourceSystem') }),
    ...(collection.source === 'person' ? byThePerson(answer, name) : []),
    ...(notice === undefined
      ? []
      : [
          element('entity', here('notice', notice), 'Notice', records, { noticeId: notice }),
          relation(
            'wasInfluencedBy',
            { influencee: name, influencer: here('notice', notice) },
            { role: own('notice') },
          ),
        ]),
    ...derivedFrom.flatMap((id) => [
      element('entity', collectionName(id), 'Collection', records, { collectionId: id }),
      relation('wasDerivedFrom', { generatedEntity: name, usedEntity: collectionName(id) }),
    ]),
  ];
}
