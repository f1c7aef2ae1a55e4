/** How much may be in the service at once. What is too much is refused before its body is read, so memory stays bounded and nothing is lost half-way. */
import { Injectable } from '@nestjs/common';
import { LedgerError } from '../record/ledger-error.js';

const MAX_BYTES = 64 * 1024 * 1024;
const MAX_REQUESTS = 2_000;
/** What a request without Content-Length counts: a stream holds two groups of lines at a time. */
const UNKNOWN_BYTES = 2 * 1024 * 1024;

@Injectable()
export class Admission {
  #bytes = 0;
  #requests = 0;

  /**
   * Lets a request in.
   * @returns what must be called once when it is answered or gone
   * @throws LedgerError `overloaded`
   */
  enter(declaredBytes: number | undefined): () => void {
    const bytes = declaredBytes ?? UNKNOWN_BYTES;
    // A single request is always let in, however large its limit.
    if (this.#requests > 0 && (this.#bytes + bytes > MAX_BYTES || this.#requests >= MAX_REQUESTS))
      throw new LedgerError('overloaded');
    this.#bytes += bytes;
    this.#requests++;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#bytes -= bytes;
      this.#requests--;
    };
  }
}
