/** The encoding of gRPC's messages, against the bytes of its specification and against itself. */
import { Fields, field, fieldSize, numberField, writeHead } from '../../src/log/eventstoredb/protobuf.js';

it('writes the bytes that the specification gives as examples', () => {
  expect(numberField(1, 150)).toEqual(Buffer.from('089601', 'hex'));
  expect(field(2, 'testing')).toEqual(Buffer.from('120774657374696e67', 'hex'));
  expect(field(3, numberField(1, 150))).toEqual(Buffer.from('1a03089601', 'hex'));
});

it('reads numbers up to 2^53 exactly, and says what is greater', () => {
  for (const value of [0, 127, 128, 2 ** 31, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER]) {
    const fields = new Fields(numberField(1, value));
    expect([fields.next(), fields.number(), fields.next()]).toEqual([1, value, 0]);
  }
  const most = new Fields(Buffer.from('08ffffffffffffffffff01', 'hex'));
  most.next();
  expect(most.number()).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
});

it('skips fields that nobody asks for, whatever they hold', () => {
  const unknown = [
    field(9, 'x'.repeat(5)),
    field(10, new Uint8Array(300).fill(1)),
    numberField(11, 2 ** 40),
    Buffer.from('610102030405060708', 'hex'),
    Buffer.from('6d01020304', 'hex'),
  ];
  const fields = new Fields(Buffer.concat(unknown.flatMap((bytes) => [bytes, field(1, 'wanted')])));
  const wanted: string[] = [];
  for (let number = fields.next(); number !== 0; number = fields.next()) {
    if (number === 1) wanted.push(fields.text());
    else fields.skip();
  }
  expect(wanted).toEqual(unknown.map(() => 'wanted'));
});

it('reads a message in a message, and what comes behind it', () => {
  const fields = new Fields(Buffer.concat([field(1, field(2, 'inner'), numberField(3, 7)), field(4, 'after')]));
  expect(fields.next()).toBe(1);
  const inner = fields.message();
  expect([inner.next(), inner.text(), inner.next(), inner.number(), inner.next()]).toEqual([2, 'inner', 3, 7, 0]);
  expect([fields.next(), fields.span().toString(), fields.next()]).toEqual([4, 'after', 0]);
});

it('writes the head of a field where it is told', () => {
  for (const length of [1, 127, 128, 20_000]) {
    const bytes = Buffer.alloc(fieldSize(length));
    expect(writeHead(bytes, 0, 3, length)).toBe(fieldSize(length) - length);
    expect(bytes).toEqual(field(3, new Uint8Array(length)));
  }
});
