/** An evidence file and the published keys, checked by code that nobody here wrote: sigstore's verification of checkpoints and inclusion proofs. */
import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { TLogEntryWithInclusionProof } from '@sigstore/bundle';
import { verifyCheckpoint } from '@sigstore/verify/dist/tlog/checkpoint.js';
import { verifyMerkleInclusion } from '@sigstore/verify/dist/tlog/merkle.js';
import { unzipSync } from 'fflate';
import { ReadModels } from '../../src/projections/projection.js';
import { Sealer } from '../../src/proof/sealer.js';
import { sha256 } from '../../src/record/digest.js';
import { post, type RunningService, startService } from '../support/running-service.js';

const story = readFileSync(new URL('../../examples/story.ndjson', import.meta.url), 'utf8');

let ledger: RunningService;
let files: Map<string, Buffer>;
let log: Parameters<typeof verifyCheckpoint>[1][number];

beforeAll(async () => {
  ledger = await startService(undefined, { origin: 'ledger.example' });
  await post(`${ledger.url}/v1/events`, await ledger.token('producer'), 'application/x-ndjson', story);
  await ledger.app.get(ReadModels).waitForSize(story.trim().split('\n').length);
  await ledger.app.get(Sealer).seal();
  const headers = { authorization: `Bearer ${await ledger.token('auditor')}`, 'x-purpose': 'audit' };
  const evidence = await fetch(`${ledger.url}/v1/decisions/dec-8812/evidence`, { headers });
  const zip = unzipSync(new Uint8Array(await evidence.arrayBuffer()));
  files = new Map(Object.entries(zip).map(([path, bytes]) => [path, Buffer.from(bytes)]));
  const vkey = (await (await fetch(`${ledger.url}/v1/keys`)).text()).trim();
  const [, name = '', id = '', key = ''] = /^([^+]+)\+([^+]+)\+(.+)$/.exec(vkey) ?? [];
  log = {
    baseURL: name,
    logID: Buffer.from(id, 'hex'),
    // An Ed25519 key as DER (RFC 8410 §4): twelve bytes that say so, then the 32 after the vkey's type.
    publicKey: createPublicKey({
      key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(key, 'base64').subarray(1)]),
      format: 'der',
      type: 'spki',
    }),
    validFor: { start: new Date(0), end: new Date(8.64e15) },
  };
}, 60_000);
afterAll(() => ledger.close());

/** A file of the C2SP form `tlog-proof`, in the words of sigstore. */
function entryOf(folder: string): TLogEntryWithInclusionProof {
  const proof = files.get(`${folder}/record.tlog-proof`)?.toString() ?? '';
  const end = proof.indexOf('\n\n');
  const [, index = '', ...hashes] = proof.slice(0, end).split('\n');
  const inclusionProof = {
    logIndex: index.replace('index ', ''),
    treeSize: '',
    rootHash: Buffer.alloc(0),
    hashes: hashes.map((hash) => Buffer.from(hash, 'base64')),
    checkpoint: { envelope: proof.slice(end + 2) },
  };
  const canonicalizedBody = Buffer.from(sha256(files.get(`${folder}/header.json`) ?? Buffer.alloc(0)));
  return { inclusionProof, canonicalizedBody } as unknown as TLogEntryWithInclusionProof;
}

function folders(): string[] {
  return [...files.keys()].filter((path) => path.endsWith('/header.json')).map((path) => path.slice(0, -12));
}

describe("sigstore's verifier", () => {
  it('takes the checkpoint and the place of every record in an evidence file', () => {
    expect(folders().length).toBeGreaterThan(5);
    for (const folder of folders()) {
      const checkpoint = verifyCheckpoint(entryOf(folder), [log]);
      expect([checkpoint.origin, checkpoint.rest]).toEqual(['ledger.example', []]);
      verifyMerkleInclusion(entryOf(folder), checkpoint);
    }
  });

  it('takes neither another record, nor another place, nor another checkpoint', () => {
    const [first = '', second = ''] = folders();
    const { inclusionProof, canonicalizedBody } = entryOf(first);
    const checkpoint = verifyCheckpoint(entryOf(first), [log]);
    const other = { ...entryOf(first), canonicalizedBody: entryOf(second).canonicalizedBody };
    expect(() => verifyMerkleInclusion(other, checkpoint)).toThrow(/root hash/);
    const elsewhere = { ...inclusionProof, logIndex: `${Number(inclusionProof.logIndex) ^ 1}` };
    expect(() =>
      verifyMerkleInclusion({ ...entryOf(first), canonicalizedBody, inclusionProof: elsewhere }, checkpoint),
    ).toThrow(/root hash|hash count/);
    const envelope = inclusionProof.checkpoint.envelope.replace(/\n\d+\n/, '\n3\n');
    const edited = { ...entryOf(first), inclusionProof: { ...inclusionProof, checkpoint: { envelope } } };
    expect(() => verifyCheckpoint(edited, [log])).toThrow(/invalid checkpoint signature/);
  });
});
