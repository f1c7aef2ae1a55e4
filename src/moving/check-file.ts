/** The first reading of an exported ledger: everything in the file is checked before a byte of it is stored. */
import { hasher } from '../projections/hasher.js';
import { compactRange } from '../proof/merkle/compact-range.js';
import { base64Of, sameBytes } from '../proof/merkle/hash.js';
import { parseItem } from '../proof/published-checkpoints.js';
import { checkRecord } from '../proof/verification/check-record.js';
import { sentenceOf } from '../proof/verification/problem.js';
import { claimedHead } from '../proof/verification/verify-publications.js';
import { canonicalBytes, type Json } from '../record/canonical.js';
import { recordDigestHex, sha256 } from '../record/digest.js';
import { type Position, parseRecordId, streamName } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import type { CommittedRecord, NewRecord } from '../record/record.js';
import { type LedgerLine, type RecordLine, readLedgerFile } from './ledger-file.js';

export interface CheckedFile {
  readonly ledger: LedgerLine;
  readonly records: number;
  readonly root: string;
  readonly checkpoints: number;
}

/** @throws LedgerError `corrupt` that names the line, the record or the checkpoint · `missing` */
export async function checkLedgerFile(path: string, onProgress: (records: number) => void): Promise<CheckedFile> {
  const tree = compactRange(hasher);
  let ledger: LedgerLine | null = null;
  let end: { readonly records: number; readonly root: string } | null = null;
  let checkpoints = 0;
  for await (const line of readLedgerFile(path)) {
    if (line.kind === 'ledger') {
      if (line.format !== 1) throw wrong(path, `its format is ${String(line.format)}, this release reads 1`);
      ledger = line;
    } else if (line.kind === 'record') {
      const record = committedOf(line, tree.size + 1);
      checkRecord(record, (problem) => {
        if (problem.code !== 'redaction') throw wrong(path, sentenceOf(problem));
      });
      if (line.digest !== recordDigestHex(record.header))
        throw wrong(path, `record ${record.id} has another digest than the one beside it`);
      tree.append(hasher.leaf(sha256(record.header)));
      onProgress(tree.size);
    } else if (line.kind === 'publication' && line.stream === 'checkpoints') {
      const item = parseItem(line.text);
      const signed = item.kind === 'checkpoint' ? claimedHead(item.note) : null;
      if (signed === null) continue;
      checkpoints += 1;
      if (tree.size < signed.size || (tree.size === signed.size && !sameBytes(tree.root(), signed.root)))
        throw wrong(path, `the first ${signed.size} records are not those over which a checkpoint was signed`);
    } else if (line.kind === 'end') end = line;
  }
  const root = base64Of(tree.root());
  if (ledger === null || end === null || end.records !== tree.size || end.root !== root)
    throw wrong(path, `its end names another tree than its ${tree.size} records`);
  return { ledger, records: tree.size, root, checkpoints };
}

/** The stored bytes again: both are canonical JSON. */
export function recordOf({ header, body }: RecordLine): NewRecord {
  const { id, contentTag } = Object(header);
  return {
    id: parseRecordId(String(id)),
    contentTag: String(contentTag),
    header: canonicalBytes(header as Json),
    body: canonicalBytes(body as Json),
  };
}

function committedOf(line: RecordLine, position: number): CommittedRecord {
  const place = { position: position as Position, stream: streamName(line.stream), revision: line.revision };
  return { ...place, ...recordOf(line) };
}

function wrong(path: string, what: string): LedgerError {
  return new LedgerError('corrupt', `${path} is not the export of a sound ledger: ${what}. Nothing was imported.`);
}
