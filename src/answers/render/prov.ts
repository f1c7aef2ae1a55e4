/** An answer as PROV-JSON: the facts it holds in the terms of W3C PROV, and nothing beside them (docs/decisions/0606-answers-as-prov.md). Pure. */
import type { MadeAnswer } from '../answer.js';
import { accountStatements } from './prov/account.js';
import { decisionStatements } from './prov/decision.js';
import { documentOf, type ProvDocument } from './prov/document.js';
import { dataStatements, permissionStatements } from './prov/grounds.js';
import { procedureStatements } from './prov/procedure.js';

export const PROV_TYPE = 'application/provenance+json';

/** What the reader of the answer does not see is in none of its sections, so it is not here either. */
export function provOf(answer: MadeAnswer): ProvDocument {
  return documentOf(answer.header.checkpoint?.origin ?? null, [
    ...decisionStatements(answer),
    ...permissionStatements(answer),
    ...dataStatements(answer),
    ...procedureStatements(answer),
    ...accountStatements(answer),
  ]);
}
