/** Asks the configured witnesses to cosign each checkpoint (C2SP tlog-witness), so that no two people can be shown two histories unnoticed. */
import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../config.js';
import { call } from '../http/outgoing.js';
import { Clock } from '../record/clock.js';
import { LedgerError } from '../record/ledger-error.js';
import { Alarms } from './alarms.js';
import { verifyEd25519 } from './ed25519.js';
import { formatAddCheckpoint } from './merkle/add-checkpoint.js';
import { decimal } from './merkle/hash.js';
import { parseNote, parseSignatureLine, verifyNote } from './merkle/signed-note.js';
import { MerkleTree } from './merkle-tree.js';
import { type PublishedCheckpoint, PublishedCheckpoints } from './published-checkpoints.js';
import { type ConfiguredWitness, configuredWitnesses } from './witness-list.js';

@Injectable()
export class Witnesses {
  private readonly logger = new Logger('proof');
  readonly configured: readonly ConfiguredWitness[];

  constructor(
    config: Config,
    private readonly tree: MerkleTree,
    private readonly published: PublishedCheckpoints,
    private readonly alarms: Alarms,
    private readonly clock: Clock,
  ) {
    this.configured = configuredWitnesses(config.witnesses);
  }

  /** Asks all witnesses at once. Never rejects: a witness that is away delays nothing. */
  async ask(checkpoint: PublishedCheckpoint): Promise<void> {
    await Promise.all(
      this.configured.map((witness) =>
        this.askOne(witness, checkpoint).catch((error: unknown) => {
          const code = error instanceof LedgerError ? error.code : 'internal';
          this.logger.warn({ msg: 'a witness did not cosign', witness: witness.key.name, code });
        }),
      ),
    );
  }

  private async askOne(witness: ConfiguredWitness, checkpoint: PublishedCheckpoint): Promise<void> {
    let old = Math.min(await this.published.cosignedSize(witness.key.name), checkpoint.size);
    // The second time from the size that the witness itself has named.
    for (let attempt = 0; attempt < 2; attempt++) {
      const { status, body } = await this.request(witness, checkpoint, old);
      const text = Buffer.from(body).toString('utf8');
      if (status === 200) return this.accept(witness, checkpoint, text);
      const known = status === 409 ? decimal(text.trim()) : null;
      if (known !== null && known <= checkpoint.size) {
        old = known;
        continue;
      }
      if (known !== null || status === 422) {
        const why = known === null ? `does not follow from what it saw` : `is smaller than ${known}, which it saw`;
        await this.alarms.raise({
          kind: 'split-view',
          detail: `The witness ${witness.key.name} says that the checkpoint of size ${checkpoint.size} ${why}.`,
        });
      }
      throw new LedgerError('unavailable', `The witness ${witness.key.name} answered ${status}.`);
    }
    throw new LedgerError('unavailable', `The witness ${witness.key.name} changes its mind about the size.`);
  }

  private request(witness: ConfiguredWitness, checkpoint: PublishedCheckpoint, old: number) {
    const proof = old === 0 ? [] : this.tree.consistency(old, checkpoint.size);
    return call(new URL(`${witness.url.href.replace(/\/$/, '')}/add-checkpoint`), {
      configured: witness.url,
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=utf-8', accept: 'text/plain' },
      body: formatAddCheckpoint({ old, proof, checkpoint: checkpoint.note }),
      maxBytes: 65_536,
    });
  }

  /** Keeps the lines of the witness's own key that verify; others mean nothing here. */
  private async accept(witness: ConfiguredWitness, checkpoint: PublishedCheckpoint, answer: string): Promise<void> {
    const note = parseNote(checkpoint.note);
    const signatures = answer
      .split('\n')
      .map(parseSignatureLine)
      .filter((signature) => signature !== null);
    if (note === null) return;
    const verdict = await verifyNote(verifyEd25519, { text: note.text, signatures }, [witness.key]);
    const [good] = verdict.good;
    if (good === undefined)
      throw new LedgerError('unavailable', `The witness ${witness.key.name} sent no cosignature that verifies.`);
    await this.published.cosign(checkpoint.size, good.signature.line, this.clock.now());
  }
}
