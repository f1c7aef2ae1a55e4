/** `ledger explain` shows a person's record, so it is recorded like every read: through the service that runs on the folder, or by the command itself. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../support/command-line.js';
import { startProcess } from '../support/killed-service.js';
import { provFaults } from '../support/prov-json.js';
import { readPdf } from '../support/read-pdf.js';
import { BATCH, dataFolder, exampleEvent, post } from '../support/running-service.js';

describe('ledger explain', () => {
  const data = dataFolder();
  const reads = async (url: string, auditor: string) => {
    const answer = await fetch(`${url}/v1/access`, { headers: { authorization: `Bearer ${auditor}` } });
    const { items } = (await answer.json()) as { items: Record<string, unknown>[] };
    return items.filter(({ what }) => what === 'explanation');
  };

  afterAll(() => rmSync(data, { recursive: true, force: true }));

  it('is recorded with its purpose, beside a running service and without one, and shows the same', async () => {
    const token = async (role: string): Promise<string> =>
      (await runCommand(['token', 'create', '--role', role], data)).stdout.trim();
    const [producer, auditor] = [await token('producer'), await token('auditor')];
    const explain = (...more: string[]) => runCommand(['explain', 'dec-8812', '--json', ...more], data);
    const digest = ({ stdout }: { stdout: string }): string => JSON.parse(stdout).header.digest;

    let service = await startProcess(data);
    await post(`${service.url}/v1/events`, producer, BATCH, JSON.stringify([exampleEvent('decision.made', 'd-1')]));
    const beside = await explain('--purpose', 'inquiry 4711');
    expect([beside.code, beside.stderr]).toEqual([0, '']);
    expect(await reads(service.url, auditor)).toMatchObject([
      { role: 'support', purpose: 'inquiry 4711', decisionId: 'dec-8812' },
    ]);
    const { items } = { items: JSON.parse((await runCommand(['token', 'list', '--json'], data)).stdout) };
    expect(items.filter(({ name }: { name: string | null }) => name?.startsWith('command line'))).toMatchObject([
      { revokedAt: expect.any(String), expiresAt: expect.any(String) },
    ]);
    const prov = await runCommand(['explain', 'dec-8812', '--format', 'prov'], data);
    expect([prov.code, prov.stderr]).toEqual([0, '']);
    expect(provFaults(JSON.parse(prov.stdout))).toEqual([]);
    const file = join(data, 'letter.pdf');
    const letter = await runCommand(['explain', 'dec-8812', '--format', 'pdf', '--output', file], data);
    expect([letter.code, letter.stdout, letter.stderr]).toEqual([0, '', '']);
    expect((await readPdf(readFileSync(file))).info.Title).toBe('What was decided · dec-8812');
    const piped = await runCommand(['explain', 'dec-8812', '--format', 'pdf'], data);
    expect([piped.code, piped.stdout.slice(0, 8), piped.stdout.trimEnd().slice(-5)]).toEqual([0, '%PDF-1.7', '%%EOF']);
    const unknown = await runCommand(['explain', 'dec-none'], data);
    expect([unknown.code, unknown.stdout]).toEqual([2, '']);
    // Killed, so that the address which it left behind answers no more.
    await service.kill();

    const alone = await explain('--tier', 'consumer');
    expect([alone.code, alone.stderr]).toEqual([0, '']);
    expect(digest(alone)).toBe(digest(beside));

    service = await startProcess(data);
    try {
      expect(await reads(service.url, auditor)).toMatchObject([
        { who: expect.stringMatching(/^command line, /), role: 'operator', purpose: 'not stated' },
        { role: 'support', purpose: 'not stated' },
        { role: 'support', purpose: 'not stated' },
        { role: 'support', purpose: 'not stated' },
        { role: 'support', purpose: 'inquiry 4711' },
      ]);
    } finally {
      await service.kill();
    }
  }, 120_000);
});
