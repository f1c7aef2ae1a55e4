/** The service's interface, typed by its own OpenAPI document. Every request carries the token and the purpose of the session. */
import { QueryClient } from '@tanstack/react-query';
import createClient from 'openapi-fetch';
import createHooks from 'openapi-react-query';
import type { components, paths } from './api-types.js';
import { currentSession } from './session.js';

export type Schemas = components['schemas'];

/** Where an answer has several forms, the hooks read its JSON; `read` fetches the others. */
type Json = 'application/json' | 'application/problem+json';

const client = createClient<paths, Json>({ baseUrl: '/', fetch: (request: Request) => fetch(withSession(request)) });

/** Hooks for reads and commands: `api.useQuery('get', '/v1/models/{id}', { params: { path: { id } } })`. */
export const api = createHooks(client);

/** A list is read page by page: `api.useInfiniteQuery('get', path, init, PAGES)`, shown by `<Pages>`. */
export const PAGES = {
  pageParamName: 'cursor',
  // None is sent; to the hooks an absent one would be 0.
  initialPageParam: null,
  getNextPageParam: ({ next }: { readonly next: string | null }) => next ?? undefined,
};

/** Each read of a person is recorded in the ledger, so nothing is read again on the console's own account: not for a focus, a mount or an error. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    },
    // What was written is in the read models a moment later; whoever shows it again reads with `wait`.
    mutations: { retry: false },
  },
});

/**
 * An answer that is saved or drawn rather than typed: a letter, an evidence file, a list as CSV.
 * @throws Problem details, as the hooks do
 */
export async function read(path: string, accept: string): Promise<Response> {
  const response = await fetch(withSession(new Request(path, { headers: { accept } })));
  if (response.ok) return response;
  throw await response.json();
}

function withSession(request: Request): Request {
  const { token, purpose } = currentSession();
  request.headers.set('authorization', `Bearer ${token}`);
  // Header values are bytes (RFC 9110 §5.5); the service reads UTF-8.
  if (purpose !== '') request.headers.set('x-purpose', String.fromCharCode(...new TextEncoder().encode(purpose)));
  return request;
}
