/** No vault yet, opened for reading only: nobody is known and nothing can be opened, for example when a copied log is verified. */
import type { KeyObject } from 'node:crypto';
import type { Position, Pseudonym } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { type Destroyed, type Subject, Vault } from './vault.js';

export class AbsentVault extends Vault {
  readonly notices: readonly string[] = [];

  async find(): Promise<Pseudonym | null> {
    return null;
  }

  async isFenced(): Promise<boolean> {
    return false;
  }

  async dataKeys(): Promise<ReadonlyMap<Pseudonym, KeyObject>> {
    return new Map();
  }

  async groupsKey(): Promise<KeyObject | null> {
    return null;
  }

  async appliedTo(): Promise<Position | null> {
    return null;
  }

  async close(): Promise<void> {}

  async subjectsOf(): Promise<readonly Subject[]> {
    throw nothingHere();
  }

  async tagKey(): Promise<KeyObject> {
    throw nothingHere();
  }

  async masterKey(): Promise<string> {
    throw nothingHere();
  }

  async erase(): Promise<Destroyed> {
    throw nothingHere();
  }

  async liftFence(): Promise<void> {
    throw nothingHere();
  }

  async destroyGroupsKey(): Promise<void> {
    throw nothingHere();
  }

  async markApplied(): Promise<void> {
    throw nothingHere();
  }

  async rotateMasterKey(): Promise<{ readonly rewrapped: number }> {
    throw nothingHere();
  }
}

function nothingHere(): LedgerError {
  return new LedgerError('unavailable', 'There is no vault in this data folder, and it is open for reading only.');
}
