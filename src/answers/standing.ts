/** Under which signed checkpoint an answer stands. The room of proof provides it; answers only know this port. */

/** A published checkpoint, as far as an answer shows it. */
export interface SignedTreeHead {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** The signed note with the witnesses' cosignatures. */
  readonly note: string;
}

/** The class is the injection token. */
export abstract class Checkpoints {
  /** The last published one, null before the first. */
  abstract latest(): Promise<SignedTreeHead | null>;

  /**
   * One that holds this leaf: the last one where it does, or one that is made now.
   * @throws LedgerError `not-yet` · `unavailable` · `corrupt`
   */
  abstract covering(leaf: number): Promise<SignedTreeHead>;
}

/**
 * @param leaf the last leaf that the answer rests on, -1 where there is none
 * @param asked whether the reader waits for a checkpoint that covers it
 */
export async function standingOf(checkpoints: Checkpoints, leaf: number, asked: 'latest' | 'covering' = 'latest') {
  const head = asked === 'covering' ? await checkpoints.covering(leaf) : await checkpoints.latest();
  if (head === null) return null;
  const { origin, size, root, note } = head;
  return { origin, size, root: Buffer.from(root).toString('base64'), covers: size > leaf, note };
}
