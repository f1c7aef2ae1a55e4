/**
 * Read model `source`: what each producer sent, when it was last heard, and which numbers of its own counter never arrived.
 * Used by: `GET /v1/sources`, the finding "producer gap", metrics.
 */
import { instantOf } from '../record/ids.js';
import { defineProjection, type Prepare, type ReadModels } from './projection.js';
import { type Ranges, sequenceNumber, sequenceRanges } from './sequence-ranges.js';

const GAPS_SHOWN = 100;

export const source = defineProjection({
  name: 'source',
  version: 1,
  schema: `
    CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, records INTEGER NOT NULL, heard INTEGER NOT NULL,
      unnumbered INTEGER NOT NULL, forgotten INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE source_type (source INTEGER, type TEXT, records INTEGER NOT NULL, PRIMARY KEY (source, type)) WITHOUT ROWID;
    CREATE TABLE source_range (source INTEGER, low INTEGER, high INTEGER NOT NULL, PRIMARY KEY (source, low)) WITHOUT ROWID;`,
  start: (prepare) => {
    const gathered = new Map<string, Gathered>();
    const write = writing(prepare, gathered);
    const rangesOf = new Map<string, Ranges>();
    return {
      on: ({ header, recordedAt }) => {
        let one = gathered.get(header.source);
        if (one === undefined) {
          one = { id: 0, records: 0, heard: 0, unnumbered: 0, types: new Map() };
          gathered.set(header.source, one);
          // Now and not at the end of the batch: ids follow the order of first records, wherever batches end.
          one.id = write(header.source);
        }
        one.records++;
        one.heard = Math.max(one.heard, recordedAt);
        one.types.set(header.type, (one.types.get(header.type) ?? 0) + 1);
        if (header.sequence === undefined) return;
        const number = sequenceNumber(header.sequence);
        if (number === undefined) {
          one.unnumbered++;
          return;
        }
        let ranges = rangesOf.get(header.source);
        if (ranges === undefined) {
          ranges = sequenceRanges(prepare, one.id);
          rangesOf.set(header.source, ranges);
        }
        ranges.add(number);
      },
      flush: () => {
        for (const name of gathered.keys()) write(name);
        gathered.clear();
        for (const ranges of rangesOf.values()) ranges.flush();
        rangesOf.clear();
      },
    };
  },
});

interface Gathered {
  id: number;
  records: number;
  heard: number;
  unnumbered: number;
  readonly types: Map<string, number>;
}

/** Adds what was gathered of one source to its rows and forgets it. @returns the source's id */
function writing(prepare: Prepare, gathered: ReadonlyMap<string, Gathered>): (name: string) => number {
  const upsert = prepare(
    `INSERT INTO source (name, records, heard, unnumbered) VALUES (?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET records = records + excluded.records, heard = max(heard, excluded.heard),
       unnumbered = unnumbered + excluded.unnumbered RETURNING id`,
  );
  const count = prepare(
    `INSERT INTO source_type (source, type, records) VALUES (?, ?, ?)
     ON CONFLICT (source, type) DO UPDATE SET records = records + excluded.records`,
  );
  return (name) => {
    const one = gathered.get(name);
    if (one === undefined) return 0;
    const id = Number(upsert.get(name, one.records, one.heard, one.unnumbered)?.id);
    for (const [type, records] of one.types) count.run(id, type, records);
    one.records = 0;
    one.unnumbered = 0;
    one.types.clear();
    return id;
  };
}

/** Every producer heard so far, by name. */
export function sources(models: ReadModels) {
  const rows = models.all<{
    id: number;
    name: string;
    records: number;
    heard: number;
    unnumbered: number;
    forgotten: number;
  }>('SELECT id, name, records, heard, unnumbered, forgotten FROM source ORDER BY name');
  return rows.map((row) => {
    const types = models.all<{ type: string; records: number }>(
      'SELECT type, records FROM source_type WHERE source = ? ORDER BY type',
      row.id,
    );
    return {
      source: row.name,
      records: row.records,
      types: Object.fromEntries(types.map((one) => [one.type, one.records])),
      lastHeardAt: instantOf(row.heard),
      sequence: sequenceOf(models, row.id, row.forgotten),
      unnumbered: row.unnumbered,
    };
  });
}

/** How many numbers of each of these producers' own counters never arrived; producers without gaps are absent. */
export function missingNumbers(models: ReadModels, names: Iterable<string>): ReadonlyMap<string, number> {
  const missing = new Map<string, number>();
  for (const name of new Set(names)) {
    const row = models.get<{ id: number; forgotten: number }>('SELECT id, forgotten FROM source WHERE name = ?', name);
    const count = row === undefined ? 0 : (sequenceOf(models, row.id, row.forgotten)?.missing ?? 0);
    if (count > 0) missing.set(name, count);
  }
  return missing;
}

function sequenceOf(models: ReadModels, id: number, forgotten: number) {
  const total = models.get<{ first: number | null; last: number; seen: number }>(
    'SELECT min(low) AS first, max(high) AS last, sum(high - low + 1) AS seen FROM source_range WHERE source = ?',
    id,
  );
  if (total === undefined || total.first === null) return null;
  const { first, last, seen } = total;
  const gaps = models.all<{ from: number; to: number }>(
    `SELECT high + 1 AS "from", following - 1 AS "to" FROM
       (SELECT high, lead(low) OVER (ORDER BY low) AS following FROM source_range WHERE source = ?)
     WHERE following IS NOT NULL LIMIT ?`,
    id,
    GAPS_SHOWN,
  );
  return { first, last, missing: last - first + 1 - seen + forgotten, gaps };
}
