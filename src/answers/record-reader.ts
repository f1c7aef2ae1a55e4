/** Reads records with their leaves, for folds: what the log holds joined with what the read models know of its place in the tree. */
import { Inject, Injectable } from '@nestjs/common';
import { EventLog } from '../log/event-log.js';
import { type Leaf, leafAt, leafOfRecord } from '../projections/leaf.js';
import { type Presentable, presentable, redactionsOfEach } from '../projections/presentable.js';
import { ReadModels } from '../projections/projection.js';
import { instantOf, streamName } from '../record/ids.js';
import { decodeRecord } from '../record/record.js';
import type { GatheredRecord } from './facts.js';

@Injectable()
export class RecordReader {
  constructor(
    @Inject(EventLog) private readonly log: EventLog,
    @Inject(ReadModels) private readonly models: ReadModels,
  ) {}

  /**
   * The records at these leaves, each once, in the order asked; leaves that are not there yet are left out. It asks the read models before it first
   * waits, so that they answer together with what the caller asked for the leaves.
   */
  async at(leaves: readonly number[]): Promise<readonly GatheredRecord[]> {
    const { found, redactions } = this.models.together(() => {
      const found = [...new Set(leaves)].flatMap((leaf) => leafAt(this.models, leaf) ?? []);
      return { found, redactions: redactionsOfEach(this.models, found) };
    });
    if (found.length === 0) return [];
    const stored = await this.log.readAt(found.map(({ position }) => position));
    const committed = await presentable(this.log, this.models, stored, redactions);
    return committed.flatMap((record, index) => {
      const leaf = found[index];
      return leaf === undefined ? [] : [gathered(record, leaf)];
    });
  }

  /** A whole stream, as far as the read models have come. Later copies of a record are inert and left out. */
  async stream(name: string): Promise<readonly GatheredRecord[]> {
    const records: GatheredRecord[] = [];
    for await (const page of this.log.readStream(streamName(name))) {
      const { leaves, redactions } = this.models.together(() => ({
        leaves: page.map(({ id }) => leafOfRecord(this.models, id)),
        redactions: redactionsOfEach(this.models, page),
      }));
      const shown = await presentable(this.log, this.models, page, redactions);
      shown.forEach((committed, index) => {
        const leaf = leaves[index];
        if (leaf?.position === committed.position) records.push(gathered(committed, leaf));
      });
    }
    return records;
  }

  /** What says of these records that fields were taken away. */
  redactionsOf(records: readonly GatheredRecord[]): Promise<readonly GatheredRecord[]> {
    const headers = records.map(({ header }) => header);
    return this.models.together(() => this.at([...redactionsOfEach(this.models, headers).values()].flat()));
  }
}

function gathered(committed: Presentable, leaf: Leaf): GatheredRecord {
  const { header, body, position } = decodeRecord(committed);
  return {
    header,
    body,
    position,
    leaf: leaf.leaf,
    effectiveAt: instantOf(leaf.at),
    digest: Buffer.from(leaf.digest).toString('hex'),
    ...(committed.redactions !== undefined && { redactions: committed.redactions }),
  };
}
