-- What lists, reports and the outbox read. A trigger fills it from each grain's state in the transaction that writes the state,
-- so that nothing can be lost between them. Names and columns are those of the embedded edition's file. Can be run again.
CREATE TABLE IF NOT EXISTS lead_row (
  row        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id         bytea   NOT NULL UNIQUE,
  version    integer NOT NULL,
  last_seq   bigint  NOT NULL DEFAULT 0,
  stage      text    NOT NULL,
  since      bigint  NOT NULL DEFAULT 0,   -- in this stage
  team       text    NOT NULL,
  owner      text,
  score      integer,
  route      text,
  source     text    NOT NULL,
  due_at     bigint,
  rank       bigint,
  messages   integer NOT NULL DEFAULT 0,   -- to others, that have not arrived
  written_at bigint  NOT NULL DEFAULT 0
) WITH (fillfactor = 80);
CREATE INDEX IF NOT EXISTS lead_row_stage   ON lead_row (stage, since);
CREATE INDEX IF NOT EXISTS lead_row_due     ON lead_row (due_at)      WHERE due_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS lead_row_waiting ON lead_row (team, rank)  WHERE rank IS NOT NULL;
CREATE INDEX IF NOT EXISTS lead_row_team    ON lead_row (team, owner) WHERE team <> 'marketing';
-- By a column that never changes: an index over one that does would be written with every command.
CREATE INDEX IF NOT EXISTS lead_row_untold  ON lead_row (id)          WHERE messages > 0;

-- What people look for a lead by: its names and its company, in small letters. A narrow table of its own: to look through all of it
-- takes 30 ms for 200,000 leads, and it is written when a name changes and not with every command.
CREATE TABLE IF NOT EXISTS lead_who (row bigint PRIMARY KEY, who text NOT NULL);

CREATE TABLE IF NOT EXISTS team_row (
  name     text    PRIMARY KEY,
  version  integer NOT NULL,
  last_seq bigint  NOT NULL DEFAULT 0,
  due_at   bigint,
  messages integer NOT NULL DEFAULT 0
);

-- One row per command. Sequence numbers may be committed out of order: who reads on from one asks for tx below the oldest
-- transaction under way, so that none is passed over.
CREATE TABLE IF NOT EXISTS event (
  seq      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  lead     bigint,
  team     text,
  previous bigint  NOT NULL,
  version  integer NOT NULL,
  at       bigint  NOT NULL,
  by       text    NOT NULL,
  command  text,
  body     bytea   NOT NULL,
  tx       bigint  NOT NULL DEFAULT txid_current()
);
CREATE UNIQUE INDEX IF NOT EXISTS event_lead ON event (lead, version) WHERE lead IS NOT NULL;

CREATE TABLE IF NOT EXISTS alias (id bytea PRIMARY KEY, lead bigint NOT NULL);

CREATE TABLE IF NOT EXISTS heard (
  lead    bigint   NOT NULL,
  command bigint   NOT NULL,
  kind    smallint NOT NULL,
  version integer  NOT NULL,
  words   text,
  PRIMARY KEY (lead, command)
);

CREATE TABLE IF NOT EXISTS outbox (
  number   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  lead     bigint  NOT NULL,
  ready_at bigint  NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  parcel   text    NOT NULL
);
CREATE INDEX IF NOT EXISTS outbox_ready ON outbox (ready_at);

-- Sixteen counters for each stage, so that leads don't queue for one row; the view adds them up.
CREATE TABLE IF NOT EXISTS stage_count (
  stage   text     NOT NULL,
  shard   smallint NOT NULL,
  count   bigint   NOT NULL,
  entered bigint   NOT NULL,
  gone    bigint   NOT NULL,
  PRIMARY KEY (stage, shard)
) WITH (fillfactor = 50);
CREATE OR REPLACE VIEW stage AS
  SELECT stage, sum(count)::bigint AS count, sum(entered)::bigint AS entered, sum(gone)::bigint AS "left" FROM stage_count GROUP BY stage;

CREATE TABLE IF NOT EXISTS setting (name text PRIMARY KEY, value text NOT NULL);

-- Leads with a touch of which nobody knows, or not yet, whether it was sent; few.
CREATE TABLE IF NOT EXISTS doubtful_lead (id bytea PRIMARY KEY);

-- A lead's id has the form of a GUID, and the provider keeps that as the two numbers of its sixteen bytes in .NET's order.
CREATE OR REPLACE FUNCTION leadgrains_id(_n0 bigint, _n1 bigint) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT substring(int8send(_n0), 5, 4) || substring(int8send(_n0), 3, 2) || substring(int8send(_n0), 1, 2)
    || substring(int8send(_n1), 8, 1) || substring(int8send(_n1), 7, 1) || substring(int8send(_n1), 6, 1) || substring(int8send(_n1), 5, 1)
    || substring(int8send(_n1), 4, 1) || substring(int8send(_n1), 3, 1) || substring(int8send(_n1), 2, 1) || substring(int8send(_n1), 1, 1)
