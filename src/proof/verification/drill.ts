/** `ledger drill`: rewrites history on scratch copies, in every way it knows, and shows that verification finds each. The ledger itself is only read. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Command } from 'commander';
import { type Config, environmentWithDotenv, readConfig } from '../../config.js';
import { openLog } from '../../log/log.module.js';
import { LedgerError } from '../../record/ledger-error.js';
import type { VerifierKey } from '../merkle/signed-note.js';
import { PublishedCheckpoints } from '../published-checkpoints.js';
import { SqlitePublications } from '../sqlite-publications.js';
import { forgeWithStolenKey } from './drill-stolen-key.js';
import { type Problem, sentenceOf } from './problem.js';
import { tamperings } from './tamperings.js';
import { type VerifiedLedger, verifyLedger } from './verify-ledger.js';

export interface Drilled {
  readonly tampering: string;
  /** `not possible`: this ledger has nothing that could be tampered with so. */
  readonly outcome: 'found' | 'NOT FOUND' | 'not possible';
  /** The problem that names it, or what was found instead. */
  readonly named: string;
}

export function drillCommand(program: Command): void {
  program
    .command('drill')
    .description('rewrite history on scratch copies and show that each change is found; exit code 1 where one is not')
    .option('--data <folder>', 'a data folder instead of LEDGER_DATA')
    .option('--json', 'print one JSON line each')
    .action(async ({ data, json = false }: { readonly data?: string; readonly json?: boolean }) => {
      const config = readConfig(environmentWithDotenv(), { readOnly: true, ...(data && { data }) });
      let missed = 0;
      for await (const drilled of drill(config)) {
        if (drilled.outcome === 'NOT FOUND') missed += 1;
        const row = `${drilled.tampering.padEnd(44)} ${drilled.outcome.padEnd(12)} ${drilled.named}`;
        process.stdout.write(`${json ? JSON.stringify(drilled) : row}\n`);
      }
      process.exitCode = missed === 0 ? 0 : 1;
    });
}

