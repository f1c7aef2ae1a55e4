import { createSecretKey, webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { canonical } from '../../src/record/canonical.js';
import { parseInstant, parsePseudonym, recordIdOf, streamName } from '../../src/record/ids.js';
import type { Sealed } from '../../src/record/record.js';
import { contentTag, openingOf, openSealed, openWithOpening, type SealedIdentity, seal } from '../../src/vault/seal.js';

const dataKey = createSecretKey(Buffer.from(Array.from({ length: 32 }, (_, index) => index)));
const otherKey = createSecretKey(Buffer.alloc(32, 9));
const nonce = Buffer.from('404142434445464748494a4b', 'hex');
const subject = parsePseudonym('7d444840-9dc0-41d1-b245-5ffdce74fad2');
const record: SealedIdentity = {
  id: recordIdOf('https://shop.example/decisions', 'dec-1'),
  type: 'decision.made',
  version: 1,
  stream: streamName('decision-dec-1'),
  subject,
};
const values = {
  '/inputs/0/value': 'Berlin',
  '/steps/1/actual': { n: [1, 2.5, null] },
  '/consumerView': 'schade – 🙁',
};
const sealed = seal(dataKey, subject, record, values, nonce);

describe('a sealed record', () => {
  it('opens with its data key, and with its own opening alone', () => {
    expect(openSealed(dataKey, record, sealed)).toEqual({ status: 'opened', values });
    expect(openWithOpening(openingOf(dataKey, record.id), record, sealed)).toEqual({ status: 'opened', values });
  });

  it('is erased where its key is gone', () => {
    expect(openSealed(undefined, record, sealed)).toEqual({ status: 'erased' });
    expect(openSealed(null, record, sealed)).toEqual({ status: 'erased' });
  });

  it('does not open with another key, or with the opening of another record', () => {
    expect(openSealed(otherKey, record, sealed)).toEqual({ status: 'wrong key' });
    const another = openingOf(dataKey, recordIdOf('https://shop.example/decisions', 'dec-2'));
    expect(openWithOpening(another, record, sealed)).toEqual({ status: 'wrong key' });
  });

  it.each([
    ['id', { id: recordIdOf('https://shop.example/decisions', 'dec-2') }, 'wrong key'],
    ['type', { type: 'decision.withheld' }, 'tampered'],
    ['version', { version: 2 }, 'tampered'],
    ['stream', { stream: streamName('decision-dec-2') }, 'tampered'],
    ['subject', { subject: parsePseudonym('00000000-0000-4000-8000-000000000000') }, 'tampered'],
    ['subject taken away', { subject: undefined }, 'tampered'],
  ])('is bound to its record: another %s', (_, change, status) => {
    expect(openSealed(dataKey, { ...record, ...change } as SealedIdentity, sealed)).toEqual({ status });
  });

  it('shows every flipped bit and never throws', () => {
    for (const member of ['nonce', 'ciphertext', 'commitment'] as const) {
      const bytes = Buffer.from(sealed[member], 'base64');
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const flipped = Buffer.from(bytes);
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const result = openSealed(dataKey, record, { ...sealed, [member]: flipped.toString('base64') });
        expect(result.status).toBe(member === 'commitment' ? 'wrong key' : 'tampered');
      }
    }
  });

  it.each([
    ['no ciphertext', { ciphertext: '' }],
    ['a ciphertext shorter than its tag', { ciphertext: 'AAAA' }],
    ['a short nonce', { nonce: 'AAAA' }],
    ['another spelling of the same base64', { ciphertext: ` ${sealed.ciphertext}` }],
  ])('is tampered with %s', (_, change) => {
    expect(openSealed(dataKey, record, { ...sealed, ...change })).toEqual({ status: 'tampered' });
  });

  it('refuses a plaintext that is no map, though its tag is right', () => {
    const list = seal(dataKey, subject, record, [] as never, nonce);
    expect(openSealed(dataKey, record, list)).toEqual({ status: 'tampered' });
  });

  it('gives back whatever was sealed', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().map((name) => `/${name}`),
          fc.jsonValue(),
        ),
        (plain) => {
          fc.pre(JSON.stringify(plain).isWellFormed() && !/\\ud[89a-f]/.test(JSON.stringify(plain)));
          const given = JSON.parse(JSON.stringify(plain));
          expect(openSealed(dataKey, record, seal(dataKey, subject, record, given, nonce))).toEqual({
            status: 'opened',
            values: given,
          });
        },
      ),
    );
  });

  it('is read by another implementation of the same standards', async () => {
    const { subtle } = webcrypto;
    const text = new TextEncoder();
    const base = await subtle.importKey('raw', dataKey.export(), 'HKDF', false, ['deriveBits']);
    const parameters = {
      name: 'HKDF',
      hash: 'SHA-256',
      salt: text.encode(record.id),
      info: text.encode('accountability-ledger/1 record'),
    };
    const okm = Buffer.from(await subtle.deriveBits(parameters, base, 512));
    expect(okm.subarray(32).toString('base64')).toBe(sealed.commitment);
    const key = await subtle.importKey('raw', okm.subarray(0, 32), 'AES-GCM', false, ['decrypt']);
    const additionalData = text.encode(canonical([record.id, record.type, record.version, record.stream, subject]));
    const algorithm = { name: 'AES-GCM', iv: Buffer.from(sealed.nonce, 'base64'), additionalData };
    const plain = await subtle.decrypt(algorithm, key, Buffer.from(sealed.ciphertext, 'base64'));
    expect(Buffer.from(plain).toString('utf8')).toBe(canonical(values));
  });
});

