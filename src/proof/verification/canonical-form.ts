/** Reads canonical JSON and says whether the bytes are the canonical ones (RFC 8785), at the speed of the engine's own parser. */
import { canonical, type Json } from '../../record/canonical.js';

export type Read =
  | { readonly ok: true; readonly value: Json; readonly text: string }
  | { readonly ok: false; readonly reason: string };

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function readCanonical(bytes: Uint8Array): Read {
  let text: string;
  let value: Json;
  try {
    text = utf8.decode(bytes);
  } catch {
    return { ok: false, reason: 'bytes that are not UTF-8' };
  }
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'text that is not JSON' };
  }
  return isCanonical(value, text) ? { ok: true, value, text } : { ok: false, reason: 'JSON in another form' };
}

/**
 * `JSON.stringify` writes numbers and strings as RFC 8785 does and keeps the order of members as they were parsed, so the text is canonical where
 * it comes back and every object's members were in order. Names that look like array indexes and escaped surrogates do not follow that rule.
 */
function isCanonical(value: Json, text: string): boolean {
  if (JSON.stringify(value) === text && inOrder(value) && !text.includes('\\ud')) return true;
  try {
    return canonical(value) === text;
  } catch {
    return false;
  }
}

function inOrder(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(inOrder);
  const members = value as { readonly [name: string]: Json };
  let last = '';
  for (const name in members) {
    const member = members[name];
    if (name < last || (typeof member === 'object' && member !== null && !inOrder(member))) return false;
    last = name;
  }
  return true;
}
