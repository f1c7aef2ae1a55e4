/** The quick check of a record may say yes only where the thorough one finds nothing: held together over made and spoiled records. */
import fc from 'fast-check';
import { readCanonical } from '../../src/proof/verification/canonical-form.js';
import { scanObject } from '../../src/proof/verification/canonical-scan.js';
import { checkClosely } from '../../src/proof/verification/check-record.js';
import { isOrdinary } from '../../src/proof/verification/ordinary-record.js';
import type { Problem } from '../../src/proof/verification/problem.js';
import { canonical, type Json, type JsonObject } from '../../src/record/canonical.js';
import { bodyDigest } from '../../src/record/digest.js';
import { type Position, recordIdOf, type StreamName } from '../../src/record/ids.js';
import type { CommittedRecord } from '../../src/record/record.js';

const RUNS = { numRuns: 500 };
const plain = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 });
const any = fc.oneof({ weight: 3, arbitrary: plain }, fc.string({ unit: 'binary', minLength: 1 }));
const json = fc.object({
  maxDepth: 3,
  maxKeys: 5,
  key: fc.oneof(plain, fc.constantFrom('a', 'ab', 'b', '1', '10', '2', '')),
  values: [
    any,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.constant(-0),
    fc.maxSafeInteger(),
    fc.constantFrom('"', '\\', '\n', '\u0000', '\u001f', '\u007f', 'ü', '\u2028', '😀', '\ufffd'),
  ],
}) as fc.Arbitrary<JsonObject>;
const base64 = (minLength: number, maxLength = minLength) =>
  fc.uint8Array({ minLength, maxLength }).map((bytes) => Buffer.from(bytes).toString('base64'));
