/** What other rooms need to know of proofs: under which checkpoint a record stands. */
import { Injectable } from '@nestjs/common';
import { type PublishedCheckpoint, PublishedCheckpoints } from './published-checkpoints.js';
import { Sealer } from './sealer.js';

@Injectable()
export class CheckpointStore {
  constructor(
    private readonly published: PublishedCheckpoints,
    private readonly sealer: Sealer,
  ) {}

  /** The last published checkpoint, null before the first. */
  latest(): Promise<PublishedCheckpoint | null> {
    return this.published.latest();
  }

  /** A checkpoint that covers this leaf: the last one where it does, or one that is made now. */
  covering(leaf: number): Promise<PublishedCheckpoint> {
    return this.sealer.covering(leaf);
  }
}
