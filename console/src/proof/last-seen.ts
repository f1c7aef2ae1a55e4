/** The last checkpoint that was verified in this browser: size and root, so that the next visit can prove that nothing seen was rewritten. */
import { base64Of, type Hash, hashOfBase64 } from '../../../src/proof/merkle/hash.js';

export interface Tree {
  readonly size: number;
  readonly root: Hash;
}

const KEY = 'ledger-last-seen';

export const lastSeen = {
  /** Null where nothing was seen yet, or what is kept is no checkpoint. */
  read(): Tree | null {
    const kept = parsed(localStorage.getItem(KEY));
    if (typeof kept !== 'object' || kept === null || !('size' in kept) || !('root' in kept)) return null;
    const { size } = kept;
    const root = hashOfBase64(String(kept.root));
    return typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 && root !== null ? { size, root } : null;
  },
  keep({ size, root }: Tree): void {
    localStorage.setItem(KEY, JSON.stringify({ size, root: base64Of(root) }));
  },
  forget(): void {
    localStorage.removeItem(KEY);
  },
};

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