/** @throws LedgerError `missing` where there is no ledger, `corrupt` where it is not intact before anything is changed */
export async function* drill(config: Config): AsyncGenerator<Drilled> {
  const log = await openLog({ ...config, readOnly: true });
  const inFiles = log.files !== null;
  await log.close();
  if (!inFiles)
    throw new LedgerError(
      'missing',
      'The drill rewrites scratch copies of files, and this log lies on a server: export it, import it into a folder, and drill that one.',
    );
  const folder = mkdtempSync(join(tmpdir(), 'ledger-drill-'));
  try {
    const origin = join(folder, 'origin');
    copyLedger(config.data, origin);
    const untouched = await verify(config, origin);
    if (!untouched.intact)
      throw new LedgerError('corrupt', `The ledger is not intact before the drill: ${firstOf(untouched.problems)}`);
    yield {
      tampering: 'nothing',
      outcome: 'found',
      named: `intact: ${untouched.records} records, ${untouched.checkpoints} checkpoints`,
    };
    for (const { name, finds, apply } of tamperings) {
      const scratch = join(folder, 'scratch');
      cpSync(origin, scratch, { recursive: true });
      if (!apply(scratch)) yield { tampering: name, outcome: 'not possible', named: '' };
      else {
        const { problems } = await verify(config, scratch);
        const named = problems.find(({ code }) => finds.includes(code));
        yield {
          tampering: name,
          outcome: named ? 'found' : 'NOT FOUND',
          named: named ? sentenceOf(named) : firstOf(problems),
        };
      }
      rmSync(scratch, { recursive: true, force: true });
    }
    yield await drillRollback(config, origin, join(folder, 'old'));
    yield await drillStolenKey(config, origin, join(folder, 'forged'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An old copy is whole in itself; only a checkpoint that somebody kept elsewhere shows that there was more. */
async function drillRollback(config: Config, origin: string, scratch: string): Promise<Drilled> {
  const tampering = 'an old copy restored';
  cpSync(origin, scratch, { recursive: true });
  const kept = new SqlitePublications(origin, true);
  const note = (await new PublishedCheckpoints(kept).latest())?.note;
  await kept.close();
  if (note === undefined || !cutBack(scratch)) return { tampering, outcome: 'not possible', named: '' };
  const { problems } = await verify(config, scratch, new Map([['a checkpoint kept elsewhere', note]]));
  const named = problems.find(({ code }) => code === 'rollback');
  return { tampering, outcome: named ? 'found' : 'NOT FOUND', named: named ? sentenceOf(named) : firstOf(problems) };
}

/** A forgery that is whole in itself must be found by the kept checkpoint and by nothing else: then the case shows what it is meant to show. */
async function drillStolenKey(config: Config, origin: string, scratch: string): Promise<Drilled> {
  const tampering = 'the history signed anew with a stolen key';
  cpSync(origin, scratch, { recursive: true });
  const note = await forgeWithStolenKey(config, scratch);
  if (note === null) return { tampering, outcome: 'not possible', named: '' };
  const alone = await verify(config, scratch);
  const { problems } = await verify(config, scratch, new Map([['a checkpoint kept elsewhere', note]]));
  const named = problems.find(({ code }) => code === 'checkpoint-root');
  if (named === undefined) return { tampering, outcome: 'NOT FOUND', named: firstOf(problems) };
  const without = alone.intact ? 'nothing without it' : `without it ${firstOf(alone.problems)}`;
  return { tampering, outcome: 'found', named: `${sentenceOf(named)} (${without})` };
}

/** Everything that came after the last checkpoint but one is taken away, everywhere. */
function cutBack(data: string): boolean {
  using publications = new DatabaseSync(join(data, 'proof', 'checkpoints.db'));
  const rows = publications
    .prepare("SELECT revision, text FROM publication WHERE stream = 'checkpoints' ORDER BY revision")
    .all();
  const sizes = rows.map(({ text }) => Number(/\\n(\d+)\\n/.exec(String(text))?.[1] ?? 0));
  const size = [...new Set(sizes)].sort((a, b) => a - b).at(-2);
  if (size === undefined || size === 0) return false;
  const last = rows.findLast((_, index) => sizes[index] === size)?.revision ?? 0;
  publications.exec('DROP TRIGGER publication_is_never_removed');
  publications.prepare("DELETE FROM publication WHERE stream = 'checkpoints' AND revision > ?").run(last);
  using log = new DatabaseSync(join(data, 'log', 'log.db'));
  log.exec('DROP TRIGGER record_is_never_deleted');
  log.prepare('DELETE FROM record WHERE position > ?').run(size);
  writeFileSync(join(data, 'read-models', 'current'), '');
  return true;
}

function verify(
  config: Config,
  data: string,
  foreign: ReadonlyMap<string, string> = new Map(),
): Promise<VerifiedLedger> {
  const keys: readonly VerifierKey[] = [];
  return verifyLedger({ config: { ...config, data }, keys, foreign, readModels: true });
}

/** SQLite's files as of one moment, also beside a running service; the rest as it lies there. */
function copyLedger(from: string, to: string): void {
  for (const name of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
    const path = join(from, name);
    if (!/^(log|proof|read-models)(\/|$)/.test(relative(from, path)) || /\.(pem|lock)$|-(wal|shm|journal)$/.test(name))
      continue;
    if (statSync(path).isDirectory()) mkdirSync(join(to, name), { recursive: true });
    else if (name.endsWith('.db')) {
      mkdirSync(join(to, name, '..'), { recursive: true });
      using database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
      database.prepare('VACUUM INTO ?').run(join(to, name));
    } else cpSync(path, join(to, name), { recursive: true });
  }
}

function firstOf(problems: readonly Problem[]): string {
  const [first] = problems;
  return first === undefined ? 'nothing' : sentenceOf(first);
}
