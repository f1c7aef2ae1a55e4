/**
 * Read model `entry`: which records are about which consumer, and which pseudonyms turned out to be one person.
 * Used by: the consumer's overview, timeline, decisions and report, erasure, the gathering of an answer's records.
 */
import type { Pseudonym } from '../record/ids.js';
import { uuidBytes, uuidText } from '../record/uuid.js';
import { keyOfUuid, sameBytes } from './hash-index.js';
import { textAt, textsAt } from './open-data.js';
import { defineProjection, type Prepare, type ProjectedRecord, type ReadModels } from './projection.js';
import { settledSchema, settling } from './settled.js';
import { terms, termsSchema } from './terms.js';

export interface Entry {
  readonly leaf: number;
  readonly type: string;
  /** When it happened, milliseconds since 1970. */
  readonly at: number;
}

/** Bounds of a page of entries. */
export interface EntryRange {
  /** Only leaves below this: a tree size, or the cursor of a page, newest first. */
  readonly below?: number;
  /** Types, or families of types as `decision.`. All where absent. */
  readonly types?: readonly string[];
  readonly limit?: number;
}

/** Pseudonyms that one person may have at the most; beyond it a link is taken for an error of the producer's and not followed. */
const MAX_LINKED = 1_000;
const SUBJECTS_REMEMBERED = 20_000;

export const entry = defineProjection({
  name: 'entry',
  version: 3,
  schema: `
    CREATE TABLE entry_subject (key INTEGER PRIMARY KEY, pseudonym BLOB NOT NULL);
    ${settledSchema('entry', '(subject INTEGER, leaf INTEGER, type INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (subject, type, leaf)) WITHOUT ROWID')}
    CREATE TABLE entry_link (subject INTEGER, leaf INTEGER, other INTEGER, linked INTEGER NOT NULL, PRIMARY KEY (subject, leaf, other)) WITHOUT ROWID;
    ${termsSchema('entry_type')}`,
  start: (prepare) => {
    const rows = settling(prepare, 'entry', ['subject', 'type', 'leaf', 'at']);
    const link = prepare('INSERT OR REPLACE INTO entry_link (subject, leaf, other, linked) VALUES (?, ?, ?, ?)');
    const typeOf = terms(prepare, 'entry_type');
    const subjectOf = subjects(prepare);
    const othersIn = ({ header, fields }: ProjectedRecord): ReadonlySet<number> => {
      const named = header.type === 'subject.erased' ? textsAt(fields, 'pseudonyms') : [textAt(fields, 'otherSubject')];
      return new Set(named.filter(isPseudonym).map(subjectOf));
    };
    return {
      on: (record) => {
        const { header, leaf, occurredAt } = record;
        if (header.subject === undefined) return;
        const subject = subjectOf(header.subject);
        const type = typeOf(header.type) ?? 0;
        rows.room();
        rows.add(subject, type, leaf, occurredAt);
        if (!NAMING_OTHERS.has(header.type)) return;
        const linked = header.type === 'identity.linked' ? 1 : 0;
        for (const other of othersIn(record)) {
          if (other !== subject) rows.add(other, type, leaf, occurredAt);
          if (header.type === 'subject.erased') continue;
          link.run(subject, leaf, other, linked);
          link.run(other, leaf, subject, linked);
        }
      },
      flush: rows.flush,
    };
  },
});

const NAMING_OTHERS: ReadonlySet<string> = new Set(['identity.linked', 'identity.unlinked', 'subject.erased']);

const ALL = `SELECT leaf, at FROM entry WHERE subject = ?1 AND type = ?2 AND leaf < ?3
  UNION ALL SELECT leaf, at FROM entry_settled WHERE subject = ?1 AND type = ?2 AND leaf < ?3`;
/** To merge the two in order costs several times as much as to read a few rows. */
const NEWEST = `${ALL} ORDER BY leaf DESC LIMIT ?4`;

/** A consumer's entries, newest first. What it costs follows what is wanted, however many records of other types there are. */
export function entriesOf(models: ReadModels, pseudonym: Pseudonym, range: EntryRange = {}): readonly Entry[] {
  const { below = Number.MAX_SAFE_INTEGER, limit } = range;
  return models.together(() => {
    const subject = findSubject(models, pseudonym);
    if (subject === undefined) return [];
    const [sql, ...most] = limit === undefined ? ([ALL] as const) : ([NEWEST, limit] as const);
    const entries = typesWanted(models, range.types).flatMap(({ id, name }) =>
      models
        .all<Omit<Entry, 'type'>>(sql, subject, id, below, ...most)
        .map(({ leaf, at }) => ({ leaf, type: name, at })),
    );
    entries.sort((a, b) => b.leaf - a.leaf);
    return entries.slice(0, limit);
  });
}

