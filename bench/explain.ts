/** What an answer costs, in process: gathering, opening and explaining, over ledgers of 10,000 to two million records. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Explainer } from '../src/answers/explain-decision.js';
import { Gatherer } from '../src/answers/gather.js';
import { CaseReader } from '../src/answers/read-case.js';
import { RecordReader } from '../src/answers/record-reader.js';
import { definitionOf } from '../src/catalogue/catalogue.js';
import { readConfig } from '../src/config.js';
import { openEmbeddedLog } from '../src/log/embedded-log.js';
import { buildReadModels } from '../src/projections/build.js';
import { projections } from '../src/projections/catalogue.js';
import { feedOf } from '../src/projections/feed.js';
import { generationsFolder } from '../src/projections/generations.js';
import { SqliteReadModels } from '../src/projections/sqlite-read-models.js';
import { ReadCheckpoints } from '../src/proof/checkpoint-store.js';
import type { JsonObject } from '../src/record/canonical.js';
import { Clock, Randomness } from '../src/record/clock.js';
import { bodyDigest } from '../src/record/digest.js';
import { instantOf, type Pseudonym, recordIdOf } from '../src/record/ids.js';
import { encodeRecord, type NewRecord, type RecordHeader } from '../src/record/record.js';
import { sealText } from '../src/vault/seal.js';
import type { Subject } from '../src/vault/vault.js';
import { openVault } from '../src/vault/vault.module.js';
import { type Figure, median, print } from './figures.js';

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
});

const SIZES = options.quick ? [10_000, 100_000] : [10_000, 100_000, 2_000_000];
const EXPLAINED = options.quick ? 1_000 : 3_000;
const WARM_UP = 300;
const MANY = options.quick ? 20_000 : 100_000;
const CONSUMERS_A_BATCH = 500;
const DECISIONS_PER_CONSUMER = 2;

const folder = mkdtempSync(join(tmpdir(), 'bench-explain-'));
const config = readConfig({ LEDGER_DATA: folder });
const log = await openEmbeddedLog(join(folder, 'log'));
const vault = await openVault(config);
const random = new Randomness();
const figures: Figure[] = [];
const streamOf = new Map<string, RecordHeader['stream']>();
let made = 0;
let consumers = 0;

try {
  await append([
    record('training.completed', {}, undefined),
    record('model.registered', {}, undefined),
    record('policy.published', {}, undefined),
    record('biasaudit.completed', {}, undefined),
    record('model.approved', {}, undefined),
    record('campaign.proposed', {}, undefined),
    record('campaign.approved', {}, undefined),
  ]);
  for (const size of SIZES) await grow(size);
  await onePersonWithMany();
} finally {
  await vault.close();
  await log.close();
  rmSync(folder, { recursive: true });
}
print(figures, options.json);

async function grow(size: number): Promise<void> {
  while (made < size) {
    const references = Array.from({ length: CONSUMERS_A_BATCH }, (_, index) => `crm:C-${consumers + index}`);
    const subjects = await vault.subjectsOf(references);
    await append(subjects.flatMap((subject) => lifeOf(subject, consumers++)));
  }
  const at = `at ${size.toLocaleString('en')} records`;
  const { p50, p99, cpu } = await explained(
    (round) => `dec-${Math.floor(Math.random() * consumers)}-${round % DECISIONS_PER_CONSUMER}`,
  );
  const first = figures[0]?.value;
  const growth = first === undefined ? {} : { baseline: first, bar: 1.5, below: true };
  figures.push({ figure: `explain, p50 ${at}`, value: p50, unit: 'ms', ...growth });
  figures.push({ figure: `explain, p99 ${at}`, value: p99, unit: 'ms', bar: 10, below: true });
  figures.push({ figure: `explain, processor time ${at}`, value: cpu, unit: 'ms' });
}

/** The cost must follow the decision, not the person's history. */
async function onePersonWithMany(): Promise<void> {
  const [subject] = await vault.subjectsOf(['crm:C-many']);
  if (subject === undefined) return;
  const number = consumers++;
  await append(lifeOf(subject, number));
  for (let done = 0; done < MANY; done += 5_000) {
    const seen = Array.from({ length: 5_000 }, (_, index) => ({ collectionId: `many-${done + index}` }));
    await append(seen.map((changes) => record('data.observed', changes, subject)));
  }
  const { p50 } = await explained((round) => `dec-${number}-${round % DECISIONS_PER_CONSUMER}`);
  figures.push({
    figure: `explain, p50 of a person with ${MANY.toLocaleString('en')} records`,
    value: p50,
    unit: 'ms',
  });
}

interface Spent {
  readonly p50: number;
  readonly p99: number;
  /** Mean of one answer, which other work on the machine does not lengthen. */
  readonly cpu: number;
}

