/** At the start: publishes the signing key before it signs, and records that it took another's place. */
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../config.js';
import { Clock } from '../record/clock.js';
import { OwnEvents } from '../recording/own-events.js';
import { SigningKeys } from './signing-keys.js';

@Injectable()
export class KeyAnnouncement implements OnApplicationBootstrap {
  private readonly logger = new Logger('proof');

  constructor(
    private readonly config: Config,
    private readonly keys: SigningKeys,
    private readonly own: OwnEvents,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.readOnly) return;
    const { key } = this.keys.current();
    const id = `${key.name}+${key.id}`;
    if (this.keys.isDevelopmentKey)
      this.logger.warn({
        msg: 'Checkpoints are signed with a DEVELOPMENT key from the data folder. Set LEDGER_SIGNING_KEY or LEDGER_SIGNING_KEY_FILE before anybody relies on them.',
        key: id,
        code: 'development-key',
      });
    const announced = await this.keys.announce(this.clock.now());
    if (announced.status !== 'rotated') return;
    this.logger.log({ msg: 'the signing key was rotated', from: announced.from, to: id });
    // Named after the key, so that a start which ended between the two steps records it once.
    const event = {
      type: 'key.rotated',
      eventId: `key-rotated-${key.id}`,
      data: { key: 'checkpoint-signing', from: announced.from, to: id },
    };
    await this.own.record(event, 'ledger');
  }
}
