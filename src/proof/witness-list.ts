/**
 * Who watches this ledger, and whom it watches, as the configuration names them.
 * `LEDGER_WITNESSES`: pairs of a witness's vkey (cosignature, type 0x04) and its submission prefix, separated by spaces, commas or newlines.
 * `LEDGER_WITNESS_FOR`: vkeys of the logs whose checkpoints this ledger cosigns; a key's name is the log's origin.
 */
import { sha256 } from '../record/digest.js';
import { LedgerError } from '../record/ledger-error.js';
import { COSIGNATURE_V1, ED25519, parseVkey, type VerifierKey } from './merkle/signed-note.js';

export interface ConfiguredWitness {
  readonly key: VerifierKey;
  /** The submission prefix, without a slash at its end. */
  readonly url: URL;
}

/** @throws LedgerError `configuration` that names the word which is wrong */
export function configuredWitnesses(words: readonly string[]): readonly ConfiguredWitness[] {
  const witnesses: ConfiguredWitness[] = [];
  for (let at = 0; at < words.length; at += 2) {
    const [first = '', second = ''] = words.slice(at, at + 2);
    const [vkey, url] = isUrl(first) ? [second, first] : [first, second];
    const key = parseVkey(sha256, vkey);
    if (key === null || key.type !== COSIGNATURE_V1)
      throw wrong('LEDGER_WITNESSES', vkey, 'the vkey of a witness (type 4), followed by its URL');
    if (!isUrl(url)) throw wrong('LEDGER_WITNESSES', url, `the URL of the witness ${key.name}, after its vkey`);
    witnesses.push({ key, url: new URL(url.replace(/\/+$/, '')) });
  }
  return witnesses;
}

/** @throws LedgerError `configuration` that names the word which is wrong */
export function watchedLogs(words: readonly string[]): readonly VerifierKey[] {
  return words.map((word) => {
    const key = parseVkey(sha256, word);
    if (key === null || key.type !== ED25519)
      throw wrong('LEDGER_WITNESS_FOR', word, 'the Ed25519 vkey of a log (type 1)');
    return key;
  });
}

function isUrl(word: string): boolean {
  return /^https?:\/\//.test(word) && URL.canParse(word);
}

function wrong(name: string, value: string, right: string): LedgerError {
  return new LedgerError('configuration', `${name}: "${value.slice(0, 80)}" is not ${right}.`);
}
