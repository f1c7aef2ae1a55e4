/** Group attributes can be counted for some full years after the year of their record; then that year's key is destroyed, and nobody can open them. */
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Config } from '../config.js';
import { Clock } from '../record/clock.js';
import { Vault } from '../vault/vault.js';

const DAY = 86_400_000;
/** A service that stood still for longer than this keeps older keys; nothing older than the ledger exists anyway. */
const YEARS_BACK = 10;

@Injectable()
export class AuditRetention implements OnModuleInit, OnApplicationShutdown {
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly vault: Vault,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  async onModuleInit(): Promise<void> {
    if (this.config.readOnly) return;
    await this.enforce();
    this.#timer = setInterval(() => this.enforce().catch(() => undefined), DAY).unref();
  }

  /** Destroys what is past its time; a repeat destroys nothing more. */
  async enforce(): Promise<void> {
    const last = Number(this.clock.now().slice(0, 4)) - this.config.auditYears - 1;
    for (let year = last; year > last - YEARS_BACK; year--) await this.vault.destroyGroupsKey(year);
  }

  onApplicationShutdown(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }
}
