/** The service as a process of its own that is killed without warning and started again on the same data folder. */
import type { ChildProcess } from 'node:child_process';
import { collect, startCommand } from './command-line.js';

export interface ServiceProcess {
  readonly child: ChildProcess;
  readonly url: string;
  /** Standard output and standard error so far. */
  output(): { stdout: string; stderr: string };
  /** `kill -9`, and waits until it is gone. */
  kill(): Promise<void>;
  /** SIGTERM, and waits for its exit code. */
  stop(): Promise<number | null>;
}

/** @throws Error with its output where it ends before it listens */
export async function startProcess(data: string, env: Record<string, string> = {}): Promise<ServiceProcess> {
  const child = startCommand(['serve'], data, { LEDGER_PORT: '0', ...env });
  const output = collect(child);
  const gone = new Promise<number | null>((resolve) => child.on('close', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', () => {
      const found = /listens at (http:\S+)/.exec(output().stdout)?.[1];
      if (found !== undefined) resolve(found);
    });
    void gone.then((code) => reject(new Error(`ended with ${code} before it listened: ${JSON.stringify(output())}`)));
  });
  const end = (signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> => {
    child.kill(signal);
    return gone;
  };
  return {
    child,
    url,
    output,
    kill: async () => {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
  };
}
