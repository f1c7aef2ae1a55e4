/** The checkpoints that were signed and the cosignatures that witnesses gave: what `/checkpoint` serves, never a smaller one than before. */
import { Injectable } from '@nestjs/common';
import type { Instant } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { type Checkpoint, parseCheckpoint } from './merkle/checkpoint.js';
import { parseNote, parseSignatureLine } from './merkle/signed-note.js';
import { Publications, readOn } from './publications.js';

export interface PublishedCheckpoint extends Checkpoint {
  /** The signed note: the log's signature, then the cosignatures that have come so far. */
  readonly note: string;
  readonly cosignatures: readonly string[];
  readonly publishedAt: Instant;
}

/** One line of the stream `checkpoints`. */
export type CheckpointItem =
  | { readonly kind: 'checkpoint'; readonly note: string; readonly at: Instant }
  | { readonly kind: 'cosignature'; readonly size: number; readonly line: string; readonly at: Instant };

/** So many of the last publications are read at the start; older ones only matter to whole-log verification. */
const REMEMBERED = 2_000;

@Injectable()
export class PublishedCheckpoints {
  private next: number | null = null;
  private newest: PublishedCheckpoint | null = null;
  private cosigned: PublishedCheckpoint | null = null;
  /** By witness: the largest size of ours that it cosigned. */
  private readonly sizes = new Map<string, number>();
  /** By size, the checkpoints that a late cosignature may still belong to. */
  private readonly recent = new Map<number, PublishedCheckpoint>();

  constructor(private readonly publications: Publications) {}

  /** The last one published, by any instance; null before the first. */
  async latest(): Promise<PublishedCheckpoint | null> {
    await this.catchUp();
    return this.newest;
  }

  /** The last one that a witness has cosigned, null where none has. */
  async latestCosigned(): Promise<PublishedCheckpoint | null> {
    await this.catchUp();
    return this.cosigned;
  }

  /** The largest size of this ledger that the witness has cosigned, 0 where none. */
  async cosignedSize(witness: string): Promise<number> {
    await this.catchUp();
    return this.sizes.get(witness) ?? 0;
  }

  /**
   * Publishes a signed checkpoint if it is larger than the last, or as large and newly signed. False where another instance was first: decide anew.
   * @throws LedgerError `corrupt` where the note is smaller than the last or has another root at the same size: that must never be published
   */
  async publish(note: string, at: Instant): Promise<boolean> {
    await this.catchUp();
    const checkpoint = checkpointOf(note);
    const last = this.newest;
    if (checkpoint === null) throw new LedgerError('corrupt', 'What was to be published is not a checkpoint.');
    if (
      last !== null &&
      (checkpoint.size < last.size || (checkpoint.size === last.size && !sameRoot(checkpoint, last)))
    )
      throw new LedgerError(
        'corrupt',
        `A checkpoint of size ${checkpoint.size} contradicts the published one of size ${last.size}.`,
      );
    return this.append({ kind: 'checkpoint', note, at });
  }

  /** Keeps the cosignature line that a witness gave for the published checkpoint of this size. */
  async cosign(size: number, line: string, at: Instant): Promise<void> {
    for (;;) {
      await this.catchUp();
      if (this.recent.get(size)?.cosignatures.includes(line)) return;
      if (await this.append({ kind: 'cosignature', size, line, at })) return;
    }
  }

  private async append(item: CheckpointItem): Promise<boolean> {
    const appended = await this.publications.append('checkpoints', this.next ?? 0, JSON.stringify(item));
    await this.catchUp();
    return appended;
  }

  private async catchUp(): Promise<void> {
    const from = this.next ?? Math.max(0, (await this.publications.last('checkpoints')) + 1 - REMEMBERED);
    this.next ??= from;
    for await (const { revision, text } of readOn(this.publications, 'checkpoints', from)) {
      // Two calls may read the same page; the second finds it known.
      if (revision < this.next) continue;
      this.next = revision + 1;
      this.evolve(parseItem(text));
    }
  }

  private evolve(item: CheckpointItem): void {
    if (item.kind === 'checkpoint') {
      const checkpoint = checkpointOf(item.note);
      if (checkpoint === null) throw new LedgerError('corrupt', 'A published checkpoint cannot be read any more.');
      this.newest = { ...checkpoint, note: item.note, cosignatures: [], publishedAt: item.at };
      this.remember(this.newest);
      return;
    }
    const checkpoint = this.recent.get(item.size);
    const name = parseSignatureLine(item.line)?.name;
    if (name !== undefined) this.sizes.set(name, Math.max(item.size, this.sizes.get(name) ?? 0));
    if (checkpoint === undefined) return;
    const witnessed = {
      ...checkpoint,
      note: `${checkpoint.note}${item.line}\n`,
      cosignatures: [...checkpoint.cosignatures, item.line],
    };
    this.remember(witnessed);
    if (this.newest?.size === witnessed.size) this.newest = witnessed;
    if (this.cosigned === null || this.cosigned.size <= witnessed.size) this.cosigned = witnessed;
  }

  private remember(checkpoint: PublishedCheckpoint): void {
    this.recent.set(checkpoint.size, checkpoint);
    const [oldest] = this.recent.keys();
    if (this.recent.size > REMEMBERED && oldest !== undefined) this.recent.delete(oldest);
  }
}

/** @throws LedgerError `corrupt` where a stored line is not one of ours */
export function parseItem(text: string): CheckpointItem {
  try {
    return JSON.parse(text) as CheckpointItem;
  } catch (cause) {
    throw new LedgerError('corrupt', 'A publication cannot be read any more.', [], { cause });
  }
}

function checkpointOf(note: string): Checkpoint | null {
  return parseCheckpoint(parseNote(note)?.text ?? '');
}

function sameRoot(a: Checkpoint, b: Checkpoint): boolean {
  return Buffer.compare(a.root, b.root) === 0;
}
