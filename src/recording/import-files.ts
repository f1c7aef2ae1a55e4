/** The two files beside an imported one: how far it was recorded, and which lines were refused. Neither holds anything of an event but its id. */
import {
  appendFileSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import type { ProblemDetails } from '../http/problem-details.js';
import { LedgerError } from '../record/ledger-error.js';

/** How far a file was recorded, from its beginning. */
export interface Place {
  readonly lines: number;
  readonly bytes: number;
}

export interface RejectedLine {
  /** Counted from 1, as editors do. */
  readonly line: number;
  readonly id: string | null;
  readonly problem: ProblemDetails;
}

interface Saved extends Place {
  /** Of the file when the import began: another file of the same name begins anew. */
  readonly size: number;
  readonly modified: number;
  readonly rejectsBytes: number;
}

const START: Place = { lines: 0, bytes: 0 };

export class ImportFiles {
  readonly rejectsPath: string;
  readonly #statePath: string | null;
  readonly #size: number;
  readonly #modified: number;
  #rejectsBytes = 0;

  /** @throws LedgerError `missing` where the file cannot be read */
  constructor(file: string, rejectsPath?: string) {
    this.rejectsPath = rejectsPath ?? `${file === '-' ? 'stdin' : file}.rejects.ndjson`;
    this.#statePath = file === '-' ? null : `${file}.import.json`;
    const stat = file === '-' ? null : statSync(file, { throwIfNoEntry: false });
    if (stat !== null && !stat?.isFile()) throw new LedgerError('missing', `There is no file ${file}.`);
    this.#size = stat?.size ?? 0;
    this.#modified = stat?.mtimeMs ?? 0;
  }

  get hasRejects(): boolean {
    return this.#rejectsBytes > 0;
  }

  /** Where to go on. Refusals that were listed after that place was saved are taken off the list: their lines are sent again. */
  resume(): Place {
    const saved = this.#saved();
    this.#rejectsBytes = saved?.rejectsBytes ?? 0;
    if (existsSync(this.rejectsPath)) {
      if (this.#rejectsBytes === 0) rmSync(this.rejectsPath);
      else truncateSync(this.rejectsPath, this.#rejectsBytes);
    }
    return saved === null ? START : { lines: saved.lines, bytes: saved.bytes };
  }

  reject(lines: readonly RejectedLine[]): void {
    if (lines.length === 0) return;
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    appendFileSync(this.rejectsPath, text);
    this.#rejectsBytes += Buffer.byteLength(text);
  }

  save(place: Place): void {
    if (this.#statePath === null) return;
    const saved: Saved = { ...place, size: this.#size, modified: this.#modified, rejectsBytes: this.#rejectsBytes };
    writeFileSync(`${this.#statePath}.new`, JSON.stringify(saved));
    renameSync(`${this.#statePath}.new`, this.#statePath);
  }

  /** Everything was sent: the next run begins at the first line again. */
  finish(): void {
    if (this.#statePath !== null) rmSync(this.#statePath, { force: true });
  }

  #saved(): Saved | null {
    if (this.#statePath === null || !existsSync(this.#statePath)) return null;
    try {
      const saved: unknown = JSON.parse(readFileSync(this.#statePath, 'utf8'));
      return isSaved(saved) && saved.size === this.#size && saved.modified === this.#modified ? saved : null;
    } catch {
      // Not ours, or torn: recording from the first line again does no harm.
      return null;
    }
  }
}

function isSaved(value: unknown): value is Saved {
  if (typeof value !== 'object' || value === null) return false;
  return ['lines', 'bytes', 'size', 'modified', 'rejectsBytes'].every(
    (name) => typeof Reflect.get(value, name) === 'number',
  );
}
