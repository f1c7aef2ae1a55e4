/** `ledger import FILE|-`: NDJSON CloudEvents from a file, by the same path as everybody's events, alone or through a running service. */
import { createReadStream, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import { type Config, environmentWithDotenv, readConfig } from '../config.js';
import { LedgerError } from '../record/ledger-error.js';
import { ImportFiles } from './import-files.js';
import { groupsOfBytes } from './import-groups.js';
import { Intake } from './intake.js';
import type { RecordedMany } from './responses.js';
import { sendThrough } from './send-through.js';

interface Options {
  readonly url?: string;
  readonly token?: string;
  readonly rejects?: string;
  readonly ledger?: boolean;
  readonly json?: boolean;
}

/** What was done in this run; a resumed run counts from where it went on. */
interface Done {
  lines: number;
  recorded: number;
  duplicates: number;
  rejected: number;
}

/** Records lines and answers when they are durable. */
type Sink = (lines: Buffer) => Promise<RecordedMany>;

const TELL_EVERY_MS = 1_000;

/**
 * @param open the application without HTTP; it holds the data folder while it is open
 * @param moveIn takes in a whole ledger (moving/moving.command.ts)
 */
export function importCommand(
  program: Command,
  open: (config: Config) => Promise<INestApplicationContext>,
  moveIn: (file: string, json: boolean) => Promise<void>,
): void {
  program
    .command('import <file>')
    .description(
      'record the CloudEvents of an NDJSON file, or of standard input (-); writes, so beside a running service it needs --url',
    )
    .option('--url <url>', 'send them to this running service instead of opening the data folder')
    .option(
      '--token <token>',
      'a producer’s token for --url; LEDGER_TOKEN in the environment keeps it off the process list',
    )
    .option('--rejects <path>', 'where refused lines are listed; <file>.rejects.ndjson where absent')
    .option('--ledger', 'take in a whole ledger that `ledger export --ledger` wrote, into an empty place')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nInterrupted, it goes on where it stopped when it is run again; nothing is recorded twice.\nExit code 0: all recorded; 1: some were refused; 2: could not run.',
    )
    .action((file: string, options: Options) =>
      options.ledger ? moveIn(file, options.json ?? false) : run(file, options, open),
    );
}

async function run(
  file: string,
  options: Options,
  open: (config: Config) => Promise<INestApplicationContext>,
): Promise<void> {
  const environment = environmentWithDotenv();
  if (options.url !== undefined) {
    const token = options.token ?? environment.LEDGER_TOKEN;
    if (!token)
      throw new LedgerError('unauthenticated', 'To import through a service set LEDGER_TOKEN, or give --token.');
    const url = new URL('/v1/events', options.url);
    return importAll(file, options, (lines) => sendThrough(url, token, lines));
  }
  const app = await open(readConfig(environment));
  try {
    const intake = app.get(Intake);
    const by = { id: 'cli', sources: ['*'] };
    await importAll(file, options, (lines) => intake.lines(Readable.from([lines]), by));
  } finally {
    await app.close();
  }
}

async function importAll(file: string, options: Options, sink: Sink): Promise<void> {
  const files = new ImportFiles(file, options.rejects);
  const from = files.resume();
  if (from.bytes > 0) process.stderr.write(`Going on after line ${from.lines}.\n`);
  const source = file === '-' ? process.stdin : createReadStream(file, { start: from.bytes });
  const size = file === '-' ? null : statSync(file).size;
  const done: Done = { lines: 0, recorded: 0, duplicates: 0, rejected: 0 };
  let place = from;
  let told = performance.now();
  for await (const group of groupsOfBytes(source)) {
    const answered = await sink(group.bytes);
    files.reject(answered.rejected.map(({ index, id, problem }) => ({ line: place.lines + index + 1, id, problem })));
    place = { lines: place.lines + group.lines, bytes: place.bytes + group.sourceBytes };
    files.save(place);
    done.lines += group.lines;
    done.recorded += answered.recorded;
    done.duplicates += answered.duplicates;
    done.rejected += answered.rejectedCount;
    if (performance.now() - told < TELL_EVERY_MS) continue;
    told = performance.now();
    process.stderr.write(`${progress(done, place.bytes, size)}\n`);
  }
  files.finish();
  tell(done, files.hasRejects ? files.rejectsPath : null, options.json ?? false);
  if (files.hasRejects) process.exitCode = 1;
}

function progress({ lines, recorded, rejected }: Done, bytes: number, size: number | null): string {
  const share = size === null || size === 0 ? '' : ` (${Math.floor((bytes / size) * 100)} %)`;
  return `${lines} lines${share}, ${recorded} recorded, ${rejected} refused`;
}

function tell(done: Done, rejects: string | null, json: boolean): void {
  if (json) return void process.stdout.write(`${JSON.stringify({ ...done, rejects })}\n`);
  const refused = rejects === null ? '' : `; refused lines are listed in ${rejects}`;
  process.stdout.write(
    `${done.lines} lines: ${done.recorded} recorded, ${done.duplicates} known already, ${done.rejected} refused${refused}.\n`,
  );
}
