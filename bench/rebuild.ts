/** Rebuilding all read models beside reading the whole log, in the same run: rounds of the two alternate, so that both meet the same machine. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openEmbeddedLog } from '../src/log/embedded-log.js';
import type { EventLog } from '../src/log/event-log.js';
import { readerSource } from '../src/log/reader.js';
import { fill } from '../src/projections/build.js';
import { projections } from '../src/projections/catalogue.js';
import { decisionById } from '../src/projections/decision.js';
import { entriesOf } from '../src/projections/entry.js';
import { threadedFeed } from '../src/projections/feed.js';
import { generationPath, writePointer } from '../src/projections/generations.js';
import { leafOfRecord } from '../src/projections/leaf.js';
import { SqliteReadModels } from '../src/projections/sqlite-read-models.js';
import type { JsonObject } from '../src/record/canonical.js';
import { instantOf, type Pseudonym, parsePseudonym, recordIdOf, streamName } from '../src/record/ids.js';
import { encodeRecord } from '../src/record/record.js';
import { type Figure, median, print } from './figures.js';

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
});

const RECORDS = options.quick ? 100_000 : 500_000;
const ROUNDS = options.quick ? 3 : 5;
const LOOK_UPS = 2_000;
const SOURCE = 'https://shop.example/events';

const folder = mkdtempSync(join(tmpdir(), 'bench-rebuild-'));
const log = await openEmbeddedLog(join(folder, 'log'));
try {
  await write();
  const raw: number[] = [];
  const built: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    raw.push(await readAll());
    built.push(await rebuild(round));
  }
  print([...rates(raw, built), ...lookUps()], options.json);
} finally {
  await log.close();
  rmSync(folder, { recursive: true });
}

function rates(raw: readonly number[], built: readonly number[]): Figure[] {
  const rate = median(built);
  return [
    {
      figure: 'rebuild of all read models ÷ raw read-all',
      value: rate,
      unit: 'records/s',
      baseline: median(raw),
      bar: 0.2,
    },
    { figure: 'rebuild of all read models', value: rate, unit: 'records/s', bar: 40_000 },
  ];
}

async function readAll(): Promise<number> {
  const start = performance.now();
  let count = 0;
  for await (const page of log.readAll()) count += page.length;
  return (count / (performance.now() - start)) * 1_000;
}

async function rebuild(round: number): Promise<number> {
  const { records, seconds } = await fill(
    generationPath(folder, round),
    threadedFeed(readerSource({ log: { kind: 'embedded' }, data: folder }, log), log),
    projections,
  );
  if (records !== RECORDS) throw new Error(`${records} of ${RECORDS} records`);
  return records / seconds;
}

/** What an answer asks of the read models, on the set just built. */
function lookUps(): Figure[] {
  writePointer(folder, 'current', ROUNDS - 1);
  const models = new SqliteReadModels(folder);
  const asks: Readonly<Record<string, (n: number) => unknown>> = {
    'leaf of a record': (n) => leafOfRecord(models, recordIdOf(SOURCE, `e${n}`)),
    'decision by id': (n) => decisionById(models, `dec-${n - (n % 10)}`),
    'newest 50 entries of a consumer': (n) => entriesOf(models, subjectOf(n), { limit: 50 }),
  };
  const figures = Object.entries(asks).map(([figure, ask]) => {
    const times: number[] = [];
    for (let index = 0; index < LOOK_UPS; index++) {
      const start = performance.now();
      ask(Math.floor(Math.random() * RECORDS));
      times.push((performance.now() - start) * 1_000);
    }
    return { figure: `${figure}, p50`, value: median(times), unit: 'µs' };
  });
  models.close();
  return figures;
}

/** Skewed as people are: of twenty records a consumer, most belong to few. */
function subjectOf(n: number): Pseudonym {
  const place = createHash('sha256')
    .update(String(Math.floor(((n * 0.618_033) % 1) ** 2 * (RECORDS / 20))))
    .digest('hex');
  return parsePseudonym(
    `${place.slice(0, 8)}-${place.slice(8, 12)}-4${place.slice(13, 16)}-8${place.slice(17, 20)}-${place.slice(20, 32)}`,
  );
}

/** Of ten records six are decisions with twenty inputs, two are data, one a message, one what the person did. */
async function write(): Promise<void> {
  let appends: Promise<unknown>[] = [];
  for (let n = 0; n < RECORDS; n++) {
    appends.push(append(n, log));
    if (appends.length < 4_000) continue;
    await Promise.all(appends);
    appends = [];
  }
  await Promise.all(appends);
}

function append(n: number, to: EventLog): Promise<unknown> {
  const subject = subjectOf(n);
  const [type, stream, data] = contentOf(n, subject);
  const id = recordIdOf(SOURCE, `e${n}`);
  const digest = randomBytes(32).toString('hex');
  const time = Date.parse('2025-11-01T00:00:00Z') + n * 60;
  const sealed = {
    kid: subject,
    nonce: randomBytes(12).toString('base64'),
    ciphertext: randomBytes(type === 'decision.made' ? 400 : 80).toString('base64'),
    commitment: randomBytes(32).toString('base64'),
  };
  const header = {
    format: 1,
    id,
    eventId: `e${n}`,
    type,
    version: 1,
    stream: streamName(stream),
    occurredAt: instantOf(time),
    recordedAt: instantOf(time + 400),
    source: SOURCE,
    actor: 'token-1',
    subject,
    sequence: n,
    contentTag: digest,
    bodyDigest: digest,
    sealed,
  } as const;
  return to.append(header.stream, [encodeRecord(header, { salt: randomUUID().replaceAll('-', ''), data })], 'any');
}

function contentOf(n: number, subject: Pseudonym): readonly [string, string, JsonObject] {
  const tenth = n % 10;
  const decision = `dec-${n - (tenth < 6 ? 0 : tenth)}`;
  if (tenth < 6)
    return [
      'decision.made',
      `decision-${decision}`,
      {
        decisionId: decision,
        question: 'Which offer?',
        outcome: { action: n % 3 === 0 ? 'none' : 'offer', label: 'The offer' },
        purpose: 'dpv:PersonalisedAdvertising',
        model: { id: `model-${n % 3}`, version: '1.0.0' },
        policy: { id: 'policy', version: '3' },
        basis: { kind: 'eu-gdpr:A6-1-a', consentRecordId: `cr-${subject.slice(0, 8)}` },
        inputs: Array.from({ length: 20 }, (_, input) => ({
          name: `input${input}`,
          category: 'pd:Purchase',
          origin: 'observed',
          collectionIds: [`col-${n - input}`],
        })),
        steps: [{ kind: 'eligibility', ruleId: 'adult', result: 'passed' }],
        automation: 'full',
        campaignId: `campaign-${n % 6}`,
        channel: 'email',
      },
    ];
  if (tenth < 8)
    return [
      'data.observed',
      `consumer-${subject}`,
      {
        collectionId: `col-${n}`,
        origin: 'observed',
        categories: ['pd:Purchase'],
        purposes: ['dpv:Marketing'],
        sourceSystem: 'shop',
      },
    ];
  const message = `msg-${n - (tenth - 8)}`;
  return tenth === 8
    ? [
        'message.sent',
        `message-${message}`,
        { messageId: message, decisionId: decision, campaignId: `campaign-${n % 6}`, channel: 'email' },
      ]
    : ['interaction.observed', `message-${message}`, { messageId: message, decisionId: decision, kind: 'opened' }];
}
