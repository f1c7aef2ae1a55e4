/** `demo-faults.json` in the data folder: which year the ledger holds, what is wrong in it on purpose, and which decisions are worth a look. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LedgerError } from '../record/ledger-error.js';
import { YEAR } from './calendar.js';
import { notPlanted } from './faults/faults.js';
import type { Planted, Sights } from './world.js';
import type { YearOptions } from './year.js';

export interface FaultsFile extends YearOptions {
  readonly year: { readonly from: string; readonly to: string };
  /** False while the ledger is being filled: the same command goes on where it stopped. */
  readonly complete: boolean;
  readonly events: number;
  readonly planted: readonly Planted[];
  /** Rules that no producer can break, with the reason. */
  readonly notPlanted: Readonly<Record<string, string>>;
  readonly sights: Sights;
}

export function faultsFileIn(data: string): string {
  return join(data, 'demo-faults.json');
}

/** @returns null where the folder holds no demo */
export function readFaults(path: string): FaultsFile | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return null;
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new LedgerError('configuration', `${path} is not what the demo wrote; name an empty folder in LEDGER_DATA.`);
  }
}

export function writeFaults(
  path: string,
  options: YearOptions,
  told?: Pick<FaultsFile, 'events' | 'planted' | 'sights'>,
): FaultsFile {
  const file: FaultsFile = {
    ...options,
    year: YEAR,
    complete: told !== undefined,
    events: told?.events ?? 0,
    planted: told?.planted ?? [],
    notPlanted,
    sights: told?.sights ?? {},
  };
  writeFileSync(path, `${JSON.stringify(file, null, 2)}\n`);
  return file;
}
