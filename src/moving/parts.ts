/** What a ledger consists of, opened where the configuration keeps it: log, publications, vault, tokens. */
import { createHash } from 'node:crypto';
import { openTokenStore } from '../access/open-token-store.js';
import type { TokenStore } from '../access/token-store.js';
import type { Config } from '../config.js';
import type { EventLog } from '../log/event-log.js';
import { openLog } from '../log/log.module.js';
import { openPublications } from '../proof/open-publications.js';
import type { PublicationStream, Publications } from '../proof/publications.js';
import { watchedLogs } from '../proof/witness-list.js';
import { openVaultStore } from '../vault/vault.module.js';
import type { VaultStore } from '../vault/vault-store.js';

export interface Parts {
  readonly log: EventLog;
  readonly publications: Publications;
  /** Null where there is none yet and it was opened for reading. */
  readonly vault: VaultStore | null;
  readonly tokens: TokenStore;
  close(): Promise<void>;
}

/** @throws LedgerError what opening the log, the vault or the tokens throws */
export async function openParts(config: Config): Promise<Parts> {
  const opened: { close(): Promise<void> }[] = [];
  const keep = <T extends { close(): Promise<void> }>(part: T): T => {
    opened.unshift(part);
    return part;
  };
  const close = async (): Promise<void> => {
    for (const part of opened) await part.close();
  };
  try {
    const log = keep(await openLog(config));
    const publications = keep(openPublications(config));
    const vault = await openVaultStore(config);
    if (vault !== null) keep(vault);
    return { log, publications, vault, tokens: keep(await openTokenStore(config)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Every stream of publications but that of the checkpoints, which move among the records. */
export function publicationStreams({ witnessFor }: Config): readonly PublicationStream[] {
  const watched = watchedLogs(witnessFor).map(
    ({ name }) => `witness-${createHash('sha256').update(name).digest('hex')}` as const,
  );
  return ['keys', 'alarms', ...watched];
}
