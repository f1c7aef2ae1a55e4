/** What verification finds. A failed proof is an answer, not an exception: it names the place, what was expected there and what was found. */
import type { RecordId, StreamName } from '../../record/ids.js';

export const problemTable = {
  unreadable: 'A file cannot be read as it was written.',
  'header-form': 'A header is not the canonical JSON of a record.',
  'header-field': 'A header field has not the form that this format gives it.',
  'body-form': 'A body is not the canonical JSON of a salt and data.',
  'body-digest': 'The body is not the one that the header binds.',
  redaction: 'A body lacks fields, and no record says that they were taken away and what remains.',
  'record-id': 'The id is not that of the source and the event id.',
  column: 'A column beside the record contradicts the header.',
  sealed: 'A sealed part has not the recorded form.',
  position: 'The positions have a gap: a record is missing or stands elsewhere.',
  revision: 'The revisions of a stream are not counted from 0 without gaps.',
  copy: 'A record id occurs twice.',
  leaf: 'A record is not the one that stood here when the tree was built.',
  'checkpoint-form': 'A stored checkpoint or cosignature is not one of ours.',
  'checkpoint-signature': 'A stored checkpoint was not signed by a key of this ledger.',
  'checkpoint-root': 'The records are not those over which a checkpoint was signed.',
  rollback: 'The log ends before a checkpoint that was signed: its end was removed or an old copy restored.',
  publication: 'The publications are not numbered from 0 without gaps.',
  tile: 'A stored tile of the tree, or its right edge, is not that of the records.',
  'read-model': 'A read model is not what the log gives when it is built again.',
  index: 'A file of the index is not as it was written.',
} as const;

export type ProblemCode = keyof typeof problemTable;

export interface Problem {
  readonly code: ProblemCode;
  /** Position in the log, where one record is concerned. */
  readonly position?: number;
  readonly leaf?: number;
  readonly id?: RecordId;
  readonly stream?: StreamName;
  /** A file of the data folder, a read model, or a line of the publications. */
  readonly file?: string;
  /** The field, as a JSON pointer into the header, or the name of a column. */
  readonly field?: string;
  readonly expected?: string;
  readonly found?: string;
}

/** One line for a person. */
export function sentenceOf(problem: Problem): string {
  const { position, leaf, id, stream, file, field, expected, found } = problem;
  const place = [
    position === undefined ? '' : `position ${position}`,
    leaf === undefined ? '' : `leaf ${leaf}`,
    id === undefined ? '' : `record ${id}`,
    stream === undefined ? '' : `stream ${stream}`,
    file === undefined ? '' : file,
    field === undefined ? '' : `field ${field}`,
  ].filter(Boolean);
  const compared = [expected && `expected ${clip(expected)}`, found && `found ${clip(found)}`].filter(Boolean);
  return `${problem.code}: ${problemTable[problem.code]} [${place.join(', ')}]${compared.length > 0 ? ` ${compared.join(', ')}` : ''}`;
}

/** Problems beyond so many are counted, not listed: a wholly different log would fill the memory with them. */
export const LISTED = 1_000;

export interface Problems {
  readonly list: readonly Problem[];
  readonly count: number;
  add(problem: Problem): void;
  /** So many more that were found elsewhere and not listed there either. */
  uncounted(more: number): void;
}

export function collectProblems(): Problems {
  const list: Problem[] = [];
  let count = 0;
  return {
    list,
    get count() {
      return count;
    },
    add(problem) {
      count += 1;
      if (list.length < LISTED) list.push(problem);
    },
    uncounted(more) {
      count += more;
    },
  };
}

function clip(text: string): string {
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
