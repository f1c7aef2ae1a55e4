/** The key that signs checkpoints, and all its predecessors, whose checkpoints stay verifiable. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Config } from '../config.js';
import { sha256 } from '../record/digest.js';
import type { Instant } from '../record/ids.js';
import { newPrivateKeyPem, privateKeyOf, rawPublicKey, signEd25519 } from './ed25519.js';
import {
  COSIGNATURE_V1,
  ED25519,
  formatVkey,
  parseVkey,
  signatureLine,
  type VerifierKey,
  verifierKey,
} from './merkle/signed-note.js';
import { Publications, readOn } from './publications.js';

/** A key with which this ledger signs, under a name. */
export interface Signer {
  readonly key: VerifierKey;
  sign(message: Uint8Array): Uint8Array;
}

/** What `announce` found: the key is as it was, is the first, or took the place of another. */
export type Announced = { readonly status: 'same' | 'first' } | { readonly status: 'rotated'; readonly from: string };

@Injectable()
export class SigningKeys {
  private signer: Signer | null = null;

  constructor(
    private readonly config: Config,
    private readonly publications: Publications,
  ) {}

  /** True where no key is configured and one in the data folder is used: good for trying out, nothing an auditor should trust. */
  get isDevelopmentKey(): boolean {
    return this.config.signingKey === null;
  }

  /** Read once; made in the data folder on first use where none is configured. */
  current(): Signer {
    this.signer ??= signerOf(
      this.config.signingKey ?? keyFile(this.config.data, 'signing-key.pem'),
      'LEDGER_SIGNING_KEY',
      this.config.origin,
      ED25519,
    );
    return this.signer;
  }

  /** The vkeys under which checkpoints of this ledger were ever signed, newest first. */
  async known(): Promise<readonly VerifierKey[]> {
    const keys: VerifierKey[] = [];
    for await (const { text } of readOn(this.publications, 'keys')) {
      const key = parseVkey(sha256, String(Reflect.get(JSON.parse(text), 'vkey')));
      if (key !== null) keys.unshift(key);
    }
    return keys;
  }

  /** Publishes the current key before it first signs. */
  async announce(at: Instant): Promise<Announced> {
    const vkey = formatVkey(this.current().key);
    for (;;) {
      const [newest] = await this.known();
      if (newest !== undefined && formatVkey(newest) === vkey) return { status: 'same' };
      const revision = (await this.publications.last('keys')) + 1;
      if (await this.publications.append('keys', revision, JSON.stringify({ vkey, at })))
        return newest === undefined ? { status: 'first' } : { status: 'rotated', from: `${newest.name}+${newest.id}` };
    }
  }
}

/** The key of this ledger as a witness of others: another one, because one key must not speak in two roles (tlog-cosignature). */
export function witnessSigner(config: Config): Signer {
  const pem = keyFile(config.data, 'witness-key.pem');
  return signerOf(pem, 'The witness key in the data folder', `${config.origin}/witness`, COSIGNATURE_V1);
}

/** Puts a new key into the data folder, for the next start. @returns the new vkey */
export function replaceKeyFile(config: Config): string {
  const path = join(config.data, 'proof', 'signing-key.pem');
  const next = newPrivateKeyPem();
  writeFileSync(`${path}.next`, next, { mode: 0o600 });
  renameSync(`${path}.next`, path);
  return formatVkey(signerOf(next, 'The new key', config.origin, ED25519).key);
}

/** A signature line for a note's text. */
export function signNote(signer: Signer, text: string): string {
  return signatureLine(signer.key, signer.sign(Buffer.from(text)));
}

function signerOf(pem: string, name: string, keyName: string, type: VerifierKey['type']): Signer {
  const secret = privateKeyOf(pem, name);
  return {
    key: verifierKey(sha256, keyName, type, rawPublicKey(secret)),
    sign: (message) => signEd25519(secret, message),
  };
}

function keyFile(data: string, name: string): string {
  const folder = join(data, 'proof');
  const path = join(folder, name);
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, newPrivateKeyPem(), { mode: 0o600, flag: 'wx' });
  }
  return readFileSync(path, 'utf8');
}
