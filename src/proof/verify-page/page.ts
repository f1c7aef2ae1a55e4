/// <reference lib="dom" />
/** The page `/verify`: checks a dropped evidence file in the browser, with the modules that `ledger verify` uses. Nothing leaves the page. */
import { sha256 } from '@noble/hashes/sha2.js';
import { unzipSync } from 'fflate';
import { type EvidenceFiles, recordPath, textOf } from '../evidence/evidence-format.js';
import { verifyEd25519WithWebCrypto } from '../evidence/record-id.js';
import { type EvidenceCheck, type EvidenceVerdict, verifyEvidence } from '../evidence/verify-evidence.js';
import { parseVkey } from '../merkle/signed-note.js';
import { parseTlogProof } from '../merkle/tlog-proof.js';

const byId = (id: string): HTMLElement => {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element;
};

const drop = byId('drop');
drop.addEventListener('dragover', (event) => {
  event.preventDefault();
  drop.classList.add('over');
});
drop.addEventListener('dragleave', () => drop.classList.remove('over'));
drop.addEventListener('drop', (event) => {
  event.preventDefault();
  drop.classList.remove('over');
  void check([...(event.dataTransfer?.files ?? [])]);
});
byId('file').addEventListener('change', (event) => {
  if (event.target instanceof HTMLInputElement) void check([...(event.target.files ?? [])]);
});

async function check(chosen: readonly File[]): Promise<void> {
  if (chosen.length === 0) return;
  try {
    const files = await filesOf(chosen);
    const keysField = byId('keys');
    const lines = keysField instanceof HTMLTextAreaElement ? keysField.value.split(/\s+/).filter(Boolean) : [];
    const trusted = lines.map((line) => parseVkey(sha256, line)).filter((key) => key !== null);
    if (trusted.length < lines.length) return show(`One of the keys is not a vkey.`, [], new Map());
    const tools = { sha256, verifyEd25519: verifyEd25519WithWebCrypto, ...(lines.length > 0 ? { trusted } : {}) };
    const verdict = await verifyEvidence(files, tools);
    show(sentenceOf(verdict), verdict.checks, files, verdict.ok);
  } catch (error) {
    show(`The file cannot be read: ${error instanceof Error ? error.message : String(error)}.`, [], new Map());
  }
}

function sentenceOf({ ok, failed }: EvidenceVerdict): string {
  if (ok) return 'Everything in this file is proven.';
  const place = failed?.record === undefined ? '' : ` Record ${failed.record}:`;
  return `This file is NOT proven.${place} ${failed?.says ?? ''}`;
}

/** One zip, or the files of a folder, each named by its path inside it. */
async function filesOf(chosen: readonly File[]): Promise<EvidenceFiles> {
  const [only] = chosen;
  if (only !== undefined && chosen.length === 1)
    return new Map(Object.entries(unzipSync(new Uint8Array(await only.arrayBuffer()))));
  const entries = chosen.map(async (file): Promise<[string, Uint8Array]> => {
    const path = file.webkitRelativePath === '' ? file.name : file.webkitRelativePath.replace(/^[^/]+\//, '');
    return [path, new Uint8Array(await file.arrayBuffer())];
  });
  return new Map(await Promise.all(entries));
}

function show(sentence: string, checks: readonly EvidenceCheck[], files: EvidenceFiles, ok = false): void {
  byId('result').hidden = false;
  const verdict = byId('verdict');
  verdict.textContent = sentence;
  verdict.className = ok ? 'good' : 'bad';
  byId('checks').replaceChildren(...checks.map((one) => itemOf(one, files)));
}

function itemOf({ check, ok, says, record, leaf }: EvidenceCheck, files: EvidenceFiles): HTMLElement {
  const item = document.createElement('li');
  item.className = ok ? 'good' : 'bad';
  const mark = document.createElement('span');
  mark.className = 'mark';
  mark.textContent = ok ? '✓' : '✗';
  const body = document.createElement('div');
  const line = document.createElement('div');
  line.textContent = `${check}: ${says}`;
  body.append(line);
  if (record !== undefined) {
    const code = document.createElement('code');
    code.textContent = record;
    body.append(code);
  }
  if (check === 'record' && leaf !== undefined) body.append(drawing(leaf, files));
  item.append(mark, body);
  return item;
}

/** The way from the leaf up to the root: filled what was computed, hollow what the proof gave. */
function drawing(leaf: number, files: EvidenceFiles): SVGElement {
  const steps = parseTlogProof(textOf(files.get(recordPath(leaf, 'record.tlog-proof'))))?.proof.length ?? 0;
  const svg = shape('svg', { viewBox: `0 0 ${(steps + 1) * 24 + 8} 36`, role: 'img' });
  svg.setAttribute('aria-label', `${steps} hashes lead from the record to the signed root`);
  for (let step = 0; step < steps; step++) {
    const x = 12 + step * 24;
    svg.append(shape('line', { class: 'path', x1: x, y1: 26, x2: x + 24, y2: 26 }));
    svg.append(shape('line', { class: 'path', x1: x + 12, y1: 8, x2: x + 24, y2: 26 }));
    svg.append(shape('circle', { class: 'sibling', cx: x + 12, cy: 8, r: 4 }));
  }
  for (let step = 0; step <= steps; step++)
    svg.append(shape('circle', { class: 'node', cx: 12 + step * 24, cy: 26, r: 5 }));
  return svg;
}

function shape(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, String(value));
  return element;
}
