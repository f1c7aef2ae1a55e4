/** What every vault does, driver or not: one case for each sentence of `src/vault/vault.ts`. */
import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { type Pseudonym, parsePosition, parsePseudonym } from '../../src/record/ids.js';
import type { Subject, Vault } from '../../src/vault/vault.js';

export interface VaultStorage {
  /** Opens one more instance over the same storage with these master keys (hexadecimal, the first wraps). */
  open(...masterKeys: readonly string[]): Promise<Vault>;
  /** What the storage keeps of a subject: its look-up hash and its wrapped key. */
  stored(pseudonym: Pseudonym): Promise<readonly Buffer[]>;
  /** Every byte of every file in which an erased key must leave no trace. */
  bytes(): Promise<Buffer>;
  remove(): Promise<void>;
}

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const masterKey = 'a1'.repeat(32);
const nextKey = 'b2'.repeat(32);

export function vaultContract(driver: string, storageOf: () => Promise<VaultStorage>): void {
  describe(`${driver} vault`, () => {
    let storage: VaultStorage;
    let vault: Vault;
    const opened: Vault[] = [];
    const open = async (...keys: readonly string[]): Promise<Vault> => {
      const another = await storage.open(...(keys.length === 0 ? [masterKey] : keys));
      opened.push(another);
      return another;
    };

    beforeEach(async () => {
      storage = await storageOf();
      vault = await open();
    });
    afterEach(async () => {
      for (const one of opened.splice(0)) await one.close();
      await storage.remove();
    });

    describe('subjects', () => {
      it('gives each reference a random pseudonym with a data key of its own, in order', async () => {
        const subjects = await vault.subjectsOf(['crm:1', 'crm:2', 'crm:1']);
        expect(subjects).toHaveLength(3);
        expect(subjects[0]).toEqual(subjects[2]);
        expect(subjects[0]?.pseudonym).not.toBe(subjects[1]?.pseudonym);
        for (const subject of subjects) {
          expect(subject.pseudonym).toMatch(UUID_V4);
          expect(subject.fenced).toBe(false);
          expect(subject.dataKey.symmetricKeySize).toBe(32);
        }
        expect(hex(subjects[0]?.dataKey)).not.toBe(hex(subjects[1]?.dataKey));
      });

      it('knows a reference again after it was opened anew, and from another instance', async () => {
        const subject = await one(vault, 'crm:C-10442');
        const other = await open();
        await expectSame(other, 'crm:C-10442', subject);
        await other.close();
        await expectSame(await open(), 'crm:C-10442', subject);
      });

      it('gives one reference one pseudonym among concurrent calls of two instances', async () => {
        const other = await open();
        const references = Array.from({ length: 40 }, (_, index) => `crm:${index % 20}`);
        const answers = await Promise.all(
          references.flatMap((reference) => [vault.subjectsOf([reference]), other.subjectsOf([reference, 'crm:x'])]),
        );
        const byReference = new Map<string, Set<string>>();
        answers.forEach((subjects, index) => {
          const reference = references[index >> 1] ?? '';
          const seen = byReference.get(reference) ?? new Set();
          byReference.set(reference, seen.add(`${subjects[0]?.pseudonym} ${hex(subjects[0]?.dataKey)}`));
        });
        expect([...byReference.values()].map((seen) => seen.size)).toEqual(Array.from({ length: 20 }, () => 1));
      });

      it('makes a thousand subjects in one call', async () => {
        const subjects = await vault.subjectsOf(Array.from({ length: 1_000 }, (_, index) => `crm:${index}`));
        expect(new Set(subjects.map(({ pseudonym }) => pseudonym)).size).toBe(1_000);
      });

      it('takes another spelling of a reference for the same one', async () => {
        const [a, b] = await vault.subjectsOf(['email:Someone@Example.org', 'email: someone@example.org ']);
        expect(a?.pseudonym).toBe(b?.pseudonym);
      });

      it('refuses what is no reference, and makes nothing then', async () => {
        await expect(vault.subjectsOf(['crm:1', 'nobody'])).rejects.toMatchObject({ code: 'invalid' });
        await expect(vault.find('nobody')).rejects.toMatchObject({ code: 'invalid' });
        await expect(vault.isFenced('nobody')).rejects.toMatchObject({ code: 'invalid' });
        expect(await vault.find('crm:1')).toBeNull();
      });

      it('finds a pseudonym without making one', async () => {
        expect(await vault.find('crm:1')).toBeNull();
        expect(await vault.find('crm:1')).toBeNull();
        const subject = await one(vault, 'crm:1');
        expect(await vault.find('crm:1')).toBe(subject.pseudonym);
      });

      it('gives data keys by pseudonym and leaves out the unknown', async () => {
        const subject = await one(vault, 'crm:1');
        const stranger = parsePseudonym('00000000-0000-4000-8000-000000000000');
        const keys = await (await open()).dataKeys([stranger, subject.pseudonym]);
        expect([...keys.keys()]).toEqual([subject.pseudonym]);
        expect(hex(keys.get(subject.pseudonym))).toBe(hex(subject.dataKey));
      });
    });

    describe('keys of the ledger', () => {
      it('has one tag key for ever', async () => {
        const tag = hex(await vault.tagKey());
        expect(hex(await (await open()).tagKey())).toBe(tag);
        await vault.rotateMasterKey(keyOf(nextKey));
        expect(hex(await (await open(nextKey)).tagKey())).toBe(tag);
      });

      it('makes one groups key a year, the same for concurrent callers', async () => {
        const other = await open();
        const keys = await Promise.all([vault.groupsKey(2026), other.groupsKey(2026), vault.groupsKey(2027)]);
        expect(hex(keys[0])).toBe(hex(keys[1]));
        expect(hex(keys[0])).not.toBe(hex(keys[2]));
      });

      it('never makes a destroyed groups key again', async () => {
        await vault.groupsKey(2026);
        await vault.destroyGroupsKey(2026);
        await vault.destroyGroupsKey(2026);
        await vault.destroyGroupsKey(1999);
        expect(await vault.groupsKey(2026)).toBeNull();
        const other = await open();
        expect(await other.groupsKey(2026)).toBeNull();
        expect(await other.groupsKey(1999)).toBeNull();
        expect(await other.groupsKey(2027)).not.toBeNull();
      });
    });

    describe('erasure', () => {
      it('destroys keys and references at once, and says which', async () => {
        const [a, b, c] = await vault.subjectsOf(['crm:a', 'crm:b', 'crm:c']);
        const erased = [pseudonymOf(a), pseudonymOf(b)];
        expect(await vault.erase(erased)).toEqual({ pseudonyms: erased, keyIds: erased, references: 2 });
        expect(await vault.find('crm:a')).toBeNull();
        expect([...(await vault.dataKeys([...erased, pseudonymOf(c)])).keys()]).toEqual([pseudonymOf(c)]);
        expect((await (await open()).dataKeys(erased)).size).toBe(0);
      });

      it('destroys nothing more when repeated, or asked for strangers', async () => {
        const subject = await one(vault, 'crm:a');
        const stranger = parsePseudonym('00000000-0000-4000-8000-000000000000');
        await vault.erase([subject.pseudonym]);
        const again = await vault.erase([subject.pseudonym, stranger]);
        expect(again).toEqual({ pseudonyms: [], keyIds: [], references: 0 });
        expect(await vault.erase([])).toEqual({ pseudonyms: [], keyIds: [], references: 0 });
      });

      it('gives an erased reference a fresh fenced pseudonym, the same until its fence is lifted', async () => {
        const before = await one(vault, 'crm:a');
        await vault.erase([before.pseudonym]);
        const after = await one(vault, 'crm:a');
        expect(after.pseudonym).not.toBe(before.pseudonym);
        expect(hex(after.dataKey)).not.toBe(hex(before.dataKey));
        expect(after.fenced).toBe(true);
        await expectSame(await open(), 'crm:a', after);
        expect((await one(vault, 'crm:never-erased')).fenced).toBe(false);
        expect([await vault.isFenced('crm:a'), await vault.isFenced('crm:never-erased')]).toEqual([true, false]);

        await vault.liftFence(after.pseudonym);
        await vault.liftFence(after.pseudonym);
        await expectSame(vault, 'crm:a', { ...after, fenced: false });
        await expectSame(await open(), 'crm:a', { ...after, fenced: false });
        expect(await vault.isFenced('crm:a')).toBe(false);
      });

      it('knows that an erased reference is fenced before anything of it comes again, and makes nothing', async () => {
        const before = await one(vault, 'crm:a');
        expect(await vault.isFenced('crm:a')).toBe(false);
        await vault.erase([before.pseudonym]);
        expect(await vault.isFenced('crm:a')).toBe(true);
        expect(await (await open()).isFenced('crm:a')).toBe(true);
        expect(await vault.find('crm:a')).toBeNull();
      });

      it('applied again, as at every start, leaves a person who came back alone', async () => {
        const before = await one(vault, 'crm:a');
        await vault.erase([before.pseudonym]);
        const back = await one(vault, 'crm:a');
        await vault.liftFence(back.pseudonym);
        await vault.erase([before.pseudonym]);
        await expectSame(vault, 'crm:a', { ...back, fenced: false });
      });

      it('covers the fresh pseudonym as well when asked, and fences again', async () => {
        const before = await one(vault, 'crm:a');
        await vault.erase([before.pseudonym]);
        const back = await one(vault, 'crm:a');
        await vault.liftFence(back.pseudonym);
        expect((await vault.erase([before.pseudonym, back.pseudonym])).pseudonyms).toEqual([back.pseudonym]);
        const third = await one(vault, 'crm:a');
        expect(third.fenced).toBe(true);
        expect([before.pseudonym, back.pseudonym]).not.toContain(third.pseudonym);
      });

      it('is heard by another instance within five seconds, though it uses what was destroyed all the while', async () => {
        const other = await open();
        const erased = await one(vault, 'crm:1');
        const kept = await one(vault, 'crm:2');
        await vault.groupsKey(2026);
        const held = async () => ({
          key: (await vault.dataKeys([erased.pseudonym, kept.pseudonym])).size,
          subject: await one(vault, 'crm:1'),
          groups: await vault.groupsKey(2026),
        });
        expect(await held()).toMatchObject({ key: 2, subject: { fenced: false }, groups: expect.anything() });
        await other.erase([erased.pseudonym]);
        await other.destroyGroupsKey(2026);
        const start = performance.now();
        let now = await held();
        while (performance.now() - start < 4_900 && now.key === 2) {
          await new Promise((resolve) => setTimeout(resolve, 50));
          now = await held();
        }
        expect(now).toMatchObject({ key: 1, subject: { fenced: true }, groups: null });
        expect(now.subject.pseudonym).not.toBe(erased.pseudonym);
        expect((await one(vault, 'crm:2')).pseudonym).toBe(kept.pseudonym);
        await other.liftFence(now.subject.pseudonym);
        const lifted = performance.now();
        while (performance.now() - lifted < 4_900 && now.subject.fenced) {
          await new Promise((resolve) => setTimeout(resolve, 50));
          now = await held();
        }
        expect(now.subject.fenced).toBe(false);
      }, 15_000);

      it('leaves no trace of keys and references in any file', async () => {
        const references = Array.from({ length: 300 }, (_, index) => `crm:planted-${index}`);
        const victims = (await vault.subjectsOf(references)).filter((_, index) => index % 3 === 0);
        const survivors = await vault.subjectsOf(['crm:planted-1']);
        await vault.groupsKey(2026);
        const traces: Buffer[] = [];
        for (const { pseudonym, dataKey } of victims) {
          const stored = await storage.stored(pseudonym);
          expect(stored.length).toBeGreaterThan(0);
          traces.push(dataKey.export(), ...stored);
        }
        await vault.erase(victims.map(({ pseudonym }) => pseudonym));
        const bytes = await storage.bytes();
        expect(traces.filter((trace) => bytes.includes(trace))).toEqual([]);
        expect(bytes.includes('planted')).toBe(false);
        // The search itself can find what is there.
        const kept = await storage.stored(pseudonymOf(survivors[0]));
        expect(kept.every((trace) => bytes.includes(trace))).toBe(true);
      });

      it('never keeps a living key or reference in clear', async () => {
        const subjects = await vault.subjectsOf(['email:planted@example.org', 'crm:planted']);
        const group = await vault.groupsKey(2026);
        const secrets = [...subjects.map(({ dataKey }) => dataKey), group, await vault.tagKey()];
        const bytes = await storage.bytes();
        expect(secrets.filter((key) => key !== null && bytes.includes(key.export()))).toEqual([]);
        expect(bytes.includes('planted')).toBe(false);
        expect(bytes.includes(keyOf(masterKey).export())).toBe(false);
      });
    });

    describe('the log is the authority', () => {
      it('remembers how far erasures were applied, and never goes back', async () => {
        expect(await vault.appliedTo()).toBeNull();
        await vault.markApplied(parsePosition('41'));
        await vault.markApplied(parsePosition('7'));
        expect(await vault.appliedTo()).toBe(41);
        expect(await (await open()).appliedTo()).toBe(41);
      });
    });

    describe('rotation of the master key', () => {
      it('wraps every key anew; the same keys open with the next master key alone', async () => {
        const subjects = await vault.subjectsOf(Array.from({ length: 1_200 }, (_, index) => `crm:${index}`));
        await vault.groupsKey(2026);
        const { rewrapped } = await vault.rotateMasterKey(keyOf(nextKey));
        expect(rewrapped).toBe(1_200 + 4);
        const rotated = await open(nextKey);
        expect((await rotated.subjectsOf(['crm:0']))[0]).toMatchObject({ pseudonym: pseudonymOf(subjects[0]) });
        const keys = await rotated.dataKeys(subjects.map(({ pseudonym }) => pseudonym));
        expect(subjects.every(({ pseudonym, dataKey }) => hex(keys.get(pseudonym)) === hex(dataKey))).toBe(true);
        await expect(open(masterKey)).rejects.toMatchObject({ code: 'unavailable' });
        expect(await rotated.rotateMasterKey(keyOf(nextKey))).toEqual({ rewrapped: 0 });
      });

      it('leaves no key under the old master key in any file', async () => {
        const subject = await one(vault, 'crm:1');
        const [, wrapped] = await storage.stored(subject.pseudonym);
        await vault.rotateMasterKey(keyOf(nextKey));
        expect(wrapped).toBeDefined();
        expect((await storage.bytes()).includes(wrapped ?? '')).toBe(false);
      });

      it('lets an instance with both keys go on, and one with the old key alone make nothing under it', async () => {
        const both = await open(masterKey, nextKey);
        const old = await open(masterKey);
        await vault.rotateMasterKey(keyOf(nextKey));
        const made = await one(both, 'crm:made-after');
        await expectSame(await open(nextKey), 'crm:made-after', made);
        await expect(old.subjectsOf(['crm:made-by-the-old'])).rejects.toMatchObject({ code: 'unavailable' });
        expect(await vault.find('crm:made-by-the-old')).toBeNull();
      });

      it('run by two instances at once, re-wraps each key once', async () => {
        await vault.subjectsOf(Array.from({ length: 700 }, (_, index) => `crm:${index}`));
        const other = await open();
        const next = keyOf(nextKey);
        const [a, b] = await Promise.all([vault.rotateMasterKey(next), other.rotateMasterKey(next)]);
        expect((a?.rewrapped ?? 0) + (b?.rewrapped ?? 0)).toBe(700 + 3);
      });

      it('interrupted, leaves every key readable with both keys, and is resumed by being run again', async () => {
        const subjects = await vault.subjectsOf(Array.from({ length: 1_500 }, (_, index) => `crm:${index}`));
        const all = subjects.map(({ pseudonym }) => pseudonym);
        const stopped = await open();
        const running = stopped.rotateMasterKey(keyOf(nextKey));
        await Promise.all([stopped.close(), running.catch(() => undefined)]);
        const both = await open(masterKey, nextKey);
        expect((await both.dataKeys(all)).size).toBe(1_500);
        await both.rotateMasterKey(keyOf(nextKey));
        const keys = await (await open(nextKey)).dataKeys(all);
        expect(subjects.every(({ pseudonym, dataKey }) => hex(keys.get(pseudonym)) === hex(dataKey))).toBe(true);
      });

      it('fences as before after it', async () => {
        const subject = await one(vault, 'crm:1');
        await vault.erase([subject.pseudonym]);
        await vault.rotateMasterKey(keyOf(nextKey));
        expect((await one(await open(nextKey), 'crm:1')).fenced).toBe(true);
      });
    });

    it('refuses a wrong master key', async () => {
      await expect(open(randomBytes(32).toString('hex'))).rejects.toMatchObject({ code: 'unavailable' });
    });
  });
}

async function one(vault: Vault, reference: string): Promise<Subject> {
  const [subject] = await vault.subjectsOf([reference]);
  if (subject === undefined) throw new Error('no subject');
  return subject;
}

async function expectSame(vault: Vault, reference: string, subject: Subject): Promise<void> {
  const found = await one(vault, reference);
  expect(found).toMatchObject({ pseudonym: subject.pseudonym, fenced: subject.fenced });
  expect(hex(found.dataKey)).toBe(hex(subject.dataKey));
}

function pseudonymOf(subject: Subject | undefined): Pseudonym {
  if (subject === undefined) throw new Error('no subject');
  return subject.pseudonym;
}

function hex(key: KeyObject | null | undefined): string {
  return key?.export().toString('hex') ?? 'none';
}

function keyOf(text: string): KeyObject {
  return createSecretKey(Buffer.from(text, 'hex'));
}
