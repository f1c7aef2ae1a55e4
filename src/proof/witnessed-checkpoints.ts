/** The last checkpoint of this ledger that each configured witness saw (C2SP tlog-witness, monitoring prefix): what a restored old copy cannot know. */
import type { Config } from '../config.js';
import { call } from '../http/outgoing.js';
import { sha256 } from '../record/digest.js';
import { hexOf } from './merkle/hash.js';
import { configuredWitnesses } from './witness-list.js';

/** Signed notes by witness; one that cannot be asked is left out. */
export async function witnessedCheckpoints({ witnesses, origin }: Config): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const originHash = hexOf(sha256(Buffer.from(origin)));
  const ask = configuredWitnesses(witnesses).map(async ({ key, url }) => {
    const place = new URL(`${url.href.replace(/\/$/, '')}/${originHash}/checkpoint`);
    const { status, body } = await call(place, { configured: url, headers: { accept: 'text/plain' } });
    if (status === 200) found.set(`witness ${key.name}`, Buffer.from(body).toString('utf8'));
  });
  await Promise.allSettled(ask);
  return found;
}
