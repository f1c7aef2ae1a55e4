import { compactRange } from '../../../src/proof/merkle/compact-range.js';
import { type Hash, hexOf, treeHasher } from '../../../src/proof/merkle/hash.js';
import { consistencyProof, inclusionProof, peaksOf, type ReadNode, rootOf } from '../../../src/proof/merkle/tree.js';
import { verifyConsistency, verifyInclusion } from '../../../src/proof/merkle/verify.js';
import { sha256 } from '../../../src/record/digest.js';
import { leafHash, MTH, PATH, PROOF } from './rfc6962-oracle.js';

const hasher = treeHasher(sha256);
const MAX = 64;
const entries = Array.from({ length: MAX }, (_, index) => sha256(Uint8Array.of(index)));
const sizes = Array.from({ length: MAX + 1 }, (_, size) => size);
const roots = sizes.map((size) => MTH(entries.slice(0, size)));
const root = (size: number): Hash => roots[size] as Hash;
/** Reads complete subtrees of exactly `size` leaves; anything else is a mistake of the caller. */
const nodesOf =
  (size: number): ReadNode =>
  (level, index) => {
    const [start, end] = [index * 2 ** level, (index + 1) * 2 ** level];
    if (end > size) throw new Error(`node ${level}/${index} is not complete in a tree of ${size}`);
    return MTH(entries.slice(start, end));
  };
const hexes = (hashes: readonly Hash[]): string[] => hashes.map(hexOf);
const flipped = (hash: Hash): Hash => Uint8Array.from(hash, (byte, index) => (index === 17 ? byte ^ 1 : byte));

