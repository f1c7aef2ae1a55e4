/**
 * Backups of a ledger that lies in one data folder: consistent copies of its databases, made beside a running service. First what was signed, then the
 * log, then the vault, as an export reads them. No key that opens or signs is copied.
 */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Config } from '../config.js';
import { openLog } from '../log/log.module.js';
import type { Instant } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { backupsFile, inDays, noteBackup } from '../vault/backups.js';

export interface Backup {
  readonly format: 1;
  readonly madeAt: Instant;
  /** Until when it is kept; an erasure certificate made before then names that day. */
  readonly expiresAt: Instant;
  readonly origin: string;
  readonly files: readonly CopiedFile[];
}

export interface CopiedFile {
  /** Path in the data folder. */
  readonly path: string;
  readonly bytes: number;
  /** SHA-256, lowercase hexadecimal. */
  readonly digest: string;
}

export const MANIFEST = 'backup.json';
export const VAULT_FILE = 'vault/vault.db';
export const LOG_FILE = 'log/log.db';
const DATABASES = ['proof/checkpoints.db', LOG_FILE, VAULT_FILE, 'access/access.db'] as const;

/**
 * Makes a backup in a folder of its own under `folder`, and removes those there whose time is over.
 * @throws LedgerError `configuration` where the log or the vault lies on a server · `missing` where there is no ledger
 */
export async function backUp(config: Config, folder: string, days: number, now: Instant) {
  await refuseServers(config);
  const expiresAt = inDays(now, days);
  const name = now.replaceAll(/[:.-]/g, '');
  const target = join(folder, name);
  const partial = `${target}.partial`;
  if (existsSync(target)) throw new LedgerError('conflict', `${target} exists already.`);
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  noteBackup(config.data, { madeAt: now, expiresAt, what: 'backup' });
  const files = DATABASES.filter((path) => existsSync(join(config.data, path))).map((path) =>
    copyDatabase(config.data, partial, path),
  );
  const noted = join(partial, basename(backupsFile(config.data)));
  copyFileSync(backupsFile(config.data), noted);
  const manifest: Backup = {
    format: 1,
    madeAt: now,
    expiresAt,
    origin: config.origin,
    files: [...files, described(partial, basename(noted))],
  };
  writeFileSync(join(partial, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true, mode: 0o600 });
  renameSync(partial, target);
  return { folder: target, ...manifest, removed: removeExpired(folder, now) };
}

/** @throws LedgerError `missing` · `corrupt` that names the file which is not as it was copied */
export function readBackup(folder: string): Backup {
  const path = join(folder, MANIFEST);
  if (!existsSync(path)) {
    const [newest] = existsSync(folder) ? backupsIn(folder).toSorted().reverse() : [];
    const remedy = newest === undefined ? '' : ` Did you mean ${join(folder, newest)}?`;
    throw new LedgerError('missing', `${folder} is no backup: it has no ${MANIFEST}.${remedy}`);
  }
  const backup = parsed(path);
  for (const file of backup.files) {
    const found = existsSync(join(folder, file.path)) ? described(folder, file.path).digest : 'nothing';
    if (found !== file.digest)
      throw new LedgerError('corrupt', `${join(folder, file.path)} is not as it was copied; nothing was restored.`);
  }
  return backup;
}

async function refuseServers(config: Config): Promise<void> {
  const log = await openLog({ ...config, readOnly: true });
  const here = log.files !== null;
  await log.close();
  if (here && existsSync(join(config.data, VAULT_FILE))) return;
  throw new LedgerError(
    'configuration',
    'Only a ledger whose log and vault lie in the data folder is backed up here. For one on servers use their own tools, or write all of it into one file: ledger export --ledger FILE --keep 30d.',
  );
}

/** One reading transaction is one moment; free pages, where something deleted may linger, are not carried along. */
function copyDatabase(data: string, folder: string, path: string): CopiedFile {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  using database = new DatabaseSync(join(data, path), { readOnly: true, timeout: 5_000 });
  database.prepare('VACUUM INTO ?').run(target);
  chmodSync(target, 0o600);
  const descriptor = openSync(target, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
  return described(folder, path);
}

const CHUNK = 1 << 20;

function described(folder: string, path: string): CopiedFile {
  const hash = createHash('sha256');
  const chunk = Buffer.alloc(CHUNK);
  const descriptor = openSync(join(folder, path), 'r');
  let bytes = 0;
  for (let read = -1; read !== 0; bytes += read) {
    read = readSync(descriptor, chunk);
    hash.update(chunk.subarray(0, read));
  }
  closeSync(descriptor);
  return { path, bytes, digest: hash.digest('hex') };
}

function removeExpired(folder: string, now: Instant): readonly string[] {
  const expired = backupsIn(folder).filter(
    (name) => Date.parse(parsed(join(folder, name, MANIFEST)).expiresAt) <= Date.parse(now),
  );
  for (const name of expired) rmSync(join(folder, name), { recursive: true });
  return expired;
}

function backupsIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, MANIFEST)));
}

function parsed(path: string): Backup {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (Reflect.get(Object(value), 'format') === 1) return value as Backup;
  } catch {
    // Said below.
  }
  throw new LedgerError('corrupt', `${path} is not the manifest of a backup.`);
}
