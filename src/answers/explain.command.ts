/** `ledger explain DECISION`: the answer in a terminal. It reads beside a running service and writes nothing. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Config, environmentWithDotenv, readConfig } from '../config.js';
import { openLog } from '../log/log.module.js';
import { generationsFolder } from '../projections/generations.js';
import { SqliteReadModels } from '../projections/sqlite-read-models.js';
import { Clock, Randomness } from '../record/clock.js';
import type { Instant } from '../record/ids.js';
import { openVault } from '../vault/vault.module.js';
import type { MadeAnswer } from './answer.js';
import { type Tier, tiers } from './answer-parts.js';
import { instantIn, knownAt } from './asked-by.js';
import { Explainer, type Known } from './explain-decision.js';
import { Gatherer } from './gather.js';
import { type LanguageCode, languageCodes } from './narrative/narrator.js';
import { RecordReader } from './record-reader.js';
import { textOf } from './render/text.js';
import type { Checkpoints } from './standing.js';
import { present } from './telling.js';

interface Options {
  readonly asOf?: Known;
  readonly at?: Instant;
  readonly tier: Tier;
  readonly language: LanguageCode;
  readonly format: 'text' | 'json';
  readonly json?: boolean;
}

const WIDEST = 100;

/** Opens the published checkpoints for reading. */
type OpenCheckpoints = (config: Config) => Checkpoints & { close(): Promise<void> };

export function explainCommand(program: Command, openCheckpoints: OpenCheckpoints): void {
  program
    .command('explain <decision>')
    .description('explain how a decision was made; reads beside a running service')
    .option('--as-of <when>', 'what was known: an instant with its zone, or a position of the log', argument(knownAt))
    .option(
      '--at <instant>',
      'what had happened: an instant with its zone',
      argument((text) => instantIn('at', text)),
    )
    .addOption(new Option('--tier <tier>', 'for whom it is worded').choices(tiers).default('consumer'))
    .addOption(new Option('--language <code>', 'its language').choices(languageCodes).default('en'))
    .addOption(new Option('--format <format>', 'text to read, or JSON').choices(['text', 'json']).default('text'))
    .option('--json', 'the same as --format json')
    .action(async (decisionId: string, options: Options) => {
      const answer = await explained(decisionId, options, openCheckpoints);
      process.stdout.write(
        options.json || options.format === 'json' ? `${JSON.stringify(answer)}\n` : readable(answer),
      );
    });
}

/** Whoever has the data folder and its master key can read everything in it, so nothing is withheld but what the tier leaves out. */
async function explained(
  decisionId: string,
  { tier, language, asOf, at }: Options,
  openCheckpoints: OpenCheckpoints,
): Promise<MadeAnswer> {
  const config = readConfig(environmentWithDotenv(), { readOnly: true });
  const log = await openLog(config);
  const models = new SqliteReadModels(generationsFolder(config.data));
  const checkpoints = openCheckpoints(config);
  try {
    const vault = await openVault(config);
    try {
      const explainer = new Explainer(
        new Gatherer(new RecordReader(log, models), models),
        models,
        vault,
        new Clock(),
        new Randomness(),
        checkpoints,
      );
      return await explainer.explain(present({ decisionId, tier, language, asOf, at }), async () => tier !== 'auditor');
    } finally {
      await vault.close();
    }
  } finally {
    await checkpoints.close();
    models.close();
    await log.close();
  }
}

function readable(answer: MadeAnswer): string {
  const { columns, isTTY } = process.stdout;
  return textOf(answer, { width: Math.min(columns ?? WIDEST, WIDEST), colours: isTTY ?? false, sources: true });
}

function argument<T>(read: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return read(text);
    } catch (error) {
      throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
    }
  };
}
