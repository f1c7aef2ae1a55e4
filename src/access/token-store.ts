/**
 * The port of the access database: API tokens, and the key that signs consumers' links. It never holds a token, only the hash of its secret.
 * One driver is embedded (`sqlite-token-store.ts`); several instances share one through another driver of the same port.
 */
import type { Instant } from '../record/ids.js';
import type { Role } from './roles.js';

export interface StoredToken {
  /** `token-<16 hexadecimal digits>`; the `actor` of what is recorded with it. */
  readonly id: string;
  /** Whose it is, in the operator's words. */
  readonly name: string | null;
  readonly roles: readonly Role[];
  /** `source` values a producer may send, `*` for any. */
  readonly sources: readonly string[];
  /**
   * SHA-256 of the secret. A slow password hash would defend nothing here: the secret is 256 random bits, not a word a person chose,
   * so there is nothing to try; and it would cost every request what one login should cost.
   */
  readonly secretHash: Uint8Array;
  /** Made by the first start for trying things out; taken on the loopback interface only. */
  readonly development: boolean;
  readonly createdAt: Instant;
  readonly expiresAt: Instant | null;
  readonly revokedAt: Instant | null;
  /** Written at most once a minute. */
  readonly lastUsedAt: Instant | null;
}

/** The class is the injection token; drivers extend it. */
export abstract class TokenStore {
  abstract add(token: StoredToken): Promise<void>;
  abstract find(id: string): Promise<StoredToken | null>;
  /** All of them, oldest first, the revoked and expired included. */
  abstract list(): Promise<readonly StoredToken[]>;
  /** @returns false where no such token exists; a repeat keeps the first moment */
  abstract revoke(id: string, at: Instant): Promise<boolean>;
  abstract used(id: string, at: Instant): Promise<void>;
  /** The 32 bytes under this name: the first caller's, for ever. */
  abstract secret(name: string, candidate: Uint8Array): Promise<Uint8Array>;
  abstract close(): Promise<void>;
}
