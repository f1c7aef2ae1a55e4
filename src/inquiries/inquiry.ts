/**
 * An inquiry as a decider: received → identity requested → verified → answered or refused → closed, with one extension. What happened so far, and what a
 * command makes of it. Pure.
 */
import { present } from '../answers/telling.js';
import type { JsonObject } from '../record/canonical.js';
import { compareInstants, type Instant, instantOf, millisecondsOf, parseInstant } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';

export const inquiryStatuses = [
  'received',
  'identity-requested',
  'identity-verified',
  'answered',
  'refused',
  'closed',
] as const;
export type InquiryStatus = (typeof inquiryStatuses)[number];

export interface InquiryState {
  readonly status: InquiryStatus;
  readonly receivedAt: Instant;
  /** The extension included. */
  readonly dueAt: Instant;
  readonly extended: boolean;
}

/** What was told to the person, exactly. */
export interface Told {
  readonly answerId: string;
  /** SHA-256 of the text, lowercase hexadecimal. */
  readonly digest: string;
  readonly decisionId: string | undefined;
  readonly language: string;
  readonly format: string;
  readonly position: string | undefined;
  readonly notes: string | undefined;
}

export type InquiryCommand =
  | { readonly name: 'request-identity'; readonly method: string; readonly reason: string | undefined }
  | { readonly name: 'verify-identity'; readonly method: string }
  | { readonly name: 'extend'; readonly reason: string }
  | { readonly name: 'answer'; readonly told: Told }
  | { readonly name: 'refuse'; readonly reason: string; readonly complaintRoute: string }
  | { readonly name: 'close'; readonly reason: string | undefined };

export interface InquiryEvent {
  readonly type: string;
  readonly data: JsonObject;
}

export interface InquiryContext {
  readonly inquiryId: string;
  readonly now: Instant;
  /** Who: the id of the token. */
  readonly by: string;
}

const OPEN: readonly InquiryStatus[] = ['received', 'identity-requested', 'identity-verified'];

/** A month to answer, and two more where that was told within the first (GDPR Art. 12(3)). */
export const MONTHS = 1;
const MONTHS_EXTENDED = 3;

/** One step after another, in the order of the stream. The first is its receipt. */
export function evolve(
  before: InquiryState | null,
  event: { readonly type: string; readonly occurredAt: Instant; readonly data: JsonObject },
): InquiryState | null {
  const { type, occurredAt, data } = event;
  const status = inquiryStatuses.find((one) => type === `inquiry.${one}`);
  const dueAt = typeof data.dueAt === 'string' ? parseInstant(data.dueAt) : null;
  if (before === null)
    return status === 'received' && dueAt !== null ? { status, receivedAt: occurredAt, dueAt, extended: false } : null;
  if (type === 'inquiry.extended' && dueAt !== null) return { ...before, dueAt, extended: true };
  return status === undefined || status === 'received' ? before : { ...before, status };
}

/**
 * @returns nothing where it is so already
 * @throws LedgerError `conflict` where the inquiry is not at that point, or the time for it has passed
 */
export function decide(
  state: InquiryState,
  command: InquiryCommand,
  { inquiryId, now, by }: InquiryContext,
): readonly InquiryEvent[] {
  const event = (type: string, data: Said = {}): readonly InquiryEvent[] => [
    { type, data: present({ inquiryId, by, ...data }) },
  ];
  switch (command.name) {
    case 'request-identity':
      allow(state, command.name, ['received', 'identity-requested']);
      if (state.status === 'identity-requested') return [];
      return event('inquiry.identity-requested', { method: command.method, reason: command.reason });
    case 'verify-identity':
      allow(state, command.name, OPEN);
      if (state.status === 'identity-verified') return [];
      return event('inquiry.identity-verified', { method: command.method });
    case 'extend': {
      allow(state, command.name, OPEN);
      if (state.extended) return [];
      if (compareInstants(now, monthsAfter(state.receivedAt, MONTHS)) > 0)
        throw new LedgerError(
          'conflict',
          `An extension must be told within the first month (GDPR Art. 12(3)); that was over on ${monthsAfter(state.receivedAt, MONTHS)}.`,
        );
      return event('inquiry.extended', {
        reason: command.reason,
        dueAt: monthsAfter(state.receivedAt, MONTHS_EXTENDED),
      });
    }
    case 'answer':
      allow(state, command.name, ['received', 'identity-verified']);
      return event('inquiry.answered', { ...command.told, tier: 'consumer' });
    case 'refuse':
      allow(state, command.name, OPEN);
      return event('inquiry.refused', { reason: command.reason, complaintRoute: command.complaintRoute });
    case 'close':
      allow(state, command.name, ['answered', 'refused', 'closed']);
      return state.status === 'closed' ? [] : event('inquiry.closed', { reason: command.reason });
  }
}

/** The same day of a later month, or its last where it has none (Regulation (EEC) 1182/71 Art. 3(2)(c)); the time of day stays. */
export function monthsAfter(start: Instant, months: number): Instant {
  const from = new Date(millisecondsOf(start));
  const last = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months + 1, 0)).getUTCDate();
  const due = new Date(from);
  due.setUTCDate(1);
  due.setUTCMonth(from.getUTCMonth() + months);
  due.setUTCDate(Math.min(from.getUTCDate(), last));
  return instantOf(due.getTime());
}

/** Not yet answered, and the time is over. */
export function isOverdue({ status, dueAt }: InquiryState, now: Instant): boolean {
  return OPEN.includes(status) && compareInstants(now, dueAt) > 0;
}

const DAY_MS = 86_400_000;

/** Whole days until the time is over, negative afterwards; null once it is answered. */
export function daysLeft({ status, dueAt }: InquiryState, now: Instant): number | null {
  return OPEN.includes(status) ? Math.floor((millisecondsOf(dueAt) - millisecondsOf(now)) / DAY_MS) : null;
}

function allow({ status }: InquiryState, command: InquiryCommand['name'], from: readonly InquiryStatus[]): void {
  if (from.includes(status)) return;
  throw new LedgerError(
    'conflict',
    `The inquiry is ${status}; ${command} is possible where it is ${from.join(' or ')}.`,
  );
}

type Said = { readonly [name: string]: string | undefined };
