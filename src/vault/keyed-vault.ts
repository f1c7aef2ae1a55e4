/** A vault over any store: makes, wraps, unwraps and remembers keys. The store sees keyed hashes and wrapped keys only. */
import { type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import { type Position, type Pseudonym, parsePseudonym } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { KeyMemory, Standing } from './key-memory.js';
import type { MasterKeys } from './master-keys.js';
import { rewrapEverything } from './rotation.js';
import { fenceMarkOf, lookupOf, parseReference } from './subjects.js';
import { type Destroyed, groupsKeyId, type Reference, type Subject, Vault } from './vault.js';
import { namedKeyIdentity, type SubjectRow, subjectIdentity, type VaultStore } from './vault-store.js';

interface FixedKeys {
  readonly lookup: KeyObject;
  readonly tag: KeyObject;
  readonly fence: KeyObject;
}

const ATTEMPTS = 3;

/** @throws LedgerError `unavailable` where the vault is wrapped by a master key that this process was not given */
export async function openKeyedVault(
  store: VaultStore,
  masters: MasterKeys,
  notices: readonly string[],
): Promise<Vault> {
  masters.use(await store.master(masters.current));
  const lookup = await fixedKey(store, masters, 'lookup');
  const tag = await fixedKey(store, masters, 'tag');
  const fence = await fixedKey(store, masters, 'fence');
  return new KeyedVault(store, masters, { lookup, tag, fence }, notices);
}

class KeyedVault extends Vault {
  readonly #subjects = new KeyMemory<Subject>();
  readonly #dataKeys = new KeyMemory<KeyObject>();
  readonly #standing = new Standing(
    () => this.store.destructions(),
    () => this.#forget(),
  );

  constructor(
    private readonly store: VaultStore,
    private readonly masters: MasterKeys,
    private readonly fixed: FixedKeys,
    readonly notices: readonly string[],
  ) {
    super();
  }

  async subjectsOf(references: readonly Reference[]): Promise<readonly Subject[]> {
    await this.#standing.confirm();
    const found = new Map<Reference, Subject>();
    let unknown = new Set<Reference>();
    for (const text of references) {
      const known = this.#subjects.get(text);
      if (known === undefined) unknown.add(parseReference(text));
      else found.set(text, known);
    }
    for (let attempt = 0; unknown.size > 0; attempt++) {
      unknown = await this.#readSubjects(unknown, found);
      if (unknown.size === 0) break;
      if (attempt === ATTEMPTS) throw new LedgerError('unavailable', 'New subjects could not be stored in the vault.');
      if (attempt > 0) this.masters.use(await this.store.master(this.masters.current));
      await this.store.addSubjects([...unknown].map((reference) => this.#newSubject(reference)));
    }
    return references.map((text) => {
      const subject = found.get(text) ?? found.get(parseReference(text));
      if (subject === undefined) throw new LedgerError('unavailable', 'A subject could not be read from the vault.');
      return subject;
    });
  }

  async find(reference: Reference): Promise<Pseudonym | null> {
    const [row] = await this.store.byLookup([lookupOf(this.fixed.lookup, parseReference(reference))]);
    return row?.pseudonym ?? null;
  }

  async isFenced(reference: Reference): Promise<boolean> {
    return this.store.isFenced(fenceMarkOf(this.fixed.fence, parseReference(reference)));
  }

  async dataKeys(pseudonyms: readonly Pseudonym[]): Promise<ReadonlyMap<Pseudonym, KeyObject>> {
    await this.#standing.confirm();
    const keys = new Map<Pseudonym, KeyObject>();
    const missing = new Set<Pseudonym>();
    for (const pseudonym of pseudonyms) {
      const known = this.#dataKeys.get(pseudonym);
      if (known === undefined) missing.add(pseudonym);
      else keys.set(pseudonym, known);
    }
    if (missing.size === 0) return keys;
    const epoch = this.#dataKeys.epoch;
    for (const row of await this.store.byPseudonym([...missing])) {
      const key = this.masters.unwrap(row, subjectIdentity(row));
      this.#dataKeys.put(row.pseudonym, key, epoch);
      keys.set(row.pseudonym, key);
    }
    return keys;
  }

  async groupsKey(year: number): Promise<KeyObject | null> {
    await this.#standing.confirm();
    const name = groupsKeyId(year);
    const known = this.#dataKeys.get(name);
    if (known !== undefined) return known;
    const epoch = this.#dataKeys.epoch;
    const key = await namedKey(this.store, this.masters, name);
    if (key !== null) this.#dataKeys.put(name, key, epoch);
    return key;
  }

  async tagKey(): Promise<KeyObject> {
    return this.fixed.tag;
  }

  async erase(pseudonyms: readonly Pseudonym[]): Promise<Destroyed> {
    this.#forget();
    const destroyed = new Set(await this.store.erase(pseudonyms));
    this.#forget();
    // In the order asked, whatever order a store works in.
    const gone = [...new Set(pseudonyms)].filter((pseudonym) => destroyed.has(pseudonym));
    return { pseudonyms: gone, keyIds: gone, references: gone.length };
  }

  async liftFence(pseudonym: Pseudonym): Promise<void> {
    await this.store.liftFence(pseudonym);
    this.#subjects.clear();
  }

  async destroyGroupsKey(year: number): Promise<void> {
    await this.store.destroyNamedKey(groupsKeyId(year));
    this.#forget();
  }

  appliedTo(): Promise<Position | null> {
    return this.store.appliedTo();
  }

  markApplied(position: Position): Promise<void> {
    return this.store.markApplied(position);
  }

  masterKey(): Promise<string> {
    return this.store.master(this.masters.current);
  }

  async rotateMasterKey(next: KeyObject): Promise<{ readonly rewrapped: number }> {
    return rewrapEverything(this.store, this.masters, next);
  }

  async close(): Promise<void> {
    this.#standing.stop();
    await this.store.close();
  }

  /** Puts into `found` what the store has, remembers it, and returns the others. */
  async #readSubjects(references: ReadonlySet<Reference>, found: Map<Reference, Subject>): Promise<Set<Reference>> {
    const epoch = this.#subjects.epoch;
    const asked = [...references];
    const rows = await this.store.byLookup(asked.map((reference) => lookupOf(this.fixed.lookup, reference)));
    const missing = new Set<Reference>();
    for (const [index, reference] of asked.entries()) {
      const row = rows[index];
      if (row === undefined) {
        missing.add(reference);
        continue;
      }
      const dataKey = this.masters.unwrap(row, subjectIdentity(row));
      const subject: Subject = { pseudonym: row.pseudonym, dataKey, fenced: row.fenced };
      this.#subjects.put(reference, subject, epoch);
      found.set(reference, subject);
    }
    return missing;
  }

  #newSubject(reference: Reference): SubjectRow {
    const row = {
      pseudonym: parsePseudonym(randomUUID()),
      lookup: lookupOf(this.fixed.lookup, reference),
      mark: fenceMarkOf(this.fixed.fence, reference),
    };
    return { ...row, ...this.masters.wrap(randomBytes(32), subjectIdentity(row)) };
  }

  #forget(): void {
    this.#subjects.clear();
    this.#dataKeys.clear();
  }
}

async function fixedKey(store: VaultStore, masters: MasterKeys, name: string): Promise<KeyObject> {
  const key = await namedKey(store, masters, name);
  if (key === null) throw new LedgerError('corrupt', `The vault's ${name} key is gone.`);
  return key;
}

/** Made where there is none; null where it was destroyed. */
async function namedKey(store: VaultStore, masters: MasterKeys, name: string): Promise<KeyObject | null> {
  for (let attempt = 0; attempt <= ATTEMPTS; attempt++) {
    const row = (await store.namedKeys()).find((candidate) => candidate.name === name);
    if (row !== undefined) return row.key === null ? null : masters.unwrap(row.key, namedKeyIdentity(name));
    if (attempt > 0) masters.use(await store.master(masters.current));
    await store.addNamedKey(name, masters.wrap(randomBytes(32), namedKeyIdentity(name)));
  }
  throw new LedgerError('unavailable', `The vault's ${name} key could not be stored.`);
}
