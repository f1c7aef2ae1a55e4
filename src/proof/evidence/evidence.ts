/** Puts evidence files together: records, their proofs, the checkpoint with its cosignatures, keys, openings and the answer. */
import { Injectable } from '@nestjs/common';
import { zipSync } from 'fflate';
import { answersVersion } from '../../answers/version.js';
import { Config } from '../../config.js';
import { EventLog } from '../../log/event-log.js';
import { leafAt, leafOfRecord } from '../../projections/leaf.js';
import { presentable, redactionsOfEach } from '../../projections/presentable.js';
import { ReadModels } from '../../projections/projection.js';
import { canonical, type Json } from '../../record/canonical.js';
import { Clock } from '../../record/clock.js';
import { type Instant, instantOf, type RecordId } from '../../record/ids.js';
import { LedgerError } from '../../record/ledger-error.js';
import { decodeHeader } from '../../record/record.js';
import { hexOf } from '../merkle/hash.js';
import { formatVkey } from '../merkle/signed-note.js';
import { formatTlogProof } from '../merkle/tlog-proof.js';
import { MerkleTree } from '../merkle-tree.js';
import { type PublishedCheckpoint, PublishedCheckpoints } from '../published-checkpoints.js';
import { Sealer } from '../sealer.js';
import { SigningKeys } from '../signing-keys.js';
import { Witnesses } from '../witnesses.js';
import {
  ANSWER,
  CHECKPOINT,
  type EvidenceFiles,
  type EvidenceManifest,
  type EvidenceRecord,
  KEYS,
  MANIFEST,
  OPENINGS,
  type Opening,
  README,
  recordPath,
  WITNESSES,
} from './evidence-format.js';
import { readme } from './readme.js';

export interface EvidenceRequest {
  readonly kind: EvidenceManifest['kind'];
  /** What it is about, as it will stand in the manifest: ids and how it was asked, nothing personal. */
  readonly about: EvidenceManifest['about'];
  readonly records: readonly RecordId[];
  /** Keys of single sealed parts, where the reader may see them. */
  readonly openings?: readonly Opening[];
  /** The answer as it was given; written as canonical JSON. */
  readonly answer?: Json;
  /** The moment for which the answer was made; now where absent. */
  readonly madeAt?: Instant;
}

@Injectable()
export class Evidence {
  constructor(
    private readonly config: Config,
    private readonly log: EventLog,
    private readonly readModels: ReadModels,
    private readonly tree: MerkleTree,
    private readonly sealer: Sealer,
    private readonly published: PublishedCheckpoints,
    private readonly keys: SigningKeys,
    private readonly witnesses: Witnesses,
    private readonly clock: Clock,
  ) {}

  /**
   * The evidence about these records, as one zip file.
   * @throws LedgerError `missing` where one of the records is not in the ledger · `not-yet`, `corrupt` where no checkpoint can be made
   */
  async zipOf(request: EvidenceRequest): Promise<Uint8Array> {
    const files = await this.evidenceOf(request);
    // The same evidence is the same bytes: a zip would otherwise hold the time at which it was packed.
    return zipSync(Object.fromEntries(files), { mtime: '2026-01-01T00:00:00Z' });
  }

  /** The same as files, by path. */
  async evidenceOf({
    kind,
    about,
    records,
    openings = [],
    answer,
    madeAt = this.clock.now(),
  }: EvidenceRequest): Promise<EvidenceFiles> {
    const leaves = this.withGrounds(records)
      .map((id) => this.leafOf(id))
      .sort((a, b) => a.leaf - b.leaf);
    const checkpoint = await this.checkpointOver(leaves.at(-1)?.leaf ?? -1);
    const stored = await this.log.readAt(leaves.map(({ position }) => position));
    const committed = await presentable(this.log, this.readModels, stored);
    const files = new Map<string, Uint8Array>();
    const put = (path: string, content: string | Uint8Array): void => {
      files.set(path, typeof content === 'string' ? Buffer.from(content) : content);
    };
    const described: EvidenceRecord[] = [];
    for (const [index, { leaf, id, digest, at }] of leaves.entries()) {
      const record = committed[index];
      if (record === undefined) throw new LedgerError('missing', `There is no record ${id} in this ledger.`);
      const proof = this.tree.inclusion(leaf, checkpoint.size);
      put(recordPath(leaf, 'header.json'), record.header);
      put(recordPath(leaf, 'body.json'), record.body);
      put(recordPath(leaf, 'record.tlog-proof'), formatTlogProof({ index: leaf, proof, checkpoint: checkpoint.note }));
      const { type } = decodeHeader(record);
      described.push({ leaf, id, type, digest: hexOf(digest), effectiveAt: instantOf(at) satisfies Instant });
    }
    const manifest: EvidenceManifest = {
      format: 1,
      kind,
      origin: this.config.origin,
      madeAt,
      about,
      ...(answer === undefined ? {} : { answersVersion: answersVersion() }),
      size: checkpoint.size,
      records: described,
    };
    put(MANIFEST, `${JSON.stringify(manifest, null, 2)}\n`);
    put(CHECKPOINT, checkpoint.note);
    put(KEYS, lines((await this.keys.known()).map(formatVkey)));
    put(WITNESSES, lines(this.witnesses.configured.map(({ key }) => formatVkey(key))));
    if (openings.length > 0) put(OPENINGS, `${JSON.stringify(openings, null, 2)}\n`);
    if (answer !== undefined) put(ANSWER, canonical(answer));
    put(README, readme(manifest, openings.length));
    return files;
  }

  /** The last checkpoint that a witness has cosigned, where there are witnesses and it covers the leaf; else the last one. */
  private async checkpointOver(leaf: number): Promise<PublishedCheckpoint> {
    const checkpoint = await this.sealer.covering(leaf);
    if (this.witnesses.configured.length === 0) return checkpoint;
    await this.sealer.witnessed();
    const cosigned = await this.published.latestCosigned();
    return cosigned !== null && cosigned.size > leaf ? cosigned : checkpoint;
  }

  /** With what says that fields of these records were taken away: without it their bodies would be bound by nothing. */
  private withGrounds(records: readonly RecordId[]): readonly RecordId[] {
    const each = redactionsOfEach(
      this.readModels,
      records.map((id) => ({ id })),
    );
    const grounds = [...each.values()].flat().flatMap((leaf) => leafAt(this.readModels, leaf)?.id ?? []);
    return [...new Set([...records, ...grounds])];
  }

  private leafOf(id: RecordId) {
    const leaf = leafOfRecord(this.readModels, id);
    if (leaf === undefined) throw new LedgerError('missing', `There is no record ${id} in this ledger.`);
    return leaf;
  }
}

function lines(items: readonly string[]): string {
  return items.map((item) => `${item}\n`).join('');
}
