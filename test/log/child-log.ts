/** A log held by another process, for tests that kill it or take its disk away. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Answer {
  readonly open?: true;
  readonly name?: string;
  readonly position?: number;
  readonly revision?: number;
  readonly duplicate?: boolean;
  readonly code?: string;
  readonly detail?: string;
  readonly ok?: boolean;
  readonly reason?: string;
}

export class ChildLog {
  readonly answers: Answer[] = [];
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;

  /** @param wrapper a program and its arguments that start the process, `prlimit` for example */
  constructor(
    folder: string,
    {
      chunkRecords = 64,
      readOnly = false,
      wrapper = [],
      uid,
    }: { chunkRecords?: number; readOnly?: boolean; wrapper?: readonly string[]; uid?: number | undefined } = {},
  ) {
    const [program = '', ...rest] = [
      ...wrapper,
      process.execPath,
      '--import',
      './test/support/built.js',
      'test/log/appender.ts',
      folder,
      `${chunkRecords}`,
      readOnly ? 'readOnly' : '',
    ];
    this.#child = spawn(program, rest, { stdio: 'pipe', ...(uid === undefined ? {} : { uid }) });
    this.#child.stderr.pipe(process.stderr);
    this.#child.stdin.on('error', () => undefined);
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  tell(command: 'append' | 'load' | 'writable', name = '', size = 500): void {
    this.#child.stdin.write(`${JSON.stringify({ command, name, size })}\n`);
  }

  /** The next answer, null where the process has ended. */
  async next(): Promise<Answer | null> {
    const { value, done } = await this.#lines.next();
    if (done) return null;
    const answer: Answer = JSON.parse(value);
    this.answers.push(answer);
    return answer;
  }

  async append(name: string, size?: number): Promise<Answer | null> {
    this.tell('append', name, size);
    return this.next();
  }

  /** Ends it without warning, and reads what it had said until then. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    while ((await this.next()) !== null);
  }

  /** Lets it close its log. */
  async end(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.stdin.end();
    await exited;
  }
}
