/**
 * Where what was published stays: append-only streams of text lines outside the log and the read models, because neither can bring a signature back.
 * One process keeps them in a file of its own; several instances share them in the log's server, through the same two calls.
 */

/** `keys`, `checkpoints`, `alarms`, and `witness-<hash of an origin>` where this ledger is a witness. */
export type PublicationStream = 'keys' | 'checkpoints' | 'alarms' | `witness-${string}`;

export interface Publication {
  /** Counted from 0, without gaps. */
  readonly revision: number;
  /** One JSON text. */
  readonly text: string;
}

/** The class is the injection token; drivers extend it. */
export abstract class Publications {
  /**
   * Appends as the next revision and answers when it is durable. False where another was first: read on, and decide anew.
   * @param revision what the new one's revision must be
   */
  abstract append(stream: PublicationStream, revision: number, text: string): Promise<boolean>;

  /** At most `limit` publications from `from` on, in order. */
  abstract read(stream: PublicationStream, from: number, limit: number): Promise<readonly Publication[]>;

  /** The last revision, -1 where there is none. */
  abstract last(stream: PublicationStream): Promise<number>;

  abstract close(): Promise<void>;
}

const PAGE = 500;

/** All publications of a stream from `from` on, a page at a time. */
export async function* readOn(publications: Publications, stream: PublicationStream, from = 0) {
  for (let next = from; ; ) {
    const page = await publications.read(stream, next, PAGE);
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    next = last.revision + 1;
  }
}