$$;

-- What a grain's write tells the tables. It stands first in the payload, on a line of its own, so that the
-- state after it isn't read: that would be a third of all that a write costs here. A payload of another form is refused.
CREATE OR REPLACE FUNCTION leadgrains_told(_payload bytea) RETURNS json LANGUAGE sql IMMUTABLE AS $$
  SELECT convert_from(substring(_payload, length('{"row":') + 1, position('\x0a'::bytea IN _payload) - length('{"row":') - 1), 'UTF8')::json
$$;

-- What a write seldom adds: names, parcels, identities, answers that are long ago, doubts, what forgetting leaves of earlier entries.
CREATE OR REPLACE FUNCTION leadgrains_rare(_leads json[]) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
BEGIN
  WITH leads AS MATERIALIZED (
    SELECT l.row, decode(l.id, 'hex') AS id, l.doubt, a.who, a.posted, a.rewritten, a.aliases, a."heardLongAgo" AS heard
    FROM unnest(_leads) u, LATERAL json_to_record(u) AS l (row bigint, id text, doubt boolean, added json),
      LATERAL json_to_record(l.added) AS a (posted json, who text, rewritten json, aliases json, "heardLongAgo" json)),
  parcels AS MATERIALIZED (
    SELECT n.row, p.*, row_number() OVER (PARTITION BY p."onceADay") AS nth
    FROM leads n, LATERAL json_array_elements(n.posted) j, LATERAL json_to_record(j) AS p ("readyAt" bigint, parcel text, "onceADay" text, day text)),
  alerted AS (
    INSERT INTO setting AS s SELECT 'alerted: ' || "onceADay", day FROM parcels WHERE "onceADay" IS NOT NULL AND nth = 1 ORDER BY 1
    ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE s.value <> excluded.value RETURNING name),
  posted AS (
    INSERT INTO outbox (lead, ready_at, parcel)
    SELECT row, "readyAt", parcel FROM parcels WHERE "onceADay" IS NULL OR (nth = 1 AND 'alerted: ' || "onceADay" IN (SELECT name FROM alerted))),
  named AS (
    INSERT INTO lead_who AS o SELECT row, lower(who) FROM leads WHERE who IS NOT NULL ON CONFLICT (row) DO UPDATE SET who = excluded.who WHERE o.who <> excluded.who),
  doubted AS (INSERT INTO doubtful_lead SELECT id FROM leads WHERE doubt ON CONFLICT DO NOTHING),
  settled AS (DELETE FROM doubtful_lead WHERE id = ANY (ARRAY(SELECT id FROM leads WHERE NOT doubt))),
  rewritten AS MATERIALIZED (
    SELECT n.row, r.version, convert_to(r.events, 'UTF8') AS body FROM leads n, LATERAL json_array_elements(n.rewritten) j, LATERAL json_to_record(j) AS r (version integer, events text)),
  forgotten AS (
    UPDATE event e SET command = NULL, body = r.body FROM rewritten r
    WHERE e.lead = r.row AND e.version = r.version AND e.lead IS NOT NULL AND e.lead = ANY (ARRAY(SELECT row FROM rewritten))),
  known AS (INSERT INTO alias SELECT decode(a, 'hex'), n.row FROM leads n, LATERAL json_array_elements_text(n.aliases) a ORDER BY 1 ON CONFLICT DO NOTHING)
  INSERT INTO heard
  SELECT n.row, CASE WHEN h.command > 9223372036854775807 THEN h.command - 18446744073709551616 ELSE h.command END,
    CASE h.kind WHEN 'AlreadySo' THEN 1 WHEN 'Refused' THEN 2 ELSE 0 END, coalesce(h.version, 0), h.words
  FROM leads n, LATERAL json_array_elements(n.heard) j, LATERAL json_to_record(j) AS h (command numeric, kind text, version integer, words text) ON CONFLICT DO NOTHING;
END $$;

