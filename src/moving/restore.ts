/**
 * Puts a backup back: the whole ledger into an empty data folder, or its vault alone beside a log that is still there. The log is the authority: every
 * erasure in it is carried out again before anybody can ask for a key, so a restored vault brings nobody back.
 */
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '../config.js';
import { LedgerError } from '../record/ledger-error.js';
import { masterKeys } from '../vault/vault.module.js';
import { type Backup, LOG_FILE, readBackup, VAULT_FILE } from './backup.js';
import { eraseAgain } from './erase-again.js';
import { beginIn, finishIn, unfinishedIn } from './unfinished.js';

export interface Restored {
  readonly madeAt: string;
  readonly expiresAt: string;
  readonly files: readonly string[];
  /** Subjects whom the log calls erased and the backup still knew. */
  readonly erasedAgain: number;
}

/** @throws LedgerError `conflict` where something would be overwritten · `corrupt` where the backup was damaged · `configuration` without the master key */
export async function restore(config: Config, folder: string, only: 'vault' | null): Promise<Restored> {
  const backup = readBackup(folder);
  const files = backup.files.map(({ path }) => path).filter((path) => only === null || path === VAULT_FILE);
  const mark = { what: 'restore', from: `${backup.madeAt} ${only ?? 'all'}` } as const;
  const unfinished = unfinishedIn(config.data);
  if (unfinished === null) refuseOverwriting(config, files, only);
  else if (unfinished.what !== mark.what || unfinished.from !== mark.from)
    throw new LedgerError(
      'conflict',
      `Another ${unfinished.what} into ${config.data} is not finished; use an empty folder.`,
    );
  refuseOtherOrigin(config, backup);
  // A new development key would open nothing of it.
  if (unfinished === null) masterKeys({ ...config, readOnly: true });
  beginIn(config.data, mark);
  for (const path of files) put(folder, config.data, path);
  const erasedAgain = await eraseAgain(config);
  finishIn(config.data);
  return { madeAt: backup.madeAt, expiresAt: backup.expiresAt, files, erasedAgain };
}

function refuseOverwriting({ data }: Config, files: readonly string[], only: 'vault' | null): void {
  const there = files.find((path) => existsSync(join(data, path)));
  if (there !== undefined)
    throw new LedgerError(
      'conflict',
      `${join(data, there)} is there already. Nothing is written over; move it away first.`,
    );
  if (only === 'vault' && !existsSync(join(data, LOG_FILE)))
    throw new LedgerError('missing', `There is no log in ${data} that says who was erased. Restore the whole backup.`);
}

function refuseOtherOrigin({ origin }: Config, backup: Backup): void {
  if (backup.origin !== origin)
    throw new LedgerError('configuration', `This is a backup of ${backup.origin}; set LEDGER_ORIGIN to that.`);
}

/** A restore that was stopped begins again; what a half-written database left beside it goes first. */
function put(folder: string, data: string, path: string): void {
  const target = join(data, path);
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  for (const leftover of ['', '-wal', '-shm', '-journal']) rmSync(`${target}${leftover}`, { force: true });
  copyFileSync(join(folder, path), target);
}
