/** The body of a request for a cosignature (C2SP tlog-witness, add-checkpoint). */
import { base64Of, decimal, type Hash, hashOfBase64 } from './hash.js';

export interface AddCheckpoint {
  /** The size of the last checkpoint that the witness cosigned, 0 where none. */
  readonly old: number;
  /** Consistency proof from `old` to the checkpoint. */
  readonly proof: readonly Hash[];
  /** The signed note, verbatim. */
  readonly checkpoint: string;
}

export function formatAddCheckpoint(request: AddCheckpoint): string {
  return `old ${request.old}\n${request.proof.map((hash) => `${base64Of(hash)}\n`).join('')}\n${request.checkpoint}`;
}

/** @returns null where the body is not of the format */
export function parseAddCheckpoint(body: string): AddCheckpoint | null {
  const end = body.indexOf('\n\n');
  if (end < 0) return null;
  const [oldLine = '', ...lines] = body.slice(0, end).split('\n');
  const old = oldLine.startsWith('old ') ? decimal(oldLine.slice(4)) : null;
  const proof = lines.map(hashOfBase64).filter((hash) => hash !== null);
  if (old === null || proof.length !== lines.length || proof.length > 63) return null;
  return { old, proof, checkpoint: body.slice(end + 2) };
}
