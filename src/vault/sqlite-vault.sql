-- The vault of one machine. Every key in it is wrapped by the master key; every reference is a keyed hash.

CREATE TABLE IF NOT EXISTS setting (
  name  TEXT PRIMARY KEY,
  value ANY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS named_key (
  name    TEXT PRIMARY KEY,
  wrapped BLOB,
  master  TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS subject (
  lookup    BLOB PRIMARY KEY,
  pseudonym TEXT NOT NULL UNIQUE,
  mark      BLOB NOT NULL,
  wrapped   BLOB NOT NULL,
  master    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS fence (
  mark BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;
