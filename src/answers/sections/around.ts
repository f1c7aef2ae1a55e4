/** Finds what stands around a decision in its case: its campaign, its model, the data it used. */
import { useOf as recordedUse } from '../../oversight/findings/use.js';
import { type CaseFile, factsOf } from '../case.js';
import type { Use } from '../consent.js';
import type { FactData } from '../fact-data.js';
import type { Fact } from '../facts.js';
import type { Telling } from '../telling.js';

export type Campaign = Fact<FactData['campaign.proposed']>;
export type Model = Fact<FactData['model.registered']>;
export type Collection = Fact<FactData['data.collected'] & Partial<FactData['data.inferred']>>;

/** The campaign as it was last proposed. */
export function campaignOf(file: CaseFile): Campaign | undefined {
  const id = file.decision.data.campaignId;
  return id === undefined
    ? undefined
    : factsOf(file, 'campaign.proposed').findLast((fact) => fact.data.campaignId === id);
}

/** The registration of the model version that was asked. */
export function modelOf(file: CaseFile): Model | undefined {
  const asked = file.decision.data.model;
  if (asked === undefined) return undefined;
  return factsOf(file, 'model.registered').findLast(
    (fact) => fact.data.modelId === asked.id && fact.data.version === asked.version,
  );
}

/** Collections by their id, the newest record of each. */
export function collectionsOf(file: CaseFile): ReadonlyMap<string, Collection> {
  const types = ['data.collected', 'data.observed', 'data.obtained', 'data.derived', 'data.inferred'] as const;
  return new Map(factsOf(file, ...types).map((fact) => [fact.data.collectionId, fact]));
}

/** What the decision used, as the consent fold asks for it; where no purpose is recorded, marketing is what these decisions are for. */
export function useOf(file: CaseFile): Use {
  return recordedUse(file) ?? { purpose: 'dpv:Marketing', categories: [] };
}

/** A member of staff, to a reader who may see who it was. */
export function staffName(telling: Telling, name: string): string {
  return telling.tier === 'consumer' ? telling.words.say('word.staff') : name;
}
