/** The master keys that a process was given: the one that wraps, and others that only open, so that a rotation can go on beside a running service. */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { keyBytes } from '../config.js';
import { LedgerError } from '../record/ledger-error.js';

/** A key under a master key, as a store keeps it: nonce (12) ‖ ciphertext (32) ‖ tag (16), AES-256-GCM with the row's identity as associated data. */
export interface Wrapped {
  readonly wrapped: Uint8Array;
  /** Which master key: its `masterKeyId`. */
  readonly master: string;
}

/** Names a master key without telling anything about it: the first 8 bytes of SHA-256 over a label and the key, in hexadecimal. */
export function masterKeyId(key: KeyObject): string {
  return createHash('sha256')
    .update('accountability-ledger/1 master key')
    .update(key.export())
    .digest('hex')
    .slice(0, 16);
}

/**
 * The master keys of a configuration: one, or several with white space or commas between them, of which the first wraps.
 * @throws LedgerError `configuration` where one of them is not 32 bytes
 */
export function masterKeysOf(text: string): MasterKeys {
  const [first, ...others] = text.split(/[\s,]+/).map((part) => {
    const bytes = keyBytes(part);
    if (bytes !== null) return createSecretKey(bytes);
    throw new LedgerError(
      'configuration',
      'A master key of the vault is 32 bytes, as 64 hexadecimal digits or base64.',
    );
  });
  if (first === undefined) throw new LedgerError('configuration', 'The vault needs a master key.');
  return new MasterKeys(first, ...others);
}

export class MasterKeys {
  readonly #keys = new Map<string, KeyObject>();
  #current: string;

  /** @param keys at least one; the first wraps until `use` says otherwise */
  constructor(first: KeyObject, ...others: readonly KeyObject[]) {
    this.#current = masterKeyId(first);
    for (const key of [first, ...others]) this.add(key);
  }

  get current(): string {
    return this.#current;
  }

  add(key: KeyObject): string {
    const id = masterKeyId(key);
    this.#keys.set(id, key);
    return id;
  }

  /** The vault says which master key wraps now; another instance may have rotated it. @throws LedgerError `unavailable` where this process was not given that key */
  use(id: string): void {
    if (!this.#keys.has(id)) throw unknownMaster(id, [...this.#keys.keys()]);
    this.#current = id;
  }

  wrap(key: Uint8Array, identity: string): Wrapped {
    const master = this.#current;
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#key(master), nonce, { authTagLength: 16 });
    cipher.setAAD(Buffer.from(identity, 'utf8'));
    const body = cipher.update(key);
    cipher.final();
    return { wrapped: Buffer.concat([nonce, body, cipher.getAuthTag()]), master };
  }

  /** @throws LedgerError `corrupt` where the row was changed or belongs to another identity · `unavailable` where the master key is not ours */
  unwrap({ wrapped, master }: Wrapped, identity: string): KeyObject {
    const raw = this.#open(wrapped, master, identity);
    const key = createSecretKey(raw);
    raw.fill(0);
    return key;
  }

  /** The same key under the current master key. */
  rewrap(row: Wrapped, identity: string): Wrapped {
    const raw = this.#open(row.wrapped, row.master, identity);
    const again = this.wrap(raw, identity);
    raw.fill(0);
    return again;
  }

  #open(wrapped: Uint8Array, master: string, identity: string): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', this.#key(master), wrapped.subarray(0, 12), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(identity, 'utf8'));
    decipher.setAuthTag(wrapped.subarray(-16));
    const raw = decipher.update(wrapped.subarray(12, -16));
    try {
      decipher.final();
    } catch (cause) {
      throw new LedgerError('corrupt', 'A wrapped key of the vault was changed or moved to another row.', [], {
        cause,
      });
    }
    return raw;
  }

  #key(id: string): KeyObject {
    const key = this.#keys.get(id);
    if (key === undefined) throw unknownMaster(id, [...this.#keys.keys()]);
    return key;
  }
}

function unknownMaster(id: string, known: readonly string[]): LedgerError {
  return new LedgerError(
    'unavailable',
    `The vault's keys are wrapped by master key ${id}, and this process was given ${known.join(', ')}. Start it with LEDGER_VAULT_KEY set to that key.`,
  );
}
