/** Ed25519 (RFC 8032) with Node's own cryptography: keys as PEM, raw public keys, signatures. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { LedgerError } from '../record/ledger-error.js';
import type { VerifyEd25519 } from './merkle/signed-note.js';

/** @throws LedgerError `configuration` where the text is not the PKCS#8 PEM of an Ed25519 private key */
export function privateKeyOf(pem: string, name: string): KeyObject {
  try {
    // One line in an environment variable: its line breaks are often written as \n.
    const key = createPrivateKey(pem.replaceAll('\\n', '\n'));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Said below for both cases, and without the key.
  }
  throw new LedgerError(
    'configuration',
    `${name} is not an Ed25519 private key in PKCS#8 PEM. Make one with "openssl genpkey -algorithm ed25519".`,
  );
}

export function newPrivateKeyPem(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** 32 bytes. */
export function rawPublicKey(key: KeyObject): Uint8Array {
  return Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x ?? '', 'base64url');
}

export function signEd25519(key: KeyObject, message: Uint8Array): Uint8Array {
  return sign(null, message, key);
}

export const verifyEd25519: VerifyEd25519 = (publicKey, message, signature) => {
  const x = Buffer.from(publicKey).toString('base64url');
  try {
    return verify(null, message, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }), signature);
  } catch {
    // 32 bytes that are no point of the curve verify nothing.
    return false;
  }
};
