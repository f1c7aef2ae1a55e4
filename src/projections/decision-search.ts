/** Search over the read model `decision`: filters, pages newest first, a repeatable random sample, counts. Used by `GET /v1/decisions`, fairness and the registers. */
import { type Instant, millisecondsOf } from '../record/ids.js';
import { DECISION_COLUMNS, type DecisionRow, type SelectedDecision, toDecision } from './decision.js';
import type { ReadModels, SqlValue } from './projection.js';
import { findTerm } from './terms.js';

export interface DecisionFilter {
  readonly model?: string;
  readonly modelVersion?: string;
  readonly campaign?: string;
  readonly policy?: string;
  readonly outcome?: string;
  readonly purpose?: string;
  /** Only made (false) or only withheld (true) ones. */
  readonly withheld?: boolean;
  /** Made at or after this instant. */
  readonly from?: Instant;
  /** Made before this instant. */
  readonly to?: Instant;
  /** Known at this tree size: `made` is a leaf below it. */
  readonly size?: number;
}

/** Where the page before ended. */
export interface DecisionCursor {
  readonly at: number;
  readonly leaf: number;
}

/** One page, newest first by the time of the decision. */
export function searchDecisions(
  models: ReadModels,
  filter: DecisionFilter,
  page: { readonly after?: DecisionCursor; readonly limit: number },
): readonly DecisionRow[] {
  const where = conditions(models, filter);
  if (where === null) return [];
  const { after } = page;
  const beyond = after ? ' AND d.at <= ? AND (d.at < ? OR d.leaf < ?)' : '';
  return models
    .all<SelectedDecision>(
      `SELECT ${DECISION_COLUMNS} FROM decision d WHERE ${where.sql}${beyond} ORDER BY d.at DESC, d.leaf DESC LIMIT ?`,
      ...where.values,
      ...(after ? [after.at, after.at, after.leaf] : []),
      page.limit,
    )
    .map(toDecision);
}

/**
 * `count` decisions drawn at random, the same ones for the same filter, seed and tree size; in the order of the draw.
 * Each leaf gets a number that seed and leaf alone decide: sums and squares in turn, modulo a prime. Without the squares neighbours in a draw would lie
 * the same number of leaves apart, and a small draw within a few weeks.
 */
export function sampleDecisions(
  models: ReadModels,
  filter: DecisionFilter & { readonly size: number },
  draw: { readonly count: number; readonly seed: number },
): readonly DecisionRow[] {
  const where = conditions(models, filter);
  if (where === null) return [];
  const seed = (Math.abs(Math.trunc(draw.seed)) % PRIME) + 1;
  return models
    .all<SelectedDecision>(
      `SELECT ${DECISION_COLUMNS} FROM (SELECT ? AS seed, ? AS more) AS draw CROSS JOIN decision d WHERE ${where.sql}
       ORDER BY ${DRAWN}, d.leaf LIMIT ?`,
      seed,
      (seed * 16_807) % PRIME,
      ...where.values,
      draw.count,
    )
    .map(toDecision);
}

/** How many decisions match. */
export function countDecisions(models: ReadModels, filter: DecisionFilter): number {
  const where = conditions(models, filter);
  if (where === null) return 0;
  return models.get<{ n: number }>(`SELECT count(*) AS n FROM decision d WHERE ${where.sql}`, ...where.values)?.n ?? 0;
}

const PRIME = 2_147_483_647;
/** Products stay below 2⁶³: each factor is less than the prime. */
const squared = (x: string): string => `((${x}) * (${x}) % ${PRIME})`;
const START = `(d.leaf % ${PRIME} * 48271 + draw.seed) % ${PRIME}`;
const DRAWN = squared(`(${squared(START)} + draw.more) % ${PRIME}`);

/** Null where a filter names something that no decision names. */
function conditions(models: ReadModels, filter: DecisionFilter): { sql: string; values: SqlValue[] } | null {
  const sql = ['d.at IS NOT NULL'];
  const values: SqlValue[] = [];
  const named = {
    model: filter.model,
    version: filter.modelVersion,
    campaign: filter.campaign,
    policy: filter.policy,
    outcome: filter.outcome,
    purpose: filter.purpose,
  };
  for (const [column, name] of Object.entries(named)) {
    if (name === undefined) continue;
    const id = findTerm(models, 'decision_term', name);
    if (id === undefined) return null;
    sql.push(`d.${column} = ?`);
    values.push(id);
  }
  const add = (condition: string, value: SqlValue): void => {
    sql.push(condition);
    values.push(value);
  };
  if (filter.withheld !== undefined) sql.push(filter.withheld ? 'd.withheld IS NOT NULL' : 'd.withheld IS NULL');
  if (filter.from !== undefined) add('d.at >= ?', millisecondsOf(filter.from));
  if (filter.to !== undefined) add('d.at < ?', millisecondsOf(filter.to));
  if (filter.size !== undefined) add('d.made < ?', filter.size);
  return { sql: sql.join(' AND '), values };
}
