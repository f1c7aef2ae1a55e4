/** A file that cannot grow: writers hear 503 and why, other reads go on, and it records again as soon as there is room. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { runCommand } from '../support/command-line.js';
import { startProcess } from '../support/killed-service.js';
import { dataFolder, exampleEvent, ONE, post } from '../support/running-service.js';

const onServer = process.env.LEDGER_TEST_LOG === 'eventstoredb';
if (onServer) process.stderr.write('SKIPPED: a disk without room; the log lies on a server, which has its own.\n');

(onServer ? test.skip : test)(
  'no room for records',
  async () => {
    const folder = dataFolder();
    const token = (await runCommand(['token', 'create', '--role', 'producer'], folder)).stdout.trim();
    const service = await startProcess(folder);
    try {
      const send = (id: string) =>
        post(
          `${service.url}/v1/events`,
          token,
          ONE,
          JSON.stringify(exampleEvent('campaign.ended', id, { note: 'x'.repeat(200_000) })),
        );
      const limit = (bytes: string) =>
        execFileSync('prlimit', ['--pid', String(service.child.pid), `--fsize=${bytes}:unlimited`]);
      expect((await send('before')).status).toBe(201);
      limit('65536');
      const refused = await send('during');
      expect(refused).toMatchObject({
        status: 503,
        body: { code: expect.stringMatching(/^(unavailable|unknown-outcome)$/), detail: expect.any(String) },
      });
      expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
      expect((await fetch(`${service.url}/health/live`)).status).toBe(200);
      expect((await fetch(`${service.url}/v1/schemas`)).status).toBe(200);
      limit('unlimited');
      expect(await send('during')).toMatchObject({ status: 201, body: { duplicate: false } });
      expect(await send('before')).toMatchObject({ status: 200, body: { duplicate: true } });
    } finally {
      await service.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
  180_000,
);
