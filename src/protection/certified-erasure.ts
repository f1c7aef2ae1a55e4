/** The erasure certificate made of records alone, by the ledger and again by whoever checks its evidence file. Pure. */
import {
  type EvidenceFiles,
  type EvidenceManifest,
  isObject,
  parseJsonBytes,
  recordPath,
} from '../proof/evidence/evidence-format.js';
import { canonical, type Json } from '../record/canonical.js';
import { type Pseudonym, parsePseudonym } from '../record/ids.js';
import type { RecordBody, RecordHeader } from '../record/record.js';
import { type ErasureCertificate, erasureAnswer } from './certificate.js';
import { evolve, nothingYet } from './erasure.js';

/** Keys of single sealed parts that somebody was given: an erasure cannot take them back. */
export interface HandedOut {
  /** The record that says so. */
  readonly record: string;
  readonly at: string;
  /** Id of the token. */
  readonly who: string;
  /** The records whose sealed parts they open. */
  readonly opens: readonly string[];
}

export type CertifiedErasure = ErasureCertificate & { readonly openings: readonly HandedOut[] };

type Said = { readonly header: Pick<RecordHeader, 'id' | 'type' | 'occurredAt'>; readonly body: RecordBody };

/** @param said in the order of the log. @returns null where they do not say that the consumer was erased */
export function certifiedErasure(consumer: Pseudonym, said: readonly Said[]): CertifiedErasure | null {
  const state = said.reduce(
    (before, { header, body }) =>
      evolve(before, { id: header.id, type: header.type, at: header.occurredAt, data: body.data }),
    nothingYet,
  );
  const answer = erasureAnswer(consumer, state);
  if (answer.status !== 'erased') return null;
  const openings = said
    .filter(({ header, body }) => header.type === 'access.recorded' && body.data.what === 'openings')
    .map(({ header, body }) => ({
      record: header.id,
      at: header.occurredAt,
      who: String(body.data.who),
      opens: Array.isArray(body.data.sections) ? body.data.sections.map(String) : [],
    }))
    .sort((a, b) => (a.record < b.record ? -1 : 1));
  return { ...answer, openings };
}

/** For the verifier of evidence files. @returns canonical JSON, null where the records do not make a certificate */
export function recomputeCertificate(files: EvidenceFiles, { about, records }: EvidenceManifest): string | null {
  try {
    const said = records.map(({ leaf }): Said => {
      const header = files.get(recordPath(leaf, 'header.json'));
      const body = parseJsonBytes(files.get(recordPath(leaf, 'body.json')));
      const parsed = parseJsonBytes(header);
      if (!isObject(parsed) || !isObject(body)) throw new TypeError(`record at leaf ${leaf}`);
      return { header: parsed as unknown as RecordHeader, body: body as unknown as RecordBody };
    });
    const certificate = certifiedErasure(parsePseudonym(String(about.consumer)), said);
    return certificate === null ? null : canonical(certificate as unknown as Json);
  } catch {
    // Records that do not decode make no certificate; which of them is wrong, their own checks say.
    return null;
  }
}
