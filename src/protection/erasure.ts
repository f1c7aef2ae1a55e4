/**
 * Erasure and legal holds as a decider: what was decided about a person so far, and what a command makes of it. Pure.
 * The order matters for crashes: `subject.erased` is recorded first and then carried out, so that either nothing has begun, or the log says what is to be finished.
 */
import { ApiProperty } from '@nestjs/swagger';
import type { Remainder } from '../catalogue/protection.js';
import { instant as moment } from '../http/documented.js';
import type { Json, JsonObject } from '../record/canonical.js';
import { compareInstants, type Instant, type Pseudonym, parseInstant, type RecordId } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';

/** A protection event of one of the person's streams. */
export interface ProtectionFact {
  readonly id: RecordId;
  readonly type: string;
  readonly at: Instant;
  readonly data: JsonObject;
}

export class Hold {
  @ApiProperty() readonly holdId!: string;
  @ApiProperty() readonly reason!: string;
  @ApiProperty({ description: 'Id of the token of who placed it' }) readonly by!: string;
  @ApiProperty(moment) readonly placedAt!: Instant;
  @ApiProperty({ ...moment, nullable: true }) readonly until!: Instant | null;
}

export interface Request {
  readonly requestId: string;
  readonly article: string;
  readonly reason: string | null;
  readonly by: string;
  readonly at: Instant;
  readonly record: RecordId;
  readonly approval: { readonly by: string; readonly record: RecordId } | null;
}

export interface Erased {
  readonly request: Request | null;
  readonly record: RecordId;
  readonly at: Instant;
  readonly data: JsonObject;
}

export interface ErasureState {
  readonly holds: ReadonlyMap<string, Hold>;
  /** The request that waits; none where the last one was carried out. */
  readonly pending: Request | null;
  /** The last erasure of each pseudonym. */
  readonly erased: ReadonlyMap<string, Erased>;
}

export type ErasureCommand =
  | { readonly name: 'request'; readonly article: string; readonly reason: string }
  /** The person asks; a privacy officer decides. */
  | { readonly name: 'ask'; readonly article: string; readonly reason: string }
  | { readonly name: 'approve'; readonly requestId: string }
  | { readonly name: 'hold'; readonly reason: string; readonly until: Instant | null }
  | { readonly name: 'release'; readonly holdId: string; readonly reason: string | null };

export interface ErasureContext {
  readonly now: Instant;
  /** Who commands: the id of their token. */
  readonly by: string;
  /** For what is made now: a request or a hold. */
  readonly freshId: string;
  /** Every pseudonym of the person, links included. */
  readonly pseudonyms: readonly Pseudonym[];
  readonly approval: 'one-person' | 'two-person';
  /** What remains after an erasure, on which ground and until when. */
  readonly remains: readonly Remainder[];
  readonly backupsUntil: Instant;
}

export interface ProtectionEvent {
  readonly type: string;
  readonly data: JsonObject;
}

export const nothingYet: ErasureState = { holds: new Map(), pending: null, erased: new Map() };

/** @returns the events to record, in order; none where it is already so. @throws LedgerError `held`, `forbidden` or `missing` */
export function decide(state: ErasureState, command: ErasureCommand, context: ErasureContext): ProtectionEvent[] {
  switch (command.name) {
    case 'request': {
      if (context.pseudonyms.every((pseudonym) => state.erased.has(pseudonym))) return [];
      refuseHeld(state, context.now);
      const waiting = state.pending;
      if (waiting !== null && mayErase(waiting, context)) return [erased(waiting, context)];
      if (waiting !== null) return [];
      const [request, requested] = requestFrom(command, context);
      return context.approval === 'two-person' ? [requested] : [requested, erased(request, context)];
    }
    case 'ask': {
      const settled = context.pseudonyms.every((pseudonym) => state.erased.has(pseudonym));
      return settled || state.pending !== null ? [] : [requestFrom(command, context)[1]];
    }
    case 'approve': {
      const waiting = state.pending;
      if (waiting === null || waiting.requestId !== command.requestId)
        throw new LedgerError('missing', 'No such request for erasure waits for approval.');
      if (waiting.by === context.by)
        throw new LedgerError('forbidden', 'Who asked for an erasure cannot approve it: a second person must.');
      refuseHeld(state, context.now);
      const approved = { type: 'erasure.approved', data: { requestId: waiting.requestId, by: context.by } };
      return [approved, erased(waiting, context)];
    }
    case 'hold': {
      refuseErased(state, context.pseudonyms);
      if (command.until !== null && compareInstants(command.until, context.now) <= 0) throw notAhead();
      const until = command.until === null ? {} : { until: command.until };
      return [
        { type: 'hold.placed', data: { holdId: context.freshId, reason: command.reason, by: context.by, ...until } },
      ];
    }
    case 'release': {
      if (!state.holds.has(command.holdId)) throw new LedgerError('missing', 'There is no such hold in force.');
      const reason = command.reason === null ? {} : { reason: command.reason };
      return [{ type: 'hold.released', data: { holdId: command.holdId, by: context.by, ...reason } }];
    }
  }
}

