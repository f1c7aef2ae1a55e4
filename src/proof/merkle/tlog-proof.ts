/** An inclusion proof with its checkpoint as one text (C2SP tlog-proof), checkable offline with nothing but keys. */
import { base64Of, bytesOfBase64, decimal, type Hash, hashOfBase64 } from './hash.js';

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';

export interface TlogProof {
  readonly index: number;
  readonly proof: readonly Hash[];
  /** The signed note, verbatim. */
  readonly checkpoint: string;
  readonly extra?: Uint8Array;
}

export function formatTlogProof(proof: TlogProof): string {
  const extra = proof.extra === undefined ? '' : `extra ${base64Of(proof.extra)}\n`;
  const path = proof.proof.map((hash) => `${base64Of(hash)}\n`).join('');
  return `${FIRST_LINE}\n${extra}index ${proof.index}\n${path}\n${proof.checkpoint}`;
}

/** @returns null where the text is not of the format */
export function parseTlogProof(text: string): TlogProof | null {
  const end = text.indexOf('\n\n');
  if (end < 0) return null;
  const lines = text.slice(0, end).split('\n');
  if (lines.shift() !== FIRST_LINE) return null;
  let extra: Uint8Array | null | undefined;
  if (lines[0]?.startsWith('extra ')) extra = bytesOfBase64(lines.shift()?.slice(6) ?? '');
  const [indexLine = '', ...path] = lines;
  const index = indexLine.startsWith('index ') ? decimal(indexLine.slice(6)) : null;
  const proof = path.map(hashOfBase64).filter((hash) => hash !== null);
  if (extra === null || index === null || proof.length !== path.length || proof.length > 63) return null;
  return { index, proof, checkpoint: text.slice(end + 2), ...(extra === undefined ? {} : { extra }) };
}
