/** Bodies that say that fields were taken away: each needs a `record.redacted` in its stream that took them, and binds what remains. */
import type { EventLog } from '../../log/event-log.js';
import { parsePosition } from '../../record/ids.js';
import { type CommittedRecord, decodeBody, decodeHeader } from '../../record/record.js';
import { remainsDigest } from '../../record/redaction.js';
import type { Problem, Problems } from './problem.js';

export interface RedactionJudge {
  /** Bodies that lack fields rightly. */
  readonly count: number;
  /** @param claims what `checkRecord` says of each such body */
  judge(claims: readonly Problem[]): Promise<void>;
}

export function redactionJudge(log: EventLog, problems: Problems): RedactionJudge {
  let count = 0;
  return {
    get count() {
      return count;
    },
    async judge(claims) {
      for (const claim of claims)
        if (await isGrounded(log, claim)) count += 1;
        else problems.add(claim);
    },
  };
}

/** A body stands as one of its redactions left it: those that came after the ledger was moved are carried out by the next move. */
async function isGrounded(log: EventLog, { position, stream }: Problem): Promise<boolean> {
  const [record] = await log.readAt([parsePosition(`${position}`)]);
  if (record === undefined || stream === undefined) return false;
  const { redacted = [] } = decodeBody(record);
  const found = remainsDigest(record.body);
  const fields = new Set<string>();
  for await (const page of log.readStream(stream))
    for (const other of page) {
      const ground = groundIn(other, record.id);
      if (ground === null) continue;
      for (const field of ground.fields) fields.add(field);
      const wholly = redacted.length === fields.size && redacted.every((field) => fields.has(field));
      if (wholly && ground.remains === found) return true;
    }
  return false;
}

function groundIn(record: CommittedRecord, id: string) {
  if (!Buffer.from(record.header).includes('"record.redacted"')) return null;
  if (decodeHeader(record).type !== 'record.redacted') return null;
  const { recordId, fields, remains } = decodeBody(record).data;
  return recordId === id ? { fields: Array.isArray(fields) ? fields.map(String) : [], remains } : null;
}
