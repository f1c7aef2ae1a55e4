/** What is shown of a read: that it is under way, what went wrong, or its answer. */
import type { InfiniteData, UseInfiniteQueryResult, UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Problem } from './problem.js';

interface LoadedProps<T> {
  readonly query: UseQueryResult<T, unknown>;
  readonly children: (answer: T) => ReactNode;
}

export function Loaded<T>({ query, children }: LoadedProps<T>) {
  if (query.isPending) return <Waiting />;
  if (query.isError) return <Problem of={query.error} />;
  return children(query.data);
}

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

interface PagesProps<T> {
  readonly query: UseInfiniteQueryResult<InfiniteData<Page<T>>, unknown>;
  /** What is said where there is nothing. */
  readonly empty: string;
  readonly children: (items: readonly T[]) => ReactNode;
}

/** A list that is read page by page, on request. A page may be empty and have a next one. */
export function Pages<T>({ query, empty, children }: PagesProps<T>) {
  if (query.isPending) return <Waiting />;
  const items = (query.data?.pages ?? []).flatMap((page) => page.items);
  return (
    <>
      {items.length > 0 ? children(items) : !query.isError && <p>{query.hasNextPage ? 'Nothing so far.' : empty}</p>}
      {query.isError && <Problem of={query.error} />}
      {query.hasNextPage && (
        <p>
          <button type="button" disabled={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            {query.isFetchingNextPage ? 'Looking on…' : 'More'}
          </button>{' '}
          <small>{items.length} so far</small>
        </p>
      )}
    </>
  );
}

export function Waiting() {
  return (
    <p role="status" className="waiting">
      Reading…
    </p>
  );
}
