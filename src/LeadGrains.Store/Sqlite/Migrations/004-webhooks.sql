-- Where events are told to. The journal is the queue: a cursor says how far each has come, and only what wasn't taken
-- has a row. Neither holds anything of a person: a message is made anew from the journal for each try.
CREATE TABLE webhook (
  number       INTEGER PRIMARY KEY,  -- never given twice: what is deleted leaves its number
  body         TEXT    NOT NULL,     -- JSON
  cursor       INTEGER NOT NULL,     -- the latest entry that was told
  replay_after INTEGER NOT NULL,     -- of a range that is told again; nothing when equal to replay_to
  replay_to    INTEGER NOT NULL
);
CREATE TABLE webhook_miss (
  webhook  INTEGER NOT NULL,
  seq      INTEGER NOT NULL,         -- the entry
  part     INTEGER NOT NULL,         -- which of its events, from 0
  tries    INTEGER NOT NULL,
  due_at   INTEGER,                  -- the next try; null: a dead letter
  tried_at INTEGER NOT NULL,
  answer   TEXT    NOT NULL,         -- our own words for it
  PRIMARY KEY (webhook, seq, part)
) WITHOUT ROWID;
CREATE INDEX webhook_miss_due ON webhook_miss (webhook, due_at);
