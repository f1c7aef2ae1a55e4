/** Decision events as a producer sends them: 20 inputs, about 1.8 kB of JSON, each of its own decision, about people who come back. */
import { randomBytes } from 'node:crypto';

const INPUTS = 20;
export const SOURCE = '/bench/engine';

export interface DecisionEvent {
  readonly id: string;
  readonly subject: string;
  readonly data: { readonly decisionId: string };
}

/** No two runs send the same ids. */
const run = randomBytes(4).toString('hex');
let made = 0;

/** @param people how many consumers the decisions are about, in turn */
export function decisionEvent(people: number): DecisionEvent {
  const at = made++;
  const decisionId = `dec-${run}-${at}`;
  const data = {
    decisionId,
    question: 'Which offer?',
    outcome: { action: 'offer', label: '15 % off', value: true },
    purpose: 'dpv:PersonalisedAdvertising',
    model: { id: 'spring-propensity', version: '4.2.0' },
    basis: { kind: 'eu-gdpr:A6-1-a', consentRecordId: `cr-${at % people}` },
    inputs: Array.from({ length: INPUTS }, (_, input) => ({
      name: `input${input}`,
      value: ((at * 31 + input * 17) % 1000) / 8,
      category: 'pd:Purchase',
      origin: 'observed',
    })),
    steps: [{ kind: 'model', field: 'score', operator: '>=', expected: 0.6, actual: 0.74, result: 'passed' }],
    score: 0.74,
    automation: 'full',
    significance: 'none',
    campaignId: 'spring-run',
  };
  const time = new Date(1_780_000_000_000 + at).toISOString();
  const attributes = { specversion: '1.0', id: `e-${run}-${at}`, source: SOURCE, type: 'decision.made' };
  return { ...attributes, subject: `crm:C-${at % people}`, time, data } as DecisionEvent;
}
