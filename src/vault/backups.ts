/** Which backups of the vault's keys were made and when each must be gone: what an erasure certificate may promise. `<data>/backups.ndjson`, a line each. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareInstants, type Instant, instantOf, millisecondsOf, parseInstant } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';

export interface MadeBackup {
  readonly madeAt: Instant;
  /** By then it is destroyed. */
  readonly expiresAt: Instant;
  readonly what: 'backup' | 'export';
}

/** How long backups are kept where nobody said otherwise. */
export const KEPT_DAYS = 35;

const DAY = 86_400_000;

export function backupsFile(data: string): string {
  return join(data, 'backups.ndjson');
}

/** Durable before the first key is copied: a certificate may promise too late a day, never too early a one. */
export function noteBackup(data: string, backup: MadeBackup): void {
  mkdirSync(data, { recursive: true });
  appendFileSync(backupsFile(data), `${JSON.stringify(backup)}\n`, { flush: true, mode: 0o600 });
}

/**
 * Until when a backup may still hold keys that are destroyed now: the last expiry that was noted; the configured days where those are longer, because
 * they speak of backups made by other means; and where nothing says anything, `KEPT_DAYS`.
 */
export function backupsUntil(data: string, now: Instant, configuredDays: number | null): Instant {
  const noted = notedIn(data);
  const days = configuredDays ?? (noted.length === 0 ? KEPT_DAYS : 0);
  return noted.reduce(
    (latest, { expiresAt }) => (compareInstants(expiresAt, latest) > 0 ? expiresAt : latest),
    inDays(now, days),
  );
}

export function inDays(now: Instant, days: number): Instant {
  return instantOf(millisecondsOf(now) + days * DAY);
}

/** `30d`, or a number of days. @throws LedgerError `bad-request` */
export function daysOf(text: string): number {
  const days = Number(/^(\d{1,4})d?$/.exec(text)?.[1] ?? Number.NaN);
  if (Number.isInteger(days) && days > 0) return days;
  throw new LedgerError('bad-request', `"${text.slice(0, 20)}" is not a number of days, for example 30d.`);
}

/** @throws LedgerError `corrupt` where a line cannot be read: then nothing may be promised */
function notedIn(data: string): readonly Pick<MadeBackup, 'expiresAt'>[] {
  const file = backupsFile(data);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line, index) => {
    const expiresAt = parseInstant(String(memberOf(line, 'expiresAt')));
    if (expiresAt !== null) return { expiresAt };
    throw new LedgerError('corrupt', `Line ${index + 1} of ${file} says of no backup when it expires.`);
  });
}

function memberOf(line: string, name: string): unknown {
  try {
    return Reflect.get(Object(JSON.parse(line)), name);
  } catch {
    return undefined;
  }
}
