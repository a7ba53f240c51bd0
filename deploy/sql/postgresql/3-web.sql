-- What the API and the portal read and write beside the leads: the tables of 2-leadgrains.sql under the names that the embedded
-- edition's file has, so that both are asked by the same queries, and what only the web has. Can be run again.

-- The two numbers that the provider keeps a lead's id as.
CREATE OR REPLACE FUNCTION leadgrains_n0(_id bytea) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT ('x' || encode(substring(_id, 7, 2) || substring(_id, 5, 2) || substring(_id, 1, 4), 'hex'))::bit(64)::bigint
$$;
CREATE OR REPLACE FUNCTION leadgrains_n1(_id bytea) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT ('x' || encode(substring(_id, 16, 1) || substring(_id, 15, 1) || substring(_id, 14, 1) || substring(_id, 13, 1)
    || substring(_id, 12, 1) || substring(_id, 11, 1) || substring(_id, 10, 1) || substring(_id, 9, 1), 'hex'))::bit(64)::bigint
$$;

-- A lead's state is where its grain keeps it, once; whoever doesn't ask for it doesn't look there.
CREATE INDEX IF NOT EXISTS OrleansStorage_Lead ON OrleansStorage (GrainIdN1, GrainIdN0) WHERE GrainTypeString = 'lead';
CREATE INDEX IF NOT EXISTS OrleansStorage_Team ON OrleansStorage (GrainIdExtensionString) WHERE GrainTypeString = 'team';

CREATE OR REPLACE VIEW lead AS
  SELECT l.row, l.id, l.version, l.last_seq, l.stage, l.team, l.owner, l.score, l.route, l.source, l.due_at, l.rank,
    (SELECT (convert_from(s.PayloadBinary, 'UTF8')::json -> 'state')::text FROM OrleansStorage s
      WHERE s.GrainTypeString = 'lead' AND s.GrainIdN1 = leadgrains_n1(l.id) AND s.GrainIdN0 = leadgrains_n0(l.id)) AS state,
    (SELECT w.who FROM lead_who w WHERE w.row = l.row) AS who
  FROM lead_row l;

CREATE OR REPLACE VIEW team AS
  SELECT t.name, t.version, t.last_seq, t.due_at,
    coalesce(
      (SELECT (convert_from(s.PayloadBinary, 'UTF8')::json -> 'state')::text FROM OrleansStorage s
        WHERE s.GrainTypeString = 'team' AND s.GrainIdExtensionString = t.name),
      -- A name that reads as a number in base 16, such as cafe, is kept by the provider as that number.
      (SELECT (k.kept -> 'state')::text
        FROM (SELECT convert_from(s.PayloadBinary, 'UTF8')::json AS kept FROM OrleansStorage s WHERE s.GrainTypeString = 'team' AND s.GrainIdExtensionString = '') k
        WHERE k.kept -> 'state' ->> 'name' = t.name)) AS state
  FROM team_row t;

CREATE OR REPLACE FUNCTION leadgrains_utf8(_text text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$ SELECT convert_to(_text, 'UTF8') $$;
CREATE OR REPLACE FUNCTION leadgrains_utf8(_bytes bytea) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$ SELECT _bytes $$;

-- What lists are leafed through by. A stage changes seldom; the others cost nothing while a lead is marketing's.
CREATE INDEX IF NOT EXISTS lead_row_of_stage   ON lead_row (stage, row);
CREATE INDEX IF NOT EXISTS lead_row_of_team    ON lead_row (team, row)    WHERE team <> 'marketing';
CREATE INDEX IF NOT EXISTS lead_row_handed_due ON lead_row (team, due_at, row) WHERE team <> 'marketing' AND due_at IS NOT NULL;

CREATE OR REPLACE VIEW doubtful AS SELECT l.row AS lead FROM doubtful_lead d JOIN lead_row l ON l.id = d.id;

-- Inquiries that somebody should look at before they become leads. Numbers are never given twice: a person has written them down.
CREATE TABLE IF NOT EXISTS quarantine (
  number  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at      bigint NOT NULL,
  lead    bytea  NOT NULL,   -- whose it would be, so that it goes when the person is forgotten
  command text   NOT NULL,
  reason  text   NOT NULL,
  body    text   NOT NULL,   -- JSON
  UNIQUE (lead, command)
);
CREATE INDEX IF NOT EXISTS quarantine_at ON quarantine (at);

-- Who is forgotten is forgotten here too, by every identity, in the same transaction.
CREATE OR REPLACE FUNCTION leadgrains_forgotten() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM quarantine WHERE lead = NEW.id OR lead IN (SELECT id FROM alias WHERE lead = NEW.row);
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS leadgrains_forgotten ON lead_row;
CREATE TRIGGER leadgrains_forgotten AFTER UPDATE OF stage ON lead_row
  FOR EACH ROW WHEN (NEW.stage = 'Erased' AND OLD.stage <> 'Erased') EXECUTE FUNCTION leadgrains_forgotten();

-- Where events are told to. The entries are the queue: a cursor says how far each has come, and only what wasn't taken has a row.
CREATE TABLE IF NOT EXISTS webhook (
  number       integer PRIMARY KEY,  -- never given twice: what is deleted leaves its number
  body         text    NOT NULL,     -- JSON
  cursor       bigint  NOT NULL,
  replay_after bigint  NOT NULL,     -- of a range that is told again; nothing when equal to replay_to
  replay_to    bigint  NOT NULL
);
CREATE TABLE IF NOT EXISTS webhook_miss (
  webhook  integer NOT NULL,
  seq      bigint  NOT NULL,
  part     integer NOT NULL,         -- which of the entry's events, from 0
  tries    integer NOT NULL,
  due_at   bigint,                   -- the next try; null: a dead letter
  tried_at bigint  NOT NULL,
  answer   text    NOT NULL,
  PRIMARY KEY (webhook, seq, part)
);
CREATE INDEX IF NOT EXISTS webhook_miss_due ON webhook_miss (webhook, due_at);
