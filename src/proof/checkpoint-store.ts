/** What other rooms need to know of proofs: under which checkpoint a record stands. */
import { Injectable } from '@nestjs/common';
import { Checkpoints } from '../answers/standing.js';
import type { Config } from '../config.js';
import { LedgerError } from '../record/ledger-error.js';
import { type PublishedCheckpoint, PublishedCheckpoints } from './published-checkpoints.js';
import { Sealer } from './sealer.js';
import { SqlitePublications } from './sqlite-publications.js';

@Injectable()
export class CheckpointStore extends Checkpoints {
  constructor(
    private readonly published: PublishedCheckpoints,
    private readonly sealer: Sealer,
  ) {
    super();
  }

  /** The last published checkpoint, null before the first. */
  latest(): Promise<PublishedCheckpoint | null> {
    return this.published.latest();
  }

  /** A checkpoint that covers this leaf: the last one where it does, or one that is made now. */
  covering(leaf: number): Promise<PublishedCheckpoint> {
    return this.sealer.covering(leaf);
  }
}

/** The checkpoints that a ledger has published, read beside the running service: none is made here. */
export class ReadCheckpoints extends Checkpoints {
  private readonly publications: SqlitePublications;
  private readonly published: PublishedCheckpoints;

  constructor({ data }: Pick<Config, 'data'>) {
    super();
    this.publications = new SqlitePublications(data, true);
    this.published = new PublishedCheckpoints(this.publications);
  }

  latest(): Promise<PublishedCheckpoint | null> {
    return this.published.latest();
  }

  async covering(leaf: number): Promise<PublishedCheckpoint> {
    const last = await this.latest();
    if (last !== null && last.size > leaf) return last;
    throw new LedgerError('not-yet', 'No published checkpoint holds this record yet; ask again in a second.');
  }

  close(): Promise<void> {
    return this.publications.close();
  }
}
