/** Everything about one ledger: its files, the log, what was signed, the read models. Reads only, beside a running service or on a copied folder. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Config } from '../../config.js';
import { openLog } from '../../log/log.module.js';
import { readerSource } from '../../log/reader.js';
import { readModelsPath } from '../../projections/generations.js';
import { LedgerError } from '../../record/ledger-error.js';
import type { VerifierKey } from '../merkle/signed-note.js';
import { openPublications } from '../open-publications.js';
import { readOn } from '../publications.js';
import { configuredWitnesses } from '../witness-list.js';
import { collectProblems, type Problem } from './problem.js';
import { verifyDatabases, verifyLogFiles } from './verify-files.js';
import { type Verified, verifyLog } from './verify-log.js';
import { foreignHead, publishedKeys, type SignedHead } from './verify-publications.js';
import { verifyReadModels } from './verify-read-models.js';

export interface LedgerToVerify {
  readonly config: Config;
  /** Keys that the reader has from elsewhere; without them those that the ledger published itself. */
  readonly keys: readonly VerifierKey[];
  /** Checkpoints kept elsewhere: signed notes, by where they come from. */
  readonly foreign: ReadonlyMap<string, string>;
  /** Whether to build the read models again and compare. */
  readonly readModels: boolean;
  readonly onProgress?: (records: number) => void;
}

export interface VerifiedLedger extends Verified {
  readonly intact: boolean;
  /** Rows of read models compared; null where they were not. */
  readonly readModelRows: number | null;
  readonly alarms: number;
  readonly seconds: number;
}

/** @throws LedgerError `missing` where there is no ledger, `unavailable` where its log cannot be reached */
export async function verifyLedger(input: LedgerToVerify): Promise<VerifiedLedger> {
  const { config, foreign, readModels, onProgress } = input;
  const start = performance.now();
  const problems = collectProblems();
  const add = (problem: Problem): void => problems.add(problem);
  const modelsPath = readModelsPath(config.data);
  const databases = [join(config.data, 'proof', 'checkpoints.db'), ...(modelsPath === null ? [] : [modelsPath])];
  verifyDatabases(config.data, databases, add);

  const opened = await open(config, add);
  if (opened === null) return unreadable(problems.list, problems.count, start);
  const { log, publications } = opened;
  if (log.files !== null) verifyLogFiles(config.data, log.files, add);
  const digests = modelsPath === null ? null : leafDigests(modelsPath);
  try {
    const published = await publishedKeys(publications, add).catch(() => []);
    const keys = input.keys.length > 0 ? input.keys : published;
    const witnesses = configuredWitnesses(config.witnesses).map(({ key }) => key);
    const trusted = { origin: config.origin, keys, witnesses };
    const heads: SignedHead[] = [];
    for (const [place, note] of foreign) {
      const head = await foreignHead(note, trusted, place);
      if ('code' in head) add(head);
      else heads.push(head);
    }
    const verified = await verifyLog({
      log,
      publications,
      trusted,
      threads: readerSource(config),
      foreign: heads,
      ...(digests === null ? {} : { digestAt: digests.at }),
      ...(onProgress === undefined ? {} : { onProgress }),
    });
    const readModelRows = readModels && modelsPath !== null ? await verifyReadModels(modelsPath, log, add) : null;
    const all = [...verified.problems, ...problems.list];
    const problemCount = verified.problemCount + problems.count;
    return {
      ...verified,
      intact: problemCount === 0,
      problems: all,
      problemCount,
      readModelRows,
      alarms: await countOf(readOn(publications, 'alarms')),
      seconds: (performance.now() - start) / 1_000,
    };
  } finally {
    digests?.close();
    await publications.close();
    await log.close();
  }
}

/** A file that SQLite cannot even open is a finding, not a failure of the verifier. */
async function open(config: Config, add: (problem: Problem) => void) {
  try {
    const log = await openLog(config);
    try {
      return { log, publications: openPublications({ ...config, readOnly: true }) };
    } catch (error) {
      await log.close();
      throw error;
    }
  } catch (error) {
    if (error instanceof LedgerError && error.code !== 'corrupt') throw error;
    add({ code: 'unreadable', file: 'log', found: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

function unreadable(problems: readonly Problem[], problemCount: number, start: number): VerifiedLedger {
  const nothing = {
    records: 0,
    size: 0,
    root: '',
    checkpoints: 0,
    proven: 0,
    redacted: 0,
    alarms: 0,
    readModelRows: null,
  };
  return { ...nothing, intact: false, problems, problemCount, seconds: (performance.now() - start) / 1_000 };
}

const PAGE = 1_000;

/** The digests that the read model `leaf` remembers, asked for in ascending order; where it cannot be read, it says nothing. */
function leafDigests(path: string): { at(leaf: number): Uint8Array | undefined; close(): void } {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
  let first = 0;
  let page: readonly unknown[] = [];
  const load = (leaf: number): void => {
    first = leaf;
    try {
      page = database
        .prepare('SELECT digest FROM leaf WHERE leaf >= ? AND leaf < ? ORDER BY leaf')
        .all(leaf, leaf + PAGE)
        .map((row) => row.digest);
    } catch {
      page = [];
    }
  };
  return {
    at(leaf) {
      if (leaf < first || leaf >= first + PAGE || page.length === 0) load(leaf);
      const digest = page[leaf - first];
      return digest instanceof Uint8Array ? digest : undefined;
    },
    close: () => database.close(),
  };
}

async function countOf(items: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _ of items) count += 1;
  return count;
}
