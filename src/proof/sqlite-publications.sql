-- What was signed and published. No row is ever changed, removed or put in between.
CREATE TABLE IF NOT EXISTS publication (
  stream   TEXT    NOT NULL,
  revision INTEGER NOT NULL,
  text     TEXT    NOT NULL,
  PRIMARY KEY (stream, revision)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER IF NOT EXISTS publication_is_never_changed BEFORE UPDATE ON publication
BEGIN SELECT RAISE(ABORT, 'what was published is never changed'); END;

CREATE TRIGGER IF NOT EXISTS publication_is_never_removed BEFORE DELETE ON publication
BEGIN SELECT RAISE(ABORT, 'what was published is never removed'); END;

CREATE TRIGGER IF NOT EXISTS publication_goes_on BEFORE INSERT ON publication
WHEN NEW.revision <> coalesce((SELECT max(revision) FROM publication WHERE stream = NEW.stream), -1) + 1
BEGIN SELECT RAISE(ABORT, 'a publication follows the last one'); END;
