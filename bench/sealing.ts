/** Sealing and the vault: what an event of 1.8 kB costs before it reaches the log, and how fast references are found and made. One core but for the fsync. */
import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { canonical, type Json, type JsonObject } from '../src/record/canonical.js';
import { parseInstant, parsePseudonym, recordIdOf, streamName } from '../src/record/ids.js';
import { contentTag, openSealed, seal } from '../src/vault/seal.js';
import { openVault } from '../src/vault/vault.module.js';
import { type Figure, median, print } from './figures.js';

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
});
const ROUNDS = options.quick ? 5 : 15;
const EACH = options.quick ? 2_000 : 10_000;

print([...sealing(), ...(await vault())], options.json);

function sealing(): readonly Figure[] {
  const key = createSecretKey(randomBytes(32));
  const subject = parsePseudonym('7d444840-9dc0-41d1-b245-5ffdce74fad2');
  const stream = streamName('decision-dec-1');
  // Another record each time, so that nothing is computed twice.
  const records = Array.from({ length: 512 }, (_, index) => ({
    id: recordIdOf('bench', `${index}`),
    type: 'decision.made',
    version: 1,
    stream,
    subject,
  }));
  const data = decision();
  const values = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`/inputs/${index}/value`, index * 3.5]));
  const nonces = randomBytes(512 * 12);
  const sealed = records.map((record) => seal(key, subject, record, values, nonces.subarray(0, 12)));
  const time = parseInstant('2026-05-03T12:00:00Z') ?? undefined;
  const record = (turn: number) => records[turn % 512] ?? records[0];
  const tag = (): string =>
    contentTag(key, { type: 'decision.made', subject, time, data, extensions: { sequence: 7 } });
  const close = (turn: number): void => {
    const one = record(turn);
    if (one) seal(key, subject, one, values, nonces.subarray((turn % 512) * 12, (turn % 512) * 12 + 12));
  };
  return [
    { ...micros('canonical JSON of 1.8 kB', () => canonical(data)), baseline: cost(() => JSON.stringify(data)) },
    micros('content tag of 1.8 kB', tag),
    micros('seal 8 personal fields', close),
    { ...micros('seal and tag', (turn) => [close(turn), tag()]), bar: 15, below: true },
    micros('open 8 personal fields', (turn) => {
      const [one, closed] = [record(turn), sealed[turn % 512]];
      if (one && closed && openSealed(key, one, closed).status !== 'opened') throw new Error('It does not open.');
    }),
  ];
}

async function vault(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vault-bench-'));
  const config = { data: folder, vault: { kind: 'sqlite' }, vaultKey: 'a1'.repeat(32), readOnly: false } as const;
  const writing = await openVault(config);
  const count = options.quick ? 4_000 : 20_000;
  const references = Array.from({ length: count }, (_, index) => `crm:C-${index}`);
  const made: number[] = [];
  const longest: number[] = [];
  for (let from = 0; from < count; from += 100) {
    const [took, held] = await heldUp(() => writing.subjectsOf(references.slice(from, from + 100)));
    made.push(took * 10);
    longest.push(held);
  }
  await writing.close();
  // Opened anew, nothing is remembered: every first read goes to the database and unwraps.
  const reading = await openVault(config);
  const cold: number[] = [];
  const warm: number[] = [];
  for (let from = 0; from < count; from += 1_000) {
    for (const into of [cold, warm]) {
      const started = busy();
      await reading.subjectsOf(references.slice(from, from + 1_000));
      into.push((busy() - started) / 1_000);
    }
  }
  await reading.close();
  rmSync(folder, { recursive: true });
  return [
    { figure: 'a known reference, read and unwrapped', value: median(cold), unit: 'µs', bar: 6, below: true },
    { figure: 'a known reference, remembered', value: median(warm), unit: 'µs' },
    { figure: 'a new subject, durable, by hundreds', value: median(made), unit: 'µs' },
    { figure: 'longest the event loop was held up meanwhile', value: median(longest), unit: 'ms' },
  ];
}

/** Milliseconds, and the longest gap between two turns of the event loop while it ran. */
async function heldUp(work: () => Promise<unknown>): Promise<readonly [number, number]> {
  const started = performance.now();
  let longest = 0;
  let last = started;
  let running = true;
  const turn = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (running) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  running = false;
  return [performance.now() - started, longest];
}

function micros(figure: string, work: (turn: number) => unknown): Figure {
  return { figure, value: cost(work), unit: 'µs' };
}

function cost(work: (turn: number) => unknown): number {
  const rounds: number[] = [];
  for (let round = -2; round < ROUNDS; round++) {
    const started = busy();
    for (let turn = 0; turn < EACH; turn++) work(turn);
    if (round >= 0) rounds.push((busy() - started) / EACH);
  }
  return median(rounds);
}

/** Microseconds that this thread has been computing: what else the machine does is not counted. */
function busy(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

function decision(): JsonObject {
  const inputs: readonly Json[] = Array.from({ length: 8 }, (_, index) => ({
    name: `input${index}`,
    value: index * 3.5,
    category: 'pd:Purchase',
    origin: 'observed',
    collectionIds: [`col-${index}`],
  }));
  const steps = Array.from({ length: 6 }, (_, index) => ({
    kind: 'eligibility',
    ruleId: `rule-${index}`,
    field: 'age',
    operator: '>=',
    expected: 18,
    actual: 40,
    result: true,
  }));
  return {
    decisionId: 'dec-1',
    question: 'Which offer?',
    outcome: { action: 'offer', label: 'Spring offer', value: true },
    purpose: 'dpv:PersonalisedAdvertising',
    inputs,
    steps,
    score: 0.7,
    threshold: 0.5,
    automation: 'full',
    significance: 'none',
    contributions: Array.from({ length: 8 }, (_, index) => ({ input: `input${index}`, weight: 0.1 })),
  };
}
