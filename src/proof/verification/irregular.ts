/** Reads the suspects of `identities` again and names them: two records that share a hash may have nothing else in common. */
import type { EventLog } from '../../log/event-log.js';
import type { Position } from '../../record/ids.js';
import type { CommittedRecord } from '../../record/record.js';
import type { Identities, Irregular } from './identities.js';
import type { Problem } from './problem.js';

/** @returns the positions of later copies of record ids */
export async function nameIrregular(
  log: EventLog,
  ids: Identities,
  add: (problem: Problem) => void,
): Promise<ReadonlySet<number>> {
  const copies = new Set<number>();
  for (const suspect of ids.irregular()) {
    const [record, before] = await readAgain(log, [suspect.position, suspect.before]);
    if (record === undefined) continue;
    const { position, id, stream, revision } = record;
    if (suspect.kind === 'copy') {
      if (before?.id !== id) continue;
      copies.add(position);
      add({
        code: 'copy',
        position,
        id,
        stream,
        expected: `the one at position ${before.position} alone`,
        found: 'another',
      });
    } else if (!(await isOtherStream(log, suspect, record, before))) {
      add({
        code: 'revision',
        position,
        id,
        stream,
        field: 'revision',
        expected: `${suspect.expected}`,
        found: `${revision}`,
      });
    }
  }
  return copies;
}

/** Whether the suspicion came from another stream with the same hash, and this one is in order up to here. */
async function isOtherStream(
  log: EventLog,
  suspect: Irregular,
  record: CommittedRecord,
  before: CommittedRecord | undefined,
): Promise<boolean> {
  if (before === undefined || suspect.before === suspect.position || before.stream === record.stream) return false;
  let next = 0;
  for await (const page of log.readStream(record.stream, { to: record.revision }))
    for (const { revision } of page) {
      if (revision !== next) return false;
      next += 1;
    }
  return next === record.revision + 1;
}

/** Where one cannot be read, the pass over the log has said so already. */
async function readAgain(
  log: EventLog,
  positions: readonly number[],
): Promise<readonly (CommittedRecord | undefined)[]> {
  try {
    return await log.readAt(positions as readonly Position[]);
  } catch {
    return [];
  }
}