const sealed = fc.record({ kid: fc.uuid(), nonce: base64(12), ciphertext: base64(16, 70), commitment: base64(32) });
const optional = fc.record(
  {
    causationId: plain,
    correlationId: any,
    extensions: fc.dictionary(fc.constantFrom('a', 'b'), any, { maxKeys: 2 }),
    fenced: fc.constant(true),
    sealed,
    sealedGroups: sealed,
    sequence: fc.oneof(fc.string(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
    subject: fc.uuid(),
    timeAbsent: fc.constant(true),
    traceparent: plain,
    redacted: fc.constant(['/reason']),
  },
  { requiredKeys: [] },
);

function recordOf(source: string, eventId: string, data: JsonObject, more: JsonObject): CommittedRecord {
  const salt = '0123456789abcdef0123456789abcdef';
  const id = recordIdOf(source, eventId);
  const header = {
    actor: 'token-1',
    bodyDigest: bodyDigest(Buffer.from(salt, 'hex'), canonical(data)),
    contentTag: 'ab'.repeat(32),
    eventId,
    format: 1,
    id,
    occurredAt: '2026-05-03T10:00:00.123456Z',
    recordedAt: '2026-05-03T10:00:01Z',
    source,
    stream: 'decision-dec-1',
    type: 'decision.made',
    version: 1,
    ...more,
  };
  return {
    position: 1 as Position,
    revision: 0,
    id,
    stream: 'decision-dec-1' as StreamName,
    header: Buffer.from(canonical(header)),
    body: Buffer.from(canonical({ salt, data })),
  };
}

const made = fc
  .tuple(plain, plain, json, optional)
  .filter(([, , data]) => isJson(data))
  .map(([source, eventId, data, more]) => recordOf(source, eventId, data, more as JsonObject));

/** One byte, or a few, of header or body are other ones, are missing, or stand there twice. */
const spoiled = fc
  .tuple(
    made,
    fc.boolean(),
    fc.nat(),
    fc.constantFrom('flip', 'cut', 'double', 'swap'),
    fc.integer({ min: 1, max: 255 }),
  )
  .map(([record, ofHeader, place, how, bits]): CommittedRecord => {
    const bytes = Buffer.from(ofHeader ? record.header : record.body);
    const at = place % bytes.length;
    const byte = bytes[at] ?? 0;
    const next = bytes[at + 1] ?? 0;
    const middle = { flip: [byte ^ bits], cut: [], double: [byte, byte], swap: [next, byte] }[how] ?? [];
    const other = Buffer.concat([
      bytes.subarray(0, at),
      Buffer.from(middle),
      bytes.subarray(at + (how === 'swap' ? 2 : 1)),
    ]);
    return ofHeader ? { ...record, header: other } : { ...record, body: other };
  });

function problemsOf(record: CommittedRecord): Problem[] {
  const problems: Problem[] = [];
  checkClosely(record, (problem) => problems.push(problem));
  return problems;
}

function isJson(value: Json): boolean {
  try {
    canonical(value);
    return true;
  } catch {
    return false;
  }
}

describe('the quick check of a record', () => {
  it('knows an ordinary record', () => {
    const data = { reason: 'Größe "M"\n', score: 0.73, list: [1, -2, 1e21, { b: null, c: true }], empty: {}, none: [] };
    const seal = {
      kid: '1b4e28ba-2fa1-4d2b-883f-0016d3cca427',
      nonce: Buffer.alloc(12, 1).toString('base64'),
      ciphertext: Buffer.alloc(17, 2).toString('base64'),
      commitment: Buffer.alloc(32, 3).toString('base64'),
    };
    const more = {
      sealed: seal,
      sealedGroups: seal,
      subject: seal.kid,
      sequence: 7,
      fenced: true,
      traceparent: '00-1',
    };
    for (const extra of [{}, more]) {
      const record = recordOf('/engine', 'e-1', data, extra as JsonObject);
      expect(problemsOf(record)).toEqual([]);
      expect(isOrdinary(record)).toBe(true);
    }
  });

  it('says yes to no record in which the thorough one finds something', () => {
    fc.assert(
      fc.property(fc.oneof(made, spoiled), (record) => {
        if (isOrdinary(record)) expect(problemsOf(record)).toEqual([]);
      }),
      { numRuns: 4_000 },
    );
  });

  it('says no when any byte of an ordinary record is another one', () => {
    const record = recordOf('/engine', 'e-1', { reason: 'Größe', score: -0.5, at: [1, 20] }, {});
    for (const part of ['header', 'body'] as const)
      for (let at = 0; at < record[part].length; at++)
        for (const bits of [1, 2, 4, 8, 16, 32, 64, 128]) {
          const bytes = Buffer.from(record[part]);
          bytes[at] = (bytes[at] ?? 0) ^ bits;
          const other = { ...record, [part]: bytes };
          if (isOrdinary(other)) expect(problemsOf(other)).toEqual([]);
          // The header is bound by its leaf alone where its form is kept; the body by the digest in the header.
          if (part === 'body') expect([isOrdinary(other), problemsOf(other).length > 0]).toEqual([false, true]);
        }
  });

  it('says no where a column is another one', () => {
    const record = recordOf('/engine', 'e-1', {}, {});
    expect(isOrdinary(record)).toBe(true);
    expect(isOrdinary({ ...record, stream: 'decision-dec-2' as StreamName })).toBe(false);
    expect(isOrdinary({ ...record, id: recordIdOf('/engine', 'e-2') })).toBe(false);
  });
});

describe('the scan of canonical JSON', () => {
  const scan = (bytes: Buffer) => scanObject(bytes, 0, bytes.length);

  it('knows what canonical() writes, but for escapes by number and names beyond ASCII', () => {
    fc.assert(
      fc.property(json.filter(isJson), (value) => {
        const text = canonical(value);
        const closer = /(?<!\\)(\\\\)*\\u/.test(text) || namesOf(value).some(isHard);
        expect(scan(Buffer.from(text))).toBe(!closer);
      }),
      RUNS,
    );
  });

  it.each([
    '{"b":1,"a":2}',
    '{"a":1,"a":2}',
    '{"a":1, "b":2}',
    '{"a":1.0}',
    '{"a":-0}',
    '{"a":01}',
    '{"a":1e5}',
    '{"a":1E21}',
    '{"a":12345678901234567890}',
    '{"a":+1}',
    '{"a":.5}',
    '{"a":-}',
    '{"a":"\\/"}',
    '{"a":"\\u000a"}',
    '{"a":"\t"}',
    '{"a":"\\ud800"}',
    '{"a":[1,]}',
    '{"a":1,}',
    '{"a":tru}',
    '{"a":nul',
    '{"a"}',
    '{',
    '',
    '[]',
    '{}x',
    '{"a":1}}',
    '{"a":{"c":1,"b":2}}',
    '{"ab":1,"a":2}',
  ])('does not take %s', (text) => {
    expect(scan(Buffer.from(text))).toBe(false);
    const read = readCanonical(Buffer.from(text));
    expect(read.ok && text !== '[]').toBe(false);
  });

  it('does not take bytes that are not UTF-8, nor read beyond its end', () => {
    expect(scan(Buffer.from('7b2261223a22ff227d', 'hex'))).toBe(false);
    expect(scan(Buffer.from('7b2261223a22c3227d', 'hex'))).toBe(false);
    expect(scanObject(Buffer.from('{"a":true}'), 0, 8)).toBe(false);
    expect(scanObject(Buffer.from('{"a":12}'), 0, 6)).toBe(false);
  });
});

function namesOf(value: Json): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(namesOf);
  return Object.entries(value).flatMap(([name, member]) => [name, ...namesOf(member)]);
}

function isHard(name: string): boolean {
  return !/^[ !#-[\]-~]*$/.test(name);
}
