/** `ledger explain DECISION`: the answer in a terminal. It shows a person's record, so the read is recorded, as every read is. */
import { writeFileSync } from 'node:fs';
import type { INestApplicationContext } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { askLocalService, commandLine, getJson, type Service } from '../access/local-service.js';
import type { Caller } from '../access/roles.js';
import { type Config, environmentWithDotenv, readConfig } from '../config.js';
import { EventLog } from '../log/event-log.js';
import { ReadModels } from '../projections/projection.js';
import { LedgerError } from '../record/ledger-error.js';
import { OwnEvents } from '../recording/own-events.js';
import { type MadeAnswer, sectionNames } from './answer.js';
import { consumerOf } from './answer-forms.js';
import { type Tier, tiers } from './answer-parts.js';
import { askedBy, instantIn, knownAt } from './asked-by.js';
import { letterOf } from './letter.js';
import { type LanguageCode, languageCodes } from './narrative/narrator.js';
import { provOf } from './render/prov.js';
import { textOf } from './render/text.js';
import { present } from './telling.js';

interface Options {
  readonly asOf?: string;
  readonly at?: string;
  readonly tier: Tier;
  readonly language: LanguageCode;
  readonly format: (typeof formats)[number];
  readonly json?: boolean;
  readonly output?: string;
  readonly purpose: string;
  readonly url?: string;
  readonly token?: string;
}

/** The application without HTTP; whoever opens it closes it. */
type Open = (config: Config) => Promise<INestApplicationContext>;

const formats = ['text', 'json', 'pdf', 'prov'] as const;
const WIDEST = 100;

export function explainCommand(program: Command, open: Open): void {
  program
    .command('explain <decision>')
    .description('explain how a decision was made; works beside a running service, and is recorded as a read')
    .option('--as-of <when>', 'what was known: an instant with its zone, or a position of the log', checked(knownAt))
    .option(
      '--at <instant>',
      'what had happened: an instant with its zone',
      checked((text) => instantIn('at', text)),
    )
    .addOption(new Option('--tier <tier>', 'for whom it is worded').choices(tiers).default('consumer'))
    .addOption(new Option('--language <code>', 'its language').choices(languageCodes).default('en'))
    .addOption(
      new Option('--format <format>', 'text to read, JSON, a letter (PDF), or PROV-JSON')
        .choices(formats)
        .default('text'),
    )
    .option('--json', 'the same as --format json')
    .option('--output <file>', 'write it to this file')
    .option('--purpose <text>', 'why it is read: it is kept in the open, so name a case, not a person', 'not stated')
    .option('--url <url>', 'ask this service, of whatever data folder')
    .option('--token <token>', 'a token for --url; LEDGER_TOKEN in the environment keeps it off the process list')
    .addHelpText(
      'after',
      '\nWhere a service runs on the data folder it is asked; where none does, the folder is opened.',
    )
    .action(async (decisionId: string, options: Options) => {
      const format = options.json ? 'json' : options.format;
      if (format === 'pdf' && options.output === undefined && process.stdout.isTTY)
        throw new LedgerError('bad-request', 'A letter is no text for a terminal: give --output FILE, or a pipe.');
      const colours = options.output === undefined && process.stdout.isTTY === true;
      const answer = await inForm(await explained(decisionId, options, open), format, colours);
      if (options.output === undefined) process.stdout.write(answer);
      else keep(options.output, answer);
    });
}

/** For its owner's eyes alone: it shows a person's record. */
function keep(file: string, answer: string | Buffer): void {
  try {
    writeFileSync(file, answer, { mode: 0o600 });
  } catch (error) {
    throw new LedgerError(
      'bad-request',
      `${file} cannot be written: ${error instanceof Error ? error.message : error}`,
    );
  }
}

async function explained(decisionId: string, options: Options, open: Open): Promise<MadeAnswer> {
  const query = new URLSearchParams({ ...parameters(options), purpose: options.purpose });
  const ask = async (service: Service): Promise<MadeAnswer> =>
    (await getJson(service, `/v1/decisions/${encodeURIComponent(decisionId)}/explanation?${query}`)) as MadeAnswer;
  const environment = environmentWithDotenv();
  if (options.url !== undefined) {
    const token = options.token ?? environment.LEDGER_TOKEN;
    if (!token)
      throw new LedgerError('unauthenticated', 'To ask a service by its address set LEDGER_TOKEN, or give --token.');
    return ask({ url: options.url, token });
  }
  const config = readConfig(environment, { ...(!environment.LEDGER_LOG_LEVEL && { logLevel: 'error' as const }) });
  const told = await askLocalService(config, roleFor(options.tier), ask);
  return told === null ? readAlone(decisionId, options, await open(config)) : told.answer;
}

/** No service runs: this process is the ledger for one question, and records it. */
async function readAlone(decisionId: string, options: Options, app: INestApplicationContext): Promise<MadeAnswer> {
  try {
    const head = await app.get(EventLog).head();
    if (head !== null) await app.get(ReadModels).waitFor(head);
    const caller: Caller = { id: commandLine(), roles: [roleFor(options.tier)], sources: [] };
    const answer = await app.get(QueryBus).execute(askedBy(decisionId, parameters(options), caller));
    const data = {
      who: caller.id,
      role: 'operator',
      purpose: options.purpose,
      what: 'explanation',
      sections: sectionNames,
      decisionId,
    };
    for (const subject of consumerOf(answer))
      await app.get(OwnEvents).record({ type: 'access.recorded', data, subject }, caller.id);
    return answer;
  } finally {
    await app.close();
  }
}

function roleFor(tier: Tier): 'support' | 'auditor' {
  return tier === 'auditor' ? 'auditor' : 'support';
}

/** As the route takes them. */
function parameters({ asOf, at, tier, language }: Options): Readonly<Record<string, string>> {
  return present({ asOf, at, tier, language });
}

async function inForm(answer: MadeAnswer, format: Options['format'], colours: boolean): Promise<string | Buffer> {
  if (format === 'pdf') return letterOf(answer);
  if (format === 'text') return readable(answer, colours);
  return `${JSON.stringify(format === 'prov' ? provOf(answer) : answer)}\n`;
}

function readable(answer: MadeAnswer, colours: boolean): string {
  const { columns } = process.stdout;
  return textOf(answer, { width: Math.min(columns ?? WIDEST, WIDEST), colours, sources: true });
}

/** The text as it is, once it was seen that it can be read. */
function checked(read: (text: string) => unknown): (text: string) => string {
  return (text) => {
    try {
      read(text);
      return text;
    } catch (error) {
      throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
    }
  };
}
