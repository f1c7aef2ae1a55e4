/** What fairness figures count of one decision: the records of its stream go through the fold of the answers, so an answer and a count never disagree. Pure. */
import { caseFile, is, ofThis } from '../answers/case.js';
import type { GatheredRecord } from '../answers/facts.js';
import { nothingOpened } from '../answers/opened.js';
import { compareInstants, type Pseudonym, parseInstant } from '../record/ids.js';
import type { RecordHeader } from '../record/record.js';
import type { SealedValues } from '../vault/seal.js';

export interface CountedDecision {
  readonly person: Pseudonym;
  /** Its group attributes are sealed in it. */
  readonly header: RecordHeader;
  /** Null where the outcome was taken away by a redaction. */
  readonly selected: boolean | null;
  /** What was observed, null where nothing was. */
  readonly positive: boolean | null;
  readonly score: number | null;
}

/**
 * @param records those of the decision's stream, and links that matter for whose they are
 * @returns null where no decision of this id stands: a correction took it back
 */
export function countedDecision(decisionId: string, records: readonly GatheredRecord[]): CountedDecision | null {
  const last = records.at(-1);
  if (last === undefined) return null;
  const file = caseFile(records, nothingOpened, { decisionId, now: last.effectiveAt });
  if (file === null) return null;
  const { decision } = file;
  const header = records.find(({ leaf }) => leaf === decision.leaf)?.header;
  if (header === undefined || decision.subject === undefined) return null;
  const { score } = decision.data;
  return {
    person: decision.subject,
    header,
    selected: is(decision, 'decision.made') ? selectedBy(decision.data.outcome, decision.redacted?.fields) : false,
    positive: labelOf(ofThis(file, 'outcome.observed').map(({ data }) => data)),
    score: typeof score === 'number' ? score : null,
  };
}

/** A value that says yes or no decides; else any action but `none` is a selection. */
function selectedBy(
  outcome: { readonly action: string; readonly value?: unknown } | undefined,
  redacted: readonly string[] = [],
): boolean | null {
  if (outcome === undefined || redacted.some((field) => DECIDING.has(field))) return null;
  return typeof outcome.value === 'boolean' ? outcome.value : outcome.action !== 'none';
}

const DECIDING: ReadonlySet<string> = new Set(['/outcome', '/outcome/action', '/outcome/value']);

interface Observed {
  readonly positive: unknown;
  readonly observedAt: string;
}

/** Of several outcomes the one observed last counts, of equal times the one recorded last: what was bought and sent back was not bought. */
function labelOf(outcomes: readonly Observed[]): boolean | null {
  const dated = outcomes.flatMap(({ positive, observedAt }) => {
    const at = parseInstant(String(observedAt));
    return at === null || typeof positive !== 'boolean' ? [] : [{ at, positive }];
  });
  return dated.toSorted((a, b) => compareInstants(a.at, b.at)).at(-1)?.positive ?? null;
}

/**
 * The group that these attributes put a decision in, null where one of them is missing or empty. One attribute gives its value as it is; several give
 * theirs with commas between, a comma or backslash within a value after a backslash, so that no two combinations read alike.
 */
export function groupValue(opened: SealedValues, attributes: readonly string[]): string | null {
  const groups = opened['/groups'];
  if (typeof groups !== 'object' || groups === null || Array.isArray(groups)) return null;
  const values = attributes.map((name): unknown => (Object.hasOwn(groups, name) ? Reflect.get(groups, name) : ''));
  const texts = values.map((value) => String(value ?? ''));
  if (texts.includes('')) return null;
  return texts.length === 1 ? (texts[0] ?? null) : texts.map((text) => text.replace(/[\\,]/g, '\\$&')).join(',');
}
