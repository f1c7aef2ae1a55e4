/** What has to be known of a whole log before its first record is written: copies that are no records, fields to be taken away, persons to be left out. */
import type { EventLog } from '../log/event-log.js';
import { identities, idKey, streamKey } from '../proof/verification/identities.js';
import { nameIrregular } from '../proof/verification/irregular.js';
import { type Problem, sentenceOf } from '../proof/verification/problem.js';
import { erasedIn } from '../protection/apply-erasures.js';
import type { Position, Pseudonym } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { type CommittedRecord, decodeBody, decodeHeader } from '../record/record.js';

export interface Survey {
  /** Positions of later copies of a record id: no records, and not moved. */
  readonly copies: ReadonlySet<number>;
  /** By record id, the fields that `record.redacted` takes away. */
  readonly redactions: ReadonlyMap<string, readonly string[]>;
  /** Erased, but not yet in the vault when it was last asked. */
  readonly erased: ReadonlySet<Pseudonym>;
}

/**
 * @param applied up to where the vault has carried out the log's erasures
 * @throws LedgerError `corrupt` where a stream's revisions are not in order
 */
export async function surveyLog(log: EventLog, head: Position, applied: Position | null): Promise<Survey> {
  const ids = identities(head);
  const redactions = new Map<string, readonly string[]>();
  const erased = new Set<Pseudonym>();
  try {
    for await (const page of log.readAll({ to: head })) {
      for (const record of page) {
        ids.add(record.position, record.revision, streamKey(record.stream), idKey(record.id));
        const redaction = redactionIn(record);
        if (redaction === null) continue;
        redactions.set(redaction.recordId, [...(redactions.get(redaction.recordId) ?? []), ...redaction.fields]);
      }
      const later = page.filter(({ position }) => applied === null || position > applied);
      for (const pseudonym of erasedIn(later)) erased.add(pseudonym);
    }
    const wrong: Problem[] = [];
    const copies = await nameIrregular(log, ids, (problem) => wrong.push(problem));
    const disorder = wrong.find(({ code }) => code !== 'copy');
    if (disorder !== undefined) throw notSound(sentenceOf(disorder));
    return { copies, redactions, erased };
  } finally {
    ids.close();
  }
}

/** A ledger that is not as it was signed is not moved on. */
export function notSound(what: string): LedgerError {
  return new LedgerError(
    'corrupt',
    `This ledger is not as it was written, so it is not moved: ${what} \`ledger verify\` tells more.`,
  );
}

/** Looked for in the bytes first: most records are none. */
function redactionIn(
  record: CommittedRecord,
): { readonly recordId: string; readonly fields: readonly string[] } | null {
  if (!Buffer.from(record.header).includes('"record.redacted"')) return null;
  if (decodeHeader(record).type !== 'record.redacted') return null;
  const { recordId, fields } = decodeBody(record).data;
  return { recordId: String(recordId), fields: Array.isArray(fields) ? fields.map(String) : [] };
}