async function explained(decisionOf: (round: number) => string): Promise<Spent> {
  await buildReadModels(generationsFolder(folder), feedOf(log), projections);
  const models = new SqliteReadModels(generationsFolder(folder));
  const explainer = new Explainer(
    new CaseReader(new Gatherer(new RecordReader(log, models), models), models, vault),
    models,
    new Clock(),
    random,
    new ReadCheckpoints({ data: folder }),
  );
  const times: number[] = [];
  let used = process.cpuUsage();
  for (let round = 0; round < WARM_UP + EXPLAINED; round++) {
    const decisionId = decisionOf(round);
    if (round === WARM_UP) used = process.cpuUsage();
    const start = performance.now();
    await explainer.explain({ decisionId, tier: 'consumer', language: 'en' }, async () => true);
    if (round >= WARM_UP) times.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(used);
  models.close();
  times.sort((a, b) => a - b);
  return {
    p50: median(times),
    p99: times[Math.floor(times.length * 0.99)] ?? Number.NaN,
    cpu: (user + system) / 1_000 / EXPLAINED,
  };
}

async function append(records: readonly NewRecord[]): Promise<void> {
  const streams = Map.groupBy(records, (one) => streamOf.get(one.id) ?? '');
  await Promise.all([...streams].map(([, batch]) => log.append(streamNameOf(batch), batch, 'any')));
  streamOf.clear();
}

function streamNameOf(batch: readonly NewRecord[]): RecordHeader['stream'] {
  const name = streamOf.get(batch[0]?.id ?? '');
  if (name === undefined) throw new Error('a record without a stream');
  return name;
}

/** A consumer's records: notice, consent, data, then two decisions with their messages. */
function lifeOf(subject: Subject, number: number): readonly NewRecord[] {
  const suffix = { consentRecordId: `cr-${number}` };
  const collection = (name: string): JsonObject => ({
    collectionId: `${name}-${number}`,
    legalBasis: { kind: 'eu-gdpr:A6-1-a', ...suffix },
  });
  const { inputs, basis } = example('decision.made');
  const own = Array.isArray(inputs) ? inputs : [];
  const decisions = Array.from({ length: DECISIONS_PER_CONSUMER }, (_, index) => {
    const decisionId = `dec-${number}-${index}`;
    const message = { decisionId, messageId: `msg-${number}-${index}` };
    return [
      record(
        'decision.made',
        {
          decisionId,
          basis: { ...(basis as JsonObject), ...suffix },
          inputs: own.map((input, at) => ({
            ...(input as JsonObject),
            collectionIds: [`${['purchases', 'affinity', 'country'][at]}-${number}`],
          })),
        },
        subject,
      ),
      record('message.sent', message, subject),
      record('message.delivered', message, subject),
      record('interaction.observed', message, subject),
    ];
  });
  return [
    record('notice.served', {}, subject),
    record('consent.given', suffix, subject),
    record('data.collected', collection('country'), subject),
    record('data.observed', collection('purchases'), subject),
    record('data.inferred', { ...collection('affinity'), derivedFrom: [`purchases-${number}`] }, subject),
    ...decisions.flat(),
  ];
}

function example(type: string): JsonObject {
  return definitionOf(type)?.example.data ?? {};
}

function record(type: string, changes: JsonObject, subject: Subject | undefined): NewRecord {
  const definition = definitionOf(type);
  if (definition === undefined) throw new Error(`no type ${type}`);
  const all = { ...definition.example.data, ...changes };
  const { open, personal } = definition.split(all);
  const pseudonym: Pseudonym | undefined = subject?.pseudonym;
  const eventId = `e-${made++}`;
  const at = instantOf(Date.parse(definition.example.time ?? '2026-03-01T00:00:00Z'));
  const salt = Buffer.alloc(16);
  const identity = {
    id: recordIdOf('/bench', eventId),
    type,
    version: definition.version,
    stream: definition.streamOf(all, pseudonym),
    ...(pseudonym !== undefined && { subject: pseudonym }),
  };
  const header: RecordHeader = {
    format: 1,
    ...identity,
    eventId,
    occurredAt: at,
    recordedAt: at,
    source: '/bench',
    actor: 'bench',
    contentTag: 'ab'.repeat(32),
    bodyDigest: bodyDigest(salt, open),
    ...(subject !== undefined &&
      personal !== null && {
        sealed: sealText(subject.dataKey, subject.pseudonym, identity, personal, random.bytes(12)),
      }),
  };
  streamOf.set(header.id, header.stream);
  return encodeRecord(header, { salt: salt.toString('hex'), data: JSON.parse(Buffer.from(open).toString('utf8')) });
}
