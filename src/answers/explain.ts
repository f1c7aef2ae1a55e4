/** The answer to "how was this decision made": a pure fold over records. The same records give the same bytes. */

import type { ProducerGaps } from '../oversight/findings/producer-gap.js';
import { findingsOf } from '../oversight/findings/rules.js';
import type { Instant } from '../record/ids.js';
import type { Answer } from './answer.js';
import type { Tier } from './answer-parts.js';
import { type AsOf, type CaseFile, caseFile, factsOf } from './case.js';
import type { GatheredRecord, Opened } from './facts.js';
import { type LanguageCode, Narrator } from './narrative/narrator.js';
import { zoneOf } from './narrative/zone.js';
import { regimesOf } from './regimes.js';
import { dataSection } from './sections/data.js';
import { decisionSection } from './sections/decision.js';
import { fairnessSection } from './sections/fairness.js';
import { findingsSection } from './sections/findings.js';
import { headerSection } from './sections/header.js';
import { historySection, proofSection, withheldSection } from './sections/limits.js';
import { permissionSection } from './sections/permission.js';
import { procedureSection } from './sections/procedure.js';
import { consequencesSection, controlsSection, counterfactualsSection } from './sections/prospects.js';
import { recipientsSection } from './sections/recipients.js';
import { present, tellingOf } from './telling.js';

export interface Asked {
  readonly decisionId: string;
  readonly now: Instant;
  /** What was known: a prefix of the log. */
  readonly asOf?: AsOf;
  /** What had happened. */
  readonly at?: Instant;
  readonly tier: Tier;
  readonly language: LanguageCode;
}

const NO_GAPS: ProducerGaps = new Map();

/**
 * @param gaps what is missing in the numbering of the producers, which no record says
 * @returns null where no such decision was known, or had happened, within the bounds
 */
export function explain(
  records: readonly GatheredRecord[],
  opened: Opened,
  asked: Asked,
  gaps: ProducerGaps = NO_GAPS,
): Answer | null {
  const { decisionId, now, asOf, at } = asked;
  const file = caseFile(records, opened, present({ decisionId, now, asOf, at }));
  return file === null ? null : answerOf(file, asked, gaps);
}

/** The answer over a case that is already put together. */
export function answerOf(
  file: CaseFile,
  { tier, language }: Pick<Asked, 'tier' | 'language'>,
  gaps: ProducerGaps,
): Answer {
  const jurisdiction = jurisdictionOf(file);
  const words = new Narrator(language, tier === 'auditor' ? 'other' : 'you', zoneOf(jurisdiction));
  const telling = tellingOf(file, tier, words);
  const regimes = regimesOf(regimeFacts(file, jurisdiction));
  const sections = {
    header: headerSection(telling, regimes),
    decision: decisionSection(telling),
    permission: permissionSection(telling),
    data: dataSection(telling),
    procedure: procedureSection(telling),
    counterfactuals: counterfactualsSection(telling),
    consequences: consequencesSection(telling),
    recipients: recipientsSection(telling),
    controls: controlsSection(telling, regimes, jurisdiction),
    fairness: fairnessSection(telling),
    findings: findingsSection(telling, findingsOf(file, gaps)),
    withheld: withheldSection(telling),
  };
  const history = historySection(telling);
  return { ...sections, proof: proofSection(telling, { ...sections, history }), history };
}

/** Whose law and whose clock: the consent's jurisdiction, or else the country among the inputs. */
function jurisdictionOf(file: CaseFile): string | undefined {
  const cited = file.decision.data.basis?.consentRecordId;
  const consents = factsOf(file, 'consent.given', 'consent.renewed');
  const consent = consents.findLast((fact) => fact.data.consentRecordId === cited) ?? consents.at(-1);
  if (consent !== undefined) return consent.data.jurisdiction;
  const country = file.decision.data.inputs?.find((input) => input.category === 'pd:Country')?.value;
  return typeof country === 'string' && /^[A-Z]{2}$/.test(country) ? country : undefined;
}

function regimeFacts(file: CaseFile, jurisdiction: string | undefined) {
  const { purpose, automation, significance, channel } = file.decision.data;
  return present({
    purpose,
    automation: (['full', 'assisted', 'human'] as const).find((value) => value === automation),
    significance: (['none', 'similar', 'legal'] as const).find((value) => value === significance),
    channel,
    jurisdiction,
  });
}
