/**
 * Takes in a whole ledger from a file. The file is checked to its end first, then stored, then everything that was stored is read again and compared with
 * every checkpoint ever signed. Interrupted, the same command goes on; until it has ended, no service starts on the folder.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.js';
import type { Run } from '../log/event-log.js';
import type { PublicationStream, Publications } from '../proof/publications.js';
import { sentenceOf } from '../proof/verification/problem.js';
import { verifyLedger } from '../proof/verification/verify-ledger.js';
import { parsePseudonym, streamName } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import type { NewRecord } from '../record/record.js';
import { masterKeys } from '../vault/vault.module.js';
import type { NamedKeyRow, SubjectRow } from '../vault/vault-store.js';
import { type CheckedFile, checkLedgerFile, recordOf } from './check-file.js';
import { eraseAgain } from './erase-again.js';
import {
  type FileLine,
  type LedgerLine,
  type RecordLine,
  readLedgerFile,
  type TokenLine,
  type VaultLine,
} from './ledger-file.js';
import { openParts, type Parts } from './parts.js';
import { beginIn, finishIn, unfinishedIn } from './unfinished.js';

export interface Imported extends Omit<CheckedFile, 'ledger'> {
  readonly subjects: number;
  /** Subjects in the file that the log says were erased: they were erased again. */
  readonly erasedAgain: number;
}

export type Step = 'checked' | 'imported';

/** @throws LedgerError `corrupt` where the file is damaged · `conflict` where there is a ledger already · `configuration` where it would not fit */
export async function importLedger(
  config: Config,
  path: string,
  onProgress: (step: Step, records: number) => void = () => undefined,
): Promise<Imported> {
  const { ledger, ...checked } = await checkLedgerFile(path, (records) => onProgress('checked', records));
  refuseMisfit(config, ledger);
  const unfinished = unfinishedIn(config.data);
  if (unfinished !== null && (unfinished.what !== 'import' || unfinished.from !== ledger.export))
    throw new LedgerError(
      'conflict',
      `Another ${unfinished.what} into ${config.data} is not finished; use an empty folder.`,
    );
  const parts = await openParts(config);
  let subjects: number;
  try {
    if (unfinished === null) {
      await refuseInhabited(parts, config);
      beginIn(config.data, { what: 'import', from: ledger.export });
    }
    if (ledger.master !== null) await parts.vault?.master(ledger.master);
    subjects = await storeAll(parts, path, (records) => onProgress('imported', records));
  } finally {
    await parts.close();
  }
  const erasedAgain = ledger.master === null ? 0 : await eraseAgain(config);
  await refuseDifferent(config, checked);
  finishIn(config.data);
  return { ...checked, subjects, erasedAgain };
}

function refuseMisfit(config: Config, { origin, master }: LedgerLine): void {
  if (origin !== config.origin)
    throw new LedgerError(
      'configuration',
      `The checkpoints in this file are those of ${origin}, and this ledger is ${config.origin}. Set LEDGER_ORIGIN to ${origin}.`,
    );
  // A new development key would open nothing of it: the key of the ledger that was exported is needed here.
  if (master !== null) masterKeys({ ...config, readOnly: true }).masters.use(master);
}

async function refuseInhabited({ log, publications, vault }: Parts, { data }: Config): Promise<void> {
  const inhabited = [
    (await log.head()) !== null && 'its log holds records',
    (await publications.last('checkpoints')) >= 0 && 'it has published checkpoints',
    ((await vault?.namedKeys())?.length ?? 0) > 0 && 'its vault holds keys',
    existsSync(join(data, 'read-models')) && 'it has read models',
  ].filter((reason) => reason !== false);
  if (inhabited.length === 0) return;
  throw new LedgerError(
    'conflict',
    `A whole ledger moves into an empty place only, and there is one already: ${inhabited.join(', ')}. Name another LEDGER_DATA (and LEDGER_NAME, LEDGER_VAULT).`,
  );
}

const BATCH_RECORDS = 500;
/** Below what one append may have on any log. */
const BATCH_BYTES = 512 * 1024;
const VAULT_ROWS = 500;

