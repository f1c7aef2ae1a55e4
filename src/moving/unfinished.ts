/** A mark in the data folder while a ledger is being moved or restored into it: a service must not start on half of one. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LedgerError } from '../record/ledger-error.js';

/** What is under way, and from where: the export's or the backup's name. */
export interface Unfinished {
  readonly what: 'import' | 'restore';
  readonly from: string;
}

export function unfinishedIn(data: string): Unfinished | null {
  const path = markPath(data);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Unfinished) : null;
}

export function beginIn(data: string, unfinished: Unfinished): void {
  mkdirSync(data, { recursive: true });
  writeFileSync(markPath(data), JSON.stringify(unfinished), { flush: true });
}

export function finishIn(data: string): void {
  rmSync(markPath(data), { force: true });
}

/** @throws LedgerError `unavailable` where the folder holds half a ledger */
export function refuseUnfinished(data: string): void {
  const unfinished = unfinishedIn(data);
  if (unfinished === null) return;
  throw new LedgerError(
    'unavailable',
    `The ${unfinished.what} into ${data} is not finished. Run the same command again: it goes on; or start anew with an empty folder.`,
  );
}

function markPath(data: string): string {
  return join(data, 'unfinished.json');
}
