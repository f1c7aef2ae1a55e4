/** At the start: records that the vault's master key was rotated since, which the command that did it could not: it runs without the log. */
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../config.js';
import { OwnEvents } from '../recording/own-events.js';
import { forgetRotation, noticedRotation } from '../vault/rotation-notice.js';

@Injectable()
export class MasterKeyAnnouncement implements OnApplicationBootstrap {
  constructor(
    private readonly config: Config,
    private readonly own: OwnEvents,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.readOnly) return;
    const to = noticedRotation(this.config.data);
    if (to === null) return;
    // Named after the key, so that a start which ended between the two steps records it once.
    const event = { type: 'key.rotated', eventId: `vault-master-key-${to}`, data: { key: 'vault-master', to } };
    await this.own.record(event, 'ledger');
    forgetRotation(this.config.data);
  }
}