describe('the tree against an oracle written from RFC 6962', () => {
  it('has the same root at every size, built from complete nodes or leaf by leaf', () => {
    const range = compactRange(hasher);
    for (const size of sizes) {
      expect(hexOf(rootOf(hasher, size, nodesOf(size)))).toBe(hexOf(root(size)));
      expect(hexOf(range.root())).toBe(hexOf(root(size)));
      expect(range.size).toBe(size);
      if (size < MAX) range.append(leafHash(entries[size] as Hash));
    }
  });

  it('goes on from stored peaks at every size', () => {
    for (const size of sizes) {
      const read = nodesOf(size);
      const peaks = peaksOf(size).map(({ level, index }) => read(level, index));
      const range = compactRange(hasher, { size, peaks });
      expect(hexes(range.peaks())).toEqual(hexes(peaks));
      for (const entry of entries.slice(size)) range.append(leafHash(entry));
      expect(hexOf(range.root())).toBe(hexOf(root(MAX)));
    }
    expect(() => compactRange(hasher, { size: 3, peaks: [] })).toThrow(RangeError);
  });

  it('makes the same inclusion proof for every leaf of every size, and verifies it', () => {
    for (const size of sizes)
      for (let leaf = 0; leaf < size; leaf++) {
        const proof = inclusionProof(hasher, leaf, size, nodesOf(size));
        expect(hexes(proof)).toEqual(hexes(PATH(leaf, entries.slice(0, size))));
        const inclusion = { leafHash: leafHash(entries[leaf] as Hash), leaf, size, proof, root: root(size) };
        expect(verifyInclusion(hasher, inclusion)).toBe(true);
      }
  });

  it('makes the same consistency proof for every pair of sizes, and verifies it', () => {
    for (const to of sizes)
      for (let from = 0; from <= to; from++) {
        const proof = consistencyProof(hasher, from, to, nodesOf(to));
        if (from > 0) expect(hexes(proof)).toEqual(hexes(PROOF(from, entries.slice(0, to))));
        const consistency = { from, fromRoot: root(from), to, toRoot: root(to), proof };
        expect(verifyConsistency(hasher, consistency)).toBe(true);
      }
  });

  it('refuses every inclusion proof in which one thing is changed', () => {
    for (const size of [1, 2, 3, 5, 7, 8, 13, 32, 33, 63, 64])
      for (let leaf = 0; leaf < size; leaf++) {
        const proof = PATH(leaf, entries.slice(0, size));
        const right = { leafHash: leafHash(entries[leaf] as Hash), leaf, size, proof, root: root(size) };
        const wrong = [
          { ...right, leafHash: flipped(right.leafHash) },
          { ...right, root: flipped(right.root) },
          { ...right, leaf: leaf + 1 },
          { ...right, leaf: leaf - 1 },
          { ...right, leaf: size },
          { ...right, leaf: leaf + 0.5 },
          { ...right, proof: [...proof, root(1)] },
          { ...right, proof: proof.slice(1).concat(root(1).subarray(1)) },
          ...proof.map((_, at) => ({ ...right, proof: proof.map((hash, i) => (i === at ? flipped(hash) : hash)) })),
          ...(proof.length > 0
            ? [
                { ...right, proof: proof.slice(1) },
                { ...right, proof: proof.slice(0, -1) },
              ]
            : []),
        ];
        for (const inclusion of wrong) expect(verifyInclusion(hasher, inclusion)).toBe(false);
      }
  });

  it('refuses every consistency proof in which one thing is changed', () => {
    for (const to of [1, 2, 3, 6, 7, 8, 21, 32, 33, 63, 64])
      for (let from = 1; from <= to; from++) {
        const proof = PROOF(from, entries.slice(0, to));
        const right = { from, fromRoot: root(from), to, toRoot: root(to), proof };
        const wrong = [
          { ...right, fromRoot: flipped(right.fromRoot) },
          { ...right, toRoot: flipped(right.toRoot) },
          { ...right, proof: [...proof, root(1)] },
          { ...right, from: to + 1 },
          { ...right, from: -1 },
          { ...right, from: 0 },
          ...proof.map((_, at) => ({ ...right, proof: proof.map((hash, i) => (i === at ? flipped(hash) : hash)) })),
          ...(proof.length > 0
            ? [
                { ...right, proof: proof.slice(1) },
                { ...right, proof: proof.slice(0, -1) },
              ]
            : []),
        ];
        for (const consistency of wrong) expect(verifyConsistency(hasher, consistency)).toBe(false);
      }
  });

  it('accepts the empty tree as the beginning of every tree, and only with an empty proof', () => {
    const start = { from: 0, fromRoot: hasher.empty, to: 9, toRoot: root(9), proof: [] };
    expect(verifyConsistency(hasher, start)).toBe(true);
    expect(verifyConsistency(hasher, { ...start, proof: [root(1)] })).toBe(false);
    expect(verifyConsistency(hasher, { ...start, fromRoot: root(1) })).toBe(false);
  });

  it('counts beyond 32 bits', () => {
    const size = 2 ** 48 - 1;
    expect(peaksOf(size)).toHaveLength(48);
    expect(peaksOf(size)[0]).toEqual({ level: 47, index: 0 });
    expect(peaksOf(2 ** 40 + 3)).toEqual([
      { level: 40, index: 0 },
      { level: 1, index: 2 ** 39 },
      { level: 0, index: 2 ** 40 + 2 },
    ]);
    const node: ReadNode = (level, index) => sha256(Buffer.from(`${level}/${index}`));
    const leaf = 2 ** 47 - 5;
    const proof = inclusionProof(hasher, leaf, size, node);
    const inclusion = { leafHash: node(0, leaf), leaf, size, proof, root: rootOf(hasher, size, node) };
    expect(proof).toHaveLength(48);
    // The made-up nodes do not hash to each other, so only the shape of the proof can be right here.
    expect(verifyInclusion(hasher, inclusion)).toBe(false);
  });
});

describe('known answers (the test data of RFC 6962 implementations)', () => {
  const known = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  const leaves = known.map((hex) => hasher.leaf(Buffer.from(hex, 'hex')));
  const read: ReadNode = (level, index) => {
    if (level === 0) return leaves[index] as Hash;
    return hasher.node(read(level - 1, 2 * index), read(level - 1, 2 * index + 1));
  };

  it('has the published roots', () => {
    const published = [
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ];
    expect(published.map((_, size) => hexOf(rootOf(hasher, size, read)))).toEqual(published);
  });

  it('has the published paths and proofs', () => {
    expect(hexes(inclusionProof(hasher, 0, 8, read))).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    expect(hexes(inclusionProof(hasher, 5, 8, read))).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(hexes(consistencyProof(hasher, 6, 8, read))).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
  });
});
