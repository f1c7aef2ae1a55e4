/** Which code makes the answers: told from the files themselves, so that an answer of another build is never taken for one that was changed. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SRC = join(import.meta.dirname, '..');
/** Whatever an answer is computed by: the folds, the findings, the words and the records. */
const ROOMS = ['answers', 'oversight', 'protection', 'catalogue', 'record'];

let version: string | undefined;

/** A digest over the program's files as they run, lowercase hexadecimal. The same version makes the same answer of the same records. */
export function answersVersion(): string {
  version ??= digestOf(ROOMS.map((room) => join(SRC, room)));
  return version;
}

function digestOf(folders: readonly string[]): string {
  const digest = createHash('sha256');
  for (const folder of folders) {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(js|ts)$/.test(name));
    for (const name of names.map((path) => path.replaceAll('\\', '/')).sort()) {
      const content = readFileSync(join(folder, name));
      digest.update(`${name} ${content.length}\n`).update(content);
    }
  }
  return digest.digest('hex').slice(0, 16);
}
