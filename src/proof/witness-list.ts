/**
 * Who watches this ledger, and whom it watches, as the configuration names them.
 * `LEDGER_WITNESSES`: pairs of a witness's vkey (cosignature, type 0x04) and its submission prefix, separated by spaces, commas or newlines.
 * `LEDGER_WITNESS_FOR`: vkeys of the logs whose checkpoints this ledger cosigns; a key's name is the log's origin.
 */
import { sha256 } from '../record/digest.js';
import { LedgerError } from '../record/ledger-error.js';
import type { VerifierKey } from './merkle/signed-note.js';
import { type NamedWitness, type Words, watchedLogsIn, witnessesIn } from './merkle/witness-words.js';

export type ConfiguredWitness = NamedWitness;

/** @throws LedgerError `configuration` that names the word which is wrong */
export function configuredWitnesses(words: readonly string[]): readonly ConfiguredWitness[] {
  return listOf('LEDGER_WITNESSES', witnessesIn(sha256, words));
}

/** @throws LedgerError `configuration` that names the word which is wrong */
export function watchedLogs(words: readonly string[]): readonly VerifierKey[] {
  return listOf('LEDGER_WITNESS_FOR', watchedLogsIn(sha256, words));
}

/** `readConfig` has refused wrong words already; this is for configurations that were put together otherwise. */
function listOf<T>(name: string, words: Words<T>): readonly T[] {
  if (words.ok) return words.value;
  throw new LedgerError('configuration', `${name}: "${words.word.slice(0, 80)}" is not ${words.right}.`);
}
