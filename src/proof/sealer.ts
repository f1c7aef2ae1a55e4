/**
 * Signs the tree: at least every second while records arrive, and on demand. Each checkpoint is checked before it is published, against the one
 * published before and with the public keys alone; where the tree contradicts what was once signed, nothing is signed any more and everybody is told.
 */
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Config } from '../config.js';
import { EventLog } from '../log/event-log.js';
import { hasher } from '../projections/hasher.js';
import { ReadModels } from '../projections/projection.js';
import { Clock } from '../record/clock.js';
import { LedgerError } from '../record/ledger-error.js';
import { Alarms } from './alarms.js';
import { verifyEd25519 } from './ed25519.js';
import { checkpointText, openCheckpoint } from './merkle/checkpoint.js';
import { formatNote } from './merkle/signed-note.js';
import { verifyConsistency } from './merkle/verify.js';
import { MerkleTree } from './merkle-tree.js';
import { type PublishedCheckpoint, PublishedCheckpoints } from './published-checkpoints.js';
import { SigningKeys, signNote } from './signing-keys.js';
import { Witnesses } from './witnesses.js';

const EVERY = 500;

@Injectable()
export class Sealer implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('proof');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<PublishedCheckpoint> | null = null;
  private witnessing: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: Config,
    private readonly log: EventLog,
    private readonly readModels: ReadModels,
    private readonly tree: MerkleTree,
    private readonly published: PublishedCheckpoints,
    private readonly keys: SigningKeys,
    private readonly witnesses: Witnesses,
    private readonly alarms: Alarms,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.readOnly) return;
    this.timer = setInterval(() => void this.tick(), EVERY);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running?.catch(() => undefined);
    await this.witnessing;
  }

  /** Whether there is anything that no checkpoint covers yet. */
  private async tick(): Promise<void> {
    try {
      const last = await this.published.latest();
      if (last === null || this.tree.size() !== last.size || this.alarms.stopped) await this.seal();
    } catch (error) {
      // Alarms were raised where they belong; what cannot be done now is tried again.
      const code = error instanceof LedgerError ? error.code : 'internal';
      this.logger.debug({ msg: 'no checkpoint now', code });
    }
  }

  /**
   * A published checkpoint over every record that the read models hold now.
   * @throws LedgerError `corrupt` where the tree contradicts a published checkpoint, `unavailable` where the read models have not caught up with one
   */
  async seal(): Promise<PublishedCheckpoint> {
    // Whoever comes while one is made may ask for records that it does not hold: one more is made after it.
    while (this.running !== null) await this.running.catch(() => undefined);
    this.running = this.sealNow();
    try {
      return await this.running;
    } finally {
      this.running = null;
    }
  }

  /** A checkpoint that holds this leaf: a published one, or a new one. */
  async covering(leaf: number): Promise<PublishedCheckpoint> {
    const last = await this.published.latest();
    if (last !== null && last.size > leaf) return last;
    if (this.config.readOnly)
      throw new LedgerError('not-yet', 'No published checkpoint holds this record yet; ask again in a second.');
    return this.seal();
  }

  private async sealNow(): Promise<PublishedCheckpoint> {
    for (;;) {
      const last = await this.published.latest();
      const size = this.tree.size();
      if (last !== null) await this.compare(last, size);
      const current = this.keys.current();
      const signedByIt = last?.note.includes(`\n— ${current.key.name} `) && (await this.opens(last.note));
      if (last !== null && last.size === size && signedByIt) return last;
      const text = checkpointText({ origin: this.config.origin, size, root: this.tree.root(size) });
      const note = formatNote(text, [signNote(current, text)]);
      if (!(await this.opens(note)))
        throw new LedgerError('corrupt', 'The signature that was just made does not verify; nothing was published.');
      if (!(await this.published.publish(note, this.clock.now()))) continue;
      const latest = await this.published.latest();
      if (latest === null || latest.size < size) throw new LedgerError('corrupt', 'A published checkpoint is gone.');
      this.alarms.allClear();
      this.witnessing = this.witnessing.then(() => this.witnesses.ask(latest));
      return latest;
    }
  }

  /** Waits until the witnesses have been asked about the last checkpoint. */
  async witnessed(): Promise<PublishedCheckpoint | null> {
    await this.witnessing;
    return this.published.latest();
  }

  /** What was signed once must be the beginning of what will be signed now. */
  private async compare(last: PublishedCheckpoint, size: number): Promise<void> {
    if (size < last.size) {
      const head = await this.log.head();
      const { position } = this.readModels.reached();
      // Another instance may have published what these read models reach only now.
      const moved = this.tree.size() !== size;
      if (moved || (head !== null && (position === null || position < head)))
        throw new LedgerError('unavailable', 'The read models have not caught up with the last checkpoint yet.');
      await this.alarms.raise({
        kind: 'rollback',
        detail: `The log holds ${size} records, but a checkpoint over ${last.size} was published: its end was removed or an old copy restored.`,
      });
    }
    const root = size < last.size ? hasher.empty : this.tree.root(size);
    const proof = size < last.size ? [] : this.tree.consistency(last.size, size);
    if (verifyConsistency(hasher, { from: last.size, fromRoot: last.root, to: size, toRoot: root, proof })) return;
    if (size >= last.size)
      await this.alarms.raise({
        kind: 'fork',
        detail: `The first ${last.size} records are not those over which a checkpoint was published.`,
      });
    throw new LedgerError('corrupt', 'The log contradicts a published checkpoint; no further one is signed.');
  }

  /** Whether the current public key opens the note, as a stranger would open it. */
  private async opens(note: string): Promise<boolean> {
    const { key } = this.keys.current();
    return (await openCheckpoint(verifyEd25519, note, { origin: this.config.origin, log: [key] })).ok;
  }
}
