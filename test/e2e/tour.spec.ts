/**
 * The README's tour, run as it is written: each `sh` block in a shell in the project's folder, its output compared with the block below it. Only what
 * differs from run to run is masked: ids that are random, times of recording, digests and signatures. The port is another one, so that tests can run
 * beside a ledger.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

interface Block {
  readonly command: string;
  /** What the README shows below it; undefined where it shows nothing. */
  readonly shown: string | undefined;
}

const tour =
  readFileSync(join(ROOT, 'README.md'), 'utf8')
    .split(/^## /m)
    .find((section) => section.startsWith('A tour')) ?? '';
const blocks: readonly Block[] = [...tour.matchAll(/```sh\n([\s\S]*?)```(?:\n```(?:text|json)\n([\s\S]*?)```)?/g)].map(
  ([, command = '', shown]) => ({ command, shown }),
);

describe('the tour of the README', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-tour-'));
  let port = 0;
  let service: Running;
  let environment: Record<string, string | undefined> = {};

  beforeAll(async () => {
    port = await freePort();
    environment = {
      ...process.env,
      LEDGER_DATA: join(folder, 'data'),
      LEDGER_PORT: String(port),
      PATH: `${join(ROOT, 'node_modules', '.bin')}${delimiter}${process.env.PATH}`,
    };
    service = await start(environment);
  });

  afterAll(async () => {
    await kill(service);
    rmSync(folder, { recursive: true, force: true });
  });

  it('has commands', () => expect(blocks.length).toBeGreaterThan(6));

  it.each(blocks.map((block, index) => [index + 1, block] as const))(
    'step %i gives what it shows',
    async (_, { command, shown }) => {
      if (command.startsWith('# kill -9')) {
        await kill(service);
        service = await start(environment);
      }
      const script = command
        .replaceAll('127.0.0.1:3000', `127.0.0.1:${port}`)
        .replaceAll('evidence.zip', join(folder, 'evidence.zip'));
      // Variables that a step exports stand in the shells of the next ones, as in one terminal.
      const ran = spawnSync('bash', ['-c', `set -eo pipefail\n${script}\necho; echo "@@ENV@@"; export -p`], {
        cwd: ROOT,
        env: environment,
        encoding: 'utf8',
      });
      const [output = '', variables = ''] = ran.stdout.split('@@ENV@@');
      expect({ status: ran.status, stderr: ran.status === 0 ? '' : ran.stderr }).toEqual({ status: 0, stderr: '' });
      for (const [, name = '', value = ''] of variables.matchAll(
        /^declare -x (PRODUCER|SUPPORT|AUDITOR|BEFORE)="(.*)"$/gm,
      ))
        environment[name] = value;
      if (shown !== undefined) expect(masked(output)).toBe(masked(shown));
    },
    60_000,
  );
});

interface Running {
  readonly process: ChildProcess;
}

function start(environment: Record<string, string | undefined>): Promise<Running> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['dist/cli.js', 'serve'], {
      cwd: ROOT,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const hear = (text: Buffer): void => {
      said += text.toString();
      if (said.includes('"listening"')) resolve({ process: child });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}: ${said}`)));
  });
}

function kill({ process: child }: Running): Promise<void> {
  return new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function masked(text: string): string {
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uuid>')
    .replace(/"recordedAt":"[^"]+"/g, '"recordedAt":"<now>"')
    .replace(/"traceId":"[^"]+"/g, '"traceId":"<trace>"')
    .replace(/recorded only on \d+ \w+ \d{4} at[\s\d:]+\(Berlin\)/g, 'recorded only on <now>')
    .replace(/\s+/g, ' ')
    .trim();
}
