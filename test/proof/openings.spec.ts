/** Evidence with openings: what was sealed is opened, answers are computed from it, and nobody can pass off another value or key. */
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { answersVersion } from '../../src/answers/version.js';
import { verifyEd25519 } from '../../src/proof/ed25519.js';
import { parseOpenings, recordPath } from '../../src/proof/evidence/evidence-format.js';
import { openPart } from '../../src/proof/evidence/open-sealed.js';
import { recompute } from '../../src/proof/evidence/recompute.js';
import { verifyEvidence } from '../../src/proof/evidence/verify-evidence.js';
import { recomputeCertificate } from '../../src/protection/certified-erasure.js';
import { canonical } from '../../src/record/canonical.js';
import { sha256 } from '../../src/record/digest.js';
import { LINES, post, type RunningService, startService } from '../support/running-service.js';

const story = readFileSync(new URL('../../examples/story.ndjson', import.meta.url), 'utf8');
const tools = { sha256, verifyEd25519, answers: { version: answersVersion(), recompute } };

let ledger: RunningService;
let files: Map<string, Uint8Array>;

beforeAll(async () => {
  ledger = await startService();
  const sent = await post(`${ledger.url}/v1/events`, await ledger.token('producer'), LINES, story);
  const auditor = await ledger.token('auditor');
  const headers = { authorization: `Bearer ${auditor}`, 'x-purpose': 'audit' };
  const decision = `${ledger.url}/v1/decisions/dec-8812`;
  const answer = await (await fetch(`${decision}/explanation?wait=${sent.body.position}`, { headers })).json();
  const unmask = `${ledger.url}/v1/consumers/${answer.header.consumer}/unmask`;
  const reason = JSON.stringify({ reason: 'Complaint 118 names the person', minutes: 5 });
  expect((await post(unmask, auditor, 'application/json', reason)).status).toBeLessThan(300);
  const evidence = await fetch(`${decision}/evidence`, { headers });
  files = new Map(Object.entries(unzipSync(new Uint8Array(await evidence.arrayBuffer()))));
}, 60_000);
afterAll(() => ledger.close());

const textAt = (path: string): string => Buffer.from(files.get(path) ?? []).toString();
const openings = () => parseOpenings(files.get('openings.json')) ?? [];
const withFile = (path: string, text: string) => new Map([...files, [path, Buffer.from(text)]]);

describe('evidence with openings', () => {
  it('opens the values and gives the answer that was made with them', async () => {
    const verdict = await verifyEvidence(files, tools);
    expect(verdict.failed).toBeUndefined();
    expect(verdict.opened.size).toBe(openings().length);
    expect(verdict.opened.size).toBeGreaterThan(0);
    expect(verdict.checks.at(-1)).toMatchObject({ check: 'answer', ok: true });
  });

  it('refuses a wrong opening and names the record', async () => {
    for (const [index, { record }] of openings().entries()) {
      const wrong = openings().map((opening, at) => {
        const key = Buffer.from(opening.opening, 'base64');
        if (at === index) key[0] = (key[0] ?? 0) ^ 1;
        return { ...opening, opening: key.toString('base64') };
      });
      const { failed } = await verifyEvidence(withFile('openings.json', JSON.stringify(wrong)), tools);
      expect(failed).toMatchObject({ check: 'opening', record });
      expect(failed?.says).toContain('not the key that the record commits to');
    }
  });

  it('refuses a key that was made up, and the opening of a record that is not here', async () => {
    const [first] = openings();
    if (first === undefined) throw new Error('The story has no sealed record.');
    const madeUp = JSON.stringify([{ ...first, opening: Buffer.alloc(32, 7).toString('base64') }]);
    const one = await verifyEvidence(withFile('openings.json', madeUp), tools);
    expect(one.failed).toMatchObject({ check: 'opening', record: first.record });
    const record = '00000000-0000-5000-8000-000000000000';
    const other = await verifyEvidence(withFile('openings.json', JSON.stringify([{ ...first, record }])), tools);
    expect(other.failed).toMatchObject({ check: 'opening', record, says: expect.stringContaining('not here') });
  });

  it('finds each changed member of a sealed part, and names the record', async () => {
    const manifest = JSON.parse(textAt('evidence.json'));
    for (const { record } of openings()) {
      const { leaf } = manifest.records.find(({ id }: { id: string }) => id === record);
      const path = recordPath(leaf, 'header.json');
      const header = JSON.parse(textAt(path));
      for (const member of ['nonce', 'ciphertext', 'commitment']) {
        const bytes = Buffer.from(header.sealed[member], 'base64');
        bytes[0] = (bytes[0] ?? 0) ^ 1;
        const changed = { ...header, sealed: { ...header.sealed, [member]: bytes.toString('base64') } };
        const { failed } = await verifyEvidence(withFile(path, canonical(changed)), tools);
        expect([member, failed]).toEqual([member, expect.objectContaining({ check: 'record', record, leaf })]);
        // Even where the header's digest were taken for granted, the sealed part itself tells.
        const opening = openings().find((candidate) => candidate.record === record)?.opening ?? '';
        expect([member, (await openPart(changed, 'sealed', opening)).ok]).toEqual([member, false]);
      }
    }
  });
});

describe('the evidence of an erasure', () => {
  it('is proven, and names the openings that were handed out before', async () => {
    const answer = JSON.parse(textAt('answer.json'));
    const officer = await ledger.token('privacy-officer');
    const erasure = `${ledger.url}/v1/consumers/${answer.header.consumer}/erasure`;
    const body = JSON.stringify({ article: '17(1)(b)', reason: 'consent withdrawn' });
    expect((await post(erasure, officer, 'application/json', body)).body).toMatchObject({ status: 'erased' });
    const headers = { authorization: `Bearer ${officer}`, 'x-purpose': 'erasure' };
    const zip = await (await fetch(`${erasure}/evidence`, { headers })).arrayBuffer();
    const erased = new Map(Object.entries(unzipSync(new Uint8Array(zip))));
    const answers = { version: answersVersion(), recompute: recomputeCertificate };
    const verdict = await verifyEvidence(erased, { ...tools, answers });
    expect(verdict.failed).toBeUndefined();
    expect(verdict.checks.at(-1)).toMatchObject({ check: 'answer', ok: true });
    const certificate = JSON.parse(Buffer.from(erased.get('answer.json') ?? []).toString());
    expect(certificate).toMatchObject({ status: 'erased', consumer: answer.header.consumer, article: '17(1)(b)' });
    expect(certificate.openings).toMatchObject([{ opens: openings().map(({ record }) => record) }]);
    const changed = JSON.stringify({ ...certificate, openings: [] });
    const forged = await verifyEvidence(new Map([...erased, ['answer.json', Buffer.from(changed)]]), {
      ...tools,
      answers,
    });
    expect(forged.failed?.check).toBe('answer');
  });
});
