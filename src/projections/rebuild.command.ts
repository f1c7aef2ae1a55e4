/** `ledger rebuild`: builds all read models from the log beside those that answer; a running service takes the new ones over when they are whole. */
import type { Command } from 'commander';
import { environmentWithDotenv, readConfig } from '../config.js';
import { openReader, readerSource } from '../log/reader.js';
import { type BuildProgress, type Built, buildReadModels } from './build.js';
import { projections } from './catalogue.js';
import { type ReadModelDigests, readModelDigests } from './digests.js';
import { threadedFeed } from './feed.js';
import { generationPath, generationsFolder } from './generations.js';

interface Options {
  readonly json?: boolean;
  readonly digests?: boolean;
}

const TELL_EVERY_MS = 1_000;

export function rebuildCommand(program: Command): void {
  program
    .command('rebuild')
    .description('build all read models from the log anew; works beside a running service, which takes them over')
    .option('--digests', 'also print the digest of each read model')
    .option('--json', 'print one JSON object')
    .action(rebuild);
}

async function rebuild(options: Options): Promise<void> {
  const config = readConfig(environmentWithDotenv(), { readOnly: true });
  const folder = generationsFolder(config.data);
  const source = readerSource(config);
  const log = await openReader(source);
  try {
    const built = await buildReadModels(folder, threadedFeed(source, log), projections, { onProgress: telling() });
    const content = options.digests ? readModelDigests(generationPath(folder, built.generation)) : null;
    process.stdout.write(options.json ? `${JSON.stringify({ ...built, ...content })}\n` : told(built, content));
  } finally {
    await log.close();
  }
}

/** Progress goes to standard error, so that standard output holds the result alone. */
export function telling(): (progress: BuildProgress) => void {
  let told = performance.now();
  return ({ records, position, head }) => {
    if (performance.now() - told < TELL_EVERY_MS) return;
    told = performance.now();
    process.stderr.write(`${records} records, position ${position ?? 0} of ${head ?? 0}\n`);
  };
}

function told({ records, seconds, position }: Built, content: ReadModelDigests | null): string {
  const rate = Math.round(records / Math.max(seconds, 0.001));
  const lines = [
    `Built from ${records} records up to position ${position ?? 'none'} in ${seconds.toFixed(1)} s (${rate} a second).`,
  ];
  for (const [name, digest] of Object.entries(content?.digests ?? {})) lines.push(`${name.padEnd(14)} ${digest}`);
  return `${lines.join('\n')}\n`;
}
