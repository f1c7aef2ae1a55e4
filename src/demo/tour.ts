/** What to look at once the ledger is full: one decision, three questions of a support agent, one of an auditor, as commands to paste. */
import { resolve } from 'node:path';
import type { FaultsFile } from './faults-file.js';
import { call, type Ledger } from './fill.js';
import type { Planted } from './world.js';

export interface Stop {
  /** Who asks. */
  readonly as: 'anybody' | 'support' | 'auditor';
  readonly question: string;
  /** What the records hold about it, so that the answer can be judged. */
  readonly background: string;
  readonly command: string;
}

/** @param data the data folder @param url where the service is when the commands are pasted */
export async function tourOf(ledger: Ledger, file: FaultsFile, data: string, url: string): Promise<readonly Stop[]> {
  const told = file.planted.find((one) => one.rule === 'message-after-objection' && isAlone(one, file));
  const { withheld, offered } = file.sights;
  const retired = file.planted.filter(({ rule }) => rule === 'model-retired');
  const asked = told?.consumer ?? offered?.consumer ?? '';
  const consumer = await pseudonymOf(ledger, asked);
  const read = `curl -s -H "authorization: Bearer $SUPPORT" -H 'x-purpose: inquiry of the person'`;
  return [
    {
      as: 'anybody',
      question: 'How was this decision made?',
      background: `${told?.decisionId ?? ''}: an offer was rightly decided and sent. ${told?.what ?? ''}`,
      command: `${folder(data)}npx ledger explain ${told?.decisionId ?? ''}`,
    },
    {
      as: 'support',
      question: '“Why did I get this message?”',
      background: `${offered?.consumer ?? ''} asks about ${offered?.decisionId ?? ''}. The answer as a page, worded for the person; the reading is recorded.`,
      command: `${read} -H 'accept: text/html' '${url}/v1/decisions/${offered?.decisionId ?? ''}/explanation?tier=consumer' -o answer.html && echo answer.html`,
    },
    {
      as: 'support',
      question: `“My neighbour got an offer in ${withheld?.campaign ?? ''}, why did I not?”`,
      background: `${withheld?.consumer ?? ''} had consented once; ${withheld?.decisionId ?? ''} withheld the offer.`,
      command: `${folder(data)}npx ledger explain ${withheld?.decisionId ?? ''} --tier support`,
    },
    {
      as: 'support',
      question: '“What do you hold about me, and what did I agree to?”',
      background: `${asked} is known here under a pseudonym, which POST /v1/consumers/lookup gives for the reference.`,
      command: `${read} ${url}/v1/consumers/${consumer}`,
    },
    {
      as: 'auditor',
      question: 'Did a model go on deciding after it was retired?',
      background: `offer-propensity 3.1.0 was retired on 16 February 2026. There should be no decision after that; there ${retired.length === 1 ? 'is 1' : `are ${retired.length}`}, planted.`,
      command: `curl -s -H "authorization: Bearer $AUDITOR" -H 'x-purpose: audit 2026-11' '${url}/v1/decisions?model=offer-propensity&version=3.1.0&from=2026-02-16T17:00:00Z'`,
    },
  ];
}

/** Whether it is the only fault of its decision. */
function isAlone(planted: Planted, { planted: all }: FaultsFile): boolean {
  return all.filter(({ decisionId }) => decisionId === planted.decisionId).length === 1;
}

/** Commands run in another shell, which may not have LEDGER_DATA set. */
function folder(data: string): string {
  return data === resolve('data') ? '' : `LEDGER_DATA='${data.replaceAll("'", "'\\''")}' `;
}

async function pseudonymOf(ledger: Ledger, reference: string): Promise<string> {
  const found = await call(ledger, 'support', 'POST', '/v1/consumers/lookup', JSON.stringify({ reference }));
  return String(found.consumer);
}

/** The tour in a terminal. */
export function told(stops: readonly Stop[], tokens: Ledger['tokens']): string {
  const lines = (as: Stop['as']): readonly string[] =>
    stops
      .filter((stop) => stop.as === as)
      .flatMap(({ question, background, command }) => ['', `  ${question}`, `    ${background}`, `    ${command}`]);
  return [
    'LOOK AT ONE DECISION – in another terminal, in this folder:',
    ...lines('anybody'),
    '',
    'THREE QUESTIONS A SUPPORT AGENT IS ASKED',
    '',
    `    export SUPPORT=${tokens.support}`,
    ...lines('support'),
    '',
    'ONE QUESTION AN AUDITOR ASKS',
    '',
    `    export AUDITOR=${tokens.auditor}`,
    ...lines('auditor'),
    '',
  ].join('\n');
}
