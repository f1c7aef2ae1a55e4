/** docs/security.md keeps its word: each threat has an answer, and names a test, a file or a run that exists. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'security.md'), 'utf8');
const threats = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| threat'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, threat = '', answer = '', shownBy = '']) => ({ threat, answer, shownBy }));

describe('the threat model', () => {
  it('has not become empty', () => {
    expect(threats.length).toBeGreaterThan(25);
  });

  it.each(threats)('“$threat” has an answer and tests that exist', ({ answer, shownBy }) => {
    expect(answer.length).toBeGreaterThan(20);
    const named = [...shownBy.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(named.filter((path) => !/^(test\/|\.ci\/)/.test(path))).toEqual([]);
  });

  it('is what a report of a vulnerability is judged by', () => {
    expect(readFileSync(join(root, 'SECURITY.md'), 'utf8')).toContain('docs/security.md');
  });
});
