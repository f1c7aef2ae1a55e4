/** Section `findings`: every rule that was broken, in a sentence, with its records and what became of it. */
import type { Finding } from '../../oversight/finding.js';
import type { Answer } from '../answer.js';
import type { Sentence } from '../answer-parts.js';
import { factsOf } from '../case.js';
import type { Fact } from '../facts.js';
import type { Narrator } from '../narrative/narrator.js';
import { idsOf, type Telling } from '../telling.js';

type Item = Answer['findings']['items'][number];

export function findingsSection(telling: Telling, findings: readonly Finding[]): Answer['findings'] {
  const told = itemsOf(telling, findings);
  if (told.length === 0) return { items: [], sentences: [telling.say('findings.none', {}, telling.file.decision)] };
  return { items: told, sentences: told.map((item) => sentenceOf(telling, item)) };
}

/** Findings in words, each with what became of it. */
export function itemsOf(telling: Telling, findings: readonly Finding[]): readonly Item[] {
  return findings.map((finding) => itemOf(telling, finding));
}

function itemOf(telling: Telling, finding: Finding): Item {
  const step = lastStep(telling, finding);
  return {
    id: finding.id,
    rule: finding.rule,
    severity: finding.severity,
    law: finding.law,
    text: inWords(telling.words, finding),
    status: step === undefined ? 'open' : statusOf(step.type),
    knowableAtDecision: finding.knowableAtDecision,
    concerns: finding.concerns,
    records: idsOf(...finding.records, step),
  };
}

/** A finding in a sentence. */
export function inWords(words: Narrator, { rule, law, values }: Finding): string {
  const key = `finding.${rule}`;
  return words.say(words.has(key) ? key : 'finding.other', { ...values, rule, law });
}

/** What somebody did about it last: in the order of the records, for a remedy may have taken effect before the fault was acknowledged. */
function lastStep({ file }: Telling, finding: Finding): Fact | undefined {
  const steps = factsOf(file, 'finding.acknowledged', 'finding.remedied', 'finding.dismissed');
  return steps
    .filter((fact) => fact.data.findingId === finding.id)
    .toSorted((a, b) => a.leaf - b.leaf)
    .at(-1);
}

function statusOf(type: string): Item['status'] {
  if (type === 'finding.remedied') return 'remedied';
  return type === 'finding.dismissed' ? 'dismissed' : 'acknowledged';
}

function sentenceOf({ words }: Telling, item: Item): Sentence {
  const text = words.say('findings.status', { text: item.text, status: item.status });
  return { text: item.knowableAtDecision ? text : `${text} ${words.say('findings.hindsight')}`, records: item.records };
}