async function storeAll(parts: Parts, path: string, onProgress: (records: number) => void): Promise<number> {
  const records = recordSink(parts, onProgress);
  const vault = vaultSink(parts);
  const revisions = new Map<string, number>();
  for await (const line of readLedgerFile(path)) {
    if (line.kind === 'record') await records.add(line);
    else if (line.kind === 'publication') {
      const revision = revisions.get(line.stream) ?? 0;
      await publish(parts.publications, line.stream as PublicationStream, revision, line.text);
      revisions.set(line.stream, revision + 1);
    } else if (isVaultLine(line)) await vault.add(line);
    else if (line.kind === 'token') await addToken(parts, line);
  }
  await records.flush();
  await vault.flush();
  return vault.subjects();
}

function recordSink({ log }: Parts, onProgress: (records: number) => void) {
  let runs: { stream: Run['stream']; records: NewRecord[]; revisions: number[] }[] = [];
  let waiting = 0;
  let bytes = 0;
  let stored = 0;
  let last = -1;
  const flush = async (): Promise<void> => {
    const places = await log.appendInOrder(runs);
    for (const [index, run] of runs.entries())
      for (const [at, record] of run.records.entries()) {
        const place = places[index]?.[at];
        if (place === undefined || place.position <= last || place.revision !== run.revisions[at])
          throw new LedgerError('corrupt', `The record ${record.id} did not come to stand where it stood.`);
        last = place.position;
      }
    stored += waiting;
    runs = [];
    waiting = 0;
    bytes = 0;
    onProgress(stored);
  };
  return {
    async add(line: RecordLine): Promise<void> {
      const record = recordOf(line);
      const size = record.header.length + record.body.length;
      if (waiting === BATCH_RECORDS || (waiting > 0 && bytes + size > BATCH_BYTES)) await flush();
      const run = runs.at(-1);
      if (run?.stream === line.stream) {
        run.records.push(record);
        run.revisions.push(line.revision);
      } else runs.push({ stream: streamName(line.stream), records: [record], revisions: [line.revision] });
      waiting += 1;
      bytes += size;
    },
    flush,
  };
}

/** An interrupted import finds what it has published already. */
async function publish(
  publications: Publications,
  stream: PublicationStream,
  revision: number,
  text: string,
): Promise<void> {
  if (await publications.append(stream, revision, text)) return;
  const [there] = await publications.read(stream, revision, 1);
  if (there?.text !== text)
    throw new LedgerError('conflict', `Something else was published here meanwhile, in ${stream} at ${revision}.`);
}

function vaultSink({ vault }: Parts) {
  let subjects: SubjectRow[] = [];
  let marks: Uint8Array[] = [];
  let namedKeys: NamedKeyRow[] = [];
  let count = 0;
  const flush = async (): Promise<void> => {
    if (vault === null) throw new LedgerError('unavailable', 'There is no vault to move into.');
    await vault.takeIn({ subjects, marks, namedKeys });
    subjects = [];
    marks = [];
    namedKeys = [];
  };
  return {
    subjects: () => count,
    async add(line: VaultLine): Promise<void> {
      if (line.kind === 'fence') marks.push(bytes(line.mark));
      else if (line.kind === 'key') {
        const { name, wrapped, master } = line;
        namedKeys.push({ name, key: wrapped === null || master === null ? null : { wrapped: bytes(wrapped), master } });
      } else {
        const { lookup, mark, wrapped, master } = line;
        const key = { lookup: bytes(lookup), mark: bytes(mark), wrapped: bytes(wrapped), master };
        subjects.push({ pseudonym: parsePseudonym(line.pseudonym), ...key });
        count += 1;
      }
      if (subjects.length + marks.length + namedKeys.length >= VAULT_ROWS) await flush();
    },
    flush,
  };
}

async function addToken({ tokens }: Parts, { token }: TokenLine): Promise<void> {
  if ((await tokens.find(token.id)) === null) await tokens.add({ ...token, secretHash: bytes(token.secretHash) });
}

async function refuseDifferent(config: Config, { records, root }: Omit<CheckedFile, 'ledger'>): Promise<void> {
  const verified = await verifyLedger({
    config: { ...config, readOnly: true },
    keys: [],
    foreign: new Map(),
    readModels: false,
  });
  const [problem] = verified.problems;
  if (verified.intact && verified.size === records && verified.root === root) return;
  throw new LedgerError(
    'corrupt',
    `What was stored is not what was exported: ${problem === undefined ? `${verified.size} records` : sentenceOf(problem)}.`,
  );
}

function isVaultLine(line: FileLine): line is VaultLine {
  return line.kind === 'subject' || line.kind === 'key' || line.kind === 'fence';
}

function bytes(base64: string): Uint8Array {
  return Buffer.from(base64, 'base64');
}
