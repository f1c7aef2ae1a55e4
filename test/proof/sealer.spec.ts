import { verifyEd25519 } from '../../src/proof/ed25519.js';
import { openCheckpoint } from '../../src/proof/merkle/checkpoint.js';
import { hexOf, treeHasher } from '../../src/proof/merkle/hash.js';
import { parseTilePath, tilePath, tileWidth } from '../../src/proof/merkle/tile.js';
import { verifyConsistency, verifyInclusion } from '../../src/proof/merkle/verify.js';
import { type PublicationStream, Publications } from '../../src/proof/publications.js';
import { replaceKeyFile } from '../../src/proof/signing-keys.js';
import { sha256 } from '../../src/record/digest.js';
import { SmallLedger } from '../support/small-ledger.js';
import { MTH } from './merkle/rfc6962-oracle.js';

const hasher = treeHasher(sha256);
let ledger: SmallLedger;

beforeEach(async () => {
  ledger = await SmallLedger.open();
});
afterEach(() => ledger.close());

/** Where a write of publications can go wrong, in the way of a real store. */
class Faulty extends Publications {
  fault: 'none' | 'before' | 'after' = 'none';
  constructor(private readonly real: Publications) {
    super();
  }
  override async append(stream: PublicationStream, revision: number, text: string): Promise<boolean> {
    if (this.fault === 'before') throw new Error('the disk is full');
    const appended = await this.real.append(stream, revision, text);
    // The store has it, and the caller hears of a failure.
    if (this.fault === 'after') throw new Error('the connection was lost');
    return appended;
  }
  override read(stream: PublicationStream, from: number, limit: number) {
    return this.real.read(stream, from, limit);
  }
  override last(stream: PublicationStream) {
    return this.real.last(stream);
  }
  override close() {
    return this.real.close();
  }
}

async function entries(): Promise<Uint8Array[]> {
  const found: Uint8Array[] = [];
  for await (const page of ledger.log.readAll()) for (const record of page) found.push(sha256(record.header));
  return found;
}

