import { createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import { expand, extract, hmacHex } from '../../src/vault/hmac.js';

const LENGTHS = [0, 1, 31, 32, 36, 63, 64, 65, 127, 1_800, 5_461, 5_462, 20_000];

describe('HMAC and HKDF of one-shot hashes', () => {
  it('say what Node’s own HMAC says, for every length of key and text', () => {
    for (const keyLength of [0, 1, 16, 32, 36, 63, 64])
      for (const length of LENGTHS) {
        const key = randomBytes(keyLength);
        const text = randomBytes(length).toString('latin1');
        expect(hmacHex(key, text)).toBe(createHmac('sha256', key).update(text, 'utf8').digest('hex'));
      }
  });

  it('take a message in parts', () => {
    const key = randomBytes(32);
    for (const length of [0, 1, 1_800, 20_000]) {
      const bytes = randomBytes(length);
      const expected = createHmac('sha256', key).update('ä').update(bytes).update('b').digest('hex');
      expect(hmacHex(key, 'ä', bytes, 'b')).toBe(expected);
    }
  });

  it('forget the key and the message before', () => {
    const [long, short] = [randomBytes(64), randomBytes(16)];
    const before = hmacHex(short, 'a');
    hmacHex(long, 'much longer'.repeat(100));
    expect(hmacHex(short, 'a')).toBe(before);
  });

  it('take text beyond ASCII as UTF-8', () => {
    const key = randomBytes(32);
    for (const text of ['Größe', '€'.repeat(5_461), '😀'.repeat(100), '\u0000'])
      expect(hmacHex(key, text)).toBe(createHmac('sha256', key).update(text, 'utf8').digest('hex'));
  });

  it('derive what Node’s own HKDF derives', () => {
    for (const salt of ['', 'a', '0190a0a0-1234-5000-8000-0123456789ab', 'x'.repeat(64)])
      for (const info of ['', 'accountability-ledger/1 record', 'i'.repeat(200)]) {
        const key = randomBytes(32);
        const expected = Buffer.from(hkdfSync('sha256', createSecretKey(key), salt, info, 64));
        expect(expand(extract(salt, key), info).equals(expected)).toBe(true);
      }
  });
});
