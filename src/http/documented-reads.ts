/** What reads take beside their own parameters, said in the OpenAPI document of each route from what the route declares: `wait`, and why somebody reads. */
import type { OpenAPIObject } from '@nestjs/swagger';
import { type DeclaredRead, MAX_PURPOSE, readOf } from '../access/ledgered-reads.js';
import type { DeclaredRoute } from '../access/routes.js';
import { takenEverywhere } from './parameters.js';
import { NOT_PERSONAL } from './valid-body.js';
import { isRead } from './waiting.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Documented = NonNullable<Operation['parameters']>[number];

export function describeReads(operation: Operation, route: DeclaredRoute): void {
  const added = [...purposeOf(route), ...waitOf(route)];
  if (added.length > 0) operation.parameters = [...(operation.parameters ?? []), ...added];
}

/** None where only the person themself reads: they need not say why. */
function purposeOf({ target, roles }: DeclaredRoute) {
  const read = readOf(target);
  if (read === undefined || (roles !== 'anyone' && roles.every((role) => role === 'consumer'))) return [];
  const schema = { type: 'string', maxLength: MAX_PURPOSE };
  return [
    { in: 'header', name: 'x-purpose', required: false, description: whyOf(read, roles), schema },
    { in: 'query', name: 'purpose', required: false, description: takenEverywhere.purpose.description, schema },
  ] as const satisfies readonly Documented[];
}

function whyOf({ kind }: DeclaredRead, roles: DeclaredRoute['roles']): string {
  if (kind === 'bulk')
    return `Why somebody searches, recorded with the search, which may come without. ${NOT_PERSONAL}`;
  const byLink = roles.includes('consumer') ? ' Who reads their own record with the token of a link needs none.' : '';
  return `Why somebody reads this person’s record, recorded with the read. It is needed, here or as the parameter purpose. ${NOT_PERSONAL}${byLink}`;
}

function waitOf({ method, path, roles }: DeclaredRoute) {
  if (roles === 'anyone' || !isRead(method, path)) return [];
  const { description, schema } = takenEverywhere.wait;
  return [{ in: 'query', name: 'wait', required: false, description, schema }] as const satisfies readonly Documented[];
}
