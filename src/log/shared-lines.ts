/**
 * Append-only streams of text lines that all instances of a ledger share, beside its records and never among them. For the embedded log there are none:
 * one process has all for itself.
 */
import type { Config } from '../config.js';
import { openEventStoreDbLines } from './eventstoredb/lines.js';

export interface SharedLines {
  /** Appends as the line of this revision, durably. False where another was first. @throws LedgerError */
  append(stream: string, revision: number, text: string): Promise<boolean>;
  /** At most `limit` lines from a revision on, in order. */
  read(
    stream: string,
    from: number,
    limit: number,
  ): Promise<readonly { readonly revision: number; readonly text: string }[]>;
  /** The last revision, -1 where there is none. */
  last(stream: string): Promise<number>;
  close(): Promise<void>;
}

export function openSharedLines({ log, readOnly }: Pick<Config, 'log' | 'readOnly'>): SharedLines | null {
  return log.kind === 'eventstoredb' ? openEventStoreDbLines(log, readOnly) : null;
}
