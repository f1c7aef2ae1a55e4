/** The erasure certificate: what was destroyed, what remains and on which ground. Made from the records alone, so it reads the same whenever it is asked for. Pure. */
import type { Json } from '../record/canonical.js';
import type { Instant, Pseudonym, RecordId } from '../record/ids.js';
import { type Erased, type ErasureState, type Remainder } from './erasure.js';

export interface ErasureCertificate {
  readonly status: 'erased';
  readonly consumer: Pseudonym;
  readonly requestId: string;
  readonly article: string;
  readonly reason: string | null;
  readonly requestedBy: string | null;
  readonly requestedAt: Instant | null;
  readonly approvedBy: string | null;
  readonly erasedAt: Instant;
  /** The records that say so: request, approval, erasure. */
  readonly records: readonly RecordId[];
  readonly pseudonyms: readonly string[];
  /** Keys that exist no more: nobody can open what was sealed under them. */
  readonly keyIds: readonly string[];
  readonly remains: readonly Remainder[];
  /** Until when a backup of the vault may still hold the keys. A restored one forgets them again before it serves a key. */
  readonly backupsUntil: string | null;
}

export interface ErasureWaiting {
  readonly status: 'requested';
  readonly consumer: Pseudonym;
  readonly requestId: string;
  readonly article: string;
  readonly requestedBy: string;
  readonly requestedAt: Instant;
  /** What has to happen next. */
  readonly next: string;
}

export type ErasureAnswer =
  | ErasureCertificate
  | ErasureWaiting
  | { readonly status: 'none'; readonly consumer: Pseudonym };

/** What stands about a consumer's erasure. */
export function erasureAnswer(consumer: Pseudonym, state: ErasureState): ErasureAnswer {
  const waiting = state.pending;
  if (waiting !== null)
    return {
      status: 'requested',
      consumer,
      requestId: waiting.requestId,
      article: waiting.article,
      requestedBy: waiting.by,
      requestedAt: waiting.at,
      next: `A privacy officer other than who asked approves it: POST /v1/consumers/${consumer}/erasure/${waiting.requestId}/approve`,
    };
  const erasure = state.erased.get(consumer);
  return erasure === undefined ? { status: 'none', consumer } : certificate(consumer, erasure);
}

function certificate(consumer: Pseudonym, { request, record, at, data }: Erased): ErasureCertificate {
  return {
    status: 'erased',
    consumer,
    requestId: text(data.requestId) ?? '',
    article: text(data.article) ?? '',
    reason: text(data.reason),
    requestedBy: request?.by ?? null,
    requestedAt: request?.at ?? null,
    approvedBy: request?.approval?.by ?? null,
    erasedAt: at,
    records: [request?.record, request?.approval?.record, record].filter((id) => id !== undefined),
    pseudonyms: texts(data.pseudonyms),
    keyIds: texts(data.keyIds),
    remains: remaindersOf(data.remains),
    backupsUntil: text(data.backupsUntil),
  };
}

function remaindersOf(value: Json | undefined): readonly Remainder[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: Json): Remainder[] => {
    if (typeof item !== 'object' || item === null || !('what' in item)) return [];
    const until = text(item.until);
    return [{ what: text(item.what) ?? '', ground: text(item.ground) ?? '', ...(until !== null && { until }) }];
  });
}

function text(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function texts(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
