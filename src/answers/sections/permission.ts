/** Section `permission`: by what right – the purpose, the legal basis, and the consent as it stood at that instant. */
import { label } from '../../catalogue/vocabulary.js';
import { restsOnConsent as restsOnConsentIn } from '../../oversight/findings/use.js';
import { compareInstants } from '../../record/ids.js';
import type { Answer } from '../answer.js';
import type { Sentence } from '../answer-parts.js';
import { factsOf, is } from '../case.js';
import { type ConsentState, consentAt, type Grant } from '../consent.js';
import type { Fact } from '../facts.js';
import { objectionsAt } from '../objections.js';
import { idsOf, present, type Telling, termOf } from '../telling.js';
import { useOf } from './around.js';
import { eventOf } from './events.js';
import { decodeTcf } from './tcf.js';

type Permission = Answer['permission'];

export function permissionSection(telling: Telling): Permission {
  const { file } = telling;
  const { decision } = file;
  const { purpose, basis } = decision.data;
  const use = useOf(file);
  const state = consentAt(file, use, decision.occurredAt);
  const objections = objectionsAt(file, use.purpose, decision.occurredAt);
  const restsOnConsent = restsOnConsentIn(file);
  const shown = restsOnConsent || is(decision, 'decision.withheld') ? state : undefined;
  return {
    purpose: purpose === undefined ? null : termOf(purpose),
    basis: basis === undefined ? null : termOf(basis.kind),
    consent: shown?.grant === undefined ? null : consentOf(telling, shown, shown.grant),
    assessment: assessmentOf(telling),
    objections: objections.map(({ kind, from, fact }) => ({ kind, from, records: idsOf(fact) })),
    signals: signalsOf(telling),
    records: idsOf(decision),
    sentences: [
      ...(purpose === undefined
        ? []
        : [telling.say('permission.purpose', { purpose: label(purpose, telling.words.code) }, decision)]),
      ...(basis === undefined && is(decision, 'decision.made')
        ? [telling.say('permission.basis-missing', {}, decision)]
        : []),
      ...(basis !== undefined && !restsOnConsent ? otherBasis(telling) : []),
      ...(shown === undefined ? [] : consentSentences(telling, shown, restsOnConsent)),
      ...(objections.length === 0 && is(decision, 'decision.made')
        ? [telling.say('permission.no-objection', {}, decision)]
        : objections.map(({ kind, from, fact }) =>
            telling.say('permission.objection', { kind, day: telling.words.day(from) }, fact),
          )),
      ...factsOf(file, 'signal.received')
        .filter((fact) => compareInstants(fact.occurredAt, decision.occurredAt) <= 0)
        .map((fact) =>
          telling.say(
            'permission.signal',
            { kind: fact.data.kind, day: telling.words.day(fact.occurredAt), effect: fact.data.appliedEffect },
            fact,
          ),
        ),
    ],
  };
}

function consentOf(telling: Telling, state: ConsentState, grant: Grant): NonNullable<Permission['consent']> {
  const { data } = grant;
  return present({
    consentRecordId: data.consentRecordId,
    status: state.status,
    at: telling.file.decision.occurredAt,
    purposes: data.purposes.map(termOf),
    categories: data.dataCategories.map(termOf),
    notice: {
      id: data.notice.id,
      version: data.notice.version,
      digest: data.notice.digest,
      language: data.notice.language,
    },
    method: data.method,
    jurisdiction: data.jurisdiction,
    controller: data.controller,
    givenAt: grant.holdsFrom,
    expiresAt: data.expiresAt,
    endedAt: state.end?.holdsFrom,
    later: laterChanges(telling, grant).map((fact) => eventOf(telling, fact)),
    records: idsOf(grant, state.end, servedNotice(telling, grant)),
  });
}

