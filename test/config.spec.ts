/** A wrong value stops the start with one table that a person can read. */
import { readConfig } from '../src/config.js';
import { newPrivateKeyPem, privateKeyOf, rawPublicKey } from '../src/proof/ed25519.js';
import { COSIGNATURE_V1, ED25519, formatVkey, verifierKey } from '../src/proof/merkle/signed-note.js';
import { sha256 } from '../src/record/digest.js';
import { LedgerError } from '../src/record/ledger-error.js';

const vkeyOf = (name: string, type: typeof ED25519 | typeof COSIGNATURE_V1): string =>
  formatVkey(verifierKey(sha256, name, type, rawPublicKey(privateKeyOf(newPrivateKeyPem(), 'test'))));

function refusal(environment: Record<string, string>): LedgerError {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof LedgerError) return error;
  }
  throw new Error('The configuration was taken.');
}

describe('the configuration of witnesses', () => {
  const witness = vkeyOf('witness.example', COSIGNATURE_V1);
  const log = vkeyOf('log.example', ED25519);

  it('is taken as pairs of a key and an address, and as keys of logs', () => {
    const environment = { LEDGER_WITNESSES: `${witness} https://witness.example/`, LEDGER_WITNESS_FOR: log };
    expect(readConfig(environment)).toMatchObject({
      witnesses: [witness, 'https://witness.example/'],
      witnessFor: [log],
    });
  });

  it.each([
    ['LEDGER_WITNESSES', 'nonsense', 'the vkey of a witness (type 4) beside its URL'],
    ['LEDGER_WITNESSES', `${log} https://witness.example`, 'the vkey of a witness (type 4) beside its URL'],
    ['LEDGER_WITNESSES', `${witness} witness.example`, 'the URL of the witness witness.example after its vkey'],
    ['LEDGER_WITNESSES', witness, 'the URL of the witness witness.example after its vkey'],
    ['LEDGER_WITNESS_FOR', witness, 'the Ed25519 vkey of a log (type 1)'],
    ['LEDGER_WITNESS_FOR', `${log} https://log.example`, 'the Ed25519 vkey of a log (type 1)'],
  ])('%s=%s stops the start with a row that says what is right', (name, value, right) => {
    const { code, message } = refusal({ [name]: value, LEDGER_PORT: 'x' });
    expect(code).toBe('configuration');
    const rows = message.split('\n');
    expect(rows.find((row) => row.includes(name))).toContain(right);
    expect(rows.find((row) => row.includes('LEDGER_PORT'))).toContain('a port from 0 to 65535');
  });
});
