/** Names that come again and again (types, models, campaigns, sources) as small integers, in a table `(id INTEGER PRIMARY KEY, name TEXT UNIQUE)` of the projection's own. */
import type { Prepare, ReadModels } from './projection.js';

const REMEMBERED = 10_000;

export function termsSchema(table: string): string {
  return `CREATE TABLE ${table} (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);`;
}

/** @returns the number of a name, given in the order in which names are first seen; null for no name */
export function terms(prepare: Prepare, table: string): (name: string | undefined) => number | null {
  const select = prepare(`SELECT id FROM ${table} WHERE name = ?`);
  const insert = prepare(`INSERT INTO ${table} (name) VALUES (?)`);
  const known = new Map<string, number>();
  return (name) => {
    if (name === undefined) return null;
    const remembered = known.get(name);
    if (remembered !== undefined) return remembered;
    const id = Number(select.get(name)?.id ?? insert.run(name).lastInsertRowid);
    if (known.size >= REMEMBERED) known.clear();
    known.set(name, id);
    return id;
  };
}

/** The number of a name, undefined where it was never seen. */
export function findTerm(models: ReadModels, table: string, name: string): number | undefined {
  return models.get<{ id: number }>(`SELECT id FROM ${table} WHERE name = ?`, name)?.id;
}
