import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteTokenStore } from '../../src/access/sqlite-token-store.js';
import { Tokens } from '../../src/access/tokens.js';
import { Clock, Randomness } from '../../src/record/clock.js';
import { type Instant, parseInstant } from '../../src/record/ids.js';

class SetClock extends Clock {
  at = Date.parse('2026-05-03T10:00:00Z');
  override milliseconds(): number {
    return this.at;
  }
}

describe('API tokens', () => {
  let data: string;
  let store: SqliteTokenStore;
  let clock: SetClock;
  let tokens: Tokens;

  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'ledger-tokens-'));
    store = new SqliteTokenStore(data);
    clock = new SetClock();
    tokens = new Tokens(store, clock, new Randomness());
  });

  afterEach(async () => {
    await store.close();
    rmSync(data, { recursive: true, force: true });
  });

  const refused = { code: 'unauthenticated' };
  const instant = (text: string): Instant => parseInstant(text) as Instant;

  it('name their holder, roles and sources', async () => {
    const { token, text } = await tokens.create({ roles: ['producer'], sources: ['urn:shop'] });
    expect(text).toMatch(/^ledger-token-[0-9a-f]{16}\.[A-Za-z0-9_-]{43}$/);
    await expect(tokens.verify(text, true)).resolves.toEqual({
      id: token.id,
      roles: ['producer'],
      sources: ['urn:shop'],
    });
  });

  it('are stored as a hash: the secret stands in no file', async () => {
    const { text } = await tokens.create({ roles: ['support'] });
    const secret = text.split('.')[1] ?? '';
    for (const name of ['access.db', 'access.db-wal'])
      expect(readFileSync(join(data, 'access', name)).includes(secret)).toBe(false);
  });

  it('are refused when a character of secret or id differs, or form is missing', async () => {
    const { text } = await tokens.create({ roles: ['support'] });
    const other = await tokens.create({ roles: ['operator'] });
    const [id = '', secret = ''] = text.split('.');
    const flipped = `${id}.${secret.startsWith('A') ? 'B' : 'A'}${secret.slice(1)}`;
    const foreignId = `${other.text.split('.')[0]}.${secret}`;
    for (const forged of [flipped, foreignId, id, `${id}.`, `${text}A`, 'ledger-token-', `${text}\0`])
      await expect(tokens.verify(forged, true)).rejects.toMatchObject({
        ...refused,
        message: 'The token is not known.',
      });
  });

  it('expire at their instant', async () => {
    const { text } = await tokens.create({ roles: ['support'], expiresAt: instant('2026-05-03T11:00:00Z') });
    clock.at = Date.parse('2026-05-03T10:59:59.999Z');
    await expect(tokens.verify(text, true)).resolves.toBeDefined();
    clock.at = Date.parse('2026-05-03T11:00:00Z');
    await expect(tokens.verify(text, true)).rejects.toMatchObject(refused);
  });

  it('are refused at once where they were revoked, and within five seconds by every other instance', async () => {
    const { token, text } = await tokens.create({ roles: ['support'] });
    const otherStore = new SqliteTokenStore(data);
    const other = new Tokens(otherStore, clock, new Randomness());
    await other.verify(text, true);
    await tokens.revoke(token.id);
    await expect(tokens.verify(text, true)).rejects.toMatchObject(refused);
    clock.at += 5_000;
    await expect(other.verify(text, true)).rejects.toMatchObject(refused);
    await otherStore.close();
  });

  it('cannot be revoked where there is none', async () => {
    await expect(tokens.revoke('token-0000000000000000')).rejects.toMatchObject({ code: 'missing' });
  });

  it('show their last use, to the minute', async () => {
    clock.at = Date.parse('2026-05-03T10:00:42Z');
    const { text } = await tokens.create({ roles: ['support'] });
    await tokens.verify(text, true);
    await new Promise(setImmediate);
    expect(await tokens.list()).toMatchObject([{ lastUsedAt: '2026-05-03T10:00:00.000Z' }]);
  });

  it('for development are taken on the loopback interface only', async () => {
    const { text } = await tokens.create({ roles: ['support'], development: true });
    await expect(tokens.verify(text, true)).resolves.toBeDefined();
    await expect(tokens.verify(text, false)).rejects.toMatchObject(refused);
  });
});
