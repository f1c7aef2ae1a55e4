import fc from 'fast-check';
import { openHeader, type ReadHeader } from '../../src/projections/open-header.js';
import type { Position, Pseudonym, StreamName } from '../../src/record/ids.js';
import { type CommittedRecord, decodeHeader, encodeRecord, type RecordHeader } from '../../src/record/record.js';
import { committed, plain } from '../support/plain-records.js';

const one = committed(plain({ type: 'decision.made', stream: 'decision-d-1', eventId: 'e-1' }), 1);
const simple = decodeHeader(one);
const pseudonym = '5f0c2a86-6d3b-4f4e-9a57-0d8f6b0f9c11' as Pseudonym;
/** Texts as a stranger might choose them to be taken for members. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(...['type', 'source', 'stream', 'sequence'].map((name) => `a","${name}":"forged`)),
  fc.constantFrom(...['type', 'source', 'sequence'].map((name) => `\\","${name}":"forged`)),
  fc.constant(`,"format":1,"id":"${simple.id}","occurredAt":"1999-01-01T00:00:00Z"`),
);
const sealed = fc.record({ kid: text, nonce: text, ciphertext: text, commitment: text });
const extensions = fc.dictionary(
  fc.constantFrom('format', 'recordedat', 'occurredat', 'stream', 'version'),
  fc.oneof(text, fc.integer(), fc.boolean()),
);
const some = fc.record(
  {
    eventId: text,
    source: text,
    actor: text,
    type: fc.constantFrom('decision.made', 'data.observed'),
    sequence: fc.oneof(fc.nat(), text, fc.constantFrom('7', '007', Number.MAX_SAFE_INTEGER, -1, 0.5)),
    subject: fc.constant(pseudonym),
    correlationId: text,
    causationId: text,
    traceparent: text,
    timeAbsent: fc.constant(true as const),
    fenced: fc.constant(true as const),
    extensions,
    sealed,
    sealedGroups: sealed,
  },
  { requiredKeys: [] },
);

describe('the header as read models see it', () => {
  it('says what the whole header says, whatever its texts hold', () => {
    fc.assert(
      fc.property(some, (members) => {
        const header: RecordHeader = { ...simple, ...members };
        const stored = recordOf(header);
        for (const form of [stored, { ...stored, header: Buffer.from(stored.header).toString() }])
          expect(seen(openHeader(form))).toEqual(seen(header));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is not that of another record, in another stream, of another format, or none', () => {
    const refused = [
      { ...one, id: committed(plain({ type: 'decision.made', stream: 'decision-d-1', eventId: 'e-2' }), 1).id },
      { ...one, stream: 'decision-d-2' as StreamName },
      { ...one, header: Buffer.from(Buffer.from(one.header).toString().replace('"format":1', '"format":2')) },
      { ...one, header: one.header.subarray(0, 200) },
      { ...one, header: one.header.subarray(0, -1) },
      { ...one, header: Buffer.from([0xff, 0xfe]) },
    ];
    for (const record of refused)
      expect(() => openHeader(record)).toThrow(expect.objectContaining({ code: 'corrupt' }));
  });
});

function seen({ type, stream, source, subject, sequence, occurredAt, recordedAt }: ReadHeader): ReadHeader {
  return { type, stream, source, subject, sequence, occurredAt, recordedAt };
}

function recordOf(header: RecordHeader): CommittedRecord {
  const { id, ...bytes } = encodeRecord(header, { data: {} });
  return { position: 1 as Position, stream: header.stream, revision: 0, id, header: bytes.header, body: bytes.body };
}
