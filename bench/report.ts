/** Writes what `npm run bench -- --json > FILE` found into `docs/performance.md` and draws its curves: `report.ts FILE`. The prose of the page is kept. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { cellsOf, type Row } from './figures.js';
import { type Point, plot } from './plot.js';

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('usage: report.ts FILE   (made by: npm run bench --silent -- --json > FILE)');
const rows = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('{"figure"'))
  .map((line) => JSON.parse(line) as Row);
if (rows.length === 0) throw new Error(`${file} holds no figures.`);

const docs = join(import.meta.dirname, '..', 'docs');
const page = join(docs, 'performance.md');
const parts = { machine: machine(), table: table(), misses: misses(), curves: curves() };
let text = readFileSync(page, 'utf8');
for (const [name, part] of Object.entries(parts)) text = replaced(text, name, part);
writeFileSync(page, text);

function machine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const model = cpu?.model.trim() || 'unnamed';
  return `Measured on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} cores (${model}), ${memory} GiB of memory, Node ${process.versions.node}, Linux; the load generator runs on the same machine.`;
}

function table(): string {
  const head = ['figure', 'value', 'unit', 'baseline', 'ratio', 'bar', 'met'];
  const lines = [head, head.map((_, column) => (column === 0 || column === 2 ? '---' : '--:')), ...rows.map(cellsOf)];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function misses(): string {
  const missed = rows.filter(({ met }) => met === false);
  if (missed.length === 0) return 'Every bar was met in this run.';
  return missed
    .map((row) => {
      const [figure, value, unit, , ratio, bar] = cellsOf(row);
      return `- **${figure}**: ${ratio === '' ? `${value} ${unit}` : `ratio ${ratio}`}, bar ${bar}.`;
    })
    .join('\n');
}

/** Each curve: a name of its file, what it shows, and which figures are its points; the size stands in the figure's name. */
function curves(): string {
  const wanted = [
    {
      name: 'append',
      title: 'Look-up and append',
      unit: 'records/s',
      pattern: /^look-up and append at ([\d,]+) records/,
    },
    { name: 'explain-p50', title: 'An explanation, p50', unit: 'ms', pattern: /^explain, p50 at ([\d,]+) records/ },
    { name: 'explain-p99', title: 'An explanation, p99', unit: 'ms', pattern: /^explain, p99 at ([\d,]+) records/ },
    { name: 'proof', title: 'An inclusion proof, p99', unit: 'ms', pattern: /^proof\.inclusion\.p99\.(\d+)$/ },
    {
      name: 'memory',
      title: 'Resident memory of the service',
      unit: 'MiB',
      pattern: /^resident memory of the service over (\d+) records/,
    },
  ];
  const drawn = wanted.flatMap(({ name, title, unit, pattern }) => {
    const points: Point[] = [];
    const beside: Point[] = [];
    for (const { figure, value, baseline } of rows) {
      const size = Number(pattern.exec(figure)?.[1]?.replaceAll(',', '') ?? Number.NaN);
      if (Number.isNaN(size)) continue;
      points.push({ size, value });
      if (name === 'append' && baseline !== undefined) beside.push({ size, value: baseline });
    }
    if (points.length < 2) return [];
    const series = [
      { name: 'this ledger', points },
      ...(beside.length > 0 ? [{ name: 'a bare insert loop', points: beside }] : []),
    ];
    writeFileSync(join(docs, `performance-${name}.svg`), plot(title, unit, series));
    return [`![${title} by the size of the log](performance-${name}.svg)`];
  });
  return drawn.length === 0 ? 'This run measured no two sizes.' : drawn.join('\n\n');
}

function replaced(whole: string, name: string, part: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const [before, after] = [whole.indexOf(start), whole.indexOf(end)];
  if (before < 0 || after < before) throw new Error(`docs/performance.md has no place for its ${name}.`);
  return `${whole.slice(0, before)}${start}\n${part}\n${whole.slice(after)}`;
}
