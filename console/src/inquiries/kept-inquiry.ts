/** What is known of an inquiry after a command: its answer says so, so the inquiry is not read, and the read not recorded, once more. */
import { api, queries, type Schemas } from '../api.js';

export function keyOfInquiry(id: string) {
  return api.queryOptions('get', '/v1/inquiries/{id}', { params: { path: { id } } }).queryKey;
}

/** A new one, or one that took a step. Lists and overviews that show it are read anew when somebody goes there. */
export function keepInquiry(inquiry: Schemas['InquiryRead']): void {
  queries.setQueryData(keyOfInquiry(inquiry.id), inquiry);
  queries.removeQueries({
    type: 'inactive',
    predicate: ({ queryKey: [, path] }) =>
      path === '/v1/inquiries' || String(path).startsWith('/v1/consumers/{consumer}'),
  });
}
