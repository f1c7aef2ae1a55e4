/** `ledger export` and `ledger import --ledger`: a whole ledger out of one place and into another; without `--ledger`, the records as lines. */
import { createWriteStream, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { environmentWithDotenv, readConfig } from '../config.js';
import { openLog } from '../log/log.module.js';
import { ReadRecords, ReadRecordsHandler } from '../oversight/read-records.js';
import { generationsFolder } from '../projections/generations.js';
import { SqliteReadModels } from '../projections/sqlite-read-models.js';
import { Clock } from '../record/clock.js';
import { LedgerError } from '../record/ledger-error.js';
import { daysOf, inDays, KEPT_DAYS, noteBackup } from '../vault/backups.js';
import { exportLedger } from './export-ledger.js';
import { importLedger } from './import-ledger.js';

interface Options {
  readonly ledger?: boolean;
  readonly stream?: string;
  readonly type?: string;
  readonly from?: string;
  readonly to?: string;
  readonly keep?: string;
  readonly json?: boolean;
}

const TELL_EVERY_MS = 1_000;

export function exportCommand(program: Command): void {
  program
    .command('export [file]')
    .description(
      'write the records as lines of JSON, as GET /v1/records does, to a file or standard output; or with --ledger the whole ledger, to move it',
    )
    .option(
      '--ledger',
      'log, vault, tokens and everything that was signed, in one file that `ledger import --ledger` takes',
    )
    .option(
      '--keep <days>',
      'with --ledger: for how long the file is kept, for example 30d; certificates of erasures say so',
    )
    .option('--stream <stream>', 'this stream alone')
    .option('--type <types>', 'these types alone, with commas between them')
    .option('--from <place>', 'from this position or instant on')
    .option('--to <place>', 'up to this position or instant')
    .option('--json', 'print what was done as one JSON object')
    .addHelpText(
      'after',
      '\nWorks beside a running service and then holds the ledger as it stood at one moment; to move house, stop the service first.\nThe file of a whole ledger holds wrapped keys, as a backup of the vault does: keep it as long, and as well.',
    )
    .action((file: string | undefined, options: Options) =>
      options.ledger ? moveOut(file, options) : writeRecords(file, options),
    );
}

/** `ledger import --ledger FILE`. */
export async function moveIn(file: string, json: boolean): Promise<void> {
  const config = readConfig(environmentWithDotenv());
  const tell = progress();
  const imported = await importLedger(config, file, (step, records) => tell(`${records} records ${step}`));
  if (json) return print(JSON.stringify(imported));
  const { records, root, checkpoints, subjects, erasedAgain } = imported;
  print(
    `${records} records, ${subjects} subjects and ${checkpoints} checkpoints are in, and every one of them was read again.`,
  );
  print(`The root over all records is ${root}, as it was where they come from.`);
  if (erasedAgain > 0) print(`${erasedAgain} subjects whom the log calls erased were erased again.`);
}

async function moveOut(given: string | undefined, { keep, json }: Options): Promise<void> {
  if (given === undefined)
    throw new LedgerError(
      'bad-request',
      'Name the file, or the folder, to write the ledger to: ledger export --ledger FILE.',
    );
  const config = readConfig(environmentWithDotenv(), { readOnly: true });
  const now = new Clock().now();
  const inside = existsSync(given) && statSync(given).isDirectory();
  const file = inside ? join(given, `ledger-${now.replaceAll(/[:.]/g, '')}.ndjson`) : given;
  const days = keep === undefined ? (config.backupDays ?? KEPT_DAYS) : daysOf(keep);
  noteBackup(config.data, { madeAt: now, expiresAt: inDays(now, days), what: 'export' });
  const tell = progress();
  const exported = await exportLedger(config, file, now, (records) => tell(`${records} records`));
  if (json) return print(JSON.stringify({ file, ...exported }));
  const { records, root, checkpoints, subjects, redacted } = exported;
  print(`${file} holds ${records} records, ${subjects} subjects and ${checkpoints} checkpoints.`);
  print(`The root over all records is ${root}.`);
  if (redacted > 0) print(`Fields were taken away from ${redacted} records, as record.redacted says.`);
  print(
    'It holds the ledger as it stood when the log was read. What a running service records after that is not in it.',
  );
}

async function writeRecords(file: string | undefined, { stream, type, from, to }: Options): Promise<void> {
  const config = readConfig(environmentWithDotenv(), { readOnly: true });
  const log = await openLog(config);
  const models = new SqliteReadModels(generationsFolder(config.data));
  try {
    const query = Object.fromEntries(Object.entries({ stream, type, from, to }).filter(([, value]) => value));
    const lines = await new ReadRecordsHandler(log, models).execute(new ReadRecords(query));
    if (file === undefined || file === '-') await pipeline(lines, process.stdout, { end: false });
    else await pipeline(lines, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  } finally {
    models.close();
    await log.close();
  }
}

/** To standard error, once a second, so that standard output holds the result alone. */
function progress(): (line: string) => void {
  let told = performance.now();
  return (line) => {
    if (performance.now() - told < TELL_EVERY_MS) return;
    told = performance.now();
    process.stderr.write(`${line}\n`);
  };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
