/** Every way of rewriting a history that `ledger drill` tries on a scratch copy, as somebody would who has the files and knows SQL. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { readModelsPath } from '../../projections/generations.js';
import type { ProblemCode } from './problem.js';

export interface Tampering {
  readonly name: string;
  /** Problems of which at least one must be found. */
  readonly finds: readonly ProblemCode[];
  /** @returns false where this ledger has nothing that could be tampered with so */
  readonly apply: (data: string) => boolean;
}

const flip = (
  column: string,
) => `UPDATE record SET ${column} = CAST(substr(${column}, 1, length(${column}) / 2) || char(1 +
  CASE WHEN unicode(substr(CAST(${column} AS TEXT), length(${column}) / 2 + 1, 1)) = 100 THEN 100 ELSE 99 END)
  || substr(${column}, length(${column}) / 2 + 2) AS BLOB) WHERE position = :middle`;

export const tamperings: readonly Tampering[] = [
  inLog('one byte of a header', ['leaf', 'header-form', 'header-field', 'record-id', 'column'], flip('header')),
  inLog('one byte of a body', ['body-digest', 'body-form'], flip('body')),
  inLog(
    'the id column',
    ['column'],
    "UPDATE record SET id = X'00112233445566778899aabbccddeeff' WHERE position = :middle",
  ),
  inLog('the stream column', ['column'], "UPDATE record SET stream = 'decision-other' WHERE position = :middle"),
  inLog('the revision column', ['revision'], 'UPDATE record SET revision = revision + 5 WHERE position = :middle'),
  inLog('the position column', ['position'], 'UPDATE record SET position = :last + 5 WHERE position = :last'),
  inLog('the end removed', ['rollback'], 'DELETE FROM record WHERE position > :middle'),
  inLog('the middle removed', ['position', 'leaf'], 'DELETE FROM record WHERE position = :middle'),
  inLog(
    'the middle removed, the rest moved up',
    ['leaf', 'checkpoint-root'],
    'DELETE FROM record WHERE position = :middle',
    'UPDATE record SET position = -position WHERE position > :middle',
    'UPDATE record SET position = -position - 1 WHERE position < 0',
  ),
  inLog(
    'two records exchanged',
    ['leaf', 'checkpoint-root'],
    'UPDATE record SET position = -1 WHERE position = :middle',
    'UPDATE record SET position = :middle WHERE position = :middle + 1',
    'UPDATE record SET position = :middle + 1 WHERE position = -1',
  ),
  inLog(
    'a record put in between',
    ['copy', 'record-id', 'leaf'],
    'UPDATE record SET position = -position WHERE position >= :middle',
    'UPDATE record SET position = -position + 1 WHERE position < 0',
    `INSERT INTO record SELECT :middle, stream, revision, id, header, body FROM record WHERE position = :middle + 1`,
  ),
  {
    name: 'the history rewritten, read models too',
    finds: ['checkpoint-root'],
    apply: (data) => {
      const done = change(join(data, 'log', 'log.db'), [
        'CREATE TEMP TABLE kept AS SELECT * FROM record WHERE position = :middle + 1',
        'UPDATE record SET (stream, revision, id, header, body) = (SELECT stream, revision, id, header, body FROM record WHERE position = :middle) WHERE position = :middle + 1',
        'UPDATE record SET (stream, revision, id, header, body) = (SELECT stream, revision, id, header, body FROM kept) WHERE position = :middle',
      ]);
      // An attacker who also throws the read models away has them built from the new history.
      if (done) writeFileSync(join(data, 'read-models', 'current'), '');
      return done;
    },
  },
  inPublications(
    'a checkpoint edited',
    ['checkpoint-signature', 'checkpoint-form'],
    `UPDATE publication SET text = replace(text, 'checkpoint","note":"', 'checkpoint","note":"x') WHERE stream = 'checkpoints' AND revision = 0`,
  ),
  inPublications(
    'the size in the last checkpoint edited',
    ['checkpoint-signature'],
    `UPDATE publication SET text = replace(text, '\\n1', '\\n2') WHERE stream = 'checkpoints'`,
    `UPDATE publication SET text = replace(text, '\\n3', '\\n4') WHERE stream = 'checkpoints'`,
    `UPDATE publication SET text = replace(text, '\\n5', '\\n6') WHERE stream = 'checkpoints'`,
  ),
  inPublications(
    'a checkpoint removed',
    ['publication'],
    `DELETE FROM publication WHERE stream = 'checkpoints' AND revision = 0`,
  ),
  inReadModels(
    'a digest in a read model',
    ['leaf', 'read-model'],
    'UPDATE leaf SET digest = zeroblob(32) WHERE leaf = (SELECT max(leaf) / 2 FROM leaf)',
  ),
  inReadModels(
    'an entry in a read model',
    ['read-model'],
    'DELETE FROM entry WHERE leaf = (SELECT max(leaf) FROM entry)',
  ),
  inReadModels(
    'a hash in the tree',
    ['tile'],
    'UPDATE merkle_tree_edge SET hashes = zeroblob(length(hashes)) WHERE level = 0',
  ),
  {
    name: 'one byte of the log file',
    finds: ['unreadable', 'leaf', 'header-form', 'header-field', 'body-digest', 'body-form'],
    apply: flipFileByte,
  },
  { name: 'one byte of an index file', finds: ['index'], apply: flipIndexByte },
];

function inLog(name: string, finds: readonly ProblemCode[], ...statements: readonly string[]): Tampering {
  return { name, finds, apply: (data) => change(join(data, 'log', 'log.db'), statements) };
}

function inPublications(name: string, finds: readonly ProblemCode[], ...statements: readonly string[]): Tampering {
  return { name, finds, apply: (data) => change(join(data, 'proof', 'checkpoints.db'), statements) };
}

function inReadModels(name: string, finds: readonly ProblemCode[], ...statements: readonly string[]): Tampering {
  const apply = (data: string): boolean => {
    const path = readModelsPath(data);
    return path !== null && change(path, statements);
  };
  return { name, finds, apply };
}

/** Whoever can write the file can take the triggers away, and put them back. */
function change(path: string, statements: readonly string[]): boolean {
  using database = new DatabaseSync(path);
  const triggers = database.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all();
  for (const { name } of triggers) database.exec(`DROP TRIGGER "${String(name)}"`);
  const span = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'record'").get()
    ? database.prepare('SELECT max(position) / 2 AS middle, max(position) AS last FROM record').get()
    : undefined;
  let changed = 0;
  for (const sql of statements) {
    const values = { ':middle': Number(span?.middle ?? 0), ':last': Number(span?.last ?? 0) };
    const used = Object.entries(values).filter(([name]) => sql.includes(name));
    changed += Number(database.prepare(sql).run(Object.fromEntries(used)).changes);
  }
  for (const { sql } of triggers) database.exec(String(sql));
  return changed > 0;
}

function flipFileByte(data: string): boolean {
  const path = join(data, 'log', 'log.db');
  const size = statSync(path).size;
  const bytes = readFileSync(path);
  // Near the end lie the last records; a free byte of a page would change nothing that is stored.
  for (let at = Math.floor(size * 0.6); at < size; at++)
    if (bytes[at] === 0x22 && bytes[at + 1] === 0x2c) {
      bytes[at] = 0x23;
      writeFileSync(path, bytes);
      return true;
    }
  return false;
}

function flipIndexByte(data: string): boolean {
  const folder = join(data, 'log');
  const [name] = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.run'));
  if (name === undefined) return false;
  const bytes = readFileSync(join(folder, name));
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  writeFileSync(join(folder, name), bytes);
  return true;
}
