/** Records of every released event version must decode, open and hash for ever. */
import { readdirSync } from 'node:fs';
import { definitionOf, definitions } from '../../src/catalogue/catalogue.js';
import { merge } from '../../src/catalogue/personal.js';
import { canonical, type Json } from '../../src/record/canonical.js';
import { bodyDigest, recordDigestHex } from '../../src/record/digest.js';
import type { Position } from '../../src/record/ids.js';
import { streamName } from '../../src/record/ids.js';
import { decodeRecord } from '../../src/record/record.js';
import { openSealed } from '../../src/vault/seal.js';
import { dataKey, goldenOf, groupsKey, other, readGolden } from './golden-record.js';

const files = readdirSync(import.meta.dirname).flatMap((name) => {
  const match = /^(.+)\.v(\d+)\.json$/.exec(name);
  return match ? [[match[1] ?? '', Number(match[2])] as const] : [];
});

test('every event version has its golden record', () => {
  const missing = definitions.filter(({ type, version }) => readGolden(type, version) === null).map(({ type, version }) => `${type}.v${version}`);
  // Write it with: node --import ./test/support/built.js test/golden/write-missing.ts
  expect(missing).toEqual([]);
});

describe.each(files)('%s version %i', (type, version) => {
  const golden = readGolden(type, version);
  if (golden === null) throw new Error('is listed and must be there');
  const header = Buffer.from(golden.header, 'utf8');
  const read = () =>
    decodeRecord({
      position: 1 as Position,
      stream: streamName('golden'),
      revision: 0,
      id: JSON.parse(golden.header).id,
      header,
      body: Buffer.from(golden.body, 'utf8'),
    });

  test('has canonical bytes whose digests are those of the day they were written', () => {
    expect(recordDigestHex(header)).toBe(golden.digest);
    const record = read();
    expect(canonical(record.header as unknown as Json)).toBe(golden.header);
    expect(canonical(record.body as unknown as Json)).toBe(golden.body);
    expect(bodyDigest(Buffer.from(String(record.body.salt), 'hex'), canonical(record.body.data))).toBe(record.header.bodyDigest);
  });

  test('is opened by its keys, and says again what was sent', () => {
    const { header: stored, body } = read();
    const opened = stored.sealed ? openSealed(dataKey, stored, stored.sealed) : { status: 'opened' as const, values: {} };
    const groups = stored.sealedGroups ? openSealed(groupsKey, stored, stored.sealedGroups) : { status: 'opened' as const, values: {} };
    if (opened.status !== 'opened' || groups.status !== 'opened') throw new Error('could not be opened');
    const sent = golden.event.data as { readonly [name: string]: Json };
    const references = definitionOf(type, version)?.references.length ?? 0;
    const expected = references > 0 ? { ...sent, otherSubject: other } : sent;
    expect(canonical(merge(merge(body.data, opened.values), groups.values))).toBe(canonical(expected));
    if (stored.subject === undefined) expect(stored.extensions).toEqual({ wave: 'β' });
    else expect(opened.values['/extensions/wave']).toBe('β');
  });

  test('is still made of the same event, byte for byte', () => {
    expect(goldenOf(golden.event)).toEqual(golden);
  });
});
