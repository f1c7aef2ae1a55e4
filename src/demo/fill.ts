/** Sends the year through the public interface, as any producer would; erases whom it must; waits until answers know all of it. */
import { setTimeout } from 'node:timers/promises';
import { LedgerError } from '../record/ledger-error.js';
import type { DemoEvent } from './journal.js';
import type { Asked } from './world.js';
import type { Year } from './year.js';

export const playedRoles = ['producer', 'support', 'auditor', 'privacy-officer'] as const;
export type PlayedRole = (typeof playedRoles)[number];

export interface Ledger {
  readonly url: string;
  /** A token for each role that the demo plays. */
  readonly tokens: Readonly<Record<PlayedRole, string>>;
}

export interface Filled {
  /** Events sent, and how many of them the ledger had already. */
  readonly sent: number;
  readonly duplicates: number;
}

/** Events of one request. */
const REQUEST = 2_000;
/** While the service says 503, it is asked again, for half a minute. */
const AGAIN_MS = 100;
const PATIENCE = 300;

/**
 * Safe to repeat: what is recorded already is recognised.
 * @throws LedgerError `conflict` where the ledger holds another demo, `unavailable` where it does not answer as it should
 */
export async function fill(
  ledger: Ledger,
  year: Year,
  progress: (sent: number, until: string) => void,
): Promise<Filled> {
  let sent = 0;
  let duplicates = 0;
  // While a request is answered the next one is made ready; two are never under way, so the order of the year is that of the log.
  let answer: Promise<Recorded> = Promise.resolve({ duplicates: 0, position: null });
  let position: string | null = null;
  const send = async (events: readonly DemoEvent[]): Promise<void> => {
    const recorded = await answer;
    duplicates += recorded.duplicates;
    position = recorded.position ?? position;
    sent += events.length;
    progress(sent, events.at(-1)?.time ?? '');
    answer = record(ledger, events);
    // Heard at the next turn.
    answer.catch(() => undefined);
  };
  let waiting: DemoEvent[] = [];
  for (const events of year.events) {
    waiting.push(...events);
    if (waiting.length < REQUEST) continue;
    await send(waiting);
    waiting = [];
  }
  await send(waiting);
  position = (await answer).position ?? position;
  await known(ledger, position);
  for (const inquiry of year.asked) await ask(ledger, inquiry);
  for (const reference of year.toErase) await erase(ledger, reference);
  await send(year.afterErasure());
  const last = await answer;
  duplicates += last.duplicates;
  await known(ledger, last.position ?? position);
  return { sent, duplicates };
}

interface Recorded {
  readonly duplicates: number;
  readonly position: string | null;
}

async function record(ledger: Ledger, events: readonly DemoEvent[]): Promise<Recorded> {
  if (events.length === 0) return { duplicates: 0, position: null };
  const body = events.map((event) => JSON.stringify(event)).join('\n');
  const answer = await call(ledger, 'producer', 'POST', '/v1/events', body, 'application/x-ndjson');
  const [refused] = Array.isArray(answer.rejected) ? answer.rejected : [];
  if (refused !== undefined)
    throw new LedgerError(
      'conflict',
      `The ledger refused events of the demo, the first because: ${JSON.stringify(refused)}. A ledger that holds another year or seed cannot take this one; name an empty folder in LEDGER_DATA.`,
    );
  return {
    duplicates: Number(answer.duplicates),
    position: typeof answer.position === 'string' ? answer.position : null,
  };
}

/** An inquiry that came in before is not opened again. */
async function ask(ledger: Ledger, { consumer: reference, decisionId, receivedAt }: Asked): Promise<void> {
  const { consumer } = await call(ledger, 'support', 'POST', '/v1/consumers/lookup', JSON.stringify({ reference }));
  const { items } = await call(ledger, 'support', 'GET', `/v1/inquiries?consumer=${consumer}`);
  if (Array.isArray(items) && items.length > 0) return;
  const letter = { right: 'eu-gdpr:A15', channel: 'letter', text: 'Why did I get this offer?' };
  const body = JSON.stringify({ ...letter, consumer, decisionId, receivedAt });
  await call(ledger, 'support', 'POST', '/v1/inquiries', body);
}

/** An erasure that was done before is not found any more, which is as it should be. */
async function erase(ledger: Ledger, reference: string): Promise<void> {
  const found = await call(ledger, 'support', 'POST', '/v1/consumers/lookup', JSON.stringify({ reference }));
  if (typeof found.consumer !== 'string') return;
  const wanted = { article: '17(1)(b)', reason: 'asked for by letter' };
  await call(ledger, 'privacy-officer', 'POST', `/v1/consumers/${found.consumer}/erasure`, JSON.stringify(wanted));
}

/** Waits until the read models hold what was written up to a position. */
async function known(ledger: Ledger, position: string | null): Promise<void> {
  if (position === null) return;
  for (;;) {
    const { status } = await call(ledger, 'support', 'GET', `/v1/schemas?wait=${position}`);
    if (status !== 504) return;
  }
}

/** `status` is that of a problem (RFC 9457), absent where there is none. */
export async function call(
  { url, tokens }: Ledger,
  role: PlayedRole,
  method: 'GET' | 'POST',
  path: string,
  body?: string,
  type = 'application/json',
): Promise<{ readonly [name: string]: unknown }> {
  const send = () =>
    fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${tokens[role]}`,
        'x-purpose': 'demo',
        ...(body !== undefined && { 'content-type': type }),
      },
      ...(body !== undefined && { body }),
    });
  let response = await send();
  // A service that starts or is overloaded says so; whatever is sent here may be sent again.
  for (let turn = 0; response.status === 503 && turn < PATIENCE; turn++) {
    await response.text();
    await setTimeout(AGAIN_MS);
    response = await send();
  }
  const answer: unknown = await response.json();
  const expected = response.ok || response.status === 404 || response.status === 504;
  if (!expected || typeof answer !== 'object' || answer === null)
    throw new LedgerError('unavailable', `${method} ${path} answered ${response.status}: ${JSON.stringify(answer)}`);
  return { ...answer };
}
