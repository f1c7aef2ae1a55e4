/** `ledger verify [FILE]`: an evidence file, offline and without a ledger; or the whole ledger, beside a running service or on a copied folder. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { Command } from 'commander';
import { unzipSync } from 'fflate';
import { answersVersion } from '../../answers/version.js';
import { type Config, environmentWithDotenv, readConfig } from '../../config.js';
import { sha256 } from '../../record/digest.js';
import { LedgerError } from '../../record/ledger-error.js';
import { verifyEd25519 } from '../ed25519.js';
import type { EvidenceFiles } from '../evidence/evidence-format.js';
import { recompute } from '../evidence/recompute.js';
import { type AnswerTools, verifyEvidence } from '../evidence/verify-evidence.js';
import { parseVkey, type VerifierKey } from '../merkle/signed-note.js';
import { witnessedCheckpoints } from '../witnessed-checkpoints.js';
import { sentenceOf } from './problem.js';
import { type VerifiedLedger, verifyLedger } from './verify-ledger.js';

interface VerifyOptions {
  readonly key?: readonly string[];
  readonly checkpoint?: readonly string[];
  readonly data?: string;
  readonly readModels: boolean;
  readonly witnesses: boolean;
  readonly json?: boolean;
}

/** @param certificate makes an erasure certificate again from its records (protection/certified-erasure.ts) */
export function verifyCommand(program: Command, certificate: AnswerTools['recompute']): void {
  program
    .command('verify [file]')
    .description('check an evidence file, or every stored byte of the ledger; exit code 1 where something is wrong')
    .option('--key <vkey...>', 'keys that you have from elsewhere; without them those that the ledger publishes')
    .option('--checkpoint <file...>', 'checkpoints that you or a witness kept: the log must contain what they cover')
    .option('--data <folder>', 'a copied data folder instead of LEDGER_DATA')
    .option('--no-read-models', 'do not build the read models again to compare them')
    .option('--no-witnesses', 'do not ask the configured witnesses for the last checkpoint that they saw')
    .option('--json', 'print JSON')
    .action((file: string | undefined, options: VerifyOptions) =>
      file === undefined ? verifyWhole(options) : verifyFile(file, options, certificate),
    );
}

async function verifyFile(
  path: string,
  { key, json = false }: VerifyOptions,
  certificate: AnswerTools['recompute'],
): Promise<void> {
  const trusted = key === undefined ? {} : { trusted: keysOf(key) };
  const answers: AnswerTools = {
    version: answersVersion(),
    recompute: (files, manifest, opened) =>
      (manifest.kind === 'erasure' ? certificate : recompute)(files, manifest, opened),
  };
  const verdict = await verifyEvidence(readEvidence(path), { sha256, verifyEd25519, answers, ...trusted });
  if (json) print(JSON.stringify({ ok: verdict.ok, failed: verdict.failed ?? null, checks: verdict.checks }));
  else {
    for (const { check, ok, unchecked, says, record } of verdict.checks)
      print(
        `${unchecked ? 'note ' : ok ? 'ok   ' : 'WRONG'} ${check.padEnd(11)} ${record === undefined ? '' : `${record}: `}${says}`,
      );
    const proven = verdict.checks.some(({ unchecked }) => unchecked)
      ? 'Everything in this file but its answer is proven.'
      : 'Everything in this file is proven.';
    print(verdict.ok ? proven : 'This file is NOT proven.');
  }
  process.exitCode = verdict.ok ? 0 : 1;
}

async function verifyWhole(options: VerifyOptions): Promise<void> {
  const overrides: Partial<Config> = { readOnly: true, ...(options.data && { data: resolve(options.data) }) };
  const config = readConfig(environmentWithDotenv(), overrides);
  const foreign = new Map((options.checkpoint ?? []).map((path) => [path, readText(path)]));
  if (options.witnesses) for (const [place, note] of await witnessedCheckpoints(config)) foreign.set(place, note);
  const quiet = options.json === true || !process.stderr.isTTY;
  const verified = await verifyLedger({
    config,
    keys: keysOf(options.key ?? []),
    foreign,
    readModels: options.readModels,
    ...(quiet ? {} : { onProgress: progress() }),
  });
  if (!quiet) process.stderr.write('\r\u001b[K');
  if (options.json) print(JSON.stringify(verified));
  else tell(verified);
  process.exitCode = verified.intact ? 0 : 1;
}

function tell(verified: VerifiedLedger): void {
  const { records, size, root, checkpoints, proven, redacted, problems, problemCount, readModelRows, seconds } =
    verified;
  print(`records      ${records} read again, ${Math.round(records / Math.max(seconds, 0.001))} a second`);
  print(`tree         ${size} leaves, root ${root}`);
  print(`checkpoints  ${checkpoints} compared; proven up to ${proven} records`);
  print(`read models  ${readModelRows === null ? 'not compared' : `${readModelRows} rows compared`}`);
  if (redacted > 0) print(`redactions   ${redacted} records lack fields that record.redacted took away`);
  if (verified.alarms > 0) print(`alarms       ${verified.alarms} were raised while the ledger ran`);
  for (const problem of problems) print(sentenceOf(problem));
  if (problemCount > problems.length) print(`… and ${problemCount - problems.length} more`);
  print(
    verified.intact
      ? 'Everything is as it was written.'
      : `${problemCount} problems: this ledger is NOT as it was written.`,
  );
}

/** @throws LedgerError `bad-request` that names the word which is no vkey */
function keysOf(words: readonly string[]): readonly VerifierKey[] {
  return words.map((word) => {
    const key = parseVkey(sha256, word);
    if (key === null)
      throw new LedgerError(
        'bad-request',
        `"${word.slice(0, 80)}" is not a vkey: name+id+key, as GET /v1/keys shows it.`,
      );
    return key;
  });
}

/** A zip, or a folder with the same files. @throws LedgerError `malformed` where it is neither */
function readEvidence(path: string): EvidenceFiles {
  try {
    if (!statSync(path).isDirectory()) return new Map(Object.entries(unzipSync(readFileSync(path))));
    const names = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = names.map((entry) => join(entry.parentPath, entry.name));
    return new Map(paths.map((file) => [relative(path, file).split(sep).join('/'), readFileSync(file)]));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new LedgerError('malformed', `${path} is not an evidence file (a .zip, or its folder): ${why}`, [], {
      cause,
    });
  }
}

/** @throws LedgerError `missing` where the file cannot be read */
function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new LedgerError('missing', `${path} cannot be read.`, [], { cause });
  }
}

/** A line that is written over, once a second at the most. */
function progress(): (records: number) => void {
  const start = performance.now();
  let last = 0;
  return (records) => {
    const now = performance.now();
    if (now - last < 1_000) return;
    last = now;
    process.stderr.write(`\r${records} records, ${Math.round((1_000 * records) / (now - start))} a second`);
  };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
