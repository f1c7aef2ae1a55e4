/** `npm run bench`: every measurement, one after the other, each in a process of its own; one table at the end, or one JSON line a figure. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type Row, tableOf } from './figures.js';

/** The last one says that it was skipped where LEDGER_EVENTSTOREDB names no server. */
const benches = [
  'ingest',
  'append',
  'rebuild',
  'explain',
  'validation',
  'sealing',
  'proof',
  'memory',
  'eventstoredb',
] as const;

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    /** Names of measurements; all where none is given. */
    only: { type: 'string', multiple: true, default: [] },
  },
});

const wanted = options.only.length > 0 ? options.only : benches;
const rows: Row[] = [];
let broken = false;
take({
  figure: 'programs waiting for a core before the run, load average of a minute',
  value: loadavg()[0] ?? Number.NaN,
  unit: '',
});
for (const name of wanted) {
  const started = performance.now();
  const code = await run(name);
  broken ||= code !== 0;
  const took = `${Math.round((performance.now() - started) / 1000)} s`;
  process.stderr.write(code === 0 ? `${name}: ${took}\n` : `${name}: FAILED after ${took}, exit code ${code}\n`);
}
if (!options.json) process.stdout.write(`\n${tableOf(rows)}`);
// 1 where a bar is missed, 2 where something could not be measured.
process.exitCode = broken ? 2 : rows.some(({ met }) => met === false) ? 1 : 0;

async function run(name: string): Promise<number> {
  const file = join(import.meta.dirname, `${name}.ts`);
  if (!existsSync(file)) return 2;
  const flags = ['--json', ...(options.quick ? ['--quick'] : [])];
  const child = spawn(process.execPath, [...process.execArgv, file, ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  createInterface(child.stdout).on('line', (line) => take(JSON.parse(line) as Row));
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 2)));
}

function take(row: Row): void {
  rows.push(row);
  if (options.json) process.stdout.write(`${JSON.stringify(row)}\n`);
}
