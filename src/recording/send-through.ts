/** Lines of events sent to a running service. What it cannot take now is sent again, which is safe: an event has one identity for ever. */
import { setTimeout as pause } from 'node:timers/promises';
import { LedgerError } from '../record/ledger-error.js';
import type { RecordedMany } from './responses.js';

const ATTEMPTS = 8;

/** @throws LedgerError `unavailable` where the service does not answer, or what it refused the whole for */
export async function sendThrough(url: URL, token: string, lines: Buffer): Promise<RecordedMany> {
  for (let attempt = 1; ; attempt++) {
    const response = await attemptToSend(url, token, lines);
    const text = (await response?.text()) ?? '';
    if (response?.ok) {
      const answer: unknown = JSON.parse(text);
      if (isRecordedMany(answer)) return answer;
      throw new LedgerError('unavailable', `${url.origin} answers as no ledger does.`);
    }
    const again = response === null || response.status === 429 || response.status >= 500;
    if (!again || attempt === ATTEMPTS)
      throw new LedgerError(
        'unavailable',
        response === null
          ? `${url.origin} does not answer.`
          : `${url.origin} answers ${response.status}: ${detailOf(text)}`,
      );
    const seconds = Number(response?.headers.get('retry-after') ?? 2 ** (attempt - 1) / 4);
    await pause(Math.min(Number.isFinite(seconds) ? seconds : 1, 30) * 1_000);
  }
}

async function attemptToSend(url: URL, token: string, lines: Buffer): Promise<Response | null> {
  try {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' };
    return await fetch(url, { method: 'POST', headers, body: new Uint8Array(lines), redirect: 'error' });
  } catch {
    return null;
  }
}

function isRecordedMany(value: unknown): value is RecordedMany {
  return typeof value === 'object' && value !== null && 'rejectedCount' in value && 'recorded' in value;
}

function detailOf(text: string): string {
  try {
    const problem: unknown = JSON.parse(text);
    const detail: unknown = typeof problem === 'object' && problem !== null ? Reflect.get(problem, 'detail') : null;
    return typeof detail === 'string' ? detail : 'no problem details';
  } catch {
    return 'no problem details';
  }
}
