import type { SplitData } from '../../src/catalogue/split.js';
import type { JsonObject } from '../../src/record/canonical.js';

/** What the texts of a split say. */
export function parsed({ whole, open, personal, groups }: SplitData) {
  return {
    whole: object(whole),
    open: object(open),
    personal: personal && object(personal),
    groups: groups && object(groups),
  };
}

function object(text: Uint8Array): JsonObject {
  return JSON.parse(Buffer.from(text).toString('utf8'));
}
