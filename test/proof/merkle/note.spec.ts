import { createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { formatAddCheckpoint, parseAddCheckpoint } from '../../../src/proof/merkle/add-checkpoint.js';
import { checkpointText, openCheckpoint, parseCheckpoint } from '../../../src/proof/merkle/checkpoint.js';
import { base64Of, bytesOfBase64, decimal } from '../../../src/proof/merkle/hash.js';
import {
  COSIGNATURE_V1,
  cosignedMessage,
  ED25519,
  formatNote,
  formatVkey,
  parseNote,
  parseVkey,
  signatureLine,
  timestampedSignature,
  type VerifierKey,
  type VerifyEd25519,
  verifierKey,
  verifyNote,
} from '../../../src/proof/merkle/signed-note.js';
import { formatTlogProof, parseTlogProof } from '../../../src/proof/merkle/tlog-proof.js';
import { sha256 } from '../../../src/record/digest.js';

const verifyEd25519: VerifyEd25519 = (publicKey, message, signature) => {
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') },
    format: 'jwk',
  });
  return verify(null, message, key, signature);
};
const rawPublic = (key: KeyObject): Uint8Array => Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');
const vkeyOf = (text: string): VerifierKey => {
  const key = parseVkey(sha256, text);
  if (key === null) throw new Error('not a vkey');
  return key;
};

// Published examples: C2SP signed-note, and a checkpoint of the Go checksum database with its public key.
const EXAMPLE_VKEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const EXAMPLE_NOTE =
  'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';
const SUMDB_VKEY = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8';
const SUMDB_NOTE =
  'go.sum database tree\n35225469\nvt5T6GaLCXvyHFl9VUvvItR43XZxfLgftEcTyO3eJCQ=\n\n— sum.golang.org Az3grpukl5AXaVfYkLiDGORx/DN2nlcS5kZHR5uYOBV2KA2HgXpD+gu9HHONebHLAyaKbbTM75QTtPydhKCExixSfwQ=\n';

