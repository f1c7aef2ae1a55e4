/** The vault's writing thread, so that a flush to disk never holds up the service: what is asked while one transaction runs shares the next. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { LedgerError } from '../record/ledger-error.js';

export type SqlValue = null | number | string | Uint8Array;

export interface Statement {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** One transaction. `scrub`: afterwards the journal is copied into the database and cut to nothing. */
export interface Transaction {
  readonly statements: readonly Statement[];
  readonly scrub: boolean;
}

/** Rows changed by each statement, or why nothing was. */
export type Outcome = { readonly changes: readonly number[] } | { readonly failure: string };

interface Waiting {
  readonly statements: readonly Statement[];
  readonly scrub: boolean;
  readonly done: (changes: readonly number[]) => void;
  readonly failed: (error: LedgerError) => void;
}

export class SqliteWriter {
  #waiting: Waiting[] = [];
  #running: Waiting[] = [];
  #dead: string | null = null;

  private constructor(private readonly worker: Worker) {
    worker.unref();
    worker.on('message', (outcome: Outcome) => this.#settle(outcome));
    worker.on('error', (error) => this.#die(error.message));
    worker.on('exit', () => this.#die('its writing thread ended'));
  }

  /** Opens, and where need be makes, the database. @throws LedgerError `unavailable` */
  static async open(file: string): Promise<SqliteWriter> {
    const worker = new Worker(new URL('./sqlite-writer.worker.js', import.meta.url), { workerData: { file } });
    const first: unknown[] = await once(worker, 'message').catch((error: Error) => [{ failure: error.message }]);
    const failure = failureOf(first[0]);
    if (failure !== null) {
      await worker.terminate();
      throw unavailable(failure);
    }
    return new SqliteWriter(worker);
  }

  /** Durable when it answers. @throws LedgerError `unavailable` with the reason; then nothing of it was stored */
  write(statements: readonly Statement[], scrub = false): Promise<readonly number[]> {
    return new Promise((done, failed) => {
      if (this.#dead !== null) return failed(unavailable(this.#dead));
      this.#waiting.push({ statements, scrub, done, failed });
      this.#next();
    });
  }

  async close(): Promise<void> {
    while (this.#waiting.length + this.#running.length > 0) await this.write([]).catch(() => undefined);
    if (this.#dead !== null) return;
    this.#dead = 'it is closed';
    const exit = once(this.worker, 'exit');
    this.worker.ref();
    this.worker.postMessage('close');
    await exit;
  }

  #next(): void {
    if (this.#running.length > 0 || this.#waiting.length === 0) return;
    this.#running = this.#waiting.splice(0);
    const transaction: Transaction = {
      statements: this.#running.flatMap(({ statements }) => statements),
      scrub: this.#running.some(({ scrub }) => scrub),
    };
    this.worker.ref();
    this.worker.postMessage(transaction);
  }

  #settle(outcome: Outcome): void {
    const settled = this.#running;
    this.#running = [];
    this.worker.unref();
    let from = 0;
    for (const { statements, done, failed } of settled) {
      if ('failure' in outcome) failed(unavailable(outcome.failure));
      else done(outcome.changes.slice(from, from + statements.length));
      from += statements.length;
    }
    this.#next();
  }

  #die(reason: string): void {
    if (this.#dead !== null) return;
    this.#dead = reason;
    for (const { failed } of [...this.#running.splice(0), ...this.#waiting.splice(0)]) failed(unavailable(reason));
  }
}

function failureOf(message: unknown): string | null {
  return typeof message === 'object' && message !== null && 'failure' in message ? String(message.failure) : null;
}

function unavailable(reason: string): LedgerError {
  return new LedgerError('unavailable', `The vault cannot be written: ${reason}.`);
}
