/**
 * The only writer of the log: takes groups of appends, one transaction each.
 * After a failure it trusts nothing it remembers: the file is opened anew and read again before anything is answered.
 */
import { LedgerError } from '../../record/ledger-error.js';
import type { FramedRequest } from './append-frame.js';
import type { Chunk } from './chunk.js';
import { sqliteCode } from './log-file.js';
import { type Failure, Group, OpenLog, type Outcome } from './open-log.js';

export interface Committed {
  /** One for each request, in order. */
  readonly outcomes: readonly Outcome[];
  /** Id key and stream key of each new record; the last stands at the writer's head. */
  readonly keys: readonly number[];
}

const NO_KEYS: readonly number[] = [];

export class LogWriter {
  #open: OpenLog | null = null;
  #opened = false;
  #head = 0;
  /** Why the last group could not be committed. */
  #broken: Failure | null = null;

  /** @param onFullChunk called when another run of the index can be built */
  constructor(
    readonly folder: string,
    readonly chunkRecords: number,
    readonly onFullChunk: (chunk: Chunk) => void,
  ) {}

  /** @throws what SQLite or the file system says */
  open(): OpenLog {
    if (this.#open === null) {
      this.#open = new OpenLog(this.folder, this.chunkRecords, !this.#opened);
      this.#opened = true;
      this.#head = this.#open.index.last;
    }
    return this.#open;
  }

  /** The last position known to be committed, 0 where there is none. */
  get head(): number {
    return this.#head;
  }

  adoptRuns(): void {
    this.#open?.index.adopt();
  }

  /** Decides and commits one group. */
  append(requests: readonly FramedRequest[]): Committed {
    let committing = false;
    try {
      const log = this.open();
      const group = new Group();
      const outcomes = requests.map((request) => {
        const decision = log.decide(request, group);
        log.store(request.stream, decision, group);
        return decision.outcome;
      });
      if (group.keys.length === 0) return { outcomes, keys: NO_KEYS };
      committing = true;
      const full = log.commit(group);
      this.#head = log.index.last;
      this.#broken = null;
      for (const chunk of full) this.onFullChunk(chunk);
      return { outcomes, keys: group.keys };
    } catch (error) {
      return { outcomes: this.#recover(requests, error, committing), keys: NO_KEYS };
    }
  }

  /** Null where a group could be committed now. Where the last one failed it finds out by writing. */
  whyNotWritable(): Failure | null {
    if (this.#broken === null) return null;
    try {
      this.open().probe();
      this.#broken = null;
    } catch (error) {
      this.close();
      this.#broken = failureOf(error, this.folder);
    }
    return this.#broken;
  }

  close(): void {
    try {
      this.#open?.close();
    } catch {
      // Closing rolls back; where even that fails, the next open recovers from the write-ahead log.
    }
    this.#open = null;
  }

  /**
   * A failed COMMIT may have left a whole transaction in the write-ahead log that a crash would bring back: `unknown-outcome`, unless SQLite says
   * that the disk was full, for then its last page cannot stand. Requests that need no write are still answered, from what is committed.
   */
  #recover(requests: readonly FramedRequest[], error: unknown, committing: boolean): Outcome[] {
    this.close();
    this.#broken = failureOf(error, this.folder);
    const failure: Failure =
      committing && sqliteCode(error) !== SQLITE_FULL ? { ...this.#broken, code: 'unknown-outcome' } : this.#broken;
    try {
      const log = this.open();
      return requests.map((request) => {
        const { outcome, fresh } = log.decide(request, new Group());
        return fresh.length === 0 ? outcome : failure;
      });
    } catch {
      return requests.map(() => failure);
    }
  }
}

const SQLITE_FULL = 13;
const FULL = 'the disk is full; appends work again as soon as there is space';

const reasons: Readonly<Record<number | string, string>> = {
  5: 'another program holds it locked',
  8: 'it may only be read',
  10: 'the disk reports an error',
  11: 'its file is damaged; restore a backup and run `ledger verify`',
  13: FULL,
  14: 'its file cannot be opened',
  26: 'its file is not a log; restore a backup',
  ENOSPC: FULL,
  EDQUOT: FULL,
  EFBIG: 'the disk takes no more',
  EROFS: 'it may only be read',
  EACCES: 'it may only be read',
  EPERM: 'it may only be read',
};

/** What went wrong as a caller should hear it. */
export function failureOf(error: unknown, folder: string): Failure {
  if (error instanceof LedgerError) return { code: error.code, detail: error.message };
  const code = sqliteCode(error);
  const said = error instanceof Error ? error.message : String(error);
  const reason = reasons[code ?? (error instanceof Error && 'code' in error ? String(error.code) : '')];
  return {
    code: code === 11 || code === 26 ? 'corrupt' : 'unavailable',
    detail: `The log in ${folder} cannot be written: ${reason === undefined ? said : `${reason} (${said})`}.`,
  };
}