function consentSentences(telling: Telling, state: ConsentState, restsOnConsent: boolean): readonly Sentence[] {
  const { file, words } = telling;
  const { grant, status, end, until } = state;
  if (grant === undefined) {
    if (!restsOnConsent)
      return [
        telling.say('permission.before-withheld', { status, day: end && words.day(end.holdsFrom) }, file.decision, end),
      ];
    if (status === 'none')
      return [telling.say('permission.status.none', { id: file.decision.data.basis?.consentRecordId }, file.decision)];
    return [telling.say(`permission.status.${status}`, { day: end && words.day(end.holdsFrom) }, file.decision, end)];
  }
  const { data } = grant;
  const agreed = {
    purposes: words.terms(data.purposes),
    day: words.day(grant.holdsFrom),
    method: data.method,
    version: data.notice.version,
    notice: data.notice.id,
    language: words.nameOf('language', data.notice.language),
  };
  const ended = status === 'valid' || until === undefined ? undefined : words.day(until);
  const expires = data.expiresAt && words.day(data.expiresAt);
  const purpose = label(useOf(file).purpose, words.code);
  return [
    telling.say('permission.consent', agreed, grant, servedNotice(telling, grant)),
    telling.say('permission.covers', { categories: words.terms(data.dataCategories) }, grant),
    telling.say(`permission.status.${status}`, { day: ended, purpose }, grant, end, file.decision),
    // Of a consent that ran out, its last day has just been named.
    ...(expires === undefined || expires === ended ? [] : [telling.say('permission.expires', { day: expires }, grant)]),
    ...laterChanges(telling, grant).map((fact) => ({ text: eventOf(telling, fact).text, records: idsOf(fact) })),
  ];
}

/** The notice as it was shown, at or before the consent. */
function servedNotice({ file }: Telling, grant: Grant): Fact | undefined {
  const { id, version } = grant.data.notice;
  return factsOf(file, 'notice.served').findLast(
    (fact) =>
      fact.data.noticeId === id &&
      fact.data.version === version &&
      compareInstants(fact.occurredAt, grant.occurredAt) <= 0,
  );
}

/** What became of the consent after the decision. */
function laterChanges({ file }: Telling, grant: Grant): readonly Fact[] {
  const { consentRecordId } = grant.data;
  return factsOf(
    file,
    'consent.renewed',
    'consent.withdrawn',
    'consent.refused',
    'consent.expired',
    'consent.invalidated',
  ).filter(
    (fact) =>
      fact.data.consentRecordId === consentRecordId && compareInstants(fact.holdsFrom, file.decision.occurredAt) > 0,
  );
}

function otherBasis(telling: Telling): readonly Sentence[] {
  const { file } = telling;
  const { basis } = file.decision.data;
  if (basis === undefined) return [];
  const interest = /A6-1-f|LegitimateInterest/.test(basis.kind);
  if (!interest)
    return [telling.say('permission.basis', { basis: label(basis.kind, telling.words.code) }, file.decision)];
  const assessment = assessmentFact(telling);
  const named = telling.say('permission.interest', { ref: basis.assessmentRef }, file.decision);
  if (basis.assessmentRef === undefined) return [named];
  if (assessment === undefined)
    return [named, telling.say('permission.assessment-missing', { ref: basis.assessmentRef }, file.decision)];
  const { version, status } = assessment.data;
  return [named, telling.say('permission.assessment', { version, status }, assessment)];
}

function assessmentOf(telling: Telling): Permission['assessment'] {
  const ref = telling.file.decision.data.basis?.assessmentRef;
  if (ref === undefined) return null;
  const fact = assessmentFact(telling);
  return present({
    ref,
    kind: fact?.data.kind,
    status: fact?.data.status,
    records: idsOf(telling.file.decision, fact),
  });
}

function assessmentFact({ file }: Telling) {
  const ref = file.decision.data.basis?.assessmentRef;
  return factsOf(file, 'assessment.recorded').findLast((fact) => fact.data.assessmentId === ref);
}

/** Signals as they were received before the decision, and the strings that came with a consent. */
function signalsOf({ file }: Telling): Permission['signals'] {
  const before = (fact: Fact): boolean => compareInstants(fact.occurredAt, file.decision.occurredAt) <= 0;
  const received = factsOf(file, 'signal.received')
    .filter(before)
    .map((fact) =>
      present({
        kind: fact.data.kind,
        at: fact.occurredAt,
        effect: fact.data.appliedEffect,
        decoded: fact.data.kind === 'tcf' ? decodeTcf(fact.data.raw) : undefined,
        records: idsOf(fact),
      }),
    );
  const attached = factsOf(file, 'consent.given', 'consent.renewed')
    .filter(before)
    .flatMap((fact) => {
      const { tcString } = fact.data.signals ?? {};
      if (tcString === undefined) return [];
      return [
        present({
          kind: 'tcf',
          at: fact.occurredAt,
          effect: 'consent',
          decoded: decodeTcf(tcString),
          records: idsOf(fact),
        }),
      ];
    });
  return [...received, ...attached];
}