describe('signed notes and checkpoints', () => {
  it('verifies the example of the specification', async () => {
    const key = vkeyOf(EXAMPLE_VKEY);
    expect(formatVkey(key)).toBe(EXAMPLE_VKEY);
    const note = parseNote(EXAMPLE_NOTE);
    expect(note?.text).toBe('This is an example message.\n');
    const verdict = await verifyNote(verifyEd25519, note ?? { text: '', signatures: [] }, [key]);
    expect(verdict.good.map((good) => good.key.name)).toEqual(['example.com/foo']);
    expect(verdict.bad).toEqual([]);
  });

  it('opens a checkpoint of the Go checksum database', async () => {
    const opened = await openCheckpoint(verifyEd25519, SUMDB_NOTE, {
      origin: 'go.sum database tree',
      log: [vkeyOf(SUMDB_VKEY)],
    });
    expect(opened).toMatchObject({ ok: true, checkpoint: { size: 35_225_469, extensions: [] } });
  });

  it('names why a checkpoint is refused', async () => {
    const open = async (note: string, expected: { origin?: string; log?: VerifierKey[] } = {}) => {
      const opened = await openCheckpoint(verifyEd25519, note, {
        origin: 'go.sum database tree',
        log: [vkeyOf(SUMDB_VKEY)],
        ...expected,
      });
      return opened.ok ? 'opened' : opened.reason;
    };
    expect(await open(SUMDB_NOTE.replace('35225469', '35225468'))).toContain('does not verify');
    expect(await open(SUMDB_NOTE, { origin: 'other' })).toContain('expected other');
    expect(await open(SUMDB_NOTE, { log: [vkeyOf(EXAMPLE_VKEY)] })).toContain('no key of the log');
    expect(await open(EXAMPLE_NOTE)).toContain('not a checkpoint');
    expect(await open('go.sum database tree\n1\n')).toContain('not a signed note');
  });

  it('writes and reads cosignatures with their time', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const log = vkeyOf(SUMDB_VKEY);
    const witness = verifierKey(sha256, 'witness.example/w1', COSIGNATURE_V1, rawPublic(publicKey));
    const text = parseNote(SUMDB_NOTE)?.text ?? '';
    const time = 1_679_315_147;
    expect(Buffer.from(cosignedMessage(text, time)).toString()).toBe(`cosignature/v1\ntime 1679315147\n${text}`);
    const line = signatureLine(
      witness,
      timestampedSignature(time, sign(null, cosignedMessage(text, time), privateKey)),
    );
    const options = { origin: 'go.sum database tree', log: [log], witnesses: [vkeyOf(formatVkey(witness))] };
    const opened = await openCheckpoint(verifyEd25519, `${SUMDB_NOTE}${line}\n`, options);
    expect(opened.ok && opened.signatures.good.map((good) => [good.key.name, good.time])).toEqual([
      ['sum.golang.org', null],
      ['witness.example/w1', time],
    ]);
    const later = signatureLine(
      witness,
      timestampedSignature(time + 1, sign(null, cosignedMessage(text, time), privateKey)),
    );
    expect((await openCheckpoint(verifyEd25519, `${SUMDB_NOTE}${later}\n`, options)).ok).toBe(false);
    const plain = signatureLine(witness, sign(null, Buffer.from(text), privateKey));
    expect((await openCheckpoint(verifyEd25519, `${SUMDB_NOTE}${plain}\n`, options)).ok).toBe(false);
  });

  it('writes its own notes as it reads them', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const key = verifierKey(sha256, 'ledger.example', ED25519, rawPublic(publicKey));
    const root = sha256(Uint8Array.of(1));
    const text = checkpointText({ origin: 'ledger.example', size: 12, root });
    const note = formatNote(text, [signatureLine(key, sign(null, Buffer.from(text), privateKey))]);
    const opened = await openCheckpoint(verifyEd25519, note, { origin: 'ledger.example', log: [key] });
    expect(opened.ok && opened.checkpoint).toEqual({ origin: 'ledger.example', size: 12, root, extensions: [] });
  });

  it.each([
    ['no newline at the end', EXAMPLE_NOTE.slice(0, -1)],
    ['a control character', EXAMPLE_NOTE.replace('This', 'Th\tis')],
    ['no signature', 'text\n\n'],
    ['a hyphen for the dash', EXAMPLE_NOTE.replace('—', '-')],
    ['two spaces', EXAMPLE_NOTE.replace('— ', '—  ')],
    ['loose base64', EXAMPLE_NOTE.replace('aQM=', 'aQM')],
    ['a plus in the name', EXAMPLE_NOTE.replace('com/foo', 'com+foo')],
  ])('takes no note with %s', (_, note) => {
    expect(parseNote(note)).toBeNull();
  });

  it.each([
    ['a key id of another name', EXAMPLE_VKEY.replace('foo', 'bar')],
    ['an unknown type', EXAMPLE_VKEY.replace('+Aeky', '+Ceky')],
    ['too few bytes', EXAMPLE_VKEY.slice(0, -4)],
    ['uppercase hexadecimal', EXAMPLE_VKEY.replace('530d903a', '530D903A')],
  ])('takes no vkey with %s', (_, text) => {
    expect(parseVkey(sha256, text)).toBeNull();
  });

  it.each([
    ['a leading zero', 'o\n01\nvt5T6GaLCXvyHFl9VUvvItR43XZxfLgftEcTyO3eJCQ=\n'],
    ['a short root', 'o\n1\nvt5T6GaLCXvyHFl9VUvvItR43XZxfLgftEcTyO3eJA==\n'],
    ['an empty line', 'o\n\n1\nvt5T6GaLCXvyHFl9VUvvItR43XZxfLgftEcTyO3eJCQ=\n'],
    ['an empty origin', '\n1\nvt5T6GaLCXvyHFl9VUvvItR43XZxfLgftEcTyO3eJCQ=\n'],
    ['a size that no number holds', 'o\n9007199254740993\nvt5T6GaLCXvyHFl9VUvvItR43XZxfLgftEcTyO3eJCQ=\n'],
  ])('takes no checkpoint with %s', (_, text) => {
    expect(parseCheckpoint(text)).toBeNull();
  });

  it('reads base64 and decimals in their one form only', () => {
    expect(bytesOfBase64('AA==')).toEqual(Uint8Array.of(0));
    expect(bytesOfBase64('AB==')).toBeNull();
    expect(bytesOfBase64('AA=')).toBeNull();
    expect(bytesOfBase64('A-==')).toBeNull();
    expect(base64Of(Uint8Array.of(255, 254))).toBe('//4=');
    expect(['0', '7', '00', '-1', '1.0', '1e3', ''].map(decimal)).toEqual([0, 7, null, null, null, null, null]);
  });
});

describe('proofs and requests as text', () => {
  const hashes = [sha256(Uint8Array.of(1)), sha256(Uint8Array.of(2))];

  it('writes a tlog-proof as it reads it', () => {
    const proof = { index: 73_894, proof: hashes, checkpoint: SUMDB_NOTE };
    const text = formatTlogProof(proof);
    expect(text.startsWith('c2sp.org/tlog-proof@v1\nindex 73894\n')).toBe(true);
    expect(parseTlogProof(text)).toEqual(proof);
    const extra = { ...proof, proof: [], extra: Uint8Array.of(1, 2) };
    expect(formatTlogProof(extra)).toContain('@v1\nextra AQI=\nindex 73894\n\ngo.sum');
    expect(parseTlogProof(formatTlogProof(extra))).toEqual(extra);
    expect(parseTlogProof(text.replace('@v1', '@v2'))).toBeNull();
    expect(parseTlogProof(text.replace('index 7', 'index 07'))).toBeNull();
    expect(parseTlogProof(text.replace('=\n', '\n'))).toBeNull();
  });

  it('writes an add-checkpoint request as it reads it', () => {
    const request = { old: 20_852_014, proof: hashes, checkpoint: SUMDB_NOTE };
    const body = formatAddCheckpoint(request);
    expect(body.startsWith(`old 20852014\n${base64Of(hashes[0] ?? new Uint8Array())}\n`)).toBe(true);
    expect(parseAddCheckpoint(body)).toEqual(request);
    expect(parseAddCheckpoint(formatAddCheckpoint({ ...request, old: 0, proof: [] }))?.proof).toEqual([]);
    expect(parseAddCheckpoint(body.replace('old 2', 'old 02'))).toBeNull();
    expect(parseAddCheckpoint(body.replace('old ', 'size '))).toBeNull();
    expect(parseAddCheckpoint('old 0')).toBeNull();
  });
});
