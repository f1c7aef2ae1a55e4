/** `ledger replay`: all read models again from nothing, up to where the live ones stand, and both compared by their digests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { environmentWithDotenv, readConfig } from '../config.js';
import { openReader, readerSource } from '../log/reader.js';
import type { Position } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { fill } from './build.js';
import { projections } from './catalogue.js';
import { readModelDigests } from './digests.js';
import { threadedFeed } from './feed.js';
import { readModelsPath } from './generations.js';
import { telling } from './rebuild.command.js';

interface Replayed {
  readonly same: boolean;
  readonly position: number | null;
  readonly size: number;
  readonly models: readonly { readonly name: string; readonly live: string; readonly replayed: string }[];
}

export function replayCommand(program: Command): void {
  program
    .command('replay')
    .description(
      'run all projections again from nothing and compare with the live read models; works beside a running service; exit code 1 where they differ',
    )
    .option('--json', 'print one JSON object')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const replayed = await replay();
      process.stdout.write(json ? `${JSON.stringify(replayed)}\n` : told(replayed));
      process.exitCode = replayed.same ? 0 : 1;
    });
}

/** @throws LedgerError `missing` where no read models were made yet */
async function replay(): Promise<Replayed> {
  const config = readConfig(environmentWithDotenv(), { readOnly: true });
  const path = readModelsPath(config.data);
  if (path === null)
    throw new LedgerError(
      'missing',
      `There are no read models in ${config.data}; start the service once, or run ledger rebuild.`,
    );
  const live = readModelDigests(path);
  const source = readerSource(config);
  const log = await openReader(source);
  const folder = mkdtempSync(join(tmpdir(), 'ledger-replay-'));
  try {
    const scratch = join(folder, 'again.db');
    if (live.position === null) return { same: true, position: null, size: 0, models: [] };
    await fill(scratch, threadedFeed(source, log), projections, {
      to: live.position as Position,
      onProgress: telling(),
    });
    const again = readModelDigests(scratch);
    // What stands still until it is built anew answers nothing, and is compared with nothing.
    const models = Object.entries(live.digests).map(([name, digest]) => ({
      name,
      live: digest,
      replayed: again.digests[name] ?? '',
    }));
    const same = live.size === again.size && models.every((model) => model.live === model.replayed);
    return { same, position: live.position, size: live.size, models };
  } finally {
    await log.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function told({ same, position, size, models }: Replayed): string {
  const lines = models.map(
    ({ name, live, replayed }) => `${live === replayed ? 'same ' : 'OTHER'} ${name.padEnd(16)} ${replayed}`,
  );
  const verdict = same
    ? `The ${size} records up to position ${position ?? 'none'} give the read models that answer.`
    : 'The records do NOT give the read models that answer: ledger verify names the first row that differs, ledger rebuild makes them again.';
  return `${[...lines, verdict].join('\n')}\n`;
}
