/** A note in the data folder that the master key was rotated: left by the command, read by the next start of the service, which can record it. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { vaultFolder } from './vault-store.js';

/** @param to the id of the new master key; it tells nothing about the key */
export function noticeRotation(data: string, to: string): void {
  mkdirSync(vaultFolder(data), { recursive: true, mode: 0o700 });
  writeFileSync(noteIn(data), `${to}\n`, { mode: 0o600 });
}

/** The id of the new key, null where none was rotated since. */
export function noticedRotation(data: string): string | null {
  try {
    const to = readFileSync(noteIn(data), 'utf8').trim();
    return /^[0-9a-f]{16}$/.test(to) ? to : null;
  } catch {
    return null;
  }
}

export function forgetRotation(data: string): void {
  rmSync(noteIn(data), { force: true });
}

function noteIn(data: string): string {
  return join(vaultFolder(data), 'rotated-to');
}
