/** The service as it ships (`ledger serve`), in a process and a data folder of its own; and a program beside it that measures or loads it. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export interface ServiceProcess {
  readonly url: string;
  readonly data: string;
  /** A token of a producer of any source. */
  readonly producer: string;
  /** Until the read models hold all that is recorded. */
  caughtUp(): Promise<void>;
  /** Bytes of memory in use. */
  resident(): number;
  /** Seconds that all its threads have been computing. */
  busy(): number;
  stop(): Promise<void>;
}

/** The flag with which `npm start` and `ledger` run the service. */
const AS_SHIPPED = '--max-semi-space-size=64';

/**
 * @param nodeOptions for example `--cpu-prof`
 * @param folder kept at the end where it is given
 * @param token of a producer, where the folder's tokens were shown before
 */
export async function startService(
  nodeOptions: readonly string[] = [],
  folder?: string,
  token = '',
): Promise<ServiceProcess> {
  const data = folder ?? mkdtempSync(join(tmpdir(), 'bench-service-'));
  const child = spawn(process.execPath, [AS_SHIPPED, ...nodeOptions, 'dist/cli.js', 'serve'], {
    env: {
      ...process.env,
      LEDGER_DATA: data,
      LEDGER_PORT: '0',
      LEDGER_LOG_LEVEL: 'warn',
      LEDGER_RATE_PRODUCER: '1000000',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const remove = (): void => {
    child.kill();
    if (folder === undefined) rmSync(data, { recursive: true, force: true });
  };
  process.once('exit', remove);
  const { url, producer } = await told(child.stdout);
  return {
    url,
    data,
    producer: producer || token,
    async caughtUp() {
      for (;;) {
        const { log, projections } = await readiness(url);
        if (log.position === null || log.position === projections.position) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    resident: () => residentOf(child.pid ?? 0),
    busy: () => busyOf(child.pid ?? 0),
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
      process.off('exit', remove);
      remove();
    },
  };
}

/** What the service prints when it listens. Its output is read on afterwards, or it would be held up. */
function told(output: Readable): Promise<{ readonly url: string; readonly producer: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ readonly url: string; readonly producer: string }>();
  let producer = '';
  createInterface(output)
    .on('line', (line) => {
      producer ||= /^\s*producer\s+(\S+)$/.exec(line)?.[1] ?? '';
      const url = /listens at (\S+)$/.exec(line)?.[1];
      if (url !== undefined) resolve({ url, producer });
    })
    .on('close', () => reject(new Error('The service did not start.')));
  return promise;
}

/** A program of `bench/` in a process of its own, which answers each message with one. */
export class Helper {
  readonly #child: ChildProcess;

  constructor(file: string) {
    this.#child = fork(join(import.meta.dirname, file), { serialization: 'advanced' });
  }

  ask<Answer>(request: object): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const ended = (): void => reject(new Error('The helper ended before it answered.'));
    this.#child.once('exit', ended);
    this.#child.once('message', (answer) => {
      this.#child.off('exit', ended);
      resolve(answer as Answer);
    });
    this.#child.send(request);
    return promise;
  }

  stop(): void {
    this.#child.disconnect();
  }
}

interface Ready {
  readonly log: { readonly position: string | null };
  readonly projections: { readonly position: string | null };
}

async function readiness(url: string): Promise<Ready> {
  const response = await fetch(`${url}/health/ready`);
  return (await response.json()) as Ready;
}

/** What Linux says; 0 elsewhere. */
function residentOf(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** User and system time in clock ticks of a hundredth of a second (`proc_pid_stat(5)`). */
function busyOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return Number.NaN;
  }
}
