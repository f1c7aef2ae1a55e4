import fc from 'fast-check';
import { canonical, type Json } from '../../src/record/canonical.js';

describe('canonical JSON (RFC 8785)', () => {
  it('sorts members by UTF-16 code units and writes numbers as ECMAScript does', () => {
    const sample = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001,-0],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    );
    expect(canonical(sample)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
    expect(canonical({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 })).toBe(
      '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
    );
  });

  it.each([
    ['undefined', { a: undefined }],
    ['NaN', [Number.NaN]],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a lone surrogate', 'a\ud800'],
    ['a lone surrogate in a name', { '\udc00': 1 }],
    ['a date', new Date(0)],
    ['a bigint', 1n],
  ])('refuses %s', (_, value) => {
    expect(() => canonical(value as never)).toThrow(expect.objectContaining({ code: 'not-json-value' }));
  });
});

describe('the fast writer', () => {
  /** RFC 8785 read literally: sort, then join. */
  const literal = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(literal).join(',')}]`;
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    const members = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${literal(Reflect.get(value, key))}`);
    return `{${members.join(',')}}`;
  };

  it('writes what RFC 8785 says, also where names look like indices or are __proto__', () => {
    const key = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.nat().map(String),
      fc.constantFrom('__proto__', 'a', '01', 'toJSON'),
    );
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.jsonValue(),
        fc.array(tie('any'), { maxLength: 4 }),
        fc.array(fc.tuple(key, tie('any')), { maxLength: 6 }).map((members) => Object.fromEntries(members)),
      ),
    })).any;
    fc.assert(
      fc.property(value, (sample) => {
        fc.pre(literal(sample).isWellFormed() && !/\\ud[89a-f]/.test(literal(sample)));
        expect(canonical(sample as Json)).toBe(literal(sample));
      }),
    );
  });
});
