/**
 * Golden records: one per released event type and version, as bytes. They must decode, hash, open and be made again to the byte for ever.
 * `UPDATE_GOLDEN=1` adds a record for a type or version that has none; a line that exists is never written again.
 */
import { createSecretKey } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitionOf, definitions, upcast } from '../../src/catalogue/catalogue.js';
import type { Defined } from '../../src/catalogue/definition.js';
import { merge } from '../../src/catalogue/personal.js';
import { canonical, type Json, type JsonObject } from '../../src/record/canonical.js';
import { bodyDigest, recordDigestHex } from '../../src/record/digest.js';
import { parseInstant, parsePseudonym, type Position } from '../../src/record/ids.js';
import { decodeRecord } from '../../src/record/record.js';
import { readCloudEvent } from '../../src/recording/cloudevents.js';
import { makeRecord } from '../../src/recording/make-record.js';
import { prepare } from '../../src/recording/prepare.js';
import { openSealed } from '../../src/vault/seal.js';

interface Golden {
  readonly event: JsonObject;
  readonly digest: string;
  readonly header: string;
  readonly body: string;
}

const FILE = join(import.meta.dirname, 'records.ndjson');
const SUBJECT = parsePseudonym('5f0c2a86-6d3b-4f4e-9a57-0d8f6b0f9c11');
const OTHER = parsePseudonym('9c1d6a2e-0b7f-4c3d-8e21-4a5b6c7d8e9f');
const DATA_KEY = createSecretKey(Buffer.alloc(32, 1));
const GROUPS_KEY = createSecretKey(Buffer.alloc(32, 2));
const TAG_KEY = createSecretKey(Buffer.alloc(32, 3));

if (process.env.UPDATE_GOLDEN === '1') writeFileSync(FILE, linesOf([...golden(), ...missing().map(goldenOf)]));
const records = golden();

describe('golden records', () => {
  it('exist for every type and version', () => {
    expect(missing().map(({ type, version }) => `${type} ${version}`)).toEqual([]);
  });

  it.each(records.map((line) => [String(line.event.type), line] as const))('%s decodes, hashes and opens as it did', (type, line) => {
    const [header, body] = [Buffer.from(line.header), Buffer.from(line.body)];
    const record = decodeRecord({ position: 1 as Position, stream: 'golden' as never, revision: 0, id: 'golden' as never, header, body });
    expect(canonical(record.header as unknown as Json)).toBe(line.header);
    expect(canonical(record.body as unknown as Json)).toBe(line.body);
    expect(recordDigestHex(header)).toBe(line.digest);
    expect(bodyDigest(Buffer.from(record.body.salt, 'hex'), canonical(record.body.data))).toBe(record.header.bodyDigest);
    const opened = [record.header.sealed, record.header.sealedGroups].reduce<JsonObject>((data, sealed) => {
      if (sealed === undefined) return data;
      const result = openSealed(sealed.kid.startsWith('groups') ? GROUPS_KEY : DATA_KEY, record.header, sealed);
      if (result.status !== 'opened') throw new Error(`sealed values of ${type} are ${result.status}`);
      return merge(data, result.values);
    }, record.body.data);
    const sent = line.event.data as JsonObject;
    expect(opened).toEqual(sent.otherSubject === undefined ? sent : { ...sent, otherSubject: OTHER });
    expect(definitionOf(type)?.version).toBeGreaterThanOrEqual(record.header.version);
    expect(upcast(type, record.header.version, opened)).toBeDefined();
  });

  it.each(records.map((line) => [String(line.event.type), line] as const))('%s is made again to the byte', (_, line) => {
    expect(made(line.event)).toEqual(line);
  });
});

function golden(): readonly Golden[] {
  if (!existsSync(FILE)) return [];
  return readFileSync(FILE, 'utf8').trim().split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

function linesOf(lines: readonly Golden[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

function missing(): readonly Defined[] {
  const known = new Set(golden().map(({ event }) => String(event.dataschema)));
  return definitions.filter(({ type, version }) => !known.has(`/v1/schemas/${type}/${version}`));
}

function goldenOf({ type, version, example, subject }: Defined): Golden {
  return made({
    specversion: '1.0',
    id: `golden-${type}-${version}`,
    source: 'https://golden.example/events',
    type,
    dataschema: `/v1/schemas/${type}/${version}`,
    time: example.time ?? '2026-01-01T00:00:00Z',
    ...(subject !== 'none' && example.subject !== undefined && { subject: example.subject }),
    data: example.data,
  });
}

function made(event: JsonObject): Golden {
  const named = event.subject !== undefined;
  const prepared = prepare(readCloudEvent(event), { id: 'token-1', sources: ['*'], own: true });
  const recordedAt = parseInstant('2026-11-24T12:00:00Z') ?? prepared.fact.time;
  if (recordedAt === undefined) throw new Error('no time');
  const { record } = makeRecord(prepared, {
    actor: 'token-1',
    recordedAt,
    subject: named ? { pseudonym: SUBJECT, dataKey: DATA_KEY, fenced: false } : undefined,
    tagKey: TAG_KEY,
    groupsKey: GROUPS_KEY,
    pseudonymOf: () => OTHER,
    random: Uint8Array.from({ length: 40 }, (_, at) => at),
  });
  const [header, body] = [Buffer.from(record.header).toString(), Buffer.from(record.body).toString()];
  return { event, digest: recordDigestHex(record.header), header, body };
}
