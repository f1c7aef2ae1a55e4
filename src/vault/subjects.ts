/** References: what `scheme:value` may look like, and the two keyed hashes by which a vault knows one without storing it. Pure. */
import { createHmac, type KeyObject } from 'node:crypto';
import { LedgerError } from '../record/ledger-error.js';
import { hmacHex } from './hmac.js';
import { bytesOf } from './seal.js';
import type { Reference } from './vault.js';

const SCHEME = /^([a-z][a-z0-9+.-]{0,31}):/;
const MAX_VALUE = 512;

/**
 * The one spelling of a reference under which a consumer is known: exactly as sent, except that the value is taken without surrounding white space,
 * in Unicode NFC, and an `email:` in lower case. See docs/decisions/0302-references.md.
 * @returns null where the text is not `scheme:value`: a scheme `[a-z][a-z0-9+.-]{0,31}` and a value of 1 to 512 well-formed characters without controls
 */
export function normalReference(text: string): Reference | null {
  const scheme = SCHEME.exec(text)?.[1];
  if (scheme === undefined || !text.isWellFormed()) return null;
  const trimmed = text
    .slice(scheme.length + 1)
    .trim()
    .normalize('NFC');
  const value = scheme === 'email' ? trimmed.toLowerCase() : trimmed;
  if (value.length === 0 || value.length > MAX_VALUE || hasControl(value)) return null;
  return `${scheme}:${value}`;
}

/** @throws LedgerError `invalid` that says what a reference looks like, never what was sent */
export function parseReference(text: string, pointer = '/subject'): Reference {
  const reference = normalReference(text);
  if (reference !== null) return reference;
  const detail =
    'A consumer is named as scheme:value, for example crm:C-10442: a scheme of at most 32 of a–z 0–9 + . - that starts with a letter, and a value of 1 to 512 characters.';
  throw new LedgerError('invalid', detail, [{ pointer, detail }]);
}

/** HMAC-SHA256(look-up key, reference): 32 bytes, the only trace of a living reference in a vault. */
export function lookupOf(lookupKey: KeyObject, reference: Reference): Buffer {
  return Buffer.from(hmacHex(bytesOf(lookupKey).data, reference), 'hex');
}

/** HMAC-SHA256(fence key, reference): 32 bytes, the only trace that an erased reference leaves. */
export function fenceMarkOf(fenceKey: KeyObject, reference: Reference): Buffer {
  return createHmac('sha256', fenceKey).update(reference, 'utf8').digest();
}

function hasControl(value: string): boolean {
  for (let index = 0; index < value.length; index++) {
    const unit = value.charCodeAt(index);
    if (unit < 0x20 || (unit >= 0x7f && unit < 0xa0)) return true;
  }
  return false;
}
