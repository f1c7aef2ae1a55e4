/**
 * The log is the authority on who is forgotten: every `subject.erased` that the vault has not seen yet is carried out, after each erasure, and at
 * every start before anything is answered. So a crash in between is made good, and a vault restored from a backup brings nobody back.
 */
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Config } from '../config.js';
import { EventLog } from '../log/event-log.js';
import { erasuresAfter } from '../projections/erasure.js';
import { ReadModels } from '../projections/projection.js';
import type { Json } from '../record/canonical.js';
import { type Position, type Pseudonym, parsePosition, parsePseudonym } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { type CommittedRecord, decodeBody, decodeHeader } from '../record/record.js';
import { Vault } from '../vault/vault.js';

@Injectable()
export class ApplyErasures implements OnModuleInit {
  readonly #logger = new Logger('protection');
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly log: EventLog,
    private readonly vault: Vault,
    private readonly models: ReadModels,
    private readonly config: Config,
  ) {}

  async onModuleInit(): Promise<void> {
    if (!this.config.readOnly) await this.apply();
  }

  /** One after the other, so that the mark never passes an erasure that is still being carried out. */
  apply(): Promise<void> {
    const next = this.#running.then(() => this.#apply());
    this.#running = next.catch(() => undefined);
    return next;
  }

  async #apply(): Promise<void> {
    const head = await this.log.head();
    const applied = await this.vault.appliedTo();
    if (head === null || (applied !== null && applied >= head)) return;
    const index = this.#index(applied);
    const covered = [...coveredBy(await this.log.readAt(index.positions)), ...(await this.#scanned(index.upTo, head))];
    if (covered.length > 0) {
      const { pseudonyms } = await this.vault.erase([...new Set(covered)]);
      if (pseudonyms.length > 0) this.#logger.log({ msg: 'erasures carried out', subjects: pseudonyms.length });
    }
    await this.vault.markApplied(head);
  }

  /** What the read model knows spares reading the whole log; where it is not there yet, the log is read. */
  #index(applied: Position | null): { readonly positions: readonly Position[]; readonly upTo: number } {
    try {
      const { position } = this.models.reached();
      if (position === null) return { positions: [], upTo: applied ?? -1 };
      return { positions: erasuresAfter(this.models, applied), upTo: Math.max(position, applied ?? -1) };
    } catch (error) {
      if (!(error instanceof LedgerError) || error.code !== 'unavailable') throw error;
      return { positions: [], upTo: applied ?? -1 };
    }
  }

  async #scanned(from: number, head: Position): Promise<readonly Pseudonym[]> {
    if (from >= head) return [];
    const found: Pseudonym[] = [];
    const range = from < 0 ? { to: head } : { from: parsePosition(String(from)), to: head };
    for await (const page of this.log.readAll(range)) found.push(...erasedIn(page));
    return found;
  }
}

/** Every erasure in the log, carried out on a vault that comes from elsewhere, whatever it says it has seen. @returns how many subjects were still there */
export async function reapplyErasures(log: EventLog, vault: Vault): Promise<number> {
  const head = await log.head();
  if (head === null) return 0;
  let erased = 0;
  for await (const page of log.readAll({ to: head })) {
    const covered = erasedIn(page);
    if (covered.length > 0) erased += (await vault.erase([...new Set(covered)])).pseudonyms.length;
  }
  await vault.markApplied(head);
  return erased;
}

/** The pseudonyms that these records say were erased. */
export function erasedIn(page: readonly CommittedRecord[]): readonly Pseudonym[] {
  return coveredBy(page.filter(isErasure));
}

/** Looked for in the bytes first: most records are none. */
function isErasure(record: CommittedRecord): boolean {
  return Buffer.from(record.header).includes('"subject.erased"') && decodeHeader(record).type === 'subject.erased';
}

function coveredBy(records: readonly CommittedRecord[]): readonly Pseudonym[] {
  return records.flatMap((record) => listed(decodeBody(record).data.pseudonyms).map(parsePseudonym));
}

function listed(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
