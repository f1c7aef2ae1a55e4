/** `ledger demo`: fills a ledger with a year of a mid-size retailer through its own HTTP interface, and says what to look at. */
import { mkdirSync } from 'node:fs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Command, InvalidArgumentError } from 'commander';
import { Tokens } from '../access/tokens.js';
import { type Config, environmentWithDotenv, readConfig } from '../config.js';
import { LedgerError } from '../record/ledger-error.js';
import { OWN_SOURCE } from '../recording/own-events.js';
import { YEAR } from './calendar.js';
import { type FaultsFile, faultsFileIn, readFaults, writeFaults } from './faults-file.js';
import { call, fill, type Ledger, playedRoles } from './fill.js';
import { progressOn } from './progress.js';
import { told, tourOf } from './tour.js';
import { RETAILER } from './world.js';
import { type YearOptions, yearOf } from './year.js';

interface Options extends YearOptions {
  readonly serve: boolean;
  readonly json?: boolean;
}

/** Builds the service without listening; handed in by the composition. */
export type CreateService = (config: Config) => Promise<NestFastifyApplication>;

export function demoCommand(program: Command, createService: CreateService): void {
  program
    .command('demo')
    .description(
      'fill a ledger with a believable year of a retailer and its planted faults, then keep the service running; writes',
    )
    .option('--consumers <n>', 'how many customers the retailer has', whole, 2_000)
    .option('--seed <n>', 'the same seed tells the same year, byte for byte', whole, 1)
    .option('--no-serve', 'end when the ledger is full')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nThe data go to LEDGER_DATA (./data), which must be empty. Run again, it goes on where it stopped, or only serves.',
    )
    .action((options: Options) => run(options, createService));
}

async function run({ consumers, seed, serve, json }: Options, createService: CreateService): Promise<void> {
  const environment = environmentWithDotenv();
  const config = readConfig(environment, {
    // The tokens of the demo count on this machine only.
    host: '127.0.0.1',
    ...(!environment.LEDGER_LOG_LEVEL && { logLevel: 'error' as const }),
  });
  const options = { consumers, seed };
  // Refuses sizes that cannot be before anything is made.
  const year = yearOf(options);
  const path = faultsFileIn(config.data);
  const before = readFaults(path);
  if (before !== null && (before.consumers !== consumers || before.seed !== seed))
    throw new LedgerError(
      'conflict',
      `${config.data} holds the demo of ${before.consumers} consumers and seed ${before.seed} already. Name an empty folder: LEDGER_DATA=./other npm run demo`,
    );
  const app = await createService(config);
  if (serve) app.enableShutdownHooks([], { useProcessExit: true });
  await app.listen(serve ? config.port : 0, config.host);
  const url = await app.getUrl();
  try {
    const ledger = { url, tokens: await tokensFor(app.get(Tokens)) };
    if (before === null) await refuseOthers(ledger, config.data);
    const started = performance.now();
    const file = before?.complete === true ? before : await filled(ledger, year, options, config.data, path);
    const seconds = (performance.now() - started) / 1_000;
    // Once it has ended, its commands are for the service as it is started next.
    const shown = serve ? url : `http://127.0.0.1:${config.port}`;
    const stops = await tourOf(ledger, file, config.data, shown);
    const { planted, sights: _, ...summary } = file;
    process.stdout.write(
      json
        ? `${JSON.stringify({ ...summary, planted: planted.length, url: shown, faults: path, tokens: ledger.tokens, tour: stops })}\n`
        : `${heading(file, shown, path, config.data, before?.complete === true ? null : seconds)}\n${told(stops, ledger.tokens)}\n${ending(serve)}`,
    );
  } catch (error) {
    await app.close();
    throw error;
  }
  if (!serve) await app.close();
}

async function filled(
  ledger: Ledger,
  year: ReturnType<typeof yearOf>,
  options: YearOptions,
  data: string,
  path: string,
): Promise<FaultsFile> {
  mkdirSync(data, { recursive: true });
  writeFaults(path, options);
  const progress = progressOn(process.stderr);
  const { sent } = await fill(ledger, year, progress.tell);
  progress.end();
  return writeFaults(path, options, { events: sent, planted: year.planted, sights: year.sights });
}

/** Tokens of earlier runs cannot be shown again, so they are replaced. */
async function tokensFor(tokens: Tokens): Promise<Ledger['tokens']> {
  for (const { id, name, revokedAt } of await tokens.list())
    if (name === TOKEN_NAME && revokedAt === null) await tokens.revoke(id);
  const [producer, support, auditor, privacy] = await Promise.all(
    playedRoles.map((role) =>
      tokens.create({ roles: [role], sources: role === 'producer' ? ['*'] : [], name: TOKEN_NAME, development: true }),
    ),
  );
  const text = (issued: { readonly text: string } | undefined): string => issued?.text ?? '';
  return { producer: text(producer), support: text(support), auditor: text(auditor), 'privacy-officer': text(privacy) };
}

const TOKEN_NAME = 'demo';

/** An invented year among real records could never be taken out again. */
async function refuseOthers(ledger: Ledger, data: string): Promise<void> {
  const { items } = await call(ledger, 'auditor', 'GET', '/v1/sources');
  const others = Array.isArray(items) ? items.filter(({ source }) => source !== OWN_SOURCE) : [];
  if (others.length > 0)
    throw new LedgerError(
      'conflict',
      `${data} holds records of ${others.length} producers; the demo wants an empty ledger. Name an empty folder: LEDGER_DATA=./demo-data npm run demo`,
    );
}

function heading(file: FaultsFile, url: string, path: string, data: string, seconds: number | null): string {
  const events = file.events.toLocaleString('en');
  const rate = Math.round(file.events / (seconds ?? 1)).toLocaleString('en');
  const kinds = new Set(file.planted.map(({ rule }) => rule)).size;
  return [
    '',
    `A year of ${RETAILER}, an invented outdoor retailer: ${file.consumers.toLocaleString('en')} customers in Germany, France, Spain and Britain,`,
    `${events} events from ${YEAR.from} to ${YEAR.to}${seconds === null ? '.' : `, recorded in ${seconds.toFixed(0)} s (${rate}/s; each validated, sealed, durable, indexed).`}`,
    '',
    `  service  ${url}   (interface: ${url}/docs)`,
    `  console  ${url}/console/   (sign in with one of the tokens below)`,
    `  data     ${data}`,
    `  faults   ${file.planted.length} planted, of ${kinds} kinds; which and where: ${path}`,
    '',
  ].join('\n');
}

function ending(serve: boolean): string {
  const check = 'Whether anything was changed since it was recorded: npx ledger verify';
  return serve
    ? `${check}\nThe service runs until Ctrl-C; "npm run demo" starts it again as it is.\n`
    : `${check}\nThe service has ended; before the curl commands, start it with the same LEDGER_DATA: npx ledger serve\n`;
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Give a whole number.');
  return Number(text);
}
