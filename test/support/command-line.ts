/** The command line as its users run it: a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { logUnderTest } from './eventstoredb-server.js';

const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts a command with this data folder and the log under test; nothing else of the surrounding environment configures it. */
export function startCommand(args: readonly string[], data: string, env: Record<string, string> = {}): ChildProcess {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('LEDGER_')));
  const full = { ...clean, LEDGER_DATA: data, ...logUnderTest(data), ...env };
  return spawn(process.execPath, [CLI, ...args], { env: full, cwd: data });
}

export async function runCommand(
  args: readonly string[],
  data: string,
  env: Record<string, string> = {},
): Promise<Ran> {
  const child = startCommand(args, data, env);
  const output = collect(child);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, ...output() };
}

/** What a process wrote so far. */
export function collect(child: ChildProcess): () => { stdout: string; stderr: string } {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return () => ({ stdout, stderr });
}
