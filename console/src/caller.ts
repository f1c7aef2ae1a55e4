/** What whoever is signed in may do, so that no view links to what would be refused. */
import { api, type Schemas } from './api.js';

export type Role = Schemas['WhoAmI']['roles'][number];

export function useRoles(): readonly Role[] {
  return api.useQuery('get', '/v1/whoami').data?.roles ?? [];
}
