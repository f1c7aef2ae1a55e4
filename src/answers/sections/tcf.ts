/** Decodes the core of an IAB TCF v2 consent string, as far as an answer shows it. Format: IAB Europe, "Consent string and vendor list formats v2". */
import type { JsonObject } from '../../record/canonical.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** @returns undefined for what is not a TCF v2 core segment: it is then shown as received, not guessed at */
export function decodeTcf(text: unknown): JsonObject | undefined {
  if (typeof text !== 'string') return undefined;
  const [core = ''] = text.split('.');
  if (!/^[A-Za-z0-9_-]{36,}$/.test(core)) return undefined;
  const bits = [...core].map((character) => ALPHABET.indexOf(character).toString(2).padStart(6, '0')).join('');
  let at = 0;
  const take = (length: number): string => {
    at += length;
    return bits.slice(at - length, at).padEnd(length, '0');
  };
  const integer = (length: number): number => Number.parseInt(take(length), 2);
  const letters = (length: number): string =>
    Array.from({ length }, () => String.fromCharCode(integer(6) + 'A'.charCodeAt(0))).join('');
  const time = (): string => new Date(integer(36) * 100).toISOString();
  const flags = (length: number): readonly number[] =>
    [...take(length)].flatMap((bit, index) => (bit === '1' ? [index + 1] : []));

  if (integer(6) !== 2) return undefined;
  const created = time();
  const updated = time();
  const cmp = { id: integer(12), version: integer(12), screen: integer(6) };
  const language = letters(2).toLowerCase();
  const vendorListVersion = integer(12);
  const policyVersion = integer(6);
  const serviceSpecific = integer(1) === 1;
  take(1);
  const specialFeatures = flags(12);
  const purposesConsent = flags(24);
  const purposesLegitimateInterest = flags(24);
  return {
    created,
    updated,
    cmp,
    language,
    vendorListVersion,
    policyVersion,
    serviceSpecific,
    specialFeatures,
    purposesConsent,
    purposesLegitimateInterest,
  };
}
