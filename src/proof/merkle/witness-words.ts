/** The words of the configuration that name witnesses and watched logs, read purely, so that the start can name every wrong one. */
import type { Sha256 } from './hash.js';
import { COSIGNATURE_V1, ED25519, parseVkey, type VerifierKey } from './signed-note.js';

export interface NamedWitness {
  readonly key: VerifierKey;
  /** The submission prefix, without a slash at its end. */
  readonly url: URL;
}

export type Words<T> =
  | { readonly ok: true; readonly value: readonly T[] }
  | { readonly ok: false; readonly word: string; readonly right: string };

/** Pairs of a witness's vkey (cosignature, type 0x04) and its URL, in either order. */
export function witnessesIn(sha256: Sha256, words: readonly string[]): Words<NamedWitness> {
  const value: NamedWitness[] = [];
  for (let at = 0; at < words.length; at += 2) {
    const [first = '', second = ''] = words.slice(at, at + 2);
    const [vkey, url] = isUrl(first) ? [second, first] : [first, second];
    const key = parseVkey(sha256, vkey);
    if (key === null || key.type !== COSIGNATURE_V1)
      return { ok: false, word: vkey, right: 'the vkey of a witness (type 4) beside its URL' };
    if (!isUrl(url)) return { ok: false, word: url, right: `the URL of the witness ${key.name} after its vkey` };
    value.push({ key, url: new URL(url.replace(/\/+$/, '')) });
  }
  return { ok: true, value };
}

/** Vkeys of logs; a key's name is the log's origin. */
export function watchedLogsIn(sha256: Sha256, words: readonly string[]): Words<VerifierKey> {
  const value: VerifierKey[] = [];
  for (const word of words) {
    const key = parseVkey(sha256, word);
    if (key === null || key.type !== ED25519) return { ok: false, word, right: 'the Ed25519 vkey of a log (type 1)' };
    value.push(key);
  }
  return { ok: true, value };
}

function isUrl(word: string): boolean {
  return /^https?:\/\//.test(word) && URL.canParse(word);
}
