/** What a set of read models says, as one digest each: two sets built from the same records have the same, however their pages lie on disk. */
import { createHash, type Hash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';

export interface ReadModelDigests {
  readonly position: number | null;
  readonly size: number;
  /** SHA-256 of each read model's rows, lowercase hexadecimal, by name; a model that stands still until it is built anew is left out. */
  readonly digests: Readonly<Record<string, string>>;
}

/** Reads one database file in one snapshot, also beside a running service. */
export function readModelDigests(path: string): ReadModelDigests {
  using database = new DatabaseSync(path, { readOnly: true, timeout: 10_000 });
  database.exec('BEGIN');
  const progress = database.prepare('SELECT position, size FROM progress').get();
  const names = database.prepare('SELECT name FROM projection WHERE frozen_size IS NULL ORDER BY name').all();
  const models = names.map((row) => String(row.name));
  const owners = [...models].sort((a, b) => b.length - a.length);
  const digests = new Map(models.map((name) => [name, createHash('sha256')]));
  for (const { name } of database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").all()) {
    const table = String(name);
    const owner = owners.find((model) => table === prefixOf(model) || table.startsWith(`${prefixOf(model)}_`));
    const digest = owner === undefined ? undefined : digests.get(owner);
    if (digest !== undefined) addTable(database, table, digest);
  }
  return {
    position: typeof progress?.position === 'number' ? progress.position : null,
    size: Number(progress?.size),
    digests: Object.fromEntries([...digests].map(([name, digest]) => [name, digest.digest('hex')])),
  };
}

/** Rows in the order of the primary key, each value with its type and length, so that no two contents read the same. */
function addTable(database: DatabaseSync, table: string, digest: Hash): void {
  const keys = database.prepare(`SELECT name FROM pragma_table_info('${table}') WHERE pk > 0 ORDER BY pk`).all();
  const rows = database.prepare(`SELECT * FROM ${table} ORDER BY ${keys.map((row) => String(row.name)).join(', ')}`);
  rows.setReturnArrays(true);
  digest.update(`${table}\n`);
  for (const row of rows.iterate()) {
    for (const value of Object.values(row)) {
      if (value instanceof Uint8Array) digest.update(`b${value.length}:`).update(value);
      else digest.update(value === null ? 'n' : `${typeof value === 'string' ? `s${value.length}` : 'i'}:${value};`);
    }
    digest.update('\n');
  }
}

function prefixOf(model: string): string {
  return model.replaceAll('-', '_');
}
