/** Who may: roles are declared on every route; a test walks all routes and fails where one does not. */
import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';

export const roles = ['producer', 'support', 'auditor', 'privacy-officer', 'operator', 'consumer'] as const;
export type Role = (typeof roles)[number];

/** The role of this name, null where there is none. */
export function parseRole(name: string): Role | null {
  return roles.find((role) => role === name) ?? null;
}

/** Who is calling, as the guard found out. */
export interface Caller {
  /** Id of the token (an API token's id, or `oidc:<issuer host>:<subject>`); becomes the `actor` of what it records. */
  readonly id: string;
  readonly roles: readonly Role[];
  /** `source` values it may send; `*` for any. Only for producers. */
  readonly sources: readonly string[];
  /** The one consumer whose page a signed link opens. */
  readonly consumer?: string;
}

export const ROLES = 'ledger:roles';

/** Roles that may call a route. */
export const Roles = (...allowed: readonly Role[]) => SetMetadata(ROLES, allowed);

/** A route for everybody, without a token: schemas, proofs, keys, health. */
export const Anyone = () => SetMetadata(ROLES, 'anyone');

/** The caller, put on the request by the guard. */
export const TheCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  return context.switchToHttp().getRequest<{ caller: Caller }>().caller;
});
