/** What the demo prints is pasted into a shell, as a new user would, and answers. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readFaults, writeFaults } from '../../src/demo/faults-file.js';
import { fill, type Ledger, playedRoles } from '../../src/demo/fill.js';
import { type Stop, tourOf } from '../../src/demo/tour.js';
import { yearOf } from '../../src/demo/year.js';
import { logUnderTest } from '../support/eventstoredb-server.js';
import { type RunningService, startService } from '../support/running-service.js';

const OPTIONS = { consumers: 50, seed: 3 };
const ROOT = join(import.meta.dirname, '..', '..');

describe('the tour', () => {
  let service: RunningService;
  let stops: readonly Stop[];
  let environment: Record<string, string>;

  beforeAll(async () => {
    service = await startService();
    const texts = await Promise.all(playedRoles.map((role) => service.token(role)));
    const tokens = Object.fromEntries(playedRoles.map((role, at) => [role, texts[at]])) as Ledger['tokens'];
    const ledger = { url: service.url, tokens };
    const year = yearOf(OPTIONS);
    const { sent } = await fill(ledger, year, () => undefined);
    const path = join(service.data, 'demo-faults.json');
    const file = writeFaults(path, OPTIONS, { events: sent, planted: year.planted, sights: year.sights });
    expect(readFaults(path)).toEqual(file);
    stops = await tourOf(ledger, file, service.data, service.url);
    environment = { SUPPORT: tokens.support, AUDITOR: tokens.auditor, LEDGER_LOG_LEVEL: 'silent' };
  }, 120_000);

  afterAll(() => service.close());

  it('shows one decision, three questions of support and one of an auditor', () => {
    expect(stops.map(({ as }) => as)).toEqual(['anybody', 'support', 'support', 'support', 'auditor']);
  });

  it.each([
    [
      0,
      /That consent was valid when the decision was made.*You withdrew.*What went wrong.*a message .* although the consent had been withdrawn/,
    ],
    [1, /answer\.html/],
    [2, /consent/],
    [3, /"consents":/],
    [4, /"version":"3\.1\.0"/],
  ])('answers when command %i is pasted', async (at, answer) => {
    const command = stops[at]?.command ?? '';
    const shown = await pasted(command.replaceAll('answer.html', join(service.data, 'answer.html')));
    expect(shown.replace(/\s+/g, ' ')).toMatch(answer);
    expect(shown).not.toMatch(/"type":"\/errors\//);
  });

  /** Beside the running service, so without holding up its thread. */
  async function pasted(command: string): Promise<string> {
    const options = { cwd: ROOT, env: { ...process.env, ...environment, ...logUnderTest(service.data) } };
    const { stdout } = await promisify(execFile)('sh', ['-c', command], options);
    return stdout;
  }
});
