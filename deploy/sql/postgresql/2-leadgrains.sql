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

-- All in PL/pgSQL, which keeps its plans; a function in SQL is parsed and planned with each command that calls it.
CREATE OR REPLACE FUNCTION leadgrains_count(_stage text, _shard smallint, _by integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO stage_count VALUES (_stage, _shard, _by, greatest(_by, 0), greatest(-_by, 0))
  ON CONFLICT (stage, shard) DO UPDATE SET count = stage_count.count + excluded.count, entered = stage_count.entered + excluded.entered, gone = stage_count.gone + excluded.gone;
END $$;

-- Lists that a write adds nothing to aren't in its payload. What is usual takes four statements: the row looked up, the entry, the row
-- written, and the state itself; whatever else is only an expression costs a tenth of one. json and not jsonb: what is read
-- back is what was written, in its order.
CREATE OR REPLACE FUNCTION leadgrains_lead(_id bytea, _version integer, _columns json, _added json) RETURNS void LANGUAGE plpgsql AS $$
DECLARE before text; _row bigint; _seq bigint; _at bigint; line json; lines json := _added -> 'lines'; posted json := _added -> 'posted';
  _stage text := coalesce(_columns ->> 'stage', 'None'); _shard smallint := get_byte(_id, 15) % 16;
BEGIN
  SELECT stage, row, last_seq INTO before, _row, _seq FROM lead_row WHERE id = _id;
  IF _row IS NULL THEN
    INSERT INTO lead_row (id, version, stage, team, source) VALUES (_id, 0, 'None', '', '') RETURNING row, last_seq INTO _row, _seq;
  END IF;
  FOR n IN 0 .. coalesce(json_array_length(lines), 0) - 1 LOOP
    line := lines -> n;
    _at := (line ->> 'at')::bigint;
    INSERT INTO event (lead, previous, version, at, by, command, body)
    VALUES (_row, _seq, (line ->> 'version')::integer, _at, line ->> 'by', line ->> 'command', convert_to(line ->> 'events', 'UTF8')) RETURNING seq INTO _seq;
  END LOOP;
  UPDATE lead_row SET version = _version, last_seq = _seq, stage = _stage, since = coalesce((_columns ->> 'since')::bigint, 0), team = coalesce(_columns ->> 'team', ''),
    owner = _columns ->> 'owner', score = (_columns ->> 'score')::integer, route = _columns ->> 'route', source = coalesce(_columns ->> 'source', ''),
    due_at = (_columns ->> 'dueAt')::bigint, rank = (_columns ->> 'rank')::bigint, messages = coalesce((_columns ->> 'messages')::integer, 0), written_at = coalesce(_at, written_at)
  WHERE row = _row;
  IF before IS DISTINCT FROM _stage THEN
    -- In the order of their names, so that no two leads wait for each other.
    IF before < _stage AND before <> 'None' THEN PERFORM leadgrains_count(before, _shard, -1); END IF;
    PERFORM leadgrains_count(_stage, _shard, 1);
    IF before > _stage AND before <> 'None' THEN PERFORM leadgrains_count(before, _shard, -1); END IF;
  END IF;
  FOR n IN 0 .. coalesce(json_array_length(posted), 0) - 1 LOOP
    line := posted -> n;
    IF line ->> 'onceADay' IS NOT NULL THEN
      INSERT INTO setting VALUES ('alerted: ' || (line ->> 'onceADay'), line ->> 'day')
      ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE setting.value <> excluded.value;
      CONTINUE WHEN NOT FOUND;
    END IF;
    INSERT INTO outbox (lead, ready_at, parcel) VALUES (_row, (line ->> 'readyAt')::bigint, line ->> 'parcel');
  END LOOP;
  -- What is rare.
  IF _added -> 'who' IS NOT NULL THEN
    INSERT INTO lead_who VALUES (_row, lower(_added ->> 'who')) ON CONFLICT (row) DO UPDATE SET who = excluded.who WHERE lead_who.who <> excluded.who;
  END IF;
  IF _added -> 'rewritten' IS NOT NULL THEN
    FOR line IN SELECT * FROM json_array_elements(_added -> 'rewritten') LOOP
      UPDATE event SET body = convert_to(line ->> 'events', 'UTF8'), command = NULL WHERE lead = _row AND version = (line ->> 'version')::integer;
    END LOOP;
  END IF;
  IF _added -> 'aliases' IS NOT NULL THEN
    INSERT INTO alias SELECT decode(a, 'hex'), _row FROM json_array_elements_text(_added -> 'aliases') a ON CONFLICT DO NOTHING;
  END IF;
  IF _added -> 'heardLongAgo' IS NOT NULL THEN
    INSERT INTO heard SELECT _row, CASE WHEN (h ->> 'command')::numeric > 9223372036854775807 THEN (h ->> 'command')::numeric - 18446744073709551616 ELSE (h ->> 'command')::numeric END,
        CASE h ->> 'kind' WHEN 'AlreadySo' THEN 1 WHEN 'Refused' THEN 2 ELSE 0 END, coalesce((h ->> 'version')::integer, 0), h ->> 'words'
      FROM json_array_elements(_added -> 'heardLongAgo') h ON CONFLICT DO NOTHING;
  END IF;
END $$;

CREATE OR REPLACE FUNCTION leadgrains_team(_name text, _version integer, _columns json, _added json) RETURNS void LANGUAGE plpgsql AS $$
DECLARE _seq bigint; line json;
BEGIN
  INSERT INTO team_row (name, version) VALUES (_name, 0) ON CONFLICT DO NOTHING;
  SELECT last_seq INTO _seq FROM team_row WHERE name = _name;
  FOR line IN SELECT * FROM json_array_elements(coalesce(_added -> 'lines', '[]')) LOOP
    INSERT INTO event (team, previous, version, at, by, command, body)
    VALUES (_name, _seq, (line ->> 'version')::integer, (line ->> 'at')::bigint, line ->> 'by', line ->> 'command', convert_to(line ->> 'events', 'UTF8')) RETURNING seq INTO _seq;
  END LOOP;
  UPDATE team_row SET version = _version, last_seq = _seq, due_at = (_columns ->> 'dueAt')::bigint, messages = coalesce((_columns ->> 'messages')::integer, 0) WHERE name = _name;
END $$;

-- By the names in the payload: a lead's id has the form of a GUID, which the provider keeps as two numbers.
CREATE OR REPLACE FUNCTION leadgrains_written() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept record;
BEGIN
  IF NEW.GrainTypeString NOT IN ('lead', 'team') OR NEW.PayloadBinary IS NULL THEN RETURN NULL; END IF;
  SELECT * INTO kept FROM json_to_record(convert_from(NEW.PayloadBinary, 'UTF8')::json) AS x (version integer, columns json, added json, state json);
  IF NEW.GrainTypeString = 'lead' THEN PERFORM leadgrains_lead(decode(kept.state ->> 'id', 'hex'), coalesce(kept.version, 0), coalesce(kept.columns, '{}'), coalesce(kept.added, '{}'));
  ELSE PERFORM leadgrains_team(kept.state ->> 'name', coalesce(kept.version, 0), coalesce(kept.columns, '{}'), coalesce(kept.added, '{}'));
  END IF;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS leadgrains_written ON OrleansStorage;
CREATE TRIGGER leadgrains_written AFTER INSERT OR UPDATE OF PayloadBinary ON OrleansStorage FOR EACH ROW EXECUTE FUNCTION leadgrains_written();
