/** The model's part of section `procedure`: which one, what it predicts, where its limits are, who approved it, and what it came to. */
import type { Answer } from '../answer.js';
import type { Sentence } from '../answer-parts.js';
import { factsOf } from '../case.js';
import type { FactData } from '../fact-data.js';
import type { Fact } from '../facts.js';
import { idsOf, present, type Telling } from '../telling.js';
import { modelOf, staffName } from './around.js';

export function modelPart(telling: Telling): Answer['procedure']['model'] {
  const { file } = telling;
  const { model, score, threshold } = file.decision.data;
  if (model === undefined) return null;
  const registered = modelOf(file);
  const approved = approvalOf(telling);
  const retired = factsOf(file, 'model.retired').find(
    (fact) => fact.data.modelId === model.id && fact.data.version === model.version,
  );
  return present({
    id: model.id,
    version: model.version,
    predicts: registered?.data.predicts,
    limits: registered?.data.card.limits,
    intendedUse: registered?.data.card.intendedUse,
    approvedBy: approved && staffName(telling, approved.data.by),
    approvedAt: approved?.occurredAt,
    retiredAt: retired?.occurredAt,
    score,
    threshold,
    records: idsOf(file.decision, registered, approved, retired),
  });
}

function approvalOf({ file }: Telling): Fact<FactData['model.approved']> | undefined {
  const { model } = file.decision.data;
  return factsOf(file, 'model.approved').findLast(
    (fact) => fact.data.modelId === model?.id && fact.data.version === model.version,
  );
}

export function modelValues({ file, words }: Telling) {
  const { model, score, threshold } = file.decision.data;
  return {
    id: model?.id,
    version: model?.version,
    predicts: modelOf(file)?.data.predicts,
    score: score === undefined ? undefined : words.number(score),
    threshold: threshold === undefined ? undefined : words.number(threshold),
  };
}

export function modelSentences(telling: Telling): readonly Sentence[] {
  const { file, words } = telling;
  const { decision } = file;
  const { model, score, steps } = decision.data;
  const lines: Sentence[] = [];
  if (model !== undefined) {
    const registered = modelOf(file);
    const approved = approvalOf(telling);
    if (score === undefined) lines.push(telling.say('procedure.model-no-score', modelValues(telling), decision));
    else if (!steps?.some((step) => step.kind === 'model'))
      lines.push(telling.say('procedure.model', modelValues(telling), decision, registered));
    if (registered === undefined) lines.push(telling.say('procedure.model-unregistered', { ...model }, decision));
    else lines.push(telling.say('procedure.model-limits', { limits: registered.data.card.limits }, registered));
    if (approved !== undefined && telling.tier !== 'consumer') {
      lines.push(
        telling.say(
          'procedure.model-approved',
          { by: staffName(telling, approved.data.by), day: words.day(approved.occurredAt) },
          approved,
        ),
      );
      const conditions = approved.data.conditions ?? [];
      if (conditions.length > 0)
        lines.push(telling.say('procedure.model-conditions', { conditions: words.list(conditions) }, approved));
    }
  }
  return lines;
}
