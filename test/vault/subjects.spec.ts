import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { fenceMarkOf, lookupOf, normalReference, parseReference } from '../../src/vault/subjects.js';

describe('a reference', () => {
  it.each([
    ['crm:C-10442', 'crm:C-10442'],
    ['crm: C-10442\t', 'crm:C-10442'],
    ['email: Someone@Example.ORG ', 'email:someone@example.org'],
    ['urn:isbn:123', 'urn:isbn:123'],
    ['crm:e\u0301', 'crm:\u00e9'],
    [`a:${'x'.repeat(512)}`, `a:${'x'.repeat(512)}`],
    ['x-1+2.3:a b', 'x-1+2.3:a b'],
  ])('%j is known as %j', (text, normal) => {
    expect(normalReference(text)).toBe(normal);
  });

  it.each(
    [
      ['', 'nobody', 'crm:', 'crm:   ', ':1', '1crm:1', 'CRM:1', 'crm:a\u0000b', 'crm:a\nb', 'crm:\ud800'],
      [`${'s'.repeat(33)}:1`, `crm:${'x'.repeat(513)}`, 'cr m:1', ' crm:1', 'crm:\u0085x'],
    ].flat(),
  )('%j is refused, and not repeated in the refusal', (text) => {
    expect(normalReference(text)).toBeNull();
    expect(() => parseReference(text, '/data/otherSubject')).toThrow(
      expect.objectContaining({
        code: 'invalid',
        errors: [expect.objectContaining({ pointer: '/data/otherSubject' })],
        message: expect.not.stringContaining(text === '' ? '\u0000' : `"${text}"`),
      }),
    );
  });

  it('is in its normal form once and for all', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('crm', 'email', 'x+y'),
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        (scheme, value) => {
          const normal = normalReference(`${scheme}:${value}`);
          if (normal !== null) expect(normalReference(normal)).toBe(normal);
        },
      ),
    );
  });

  it('has a look-up hash and a fence mark that do not show one another', () => {
    const key = createSecretKey(Buffer.alloc(32, 1));
    const fence = createSecretKey(Buffer.alloc(32, 2));
    expect(lookupOf(key, 'crm:1')).toHaveLength(32);
    expect(lookupOf(key, 'crm:1')).toEqual(lookupOf(key, 'crm:1'));
    expect(lookupOf(key, 'crm:1')).not.toEqual(lookupOf(key, 'crm:2'));
    expect(fenceMarkOf(fence, 'crm:1')).not.toEqual(lookupOf(key, 'crm:1'));
  });
});
