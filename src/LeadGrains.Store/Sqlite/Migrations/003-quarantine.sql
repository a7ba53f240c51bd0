-- Inquiries that somebody should look at before they become leads; few and bounded. Numbers are never given twice: a
-- person has written them down.
CREATE TABLE quarantine (
  number  INTEGER PRIMARY KEY AUTOINCREMENT,
  at      INTEGER NOT NULL,          -- when it arrived
  lead    BLOB    NOT NULL,          -- whose it would be, so that it goes when the person is forgotten
  command TEXT    NOT NULL,
  reason  TEXT    NOT NULL,
  body    TEXT    NOT NULL,          -- JSON
  UNIQUE (lead, command)
);
CREATE INDEX quarantine_at ON quarantine (at);
