/** A body in an evidence file that lacks fields: the file must hold the record that took them away, and that binds what remains. Pure. */
import { hexOf, type Sha256 } from '../merkle/hash.js';
import { type EvidenceFiles, type EvidenceManifest, isObject, parseJsonBytes, recordPath } from './evidence-format.js';

/** @returns the redacting record and the fields, null where nothing in the file says so. That record's own proof is checked like every other's. */
export function redactionIn(
  files: EvidenceFiles,
  { records }: EvidenceManifest,
  id: string,
  body: Uint8Array,
  sha256: Sha256,
): { readonly by: string; readonly fields: readonly string[] } | null {
  const content = parseJsonBytes(body);
  const redacted = isObject(content) && Array.isArray(content.redacted) ? content.redacted.map(String) : [];
  if (redacted.length === 0 || (isObject(content) && 'salt' in content)) return null;
  const taken = new Set<string>();
  const remaining = `sha256:${hexOf(sha256(body))}`;
  for (const record of [...records].sort((a, b) => a.leaf - b.leaf)) {
    if (record.type !== 'record.redacted') continue;
    const header = parseJsonBytes(files.get(recordPath(record.leaf, 'header.json')));
    const said = parseJsonBytes(files.get(recordPath(record.leaf, 'body.json')));
    const data = isObject(said) && isObject(said.data) ? said.data : {};
    if (!isObject(header) || header.type !== 'record.redacted' || data.recordId !== id) continue;
    for (const field of Array.isArray(data.fields) ? data.fields : []) taken.add(String(field));
    const wholly = redacted.length === taken.size && redacted.every((field) => taken.has(field));
    if (wholly && data.remains === remaining) return { by: record.id, fields: redacted };
  }
  return null;
}