-- All states of one statement at once: what one of them costs alone, a hundred share. What is rare is apart, since even a statement that
-- finds nothing to do costs. A list that a write adds nothing to isn't in its payload. json and not jsonb:
-- what is read back is what was written, in its order. The counters are taken in the order of their keys, so that no two transactions wait
-- for each other. Plans are made once, when the tables may be empty still: the settings, and what is written in place of a join, leave none
-- that would read a table whole.
CREATE OR REPLACE FUNCTION leadgrains_written() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
DECLARE rare json[];
BEGIN
  WITH kept AS MATERIALIZED (
    SELECT leadgrains_id(w.GrainIdN0, w.GrainIdN1) AS id, r.version, r.stage, coalesce(r.since, 0) AS since, coalesce(r.team, '') AS team, r.owner, r.score, r.route,
      coalesce(r.source, '') AS source, r."dueAt" AS due_at, r.rank, coalesce(r.messages, 0) AS messages, coalesce(r."inDoubt", false) AS in_doubt,
      r.events, r.at, r.by, r.command, r.added
    FROM written w, LATERAL json_to_record(leadgrains_told(w.PayloadBinary)) AS r (version integer, stage text, since bigint, team text, owner text, score integer, route text, source text,
      "dueAt" bigint, rank bigint, messages integer, "inDoubt" boolean, events text, at bigint, by text, command text, added json)
    WHERE w.GrainTypeString = 'lead' AND w.PayloadBinary IS NOT NULL),
  leads AS MATERIALIZED (
    SELECT k.*, get_byte(k.id, 15) % 16 AS shard, l.written_at, d.id IS NOT NULL AS was_in_doubt, coalesce(l.row, nextval('lead_row_row_seq')) AS row, l.stage AS before,
      coalesce(l.last_seq, 0) AS previous, CASE WHEN k.events IS NULL THEN coalesce(l.last_seq, 0) ELSE nextval('event_seq_seq') END AS seq
    FROM kept k LEFT JOIN lead_row l ON l.id = k.id LEFT JOIN doubtful_lead d ON d.id = k.id),
  rows AS (
    INSERT INTO lead_row AS l (row, id, version, last_seq, stage, since, team, owner, score, route, source, due_at, rank, messages, written_at) OVERRIDING SYSTEM VALUE
    SELECT row, id, version, seq, stage, since, team, owner, score, route, source, due_at, rank, messages, coalesce(at, written_at, 0) FROM leads
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, last_seq = excluded.last_seq, stage = excluded.stage, since = excluded.since, team = excluded.team, owner = excluded.owner,
      score = excluded.score, route = excluded.route, source = excluded.source, due_at = excluded.due_at, rank = excluded.rank, messages = excluded.messages, written_at = excluded.written_at),
  entered AS (
    INSERT INTO event (seq, lead, previous, version, at, by, command, body) OVERRIDING SYSTEM VALUE
    SELECT seq, row, previous, version, at, by, command, convert_to(events, 'UTF8') FROM leads WHERE events IS NOT NULL),
  counted AS (
    INSERT INTO stage_count AS c (stage, shard, count, entered, gone)
    SELECT stage, shard, sum(come - gone), sum(come), sum(gone)
    FROM (SELECT stage, shard, 1 AS come, 0 AS gone FROM leads WHERE before IS DISTINCT FROM stage UNION ALL SELECT before, shard, 0, 1 FROM leads WHERE before <> stage) AS moves
    GROUP BY stage, shard ORDER BY stage, shard
    ON CONFLICT (stage, shard) DO UPDATE SET count = c.count + excluded.count, entered = c.entered + excluded.entered, gone = c.gone + excluded.gone)
  SELECT array_agg(json_build_object('row', row, 'id', encode(id, 'hex'), 'doubt', in_doubt, 'added', added)) INTO rare FROM leads WHERE added IS NOT NULL OR in_doubt <> was_in_doubt;

  IF rare IS NOT NULL THEN PERFORM leadgrains_rare(rare); END IF;
  IF EXISTS (SELECT FROM written WHERE GrainTypeString = 'team') THEN
    -- By the name in the payload: one that reads as a number in base 16, such as cafe, is kept by the provider as that number.
    WITH kept AS MATERIALIZED (
      SELECT r.*, coalesce(t.last_seq, 0) AS previous, CASE WHEN r.events IS NULL THEN coalesce(t.last_seq, 0) ELSE nextval('event_seq_seq') END AS seq
      FROM written w
        CROSS JOIN LATERAL json_to_record(leadgrains_told(w.PayloadBinary)) AS r (version integer, team text, "dueAt" bigint, messages integer, events text, at bigint, by text, command text)
        LEFT JOIN team_row t ON t.name = r.team
      WHERE w.GrainTypeString = 'team' AND w.PayloadBinary IS NOT NULL),
    entered AS (
      INSERT INTO event (seq, team, previous, version, at, by, command, body) OVERRIDING SYSTEM VALUE
      SELECT seq, team, previous, version, at, by, command, convert_to(events, 'UTF8') FROM kept WHERE events IS NOT NULL)
    INSERT INTO team_row (name, version, last_seq, due_at, messages) SELECT team, version, seq, "dueAt", coalesce(messages, 0) FROM kept
    ON CONFLICT (name) DO UPDATE SET version = excluded.version, last_seq = excluded.last_seq, due_at = excluded.due_at, messages = excluded.messages;
  END IF;
  RETURN NULL;
END $$;

-- What came before, a state at a time.
DROP TRIGGER IF EXISTS leadgrains_written ON OrleansStorage;
DROP FUNCTION IF EXISTS leadgrains_lead(bytea, integer, json, json), leadgrains_team(text, integer, json, json), leadgrains_count(text, smallint, integer),
  leadgrains_doubted(), leadgrains_settled(), leadgrains_in_doubt(bytea) CASCADE;

CREATE OR REPLACE TRIGGER leadgrains_begun AFTER INSERT ON OrleansStorage REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION leadgrains_written();
CREATE OR REPLACE TRIGGER leadgrains_changed AFTER UPDATE ON OrleansStorage REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION leadgrains_written();
