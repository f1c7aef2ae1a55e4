/** Publications that several instances share in the log's server: the first to append a revision wins, the others read on and decide anew. */
import type { SharedLines } from '../log/shared-lines.js';
import { type Publication, type PublicationStream, Publications } from './publications.js';

export class SharedPublications extends Publications {
  constructor(private readonly lines: SharedLines) {
    super();
  }

  append(stream: PublicationStream, revision: number, text: string): Promise<boolean> {
    return this.lines.append(stream, revision, text);
  }

  read(stream: PublicationStream, from: number, limit: number): Promise<readonly Publication[]> {
    return this.lines.read(stream, from, limit);
  }

  last(stream: PublicationStream): Promise<number> {
    return this.lines.last(stream);
  }

  close(): Promise<void> {
    return this.lines.close();
  }
}