/** Total: a fact of another type, or one that misses something, changes nothing. */
export function evolve(state: ErasureState, fact: ProtectionFact): ErasureState {
  const { data, at } = fact;
  switch (fact.type) {
    case 'hold.placed': {
      // What only tells this pseudonym of a hold on a linked one counts there, and no longer than the link.
      if (data.through !== undefined) return state;
      const holdId = text(data.holdId);
      const hold = { holdId, reason: text(data.reason), by: text(data.by), placedAt: at, until: instant(data.until) };
      return { ...state, holds: new Map([...state.holds, [holdId, hold]]) };
    }
    case 'hold.released':
      return { ...state, holds: new Map([...state.holds].filter(([id]) => id !== data.holdId)) };
    case 'erasure.requested':
      return { ...state, pending: requestOf(fact) };
    case 'erasure.approved': {
      const pending = state.pending;
      if (pending === null || pending.requestId !== data.requestId) return state;
      return { ...state, pending: { ...pending, approval: { by: text(data.by), record: fact.id } } };
    }
    case 'subject.erased': {
      const request = state.pending?.requestId === data.requestId ? state.pending : null;
      const erasure: Erased = { request, record: fact.id, at, data };
      const covered = texts(data.pseudonyms).map((pseudonym) => [pseudonym, erasure] as const);
      return {
        ...state,
        pending: request === null ? state.pending : null,
        erased: new Map([...state.erased, ...covered]),
      };
    }
    default:
      return state;
  }
}

/** The holds that stop an erasure at this moment. */
export function holdsAt(state: ErasureState, now: Instant): readonly Hold[] {
  return [...state.holds.values()].filter(({ until }) => until === null || compareInstants(now, until) < 0);
}

/** A hold that was over when it was placed would hold nothing, and nobody would know. */
export function notAhead(): LedgerError {
  const detail = 'Must be an instant with a zone that lies ahead, for example 2027-05-03T00:00:00Z.';
  return new LedgerError('bad-request', `until: ${detail}`, [{ pointer: '/until', detail }]);
}

/** @throws LedgerError `conflict` where nothing is left that a hold could keep */
export function refuseErased(state: ErasureState, pseudonyms: readonly Pseudonym[]): void {
  const [first] = pseudonyms;
  const erasure = first === undefined ? undefined : state.erased.get(first);
  if (erasure === undefined || !pseudonyms.every((pseudonym) => state.erased.has(pseudonym))) return;
  throw new LedgerError('conflict', `The data was erased on ${erasure.at}: nothing is left that a hold could keep.`);
}

function refuseHeld(state: ErasureState, now: Instant): void {
  const [hold] = holdsAt(state, now);
  if (hold === undefined) return;
  const until = hold.until === null ? '' : `, until ${hold.until} at the latest`;
  throw new LedgerError(
    'held',
    `The legal hold ${hold.holdId} of ${hold.placedAt} stops the erasure${until}: ${hold.reason}`,
  );
}

/** A request that a crash left without its erasure is carried out when it is repeated. */
function mayErase(request: Request, context: ErasureContext): boolean {
  return context.approval === 'one-person' || request.approval !== null;
}

function requestFrom(
  { article, reason }: { readonly article: string; readonly reason: string },
  context: ErasureContext,
) {
  const request = { requestId: context.freshId, article, reason };
  return [request, { type: 'erasure.requested', data: { ...request, by: context.by } }] as const;
}

function erased(request: Pick<Request, 'requestId' | 'article' | 'reason'>, context: ErasureContext): ProtectionEvent {
  const { pseudonyms, remains, backupsUntil, by } = context;
  return {
    type: 'subject.erased',
    data: {
      requestId: request.requestId,
      article: request.article,
      ...(request.reason !== null && { reason: request.reason }),
      pseudonyms,
      // The key of a subject is named after its pseudonym, so what will be destroyed is known before it is.
      keyIds: pseudonyms,
      remains: remains.map((remainder): JsonObject => ({ ...remainder })),
      backupsUntil,
      by,
    },
  };
}

function requestOf({ id, at, data }: ProtectionFact): Request {
  const reason = typeof data.reason === 'string' ? data.reason : null;
  const { requestId, article, by } = data;
  return { requestId: text(requestId), article: text(article), reason, by: text(by), at, record: id, approval: null };
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function texts(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function instant(value: Json | undefined): Instant | null {
  return typeof value === 'string' ? parseInstant(value) : null;
}
