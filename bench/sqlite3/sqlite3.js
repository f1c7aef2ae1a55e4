/**
 * The part of sqlite3's interface that emmett-sqlite uses, over Node's own SQLite: the native package fetches or compiles a binary when it is
 * installed. Calls take place at once instead of on a thread pool, which makes emmett-sqlite faster, not slower.
 */
import { DatabaseSync } from 'node:sqlite';

class Database {
  #database;
  #statements = new Map();

  constructor(file, _mode, ready) {
    this.#database = new DatabaseSync(file);
    if (typeof ready === 'function') queueMicrotask(() => ready(null));
  }

  run(sql, parameters, done) {
    this.#call(sql, parameters, done, (statement, values) => statement.run(...values));
    return this;
  }

  get(sql, parameters, done) {
    this.#call(sql, parameters, done, (statement, values) => statement.get(...values));
    return this;
  }

  all(sql, parameters, done) {
    this.#call(sql, parameters, done, (statement, values) => statement.all(...values));
    return this;
  }

  exec(sql, done) {
    this.#call(sql, [], done, () => this.#database.exec(sql));
    return this;
  }

  close(done) {
    this.#statements.clear();
    this.#database.close();
    done?.(null);
  }

  #call(sql, parameters, done, work) {
    const [values, told] = typeof parameters === 'function' ? [[], parameters] : [parameters ?? [], done];
    let result;
    try {
      result = work(this.#statement(sql), values.map(bound));
    } catch (error) {
      // As sqlite3 names its errors; emmett-sqlite tells a conflict by it.
      if (error.errcode !== undefined) error.errno = error.errcode & 0xff;
      if (told === undefined) throw error;
      queueMicrotask(() => told.call(this, error));
      return;
    }
    const context = { lastID: result?.lastInsertRowid, changes: result?.changes };
    queueMicrotask(() => told?.call(context, null, result));
  }

  #statement(sql) {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

function bound(value) {
  if (typeof value === 'boolean') return value ? 1 : 0;
  // As sqlite3 does; emmett-sqlite 0.42 binds an object as the name of its default partition.
  if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) return String(value);
  return value ?? null;
}

export default { Database, OPEN_READONLY: 1, OPEN_READWRITE: 2, OPEN_CREATE: 4, OPEN_URI: 64 };
