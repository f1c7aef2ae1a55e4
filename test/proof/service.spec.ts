import { sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { unzipSync, zipSync } from 'fflate';
import { answersVersion } from '../../src/answers/version.js';
import { ReadModels } from '../../src/projections/projection.js';
import { newPrivateKeyPem, privateKeyOf, rawPublicKey, verifyEd25519 } from '../../src/proof/ed25519.js';
import { recompute } from '../../src/proof/evidence/recompute.js';
import { recordIdOfName, verifyEd25519WithWebCrypto } from '../../src/proof/evidence/record-id.js';
import { verifyEvidence } from '../../src/proof/evidence/verify-evidence.js';
import { formatAddCheckpoint } from '../../src/proof/merkle/add-checkpoint.js';
import { checkpointText, openCheckpoint } from '../../src/proof/merkle/checkpoint.js';
import { hashOfBase64, hexOf, treeHasher } from '../../src/proof/merkle/hash.js';
import { ED25519, formatNote, formatVkey, parseVkey, verifierKey } from '../../src/proof/merkle/signed-note.js';
import { parseTlogProof } from '../../src/proof/merkle/tlog-proof.js';
import { verifyConsistency, verifyInclusion } from '../../src/proof/merkle/verify.js';
import { Sealer } from '../../src/proof/sealer.js';
import { signNote } from '../../src/proof/signing-keys.js';
import { sha256 } from '../../src/record/digest.js';
import { recordIdOf } from '../../src/record/ids.js';
import { itInBrowser, openChromium } from '../support/chromium.js';
import { post, type RunningService, startService } from '../support/running-service.js';

const hasher = treeHasher(sha256);
const story = readFileSync(new URL('../../examples/story.ndjson', import.meta.url), 'utf8');
const pem = newPrivateKeyPem();
const secret = privateKeyOf(pem, 'test');
const logKey = verifierKey(sha256, 'ledger.example', ED25519, rawPublicKey(secret));
const signer = { key: logKey, sign: (message: Uint8Array) => new Uint8Array(sign(null, message, secret)) };

let witness: RunningService;
let ledger: RunningService;
let witnessVkey: string;
let auditor: string;
const text = async (url: string, headers: Record<string, string> = {}) => (await fetch(url, { headers })).text();
const status = async (url: string) => (await fetch(url)).status;

beforeAll(async () => {
  witness = await startService(undefined, { origin: 'witness.example', witnessFor: [formatVkey(logKey)] });
  witnessVkey = (await text(`${witness.url}/witness/key`)).trim();
  ledger = await startService(undefined, {
    origin: 'ledger.example',
    signingKey: pem,
    witnesses: [witnessVkey, `${witness.url}/witness`],
  });
  const answer = await post(`${ledger.url}/v1/events`, await ledger.token('producer'), 'application/x-ndjson', story);
  expect(answer.status).toBe(200);
  auditor = await ledger.token('auditor');
  await ledger.app.get(ReadModels).waitForSize(story.trim().split('\n').length);
  await ledger.app.get(Sealer).seal();
  await ledger.app.get(Sealer).witnessed();
}, 60_000);
afterAll(async () => {
  await ledger.close();
  await witness.close();
});

describe('what anybody can fetch', () => {
  it('is a checkpoint that the published key opens, with the cosignature of the witness', async () => {
    const response = await fetch(`${ledger.url}/checkpoint`);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const keys = (await text(`${ledger.url}/v1/keys`)).trim().split('\n');
    expect(keys).toEqual([formatVkey(logKey)]);
    const witnesses = [parseVkey(sha256, witnessVkey)].filter((key) => key !== null);
    const opened = await openCheckpoint(verifyEd25519, await response.text(), {
      origin: 'ledger.example',
      log: [logKey],
      witnesses,
    });
    expect(opened.ok && opened.signatures.good.map(({ key }) => key.name)).toEqual([
      'ledger.example',
      'witness.example/witness',
    ]);
  });

  it('is every tile of that size and none beyond it', async () => {
    const size = (await ledger.app.get(Sealer).seal()).size;
    const tile = await fetch(`${ledger.url}/tile/0/000.p/${size}`);
    expect(tile.status).toBe(200);
    expect(tile.headers.get('content-type')).toBe('application/octet-stream');
    expect(tile.headers.get('cache-control')).toContain('immutable');
    expect((await tile.arrayBuffer()).byteLength).toBe(32 * size);
    expect((await (await fetch(`${ledger.url}/tile/entries/000.p/${size}`)).arrayBuffer()).byteLength).toBe(34 * size);
    for (const path of [`tile/0/000.p/${size + 1}`, 'tile/0/000', 'tile/1/000', 'tile/0/001', 'tile/0/0', 'tile/x/000'])
      expect([path, await status(`${ledger.url}/${path}`)]).toEqual([path, 404]);
  });

  it('is the inclusion of a record and the consistency of two sizes', async () => {
    const [record] = (await ledger.records()).slice(3);
    const id = record?.header.id ?? '';
    const answer = await (await fetch(`${ledger.url}/v1/proofs/inclusion/${id}`)).json();
    const proof = answer.proof.map(hashOfBase64);
    const root = hashOfBase64(answer.rootHash) ?? new Uint8Array();
    const leafHash = hashOfBase64(answer.leafHash) ?? new Uint8Array();
    expect(hexOf(hasher.leaf(Buffer.from(answer.digest, 'hex')))).toBe(hexOf(leafHash));
    expect(verifyInclusion(hasher, { leafHash, leaf: answer.leafIndex, size: answer.treeSize, proof, root })).toBe(
      true,
    );
    const file = parseTlogProof(await text(`${ledger.url}/v1/proofs/inclusion/${id}/tlog-proof`));
    expect(file?.index).toBe(answer.leafIndex);
    const two = await (await fetch(`${ledger.url}/v1/proofs/consistency?from=3&to=${answer.treeSize}`)).json();
    const [fromRoot, toRoot] = [two.fromRoot, two.toRoot].map((hash) => hashOfBase64(hash) ?? new Uint8Array());
    const consistency = {
      from: 3,
      to: answer.treeSize,
      fromRoot: fromRoot ?? root,
      toRoot: toRoot ?? root,
      proof: two.proof.map(hashOfBase64),
    };
    expect(verifyConsistency(hasher, consistency)).toBe(true);
    expect(await status(`${ledger.url}/v1/proofs/inclusion/00000000-0000-5000-8000-000000000000`)).toBe(404);
    expect(await status(`${ledger.url}/v1/proofs/consistency?from=9&to=3`)).toBe(400);
    expect(await status(`${ledger.url}/v1/proofs/consistency?from=0&to=99999999`)).toBe(400);
  });
});

describe('being a witness (tlog-witness)', () => {
  const add = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${witness.url}/witness/add-checkpoint`, { method: 'POST', body, headers });
  const signed = (size: number, root: Uint8Array) => {
    const body = checkpointText({ origin: 'ledger.example', size, root });
    return formatNote(body, [signNote(signer, body)]);
  };

  it('answers what the protocol says', async () => {
    const last = await ledger.app.get(Sealer).seal();
    const request = { old: last.size, proof: [], checkpoint: last.note };
    const good = await add(formatAddCheckpoint(request));
    expect([good.status, (await good.text()).startsWith('— witness.example/witness ')]).toEqual([200, true]);
    expect((await add(formatAddCheckpoint(request), { 'content-type': 'application/octet-stream' })).status).toBe(200);
    const behind = await add(formatAddCheckpoint({ ...request, old: 0 }));
    expect([behind.status, behind.headers.get('content-type'), await behind.text()]).toEqual([
      409,
      'text/x.tlog.size',
      `${last.size}\n`,
    ]);
    const other = signed(last.size, sha256(Uint8Array.of(1)));
    expect((await add(formatAddCheckpoint({ ...request, checkpoint: other }))).status).toBe(422);
    expect((await add(formatAddCheckpoint({ ...request, old: last.size + 1 }))).status).toBe(400);
    expect((await add('old 0')).status).toBe(400);
    const unknown = last.note.replaceAll('ledger.example', 'other.example');
    expect((await add(formatAddCheckpoint({ ...request, checkpoint: unknown }))).status).toBe(404);
    const [body = ''] = last.note.split('\n\n');
    const [, forgedLine = ''] = signed(1, hasher.empty).split('\n\n');
    expect((await add(formatAddCheckpoint({ ...request, checkpoint: `${body}\n\n${forgedLine}` }))).status).toBe(403);
    const longer = signed(last.size + 5, sha256(Uint8Array.of(2)));
    expect(
      (await add(formatAddCheckpoint({ ...request, checkpoint: longer, proof: [sha256(Uint8Array.of(3))] }))).status,
    ).toBe(422);
  });

  it('shows the last checkpoint that it cosigned', async () => {
    const hash = hexOf(sha256(Buffer.from('ledger.example')));
    expect(await text(`${witness.url}/witness/${hash}/checkpoint`)).toContain('— witness.example/witness ');
    expect(await status(`${witness.url}/witness/${'0'.repeat(64)}/checkpoint`)).toBe(404);
  });
});

describe('the evidence file', () => {
  const tools = {
    sha256,
    verifyEd25519: verifyEd25519WithWebCrypto,
    answers: { version: answersVersion(), recompute },
    trusted: [logKey],
  };
  let files: Map<string, Uint8Array>;

  beforeAll(async () => {
    const response = await fetch(`${ledger.url}/v1/decisions/dec-8812/evidence`, {
      headers: { authorization: `Bearer ${auditor}`, 'x-purpose': 'audit' },
    });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/zip']);
    files = new Map(Object.entries(unzipSync(new Uint8Array(await response.arrayBuffer()))));
  });

  it('is proven with the keys alone, and gives its answer again', async () => {
    const verdict = await verifyEvidence(files, tools);
    expect(verdict.failed).toBeUndefined();
    expect(new Set(verdict.checks.map(({ check }) => check))).toEqual(
      new Set(['manifest', 'files', 'checkpoint', 'cosignature', 'record', 'answer']),
    );
  });

  it('fails, and names the record, when any byte of a record or proof is another', async () => {
    for (const [path, bytes] of files) {
      if (path === 'README.txt' || path === 'evidence.json' || path.endsWith('s.txt')) continue;
      const changed = Uint8Array.from(bytes);
      const at = Math.floor(bytes.length / 2);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const verdict = await verifyEvidence(new Map([...files, [path, changed]]), tools);
      expect([path, verdict.ok]).toEqual([path, false]);
      const leaf = /^records\/(\d+)\//.exec(path)?.[1];
      if (leaf !== undefined) expect([path, verdict.failed?.leaf]).toEqual([path, Number(leaf)]);
    }
  });

  it('of another build is proven but for its answer, which is said', async () => {
    const put = (path: string, text: string) => new Map([...files, [path, Buffer.from(text)]]);
    const manifest = Buffer.from(files.get('evidence.json') ?? []).toString();
    const older = manifest.replace(answersVersion(), '0123456789abcdef');
    const answer = Buffer.from(files.get('answer.json') ?? []).toString();
    const reworded = put('answer.json', answer.replace('You received', 'They got').replace('received', 'got'));
    expect((await verifyEvidence(reworded, tools)).failed?.check).toBe('answer');
    const verdict = await verifyEvidence(new Map([...reworded, ['evidence.json', Buffer.from(older)]]), tools);
    expect(verdict.ok).toBe(true);
    expect(verdict.checks.filter(({ unchecked }) => unchecked)).toMatchObject([
      { check: 'answer', says: expect.stringContaining('version 0123456789abcdef') },
    ]);
  });

  it('fails with a file that does not belong to it, or a key that did not sign', async () => {
    const extra = await verifyEvidence(new Map([...files, ['more.txt', Uint8Array.of(1)]]), tools);
    expect(extra.failed?.check).toBe('files');
    const other = verifierKey(
      sha256,
      'ledger.example',
      ED25519,
      rawPublicKey(privateKeyOf(newPrivateKeyPem(), 'test')),
    );
    expect((await verifyEvidence(files, { ...tools, trusted: [other] })).failed?.check).toBe('checkpoint');
    expect((await verifyEvidence(new Map(), tools)).failed?.check).toBe('manifest');
  });

  it('names records as the ledger does', async () => {
    for (const [source, id] of [
      ['/shop', 'a-1'],
      ['/crm', 'é "x"'],
    ] as const)
      expect(await recordIdOfName(source, id)).toBe(recordIdOf(source, id));
  });

  it('is checked by a page whose modules are served, all that they import', async () => {
    const seen = new Set<string>();
    const queue = [new URL('/verify/modules/proof/verify-page/page.js', ledger.url).href];
    for (let url = queue.pop(); url !== undefined; url = queue.pop()) {
      if (seen.has(url)) continue;
      seen.add(url);
      const response = await fetch(url);
      expect([url, response.status]).toEqual([url, 200]);
      const text = await response.text();
      for (const [, target = ''] of text.matchAll(/\bfrom\s*["'](\.[^"']+)["']/g))
        queue.push(new URL(target, url).href);
    }
    expect(seen.size).toBeGreaterThan(10);
  });

  itInBrowser('is checked by the page /verify, which shows each check', async () => {
    const browser = await openChromium();
    try {
      const page = await browser.newPage();
      const foreign: string[] = [];
      page.on('request', (request) => request.url().startsWith(ledger.url) || foreign.push(request.url()));
      await page.goto(`${ledger.url}/verify`);
      await page.fill('#keys', formatVkey(logKey));
      const upload = (name: string, content: Map<string, Uint8Array>) =>
        page.setInputFiles('#file', {
          name,
          mimeType: 'application/zip',
          buffer: Buffer.from(zipSync(Object.fromEntries(content))),
        });
      await upload('evidence.zip', files);
      await page.waitForSelector('#verdict.good');
      expect(await page.locator('#checks li.good').count()).toBeGreaterThan(5);
      expect(await page.locator('#checks svg .node').count()).toBeGreaterThan(5);
      const [path = ''] = [...files.keys()].filter((name) => name.endsWith('header.json'));
      const changed = Buffer.from(
        Buffer.from(files.get(path) ?? [])
          .toString()
          .replace('"format":1', '"format":2'),
      );
      await upload('forged.zip', new Map([...files, [path, changed]]));
      await page.waitForSelector('#verdict.bad');
      expect(await page.textContent('#verdict')).toMatch(/NOT proven\. Record [0-9a-f-]{36}:/);
      expect(foreign).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
