/** What went wrong, in the service's own words (RFC 9457), with every place that it names. */
import type { Schemas } from '../api.js';

export function Problem({ of: error }: { readonly of: unknown }) {
  if (!isProblem(error))
    return (
      <div className="problem" role="alert">
        <strong>The service was not reached.</strong>
        <p>{error instanceof Error ? error.message : String(error)}. Check that it runs, then try again.</p>
      </div>
    );
  const places = (error.errors ?? []).filter(({ detail }) => !error.detail?.includes(detail));
  return (
    <div className="problem" role="alert">
      <strong>{error.title}</strong>
      {error.detail !== undefined && <p>{error.detail}</p>}
      {places.length > 0 && (
        <ul>
          {places.map(({ pointer, detail }) => (
            <li key={`${pointer} ${detail}`}>
              <code>{pointer}</code> {detail}
            </li>
          ))}
        </ul>
      )}
      <small>
        {error.code} · {error.traceId}
      </small>
    </div>
  );
}

export function isProblem(error: unknown): error is Schemas['ProblemDetails'] {
  return typeof error === 'object' && error !== null && 'title' in error && 'code' in error;
}
