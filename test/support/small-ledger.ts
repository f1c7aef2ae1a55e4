/** A ledger without a service: the real log, read models and publications in a folder of their own, filled with small records. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, readConfig } from '../../src/config.js';
import { type EmbeddedLog, openEmbeddedLog } from '../../src/log/embedded-log.js';
import { projections } from '../../src/projections/catalogue.js';
import { generationPath, generationsFolder, readPointer, writePointer } from '../../src/projections/generations.js';
import { readRecord } from '../../src/projections/projected.js';
import { Projector } from '../../src/projections/projector.js';
import { SqliteReadModels } from '../../src/projections/sqlite-read-models.js';
import { Alarms } from '../../src/proof/alarms.js';
import { MerkleTree } from '../../src/proof/merkle-tree.js';
import type { Publications } from '../../src/proof/publications.js';
import { PublishedCheckpoints } from '../../src/proof/published-checkpoints.js';
import { Sealer } from '../../src/proof/sealer.js';
import { SigningKeys } from '../../src/proof/signing-keys.js';
import { SqlitePublications } from '../../src/proof/sqlite-publications.js';
import { Witnesses } from '../../src/proof/witnesses.js';
import { canonical } from '../../src/record/canonical.js';
import { Clock } from '../../src/record/clock.js';
import { bodyDigest } from '../../src/record/digest.js';
import { instantOf, type Position, recordIdOf, streamName } from '../../src/record/ids.js';
import { encodeRecord, type NewRecord } from '../../src/record/record.js';

/** A fixed clock that a test moves. */
export class TestClock extends Clock {
  at = Date.parse('2026-03-01T10:00:00Z');
  override milliseconds() {
    return this.at;
  }
}

export function smallRecord(number: number, stream = `decision-d${number % 7}`, note = ''): NewRecord {
  const data = { decisionId: `d${number % 7}`, by: 'staff-1', reason: `number ${number}${note}` };
  const salt = number.toString(16).padStart(32, '0');
  const at = instantOf(Date.parse('2026-03-01T09:00:00Z') + number);
  const eventId = `e-${number}`;
  return encodeRecord(
    {
      format: 1,
      id: recordIdOf('/test', eventId),
      eventId,
      type: 'decision.reviewed',
      version: 1,
      stream: streamName(stream),
      occurredAt: at,
      recordedAt: at,
      source: '/test',
      actor: 'token-1',
      contentTag: 'ab'.repeat(32),
      bodyDigest: bodyDigest(Buffer.from(salt, 'hex'), canonical(data)),
    },
    { salt, data },
  );
}

export interface Instance {
  readonly publications: Publications;
  readonly published: PublishedCheckpoints;
  readonly sealer: Sealer;
  readonly alarms: Alarms;
  readonly keys: SigningKeys;
  readonly witnesses: Witnesses;
  readonly tree: MerkleTree;
}

/** So small that a ledger of a hundred records has a file of its index. */
const CHUNK = 64;

export class SmallLedger {
  readonly data: string;
  readonly config: Config;
  readonly clock = new TestClock();
  /** Number of the next record: other numbers make another history. */
  next = 0;
  private opened: Publications[] = [];

  private constructor(
    folder: string,
    readonly log: EmbeddedLog,
    overrides: Partial<Config>,
  ) {
    this.data = folder;
    this.config = readConfig({ LEDGER_DATA: folder, LEDGER_ORIGIN: 'ledger.example' }, overrides);
  }

  static async open(overrides: Partial<Config> = {}): Promise<SmallLedger> {
    const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
    return new SmallLedger(folder, await openEmbeddedLog(join(folder, 'log'), { chunkRecords: CHUNK }), overrides);
  }

  /** Appends records and brings the read models to the end of the log. */
  async record(count: number): Promise<void> {
    for (let index = 0; index < count; index++, this.next++) {
      const record = smallRecord(this.next);
      await this.log.append(streamName(`decision-d${this.next % 7}`), [record], 'any');
    }
    await this.project();
  }

  async project(): Promise<void> {
    const folder = generationsFolder(this.data);
    mkdirSync(folder, { recursive: true });
    using projector = new Projector(generationPath(folder, 1), projections);
    for await (const page of this.log.readAll({ from: ((projector.position ?? 0) + 1) as Position })) {
      projector.apply(page.map((record) => readRecord(record)));
      projector.commit(page.at(-1)?.position ?? (0 as Position));
    }
    if (readPointer(folder, 'current') === null) writePointer(folder, 'current', 1);
  }

  /** What one service instance has of the room of proof; `wrap` may put faults in the way of its publications. */
  instance(wrap: (publications: Publications) => Publications = (same) => same): Instance {
    const { config, clock, log } = this;
    const publications = wrap(new SqlitePublications(this.data, false));
    this.opened.push(publications);
    const models = new SqliteReadModels(generationsFolder(this.data));
    const published = new PublishedCheckpoints(publications);
    const alarms = new Alarms(publications, clock);
    const tree = new MerkleTree(models);
    const keys = new SigningKeys(config, publications);
    const witnesses = new Witnesses(config, tree, published, alarms, clock);
    const sealer = new Sealer(config, log, models, tree, published, keys, witnesses, alarms, clock);
    return { publications, published, sealer, alarms, keys, witnesses, tree };
  }

  /** A copy of the whole folder, at this moment. */
  copy(): string {
    const target = mkdtempSync(join(tmpdir(), 'ledger-'));
    cpSync(this.data, target, { recursive: true });
    return target;
  }

  async close(): Promise<void> {
    for (const publications of this.opened) await publications.close();
    await this.log.close();
    rmSync(this.data, { recursive: true, force: true });
  }
}
