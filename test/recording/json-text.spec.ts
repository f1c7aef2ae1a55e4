import fc from 'fast-check';
import { LedgerError } from '../../src/record/ledger-error.js';
import { listSlices, parseJson, parseSlice } from '../../src/recording/json-text.js';

const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');

function refusal(input: Buffer): LedgerError {
  try {
    parseJson(input);
  } catch (error) {
    if (error instanceof LedgerError) return error;
  }
  throw new Error('was not refused');
}

describe('reading JSON that strangers sent', () => {
  test('what JSON.parse reads of well-formed text is what comes back', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), fc.constantFrom(undefined, 1), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        if (text.includes('"__proto__"')) return;
        expect(JSON.stringify(parseJson(bytes(text)))).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  test('the elements of a list are those of JSON.parse', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ maxDepth: 4 })), fc.constantFrom(undefined, 2), (list, indent) => {
        const text = JSON.stringify(list, null, indent);
        if (text.includes('"__proto__"')) return;
        const input = bytes(text);
        const read = listSlices(input, 10_000).map((slice) => parseSlice(input, slice));
        expect(JSON.stringify(read)).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  test('text cut off anywhere is refused as malformed, never thrown as something else', () => {
    const text = '{"a":[1,{"b\\u00e9":"c\\"d"},-2.5e3,true,null],"ü":"x"}';
    for (let length = 0; length < bytes(text).length; length++)
      expect(refusal(bytes(text).subarray(0, length)).code).toBe('malformed');
  });

  test.each([
    ['a key twice', '{"data":{"a":1,"b":2,"a":3}}', '/data/a', 'second time'],
    ['a key twice, once escaped', '{"a":1,"\\u0061":2}', '/a', 'second time'],
    ['a key twice within a list', '[{"x/y":1,"x/y":2}]', '/0/x~1y', 'second time'],
    ['__proto__', '{"data":{"__proto__":{"isAdmin":true}}}', '/data/__proto__', '__proto__'],
    ['__proto__, escaped', '{"\\u005f_proto__":1}', '/__proto__', '__proto__'],
    ['constructor with prototype', '{"constructor":{"prototype":{"x":1}}}', '/constructor', 'prototype'],
    ['an integer beyond 2^53', '{"n":9007199254740993}', '/n', 'double precision'],
    ['more digits than a double holds', '{"n":[3.14159265358979323846]}', '/n/0', 'double precision'],
    ['an overflow', '{"n":1e400}', '/n', 'double precision'],
    ['an underflow', '{"n":1e-400}', '/n', 'double precision'],
    ['a neighbour of what a double holds', '{"n":1.1882964611252024e+15}', '/n', 'double precision'],
    ['a huge whole number', `{"n":${'7'.repeat(5000)}}`, '/n', 'double precision'],
    ['a lone surrogate as key', '{"\\ud800":1}', '', 'surrogate'],
    ['a lone surrogate', '{"a":["\\ud83d\\ude00","x\\uDE00"]}', '/a/1', 'surrogate'],
    ['a missing comma', '{"a":1 "b":2}', '', 'comma'],
    ['a trailing comma', '{"a":[1,]}', '/a/1', 'missing or misspelt'],
    ['a bare word', '{"a":yes}', '/a', 'misspelt'],
    ['NaN', '{"a":NaN}', '/a', 'misspelt'],
    ['a leading zero', '{"a":01}', '/a', 'not written as JSON'],
    ['a comment', '{/* no */"a":1}', '', 'double quotes'],
    ['single quotes', "{'a':1}", '', 'double quotes'],
    ['a raw control character', '{"a":"x\ny"}', '/a', 'control character'],
    ['an unknown escape', '{"a":"\\x41"}', '/a', 'escape'],
    ['an open string', '{"a":"x', '/a', 'not closed'],
    ['two values', '{"a":1}{"b":2}', '', 'more after the end'],
    ['mismatched brackets', '{"a":[1}', '/a', 'bracket'],
    ['nothing', '  ', '', 'nothing'],
  ])('%s is refused with its own sentence and pointer', (_name, text, pointer, sentence) => {
    const error = refusal(bytes(text));
    expect(error.code).toBe('malformed');
    expect(error.errors[0]?.pointer).toBe(pointer);
    expect(error.errors[0]?.detail).toContain(sentence);
  });

  test('invalid UTF-8 is refused where it stands', () => {
    const error = refusal(Buffer.concat([bytes('{"data":{"name":"M'), Buffer.from([0xfc]), bytes('ller"}}')]));
    expect(error.code).toBe('malformed');
    expect(error.errors).toEqual([{ pointer: '/data/name', detail: 'At byte 16: the text is not valid UTF-8.' }]);
  });

  test('nesting beyond 64 levels is refused, also a million of them', () => {
    expect(parseJson(bytes(`${'['.repeat(64)}${']'.repeat(64)}`))).toHaveLength(1);
    for (const levels of [65, 1_000_000]) {
      const error = refusal(bytes('['.repeat(levels) + ']'.repeat(levels)));
      expect(error.code).toBe('malformed');
      expect(error.message).toContain('deeper than 64');
    }
  });

  test.each([
    '0',
    '-0',
    '1',
    '-1.50',
    '0.1',
    '0.10000000000000001',
    '1e5',
    '1.5E+10',
    '9007199254740992',
    '0.8444218515250481',
    '1000000000000000000000',
    '5e-324',
    '1.7976931348623157e308',
    '100000000000000000000000000000.000',
    // Exactly in the middle between the two: one writer rounds up, another to the even digit.
    '1.1882964611252022e+15',
    '1.1882964611252023e+15',
  ])('the number %s is held by a double and taken', (token) => {
    expect(parseJson(bytes(`[${token}]`))).toEqual([Number(token)]);
  });

  test('every double survives in its shortest and its 17-digit form', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parseJson(bytes(`[${value},${value.toPrecision(17)},${value.toExponential()}]`))).toHaveLength(3);
      }),
    );
  });

  test('so do quarters of large numbers, of which many are a middle', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2 ** 50, max: 2 ** 51 - 1 }), fc.constantFrom(0.25, 0.5, 0.75), (whole, part) => {
        const value = whole + part;
        const tokens = [value.toExponential(), value.toPrecision(17), `${whole}${`${part}`.slice(1)}`];
        expect(parseJson(bytes(`[${tokens}]`))).toEqual(tokens.map(Number));
      }),
    );
  });

  test('a fault in one element leaves the others readable', () => {
    const input = bytes('[{"a":1},{"a":tru},{"a":1,"a":2},{"b":2}]');
    const results = listSlices(input, 10).map((slice) => {
      try {
        return parseSlice(input, slice);
      } catch (error) {
        return error instanceof LedgerError ? error.code : 'other';
      }
    });
    expect(results).toEqual([{ a: 1 }, 'malformed', 'malformed', { b: 2 }]);
  });

  test.each(['', '{}', '[1', '[1,', '[1,]', '[,1]', '[1]]', '[1] 2', '[{"a":[}]', '["x]'])('%j is no batch', (text) => {
    expect(() => listSlices(bytes(text), 10)).toThrow(expect.objectContaining({ code: 'malformed' }));
  });

  test('a batch with more elements than allowed is refused', () => {
    expect(() => listSlices(bytes('[1,2,3]'), 2)).toThrow(expect.objectContaining({ code: 'too-large' }));
    expect(listSlices(bytes(' [ 1 , 2 ] '), 2)).toHaveLength(2);
    expect(listSlices(bytes('\ufeff[]'), 2)).toHaveLength(0);
  });

  test('no fault quotes what was sent', () => {
    const secret = 'jana.novak@example.org';
    for (const text of [`{"a":"${secret}"`, `{"a":"${secret}",}`, `{"a":"${secret}" "b"}`, `{"a":"${secret}\\q"}`]) {
      const error = refusal(bytes(text));
      expect(JSON.stringify([error.message, error.errors])).not.toContain('jana');
    }
  });
});
