-- The embedded log: one table that only grows at its end, so that an append costs the same however long the log is.
-- What is found by id or by stream is kept beside it and can be built again (sorted-run.ts).
CREATE TABLE IF NOT EXISTS record (
  position INTEGER PRIMARY KEY,
  stream   TEXT    NOT NULL,
  revision INTEGER NOT NULL,
  id       BLOB    NOT NULL CHECK (length(id) = 16),
  header   BLOB    NOT NULL,
  body     BLOB    NOT NULL
) STRICT;

CREATE TRIGGER IF NOT EXISTS record_is_never_changed BEFORE UPDATE ON record
BEGIN SELECT RAISE(ABORT, 'a recorded fact is never changed'); END;

CREATE TRIGGER IF NOT EXISTS record_is_never_deleted BEFORE DELETE ON record
BEGIN SELECT RAISE(ABORT, 'a recorded fact is never deleted'); END;

-- INSERT OR REPLACE would delete without asking the trigger above.
CREATE TRIGGER IF NOT EXISTS record_is_never_replaced BEFORE INSERT ON record
WHEN NEW.position <= (SELECT max(position) FROM record)
BEGIN SELECT RAISE(ABORT, 'a recorded fact is never replaced'); END;
