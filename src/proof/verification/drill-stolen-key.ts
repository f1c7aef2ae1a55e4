/**
 * The hardest case of `ledger drill`: somebody has the signing key, rewrites a record so that everything agrees with it, and signs the whole history anew.
 * The ledger's own files then show nothing; a checkpoint that anybody kept elsewhere does. No forged note is ever signed with the real key: a scratch
 * key plays its part, for the kept checkpoint too.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Config } from '../../config.js';
import { openReader, readerSource } from '../../log/reader.js';
import { hasher } from '../../projections/hasher.js';
import { canonical } from '../../record/canonical.js';
import { sha256 } from '../../record/digest.js';
import { instantOf } from '../../record/ids.js';
import { newPrivateKeyPem } from '../ed25519.js';
import { checkpointText } from '../merkle/checkpoint.js';
import { compactRange } from '../merkle/compact-range.js';
import { formatNote } from '../merkle/signed-note.js';
import { readOn } from '../publications.js';
import { PublishedCheckpoints, parseItem } from '../published-checkpoints.js';
import { type Signer, SigningKeys, signNote } from '../signing-keys.js';
import { SqlitePublications } from '../sqlite-publications.js';
import { claimedHead } from './verify-publications.js';

/**
 * @param data a scratch copy, which becomes a consistent forgery
 * @returns a checkpoint over the true history, as a witness would have kept it; null where nothing was signed yet
 */
export async function forgeWithStolenKey(config: Config, data: string): Promise<string | null> {
  const sizes = await publishedSizes(data);
  const largest = sizes.at(-1);
  if (largest === undefined || largest === 0) return null;
  const stolen = { ...config, data, signingKey: newPrivateKeyPem() };
  const [truth] = await headsOf(stolen, [largest]);
  forgeRecord(join(data, 'log', 'log.db'), largest);
  writeFileSync(join(data, 'read-models', 'current'), '');
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(data, 'proof', `checkpoints.db${suffix}`), { force: true });

  const publications = new SqlitePublications(data, false);
  try {
    const keys = new SigningKeys(stolen, publications);
    const at = instantOf(0);
    await keys.announce(at);
    const published = new PublishedCheckpoints(publications);
    for (const head of await headsOf(stolen, sizes)) await published.publish(signed(keys.current(), config, head), at);
    return truth === undefined ? null : signed(keys.current(), config, truth);
  } finally {
    await publications.close();
  }
}

interface Head {
  readonly size: number;
  readonly root: Uint8Array;
}

function signed(signer: Signer, { origin }: Config, head: Head): string {
  const text = checkpointText({ origin, ...head });
  return formatNote(text, [signNote(signer, text)]);
}

async function publishedSizes(data: string): Promise<readonly number[]> {
  const publications = new SqlitePublications(data, true);
  const sizes = new Set<number>();
  for await (const { text } of readOn(publications, 'checkpoints')) {
    const item = parseItem(text);
    if (item.kind === 'checkpoint') sizes.add(claimedHead(item.note)?.size ?? 0);
  }
  await publications.close();
  return [...sizes].sort((a, b) => a - b);
}

async function headsOf(config: Config, sizes: readonly number[]): Promise<readonly Head[]> {
  const log = await openReader(readerSource(config));
  const range = compactRange(hasher);
  const heads: Head[] = sizes.includes(0) ? [{ size: 0, root: range.root() }] : [];
  for await (const page of log.readAll())
    for (const { header } of page) {
      range.append(hasher.leaf(sha256(header)));
      if (sizes.includes(range.size)) heads.push({ size: range.size, root: range.root() });
    }
  await log.close();
  return heads;
}

/** Another actor in one header: the id, the body and every column stay what the header says. */
function forgeRecord(path: string, size: number): void {
  using database = new DatabaseSync(path);
  const position = Math.max(1, size >> 1);
  const row = database.prepare('SELECT header FROM record WHERE position = ?').get(position);
  const header = JSON.parse(Buffer.from(row?.header instanceof Uint8Array ? row.header : []).toString());
  database.exec('DROP TRIGGER record_is_never_changed');
  database
    .prepare('UPDATE record SET header = ? WHERE position = ?')
    .run(Buffer.from(canonical({ ...header, actor: 'somebody-else' })), position);
}
