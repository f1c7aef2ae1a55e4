/**
 * Writes a whole ledger into one file. Read beside a running service, it holds the ledger as it stood at one moment: first what was signed, then the log,
 * last the vault, so that no checkpoint lacks a record and no record lacks a key. Each checkpoint is compared with the tree on the way.
 */
import { randomUUID } from 'node:crypto';
import type { Config } from '../config.js';
import { hasher } from '../projections/hasher.js';
import { compactRange } from '../proof/merkle/compact-range.js';
import { base64Of, sameBytes } from '../proof/merkle/hash.js';
import { readOn } from '../proof/publications.js';
import { parseItem } from '../proof/published-checkpoints.js';
import { checkRecord } from '../proof/verification/check-record.js';
import { sentenceOf } from '../proof/verification/problem.js';
import { claimedHead } from '../proof/verification/verify-publications.js';
import { recordDigest } from '../record/digest.js';
import type { Instant, Position, Pseudonym } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { type CommittedRecord, decodeBody } from '../record/record.js';
import { redactedBody } from '../record/redaction.js';
import type { VaultStore } from '../vault/vault-store.js';
import { LedgerFileWriter, type VaultLine } from './ledger-file.js';
import { openParts, type Parts, publicationStreams } from './parts.js';
import { notSound, type Survey, surveyLog } from './survey.js';

export interface Exported {
  readonly records: number;
  /** Root over all records, base64. */
  readonly root: string;
  readonly checkpoints: number;
  readonly subjects: number;
  /** Records from which fields were taken away on the way. */
  readonly redacted: number;
}

const PAGE = 1_000;

/** @throws LedgerError `conflict` where the file exists · `corrupt` where the ledger is not as it was signed · `missing` · `unavailable` */
export async function exportLedger(
  config: Config,
  path: string,
  now: Instant,
  onProgress: (records: number) => void = () => undefined,
): Promise<Exported> {
  const parts = await openParts({ ...config, readOnly: true });
  try {
    const file = new LedgerFileWriter(path);
    try {
      return await writeAll(parts, config, file, now, onProgress);
    } catch (error) {
      file.abandon();
      throw error;
    }
  } finally {
    await parts.close();
  }
}

async function writeAll(
  { log, publications, vault, tokens }: Parts,
  config: Config,
  file: LedgerFileWriter,
  madeAt: Instant,
  onProgress: (records: number) => void,
): Promise<Exported> {
  const write = (line: object): void => file.write(JSON.stringify(line));
  const until = await publications.last('checkpoints');
  const applied = vault === null ? null : await vault.appliedTo();
  const head = (await log.head()) ?? (0 as Position);
  const master = vault === null || (await vault.namedKeys()).length === 0 ? null : await vault.master('');
  const survey = await surveyLog(log, head, applied);
  write({ kind: 'ledger', format: 1, export: randomUUID(), origin: config.origin, madeAt, master });
  for (const stream of publicationStreams(config))
    for await (const { text } of readOn(publications, stream)) write({ kind: 'publication', stream, text });

  const tree = compactRange(hasher);
  const records = recordsOf(log.readAll({ to: head }), survey);
  let checkpoints = 0;
  let redacted = 0;
  const moveOn = async (size: number): Promise<void> => {
    while (tree.size < size) {
      const next = await records.next();
      if (next.done) return;
      const { line, digest } = next.value;
      redacted += next.value.redacted ? 1 : 0;
      file.write(line);
      tree.append(hasher.leaf(digest));
      onProgress(tree.size);
    }
  };
  for await (const { revision, text } of readOn(publications, 'checkpoints')) {
    if (revision > until) break;
    const item = parseItem(text);
    const signed = item.kind === 'checkpoint' ? claimedHead(item.note) : null;
    if (signed !== null) {
      await moveOn(signed.size);
      if (tree.size < signed.size)
        throw notSound(`a checkpoint covers ${signed.size} records, there are ${tree.size}.`);
      if (tree.size === signed.size && !sameBytes(tree.root(), signed.root))
        throw notSound(`the first ${signed.size} records are not those over which a checkpoint was signed.`);
      checkpoints += 1;
    }
    write({ kind: 'publication', stream: 'checkpoints', text });
  }
  await moveOn(Number.POSITIVE_INFINITY);
  let subjects = 0;
  if (vault !== null && master !== null)
    for await (const line of vaultLines(vault, survey.erased)) {
      subjects += line.kind === 'subject' ? 1 : 0;
      write(line);
    }
  for (const token of await tokens.list())
    if (!token.development)
      write({ kind: 'token', token: { ...token, secretHash: Buffer.from(token.secretHash).toString('base64') } });
  const root = base64Of(tree.root());
  file.end({ records: tree.size, root });
  return { records: tree.size, root, checkpoints, subjects, redacted };
}

interface Written {
  readonly line: string;
  readonly digest: Uint8Array;
  readonly redacted: boolean;
}

/** @throws LedgerError `corrupt` that names the record */
async function* recordsOf(
  pages: AsyncIterable<readonly CommittedRecord[]>,
  { copies, redactions }: Survey,
): AsyncGenerator<Written> {
  const copiesBefore = new Map<string, number>();
  for await (const page of pages)
    for (const record of page) {
      const earlier = copiesBefore.get(record.stream) ?? 0;
      if (copies.has(record.position)) {
        copiesBefore.set(record.stream, earlier + 1);
        continue;
      }
      checkRecord(record, (problem) => {
        if (problem.code !== 'redaction') throw notSound(sentenceOf(problem));
      });
      const fields = redactions.get(record.id);
      const body = fields === undefined ? record.body : bodyWithout(record, fields);
      const digest = recordDigest(record.header);
      const place = { kind: 'record', stream: record.stream, revision: record.revision - earlier };
      const start = JSON.stringify({ ...place, digest: Buffer.from(digest).toString('hex') }).slice(0, -1);
      const line = `${start},"header":${text(record.header)},"body":${text(body)}}`;
      yield { line, digest, redacted: fields !== undefined };
    }
}

function bodyWithout(record: CommittedRecord, fields: readonly string[]): Uint8Array {
  const { data, redacted = [] } = decodeBody(record);
  return redactedBody(data, [...redacted, ...fields]);
}

async function* vaultLines(vault: VaultStore, erased: ReadonlySet<Pseudonym>): AsyncGenerator<VaultLine> {
  for (const { name, key } of await vault.namedKeys())
    yield { kind: 'key', name, wrapped: key && base64(key.wrapped), master: key?.master ?? null };
  for (let after: Pseudonym | null = null; ; ) {
    const page = await vault.pageOfRows(after, PAGE);
    // Erased in the log, and about to be in the vault: only what is kept of an erased reference moves.
    for (const { pseudonym, lookup, mark, wrapped, master } of page)
      if (erased.has(pseudonym)) yield { kind: 'fence', mark: base64(mark) };
      else
        yield {
          kind: 'subject',
          pseudonym,
          lookup: base64(lookup),
          mark: base64(mark),
          wrapped: base64(wrapped),
          master,
        };
    after = page.at(-1)?.pseudonym ?? null;
    if (page.length < PAGE || after === null) break;
  }
  for (let after: Uint8Array | null = null; ; ) {
    const page = await vault.pageOfMarks(after, PAGE);
    for (const mark of page) yield { kind: 'fence', mark: base64(mark) };
    after = page.at(-1) ?? null;
    if (page.length < PAGE || after === null) break;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function text(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new LedgerError('corrupt', 'A record is not UTF-8.', [], { cause });
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
