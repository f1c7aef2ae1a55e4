/** Golden files: compared byte for byte; written anew where GOLDEN=write is set, to be looked at in the diff. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** @param name below `test/golden` */
export function expectGolden(name: string, text: string): void {
  const path = join(import.meta.dirname, '..', 'golden', name);
  if (process.env.GOLDEN === 'write') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  expect(text).toBe(readFileSync(path, 'utf8'));
}
