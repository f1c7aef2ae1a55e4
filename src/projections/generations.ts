/**
 * The files of the read models in `<data>/read-models`: `<n>.db` each a whole set, `current` names the one that answers. A set is built beside the
 * one that answers and takes its place by one rename, so a reader finds the old or the new one, never half of one.
 * Who may write what: the holder of `live.lock` carries the current set on and alone writes `current`; the holder of `build.lock` builds a new set and
 * puts its name into `proposed`, or makes it current itself where nobody holds `live.lock`.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LedgerError } from '../record/ledger-error.js';

type Pointer = 'current' | 'proposed';

export function generationsFolder(data: string): string {
  return join(data, 'read-models');
}

/** The number of the set that a pointer names, null where it names none. */
export function readPointer(folder: string, pointer: Pointer): number | null {
  try {
    const text = readFileSync(join(folder, pointer), 'utf8').trim();
    return /^\d{1,9}$/.test(text) ? Number(text) : null;
  } catch {
    return null;
  }
}

/** Sets a pointer, durably and at once. */
export function writePointer(folder: string, pointer: Pointer, generation: number): void {
  const temporary = join(folder, `${pointer}.new`);
  writeFileSync(temporary, `${generation}\n`, { flush: true });
  renameSync(temporary, join(folder, pointer));
  const directory = openSync(folder, 'r');
  fsyncSync(directory);
  closeSync(directory);
}

export function clearPointer(folder: string, pointer: Pointer): void {
  rmSync(join(folder, pointer), { force: true });
}

/** The database file of a set. */
export function generationPath(folder: string, generation: number): string {
  return join(folder, `${generation}.db`);
}

/** The file of the read models that answer; null where there are none. */
export function readModelsPath(data: string): string | null {
  const folder = generationsFolder(data);
  const generation = readPointer(folder, 'current');
  const path = generation === null ? null : generationPath(folder, generation);
  return path !== null && existsSync(path) ? path : null;
}

/** A number that no file bears. */
export function nextGeneration(folder: string): number {
  return 1 + Math.max(0, readPointer(folder, 'current') ?? 0, ...generationsIn(folder));
}

/** Removes every set except these. */
export function removeOthers(folder: string, keep: readonly (number | null)[]): void {
  for (const generation of generationsIn(folder)) if (!keep.includes(generation)) removeGeneration(folder, generation);
}

export function removeGeneration(folder: string, generation: number): void {
  const path = generationPath(folder, generation);
  for (const file of [path, `${path}-wal`, `${path}-shm`]) rmSync(file, { force: true });
}

/**
 * Takes a lock that ends with its holder, however that ends: SQLite's own lock on an empty file.
 * @throws LedgerError `already-locked` where somebody holds it
 */
export function lock(folder: string, name: 'live' | 'build', waitMs = 0): Disposable {
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(join(folder, `${name}.lock`), { timeout: waitMs });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw new LedgerError('already-locked', `Somebody else ${HELD[name]} in ${folder}.`, [], { cause });
  }
  return { [Symbol.dispose]: () => database.close() };
}

const HELD = { live: 'carries the read models on', build: 'is building read models' } as const;

function generationsIn(folder: string): readonly number[] {
  return readdirSync(folder).flatMap((name) => {
    const match = /^(\d{1,9})\.db$/.exec(name);
    return match ? [Number(match[1])] : [];
  });
}
