import { type Hash, hexOf, treeHasher } from '../../../src/proof/merkle/hash.js';
import {
  entryBundle,
  hashesOf,
  parseTilePath,
  TILE_WIDTH,
  tileLevels,
  tileOfNode,
  tilePath,
  tileWidth,
} from '../../../src/proof/merkle/tile.js';
import { sha256 } from '../../../src/record/digest.js';
import { MTH } from './rfc6962-oracle.js';

const hasher = treeHasher(sha256);

describe('tiles (C2SP tlog-tiles)', () => {
  it.each([
    ['tile/0/000', { level: 0, index: 0, width: 256 }],
    ['tile/0/x001/x234/067', { level: 0, index: 1_234_067, width: 256 }],
    ['tile/1/999.p/17', { level: 1, index: 999, width: 17 }],
    ['tile/63/x001/000.p/255', { level: 63, index: 1000, width: 255 }],
    ['tile/entries/273.p/112', { level: 'entries' as const, index: 273, width: 112 }],
  ])('%s has one address', (path, tile) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });

  it.each([
    'tile/00/000',
    'tile/64/000',
    'tile/0/0',
    'tile/0/0000',
    'tile/0/x000/001',
    'tile/0/001/067',
    'tile/0/x001/x067',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/data/000',
    '/tile/0/000',
    'tile/0/000/',
    'tile/8/0-1',
    'tile/0/x999/x999/x999/x999/x999/x999/999',
  ])('%s is none', (path) => {
    expect(parseTilePath(path)).toBeNull();
  });

  it('has the tiles that the specification counts for 70,000 and for 256 entries', () => {
    expect([272, 273, 274].map((index) => tileWidth(0, index, 70_000))).toEqual([256, 112, 0]);
    expect([0, 1, 2].map((index) => tileWidth(1, index, 70_000))).toEqual([256, 17, 0]);
    expect(tileWidth(2, 0, 70_000)).toBe(1);
    expect(tileWidth(3, 0, 70_000)).toBe(0);
    expect([tileWidth(0, 0, 256), tileWidth(0, 1, 256), tileWidth(1, 0, 256), tileWidth(2, 0, 256)]).toEqual([
      256, 0, 1, 0,
    ]);
    expect(tileWidth('entries', 273, 70_000)).toBe(112);
  });

  it('finds every node of a tree in a tile', () => {
    const entries = Array.from({ length: 700 }, (_, index) => sha256(Buffer.from(`${index}`)));
    const leaves = entries.map((entry) => hasher.leaf(entry));
    const hashesOfTile = (level: number, index: number): Hash[] => {
      const below =
        level === 0
          ? leaves
          : Array.from({ length: 2 }, (_, n) => MTH(entries.slice(n * TILE_WIDTH, (n + 1) * TILE_WIDTH)));
      return below.slice(index * TILE_WIDTH, (index + 1) * TILE_WIDTH);
    };
    for (let level = 0; level <= 9; level++)
      for (let index = 0; (index + 1) * 2 ** level <= entries.length; index++) {
        const found = tileOfNode(level, index);
        const hash = tileLevels(hasher, hashesOfTile(found.level, found.index))[found.height]?.[found.place];
        const expected = MTH(entries.slice(index * 2 ** level, (index + 1) * 2 ** level));
        expect([level, index, hexOf(hash as Hash)]).toEqual([level, index, hexOf(expected)]);
      }
  });

  it('keeps within a partial tile only complete subtrees', () => {
    const hashes = Array.from({ length: 5 }, (_, index) => sha256(Uint8Array.of(index)));
    expect(tileLevels(hasher, hashes).map((level) => level.length)).toEqual([5, 2, 1]);
  });

  it('writes entries after their length in two bytes, and takes hashes apart', () => {
    expect(hexOf(entryBundle([Uint8Array.of(1, 2), new Uint8Array(0), Uint8Array.of(3)]))).toBe(
      '0002010200000001' + '03',
    );
    expect(entryBundle([new Uint8Array(300)]).subarray(0, 2)).toEqual(Uint8Array.of(1, 44));
    expect(hashesOf(new Uint8Array(64))?.length).toBe(2);
    expect(hashesOf(new Uint8Array(65))).toBeNull();
  });
});
