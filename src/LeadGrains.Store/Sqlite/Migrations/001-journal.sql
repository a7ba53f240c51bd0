-- The lead row is the read model: the state as JSON, and beside it what lists and reports ask for.
-- Indexes are few and partial, since each costs a page per command that changes its columns.
CREATE TABLE lead (
  row      INTEGER PRIMARY KEY,
  id       BLOB    NOT NULL UNIQUE,  -- 16 bytes
  version  INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  stage    TEXT    NOT NULL,
  team     TEXT    NOT NULL,         -- that owns it, has it on offer, or that it waits for
  owner    TEXT,                     -- the member who owns it; null while marketing does
  score    INTEGER,
  route    TEXT,
  source   TEXT    NOT NULL,
  due_at   INTEGER,                  -- milliseconds since 1970, as all instants
  rank     INTEGER,                  -- place among those who wait for the team
  heard    BLOB,
  state    TEXT    NOT NULL          -- JSON
);
CREATE INDEX lead_due     ON lead (due_at)      WHERE due_at IS NOT NULL;
CREATE INDEX lead_waiting ON lead (team, rank)  WHERE rank IS NOT NULL;
CREATE INDEX lead_team    ON lead (team, owner) WHERE team <> 'marketing';

-- One row per command, in one sequence; each points to the actor's one before.
CREATE TABLE event (
  seq      INTEGER PRIMARY KEY,
  lead     INTEGER,
  team     TEXT,
  previous INTEGER NOT NULL,
  version  INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  by       TEXT    NOT NULL,
  command  TEXT,
  body     TEXT    NOT NULL          -- JSON array of events
);

CREATE TABLE team (
  name     TEXT    PRIMARY KEY,
  version  INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  due_at   INTEGER,
  heard    TEXT    NOT NULL,
  state    TEXT    NOT NULL
) WITHOUT ROWID;

CREATE TABLE alias (
  id   BLOB    PRIMARY KEY,
  lead INTEGER NOT NULL
) WITHOUT ROWID;

-- Answers that left the lead's row, and the words of refusals.
CREATE TABLE heard (
  lead    INTEGER NOT NULL,
  command INTEGER NOT NULL,
  kind    INTEGER NOT NULL,
  version INTEGER NOT NULL,
  words   TEXT,
  PRIMARY KEY (lead, command)
) WITHOUT ROWID;

CREATE TABLE outbox (
  number   INTEGER PRIMARY KEY,
  lead     INTEGER NOT NULL,
  ready_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  parcel   TEXT    NOT NULL
);
CREATE INDEX outbox_ready ON outbox (ready_at);

-- Kept with every commit, so that nobody counts a million leads.
CREATE TABLE stage (
  stage   TEXT    PRIMARY KEY,
  count   INTEGER NOT NULL,
  entered INTEGER NOT NULL,
  left    INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
