/** The writer's thread seen from outside: requests of one turn of the event loop leave as one message; answers come back in order. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Position } from '../../record/ids.js';
import { LedgerError } from '../../record/ledger-error.js';
import type { FromWriter, ToWriter, WriterData } from '../embedded-log.worker.js';
import type { Appended } from '../event-log.js';
import { type AppendRequest, encodeFrame, framedBytes } from './append-frame.js';

/** An append that waits for its answer. */
interface Pending {
  readonly records: number;
  readonly bytes: number;
  readonly resolve: (appended: readonly Appended[]) => void;
  readonly reject: (error: LedgerError) => void;
}

/** The writer needs little, but its garbage would otherwise be let to grow; records wait in buffers outside of the heap. */
const HEAP = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 128 };

/** What wants to know which records were committed. */
export interface IndexFeed {
  absorb(head: number, keys: readonly number[]): void;
  adoptRuns(): void;
}

export class WriterThread {
  readonly head = new SharedArrayBuffer(8);
  readonly #worker: Worker;
  readonly #queueBytes: number;
  #unsent: AppendRequest[] = [];
  #waiting: Pending[] = [];
  readonly #sent: Pending[] = [];
  #bytes = 0;
  #ended: LedgerError | null = null;
  #probes: ((reason: string | null) => void)[] = [];
  #feed: IndexFeed | null = null;
  #idle: (() => void)[] = [];

  /** @throws LedgerError why the folder cannot be written */
  static async start(folder: string, chunkRecords: number, queueBytes: number): Promise<WriterThread> {
    const thread = new WriterThread(folder, chunkRecords, queueBytes);
    const [message]: FromWriter[] = await once(thread.#worker, 'message');
    if (message?.kind === 'failed') throw new LedgerError(message.failure.code, message.failure.detail);
    thread.#worker.on('message', (answer: FromWriter) => thread.#answered(answer));
    thread.#rest();
    return thread;
  }

  private constructor(folder: string, chunkRecords: number, queueBytes: number) {
    this.#queueBytes = queueBytes;
    const data: WriterData = { folder, chunkRecords, head: this.head };
    this.#worker = new Worker(new URL('../embedded-log.worker.js', import.meta.url), {
      workerData: data,
      resourceLimits: HEAP,
    });
    this.#worker.on('error', (error) => this.#end(`The writer of the log failed: ${error.message}`));
    this.#worker.on('exit', () => this.#end('The log is closed.'));
  }

  append(request: AppendRequest): Promise<readonly Appended[]> {
    if (this.#ended !== null) return Promise.reject(this.#ended);
    const bytes = framedBytes(request);
    if (this.#bytes > 0 && this.#bytes + bytes > this.#queueBytes)
      return Promise.reject(
        new LedgerError('overloaded', `${this.#bytes} bytes wait for the log already; nothing of this was recorded.`),
      );
    const { promise, resolve, reject } = Promise.withResolvers<readonly Appended[]>();
    if (this.#waiting.length === 0) setImmediate(() => this.#send());
    if (this.#bytes === 0) this.#worker.ref();
    this.#unsent.push(request);
    this.#waiting.push({ records: request.records.length, bytes, resolve, reject });
    this.#bytes += bytes;
    return promise;
  }

  /** Hears of every commit before its callers do, and whenever runs of the index were built. */
  feed(index: IndexFeed): void {
    this.#feed = index;
  }

  async whyNotWritable(): Promise<string | null> {
    if (this.#ended !== null) return this.#ended.message;
    const { promise, resolve } = Promise.withResolvers<string | null>();
    this.#worker.ref();
    this.#probes.push(resolve);
    this.#post({ kind: 'writable' });
    return promise;
  }

  /** Resolves when nothing waits for an answer. */
  async settled(): Promise<void> {
    if (this.#bytes === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#idle.push(resolve);
    return promise;
  }

  async close(): Promise<void> {
    if (this.#ended !== null) return;
    this.#worker.ref();
    const exited = once(this.#worker, 'exit');
    this.#post({ kind: 'close' });
    await exited;
  }

  #send(): void {
    const requests = this.#unsent;
    const pending = this.#waiting;
    this.#unsent = [];
    this.#waiting = [];
    if (this.#ended !== null) return;
    const bytes = pending.reduce((sum, { bytes }) => sum + bytes, 0);
    const frame = encodeFrame(requests, bytes);
    this.#sent.push(...pending);
    this.#post({ kind: 'append', frame }, [frame]);
  }

  #post(message: ToWriter, moved: ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, moved);
  }

  #answered(message: FromWriter): void {
    if (message.kind === 'writable') {
      this.#probes.shift()?.(message.failure?.detail ?? null);
      this.#rest();
    } else if (message.kind === 'indexed') this.#feed?.adoptRuns();
    else if (message.kind === 'appended') this.#settle(message);
  }

  #settle({ requests, places, failures, head, keys }: Extract<FromWriter, { kind: 'appended' }>): void {
    this.#feed?.absorb(head, keys);
    const failed = new Map(failures.map((failure) => [failure.request, failure]));
    let at = 0;
    for (const [index, { records, bytes, resolve, reject }] of this.#sent.splice(0, requests).entries()) {
      this.#bytes -= bytes;
      const failure = failed.get(index);
      if (failure !== undefined) {
        reject(new LedgerError(failure.code, failure.detail));
        continue;
      }
      const appended = Array.from({ length: records }, (_, record) => appendedAt(places, at + 3 * record));
      at += 3 * records;
      resolve(appended);
    }
    if (this.#bytes > 0) return;
    this.#rest();
    for (const idle of this.#idle.splice(0)) idle();
  }

  /** A log that nobody waits for does not keep the process alive: what was answered is on the disk. */
  #rest(): void {
    if (this.#bytes === 0 && this.#probes.length === 0) this.#worker.unref();
  }

  #end(reason: string): void {
    this.#ended ??= new LedgerError('unavailable', reason);
    const lost = new LedgerError(
      'unknown-outcome',
      `${reason} It is not known whether this was stored; send it again.`,
    );
    for (const { reject } of this.#sent.splice(0)) reject(lost);
    for (const { reject } of this.#waiting.splice(0)) reject(this.#ended);
    for (const probe of this.#probes.splice(0)) probe(this.#ended.message);
    for (const idle of this.#idle.splice(0)) idle();
    this.#bytes = 0;
  }
}

function appendedAt(places: readonly number[], at: number): Appended {
  return {
    position: (places[at] ?? 0) as Position,
    revision: places[at + 1] ?? 0,
    duplicate: places[at + 2] === 1,
  };
}