describe('the content tag', () => {
  const content = {
    type: 'decision.made',
    subject,
    time: instant('2026-05-03T12:00:00Z'),
    data: { decisionId: 'dec-1', score: 0.5 },
    extensions: { correlationid: 'c-1', sequence: 7, retry: true },
  };
  const tag = contentTag(dataKey, content);

  it.each([
    ['attributes as binary mode sends them', { extensions: { correlationid: 'c-1', sequence: '7', retry: 'true' } }],
    ['another order of members', { data: { score: 0.5, decisionId: 'dec-1' } }],
    ['another time zone', { time: instant('2026-05-03T14:00:00+02:00') }],
    ['zeros behind the second', { time: instant('2026-05-03T12:00:00.000Z') }],
    ['another trace', { extensions: { ...content.extensions, traceparent: '00-1-2-01', tracestate: 'a=b' } }],
    ['absent members named', { dataschema: undefined }],
  ])('is the same for %s', (_, change) => {
    expect(contentTag(dataKey, { ...content, ...change })).toBe(tag);
  });

  it.each([
    ['type', { type: 'decision.withheld' }],
    ['subject', { subject: undefined }],
    ['time', { time: instant('2026-05-03T12:00:00.001Z') }],
    ['time taken away', { time: undefined }],
    ['schema', { dataschema: '/v1/schemas/decision.made/1' }],
    ['data', { data: { decisionId: 'dec-1', score: 0.25 } }],
    ['data taken away', { data: undefined }],
    ['extension', { extensions: { ...content.extensions, sequence: 8 } }],
    ['extensions taken away', { extensions: {} }],
  ])('is another for another %s', (_, change) => {
    expect(contentTag(dataKey, { ...content, ...change })).not.toBe(tag);
  });

  it('is another under another key', () => {
    expect(contentTag(otherKey, content)).not.toBe(tag);
  });

  it('counts no extensions and an empty map as the same', () => {
    expect(contentTag(dataKey, { ...content, extensions: { traceparent: 'x' } })).toBe(
      contentTag(dataKey, { ...content, extensions: undefined }),
    );
  });
});

describe('the format, which is for ever', () => {
  it('gives the published test vectors', () => {
    const vectors: { sealed: Sealed; opening: string; contentTag: string } = JSON.parse(
      readFileSync(join(import.meta.dirname, 'golden', 'sealing.json'), 'utf8'),
    );
    expect(sealed).toEqual(vectors.sealed);
    expect(Buffer.from(openingOf(dataKey, record.id)).toString('hex')).toBe(vectors.opening);
    const tag = contentTag(dataKey, {
      type: record.type,
      subject,
      time: instant('2026-05-03T12:00:00Z'),
      data: { decisionId: 'dec-1' },
      extensions: { sequence: 7 },
    });
    expect(tag).toBe(vectors.contentTag);
    const page = readFileSync(join(import.meta.dirname, '../../docs/decisions/0301-sealing.md'), 'utf8');
    for (const vector of [vectors.opening, vectors.contentTag, ...Object.values(vectors.sealed)])
      expect(page).toContain(vector);
  });
});

function instant(text: string) {
  const parsed = parseInstant(text);
  if (parsed === null) throw new Error(text);
  return parsed;
}
