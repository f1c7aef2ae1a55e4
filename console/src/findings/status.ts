/** The life of a finding as far as this console knows it: what the list said, or what somebody did about it since, here. */
import { skipToken, useQuery } from '@tanstack/react-query';
import { queries, type Schemas } from '../api.js';

type Life = Schemas['FindingLife'];

export const statuses = ['open', 'acknowledged', 'remedied', 'dismissed'] as const satisfies readonly Life['status'][];

/** One finding may stand in the cases of many decisions; all of them show what was done. Nothing is read for it. */
export function useLife(id: string): Life | undefined {
  return useQuery<Life>({ queryKey: keyOf(id), queryFn: skipToken }).data;
}

/** After a command: what it answered. Answers about decisions that were read before say something else, so they are read again when next looked at. */
export function keepLife(life: Life): void {
  queries.setQueryData(keyOf(life.id), life);
  queries.removeQueries({
    type: 'inactive',
    predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/v1/decisions/'),
  });
}

function keyOf(id: string): readonly string[] {
  return ['life of a finding', id];
}