describe('checkpoints', () => {
  it('sign the tree over all records in the order of the log', async () => {
    const { sealer, keys } = ledger.instance();
    for (const more of [0, 1, 2, 5, 250, 300]) {
      await ledger.record(more);
      const checkpoint = await sealer.seal();
      const all = await entries();
      expect(checkpoint.size).toBe(all.length);
      expect(hexOf(checkpoint.root)).toBe(hexOf(MTH(all)));
      const log = [keys.current().key];
      expect((await openCheckpoint(verifyEd25519, checkpoint.note, { origin: 'ledger.example', log })).ok).toBe(true);
    }
  });

  it('are the same one while nothing was recorded', async () => {
    const { sealer } = ledger.instance();
    await ledger.record(3);
    expect((await sealer.seal()).note).toBe((await sealer.seal()).note);
    expect(await ledger.instance().publications.last('checkpoints')).toBe(0);
  });

  it('prove every record and every earlier checkpoint', async () => {
    await ledger.record(300);
    const { sealer, tree } = ledger.instance();
    const first = await sealer.seal();
    await ledger.record(257);
    const second = await sealer.seal();
    const all = await entries();
    for (const leaf of [0, 1, 255, 256, 299, 300, 556]) {
      const leafHash = hasher.leaf(all[leaf] ?? new Uint8Array());
      const inclusion = {
        leafHash,
        leaf,
        size: second.size,
        proof: tree.inclusion(leaf, second.size),
        root: second.root,
      };
      expect(verifyInclusion(hasher, inclusion)).toBe(true);
    }
    const proof = tree.consistency(first.size, second.size);
    const consistency = { from: first.size, fromRoot: first.root, to: second.size, toRoot: second.root, proof };
    expect(verifyConsistency(hasher, consistency)).toBe(true);
  });

  it('serve tiles and bundles, full and partial, for every size that was published', async () => {
    await ledger.record(600);
    const { tree } = ledger.instance();
    const all = await entries();
    const leaves = all.map((entry) => hasher.leaf(entry));
    for (const size of [1, 255, 256, 257, 512, 599, 600]) {
      for (const index of [0, 1, 2]) {
        const width = tileWidth(0, index, size);
        const tile = { level: 0, index, width };
        if (width === 0) {
          expect(tree.tile({ ...tile, width: 1 }, size)).toBeNull();
          continue;
        }
        expect(parseTilePath(tilePath(tile))).toEqual(tile);
        expect(hexOf(tree.tile(tile, size) ?? new Uint8Array())).toBe(
          leaves
            .slice(index * 256, index * 256 + width)
            .map(hexOf)
            .join(''),
        );
        const bundle = tree.tile({ level: 'entries', index, width }, size) ?? new Uint8Array();
        expect(bundle.length).toBe(width * 34);
        expect(hexOf(bundle.subarray(2, 34))).toBe(hexOf(all[index * 256] ?? new Uint8Array()));
        expect(tree.tile({ ...tile, width: Math.min(256, width + 1) }, size) === null).toBe(width < 256);
      }
    }
    expect(hexOf(tree.tile({ level: 1, index: 0, width: 2 }, 600) ?? new Uint8Array())).toBe(
      hexOf(MTH(all.slice(0, 256))) + hexOf(MTH(all.slice(256, 512))),
    );
    expect(tree.tile({ level: 1, index: 0, width: 3 }, 600)).toBeNull();
  });

  it.each([
    ['before it is stored', 'before'],
    ['after it is stored: it failed, but it is there', 'after'],
  ] as const)('survive a fault %s', async (_, fault) => {
    await ledger.record(5);
    const holder: Faulty[] = [];
    const { sealer, published } = ledger.instance((real) => {
      const faulty = new Faulty(real);
      holder.push(faulty);
      return faulty;
    });
    await sealer.seal();
    await ledger.record(5);
    const [faulty] = holder;
    if (faulty === undefined) throw new Error('no publications');
    faulty.fault = fault;
    await expect(sealer.seal()).rejects.toThrow();
    faulty.fault = 'none';
    const seen = await published.latest();
    expect(seen?.size).toBe(fault === 'after' ? 10 : 5);
    const next = await sealer.seal();
    expect(next.size).toBe(10);
    // Whatever the store said, one size has one checkpoint.
    expect(await ledger.instance().publications.last('checkpoints')).toBe(1);
    // And a process that starts now sees the same.
    expect((await ledger.instance().published.latest())?.note).toBe(next.note);
  });

  it('of two instances over one log are one consistent history', async () => {
    const [a, b] = [ledger.instance(), ledger.instance()];
    const seen: { size: number; root: Uint8Array }[] = [];
    for (const more of [3, 0, 4, 260, 1]) {
      await ledger.record(more);
      seen.push(...(await Promise.all([a.sealer.seal(), b.sealer.seal()])));
    }
    const last = seen.at(-1);
    if (last === undefined) throw new Error('no checkpoint');
    for (const { size, root } of seen) {
      const proof = a.tree.consistency(size, last.size);
      expect(verifyConsistency(hasher, { from: size, fromRoot: root, to: last.size, toRoot: last.root, proof })).toBe(
        true,
      );
    }
    expect((await a.published.latest())?.note).toBe((await b.published.latest())?.note);
  });

  it('never get smaller, also over a restart with another key', async () => {
    await ledger.record(8);
    const before = ledger.instance();
    expect(await before.keys.announce(ledger.clock.now())).toEqual({ status: 'first' });
    const old = await before.sealer.seal();
    const oldKey = before.keys.current().key;
    replaceKeyFile(ledger.config);
    const after = ledger.instance();
    expect((await after.published.latest())?.note).toBe(old.note);
    expect(await after.keys.announce(ledger.clock.now())).toEqual({
      status: 'rotated',
      from: `ledger.example+${oldKey.id}`,
    });
    const next = await after.sealer.seal();
    expect(next.size).toBe(8);
    expect(next.note).not.toBe(old.note);
    const known = await after.keys.known();
    expect(known.map(({ id }) => id)).toEqual([after.keys.current().key.id, oldKey.id]);
    for (const note of [old.note, next.note])
      expect((await openCheckpoint(verifyEd25519, note, { origin: 'ledger.example', log: known })).ok).toBe(true);
  });

  it('stop with an alarm where the log lost its end, and publish nothing', async () => {
    await ledger.record(9);
    const { sealer, published, publications } = ledger.instance();
    const last = await sealer.seal();
    const other = await SmallLedger.open();
    other.next = 1_000;
    try {
      await other.record(4);
      for (let revision = 0; revision <= (await publications.last('checkpoints')); revision++) {
        const [line] = await publications.read('checkpoints', revision, 1);
        await other.instance().publications.append('checkpoints', revision, line?.text ?? '');
      }
      const restored = other.instance();
      await expect(restored.sealer.seal()).rejects.toThrow(expect.objectContaining({ code: 'corrupt' }));
      expect((await restored.alarms.history()).map(({ kind }) => kind)).toEqual(['rollback']);
      expect((await restored.published.latest())?.note).toBe(last.note);
      // Longer, but another history: a fork.
      await other.record(6);
      const forked = other.instance();
      await expect(forked.sealer.seal()).rejects.toThrow(expect.objectContaining({ code: 'corrupt' }));
      expect((await forked.alarms.history()).map(({ kind }) => kind)).toEqual(['rollback', 'fork']);
    } finally {
      await other.close();
    }
    expect((await published.latest())?.size).toBe(9);
  });
});
