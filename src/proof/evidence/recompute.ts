/** Computes the answer of an evidence file again: the fold is pure, so the same records and openings give the same bytes. */
import { caseFile } from '../../answers/case.js';
import { answerOf } from '../../answers/explain.js';
import type { GatheredRecord } from '../../answers/facts.js';
import { canonical, type Json, type JsonObject } from '../../record/canonical.js';
import { parseInstant, parseRecordId } from '../../record/ids.js';
import type { RecordBody, RecordHeader } from '../../record/record.js';
import { type EvidenceFiles, type EvidenceManifest, isObject, parseJsonBytes, recordPath } from './evidence-format.js';

/** @returns canonical JSON, null where these records do not make an answer */
export function recompute(
  files: EvidenceFiles,
  manifest: EvidenceManifest,
  opened: ReadonlyMap<string, JsonObject>,
): string | null {
  const { decisionId, missingNumbers } = manifest.about;
  const now = parseInstant(manifest.madeAt);
  if (manifest.kind !== 'decision' || typeof decisionId !== 'string' || now === null) return null;
  try {
    const records = manifest.records.map((record) => gatheredFrom(files, record));
    const values = new Map([...opened].map(([id, found]) => [parseRecordId(id), found]));
    const file = caseFile(records, values, { decisionId, now });
    return file === null ? null : answerText(file, gapsOf(missingNumbers));
  } catch {
    // Records that do not decode make no answer; which of them is wrong, their own checks say.
    return null;
  }
}

/** The answer as it is put into evidence: for an auditor, in English, everything that was recorded. */
export function answerText(file: Parameters<typeof answerOf>[0], gaps: ReadonlyMap<string, number>): string {
  return canonical(answerOf(file, { tier: 'auditor', language: 'en' }, gaps) as unknown as Json);
}

function gatheredFrom(
  files: EvidenceFiles,
  { leaf, digest, effectiveAt }: EvidenceManifest['records'][number],
): GatheredRecord {
  const header = parseJsonBytes(files.get(recordPath(leaf, 'header.json')));
  const body = parseJsonBytes(files.get(recordPath(leaf, 'body.json')));
  const at = parseInstant(effectiveAt ?? '');
  if (at === null || !isObject(header) || !isObject(body)) throw new TypeError(`record at leaf ${leaf}`);
  return {
    header: header as unknown as RecordHeader,
    body: body as unknown as RecordBody,
    leaf,
    digest,
    effectiveAt: at,
  };
}

function gapsOf(value: Json | undefined): ReadonlyMap<string, number> {
  return new Map(isObject(value) ? Object.entries(value).map(([source, count]) => [source, Number(count)]) : []);
}
