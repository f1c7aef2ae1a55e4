/** Whether a personal value can be shown, and if not, why not. */
import type { Json } from '../../record/canonical.js';
import type { Fact } from '../facts.js';

export type ValueState = 'shown' | 'erased' | 'fenced' | 'withheld' | 'absent';

export function valueStateOf(fact: Fact, value: unknown): ValueState {
  if (value !== undefined) return 'shown';
  if (fact.erased !== undefined) return 'erased';
  if (fact.fenced) return 'fenced';
  return fact.withheld ? 'withheld' : 'absent';
}

/** A value that was read from JSON, as JSON. */
export function showValue(value: unknown): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map((item) => showValue(item) ?? null);
  if (typeof value !== 'object') return undefined;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, showValue(member) ?? null]));
}