function typesWanted(models: ReadModels, types: readonly string[] = []) {
  const known = models.all<{ id: number; name: string }>('SELECT id, name FROM entry_type');
  if (types.length === 0) return known;
  return known.filter(({ name }) => types.some((type) => (type.endsWith('.') ? name.startsWith(type) : name === type)));
}

/** How many entries of each type a consumer has below a tree size. */
export function entryCounts(
  models: ReadModels,
  person: readonly Pseudonym[],
  size: number,
): ReadonlyMap<string, number> {
  const subjects = JSON.stringify(person.map((pseudonym) => findSubject(models, pseudonym) ?? -1));
  // A record about two of them, a link for one, is one record.
  const union = person.length > 1 ? 'UNION' : 'UNION ALL';
  const rows = models.all<{ type: string; count: number }>(
    `SELECT t.name AS type, count(*) AS count FROM (
       SELECT type, leaf FROM entry WHERE subject IN (SELECT value FROM json_each(?1)) AND leaf < ?2
       ${union} SELECT type, leaf FROM entry_settled WHERE subject IN (SELECT value FROM json_each(?1)) AND leaf < ?2
     ) e JOIN entry_type t ON t.id = e.type GROUP BY t.name ORDER BY t.name`,
    subjects,
    size,
  );
  return new Map(rows.map((row) => [row.type, row.count]));
}

/**
 * All pseudonyms that are the same person as this one by links recorded below `size`, itself first. Of two pseudonyms the last link or unlink decides.
 */
export function linkedPseudonyms(models: ReadModels, pseudonym: Pseudonym, size: number): readonly Pseudonym[] {
  const own = findSubject(models, pseudonym);
  if (own === undefined) return [pseudonym];
  const found = new Set([own]);
  for (const subject of found) {
    const state = new Map<number, number>();
    const rows = models.all<{ other: number; linked: number }>(
      'SELECT other, linked FROM entry_link WHERE subject = ? AND leaf < ? ORDER BY leaf',
      subject,
      size,
    );
    for (const row of rows) state.set(row.other, row.linked);
    for (const [other, linked] of state) if (linked === 1 && found.size < MAX_LINKED) found.add(other);
  }
  return [...found].flatMap((subject) => {
    const row = models.get<{ pseudonym: Uint8Array }>('SELECT pseudonym FROM entry_subject WHERE key = ?', subject);
    return row ? [uuidText(row.pseudonym) as Pseudonym] : [];
  });
}

/** A subject's key is the first 48 bits of its pseudonym, or the next free one where two pseudonyms share them. */
function subjects(prepare: Prepare): (pseudonym: string) => number {
  const insert = prepare('INSERT OR IGNORE INTO entry_subject (key, pseudonym) VALUES (?, ?)');
  const select = prepare('SELECT pseudonym FROM entry_subject WHERE key = ?');
  const known = new Map<string, number>();
  return (pseudonym) => {
    const remembered = known.get(pseudonym);
    if (remembered !== undefined) return remembered;
    const bytes = uuidBytes(pseudonym);
    let key = keyOfUuid(bytes);
    while (insert.run(key, bytes).changes === 0 && !sameBytes(select.get(key)?.pseudonym, bytes)) key++;
    if (known.size >= SUBJECTS_REMEMBERED) known.clear();
    // A text of its own: the record's may be part of a longer one, which would be kept with it.
    known.set(uuidText(bytes), key);
    return key;
  };
}

function findSubject(models: ReadModels, pseudonym: Pseudonym): number | undefined {
  const bytes = uuidBytes(pseudonym);
  for (let key = keyOfUuid(bytes); ; key++) {
    const row = models.get<{ pseudonym: Uint8Array }>('SELECT pseudonym FROM entry_subject WHERE key = ?', key);
    if (row === undefined) return undefined;
    if (sameBytes(row.pseudonym, bytes)) return key;
  }
}

function isPseudonym(text: string | undefined): text is string {
  return text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
