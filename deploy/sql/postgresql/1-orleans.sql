-- What Orleans asks of PostgreSQL, by the names it looks up in OrleansQuery. Ours to the documented contract: with a primary key
-- on the storage, an index on the reminders' hash, and statements that can be said twice (this file can be run again).
CREATE TABLE IF NOT EXISTS OrleansQuery (
  QueryKey  varchar(64)   PRIMARY KEY,
  QueryText varchar(8000) NOT NULL
);

-- Membership: which silos there are.
CREATE TABLE IF NOT EXISTS OrleansMembershipVersionTable (
  DeploymentId varchar(150)   PRIMARY KEY,
  Timestamp    timestamptz(3) NOT NULL DEFAULT now(),
  Version      integer        NOT NULL DEFAULT 0
);

CREATE TABLE IF NOT EXISTS OrleansMembershipTable (
  DeploymentId  varchar(150)   NOT NULL REFERENCES OrleansMembershipVersionTable,
  Address       varchar(45)    NOT NULL,
  Port          integer        NOT NULL,
  Generation    integer        NOT NULL,
  SiloName      varchar(150)   NOT NULL,
  HostName      varchar(150)   NOT NULL,
  Status        integer        NOT NULL,
  ProxyPort     integer,
  SuspectTimes  varchar(8000),
  StartTime     timestamptz(3) NOT NULL,
  IAmAliveTime  timestamptz(3) NOT NULL,
  PRIMARY KEY (DeploymentId, Address, Port, Generation)
);

-- Storage: the state of every grain, once. Its JSON is compressed by nobody, since the trigger reads it, and stays in the row: two or
-- three kilobytes that are written with every command would be as many rows of a second table.
CREATE TABLE IF NOT EXISTS OrleansStorage (
  GrainTypeHash           integer      NOT NULL,
  GrainIdHash             integer      NOT NULL,
  GrainIdN0               bigint       NOT NULL,
  GrainIdN1               bigint       NOT NULL,
  GrainIdExtensionString  varchar(512) NOT NULL DEFAULT '',
  GrainTypeString         varchar(512) NOT NULL,
  ServiceId               varchar(150) NOT NULL,
  PayloadBinary           bytea,
  ModifiedOn              timestamptz  NOT NULL DEFAULT now(),
  Version                 integer      NOT NULL,
  PRIMARY KEY (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeString, ServiceId)
) WITH (fillfactor = 70, toast_tuple_target = 8160);
ALTER TABLE OrleansStorage ALTER COLUMN PayloadBinary SET STORAGE EXTERNAL;

-- Reminders, by the hash that a silo's range is made of.
CREATE TABLE IF NOT EXISTS OrleansRemindersTable (
  ServiceId    varchar(150)   NOT NULL,
  GrainId      varchar(150)   NOT NULL,
  ReminderName varchar(150)   NOT NULL,
  StartTime    timestamptz(3) NOT NULL,
  Period       bigint         NOT NULL,
  GrainHash    integer        NOT NULL,
  Version      integer        NOT NULL,
  PRIMARY KEY (ServiceId, GrainId, ReminderName)
);
CREATE INDEX IF NOT EXISTS OrleansReminders_Hash ON OrleansRemindersTable (ServiceId, GrainHash);

-- A grain's first state, or the next one if nobody else has written meanwhile; answers the version that is there now, which is
-- the caller's own when the write was refused.
CREATE OR REPLACE FUNCTION orleans_write_state(
  _idhash integer, _n0 bigint, _n1 bigint, _typehash integer, _type text, _extension text, _service text, _version integer, _payload bytea)
RETURNS integer LANGUAGE plpgsql AS $$
DECLARE written integer;
BEGIN
  IF _version IS NULL THEN
    INSERT INTO OrleansStorage (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeString, ServiceId, PayloadBinary, Version)
    VALUES (_idhash, _typehash, _n0, _n1, coalesce(_extension, ''), _type, _service, _payload, 1)
    ON CONFLICT DO NOTHING RETURNING Version INTO written;
  ELSE
    UPDATE OrleansStorage SET PayloadBinary = _payload, ModifiedOn = now(), Version = Version + 1
    WHERE GrainIdHash = _idhash AND GrainTypeHash = _typehash AND GrainIdN0 = _n0 AND GrainIdN1 = _n1
      AND GrainIdExtensionString = coalesce(_extension, '') AND GrainTypeString = _type AND ServiceId = _service AND Version = _version
    RETURNING Version INTO written;
  END IF;
  RETURN coalesce(written, _version);
END $$;

-- The same of many states in one statement and one transaction; answers the keys of those that were written. No version: a first state.
-- First states and next ones aren't mixed: whoever counts them takes each counter once in a transaction.
CREATE OR REPLACE FUNCTION orleans_write_states(_idhash integer[], _n0 bigint[], _n1 bigint[], _typehash integer[], _type text[], _extension text[], _service text, _version integer[], _payload bytea[])
RETURNS TABLE (n0 bigint, n1 bigint, extension varchar, type varchar) LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY INSERT INTO OrleansStorage AS s (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeString, ServiceId, PayloadBinary, Version)
    SELECT a.idhash, a.typehash, a.n0, a.n1, a.extension, a.type, _service, a.payload, coalesce(a.version, 0) + 1
    FROM unnest(_idhash, _n0, _n1, _typehash, _type, _extension, _version, _payload) AS a (idhash, n0, n1, typehash, type, extension, version, payload)
    ON CONFLICT (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeString, ServiceId)
    DO UPDATE SET PayloadBinary = excluded.PayloadBinary, ModifiedOn = now(), Version = excluded.Version WHERE s.Version = excluded.Version - 1
    RETURNING s.GrainIdN0, s.GrainIdN1, s.GrainIdExtensionString, s.GrainTypeString;
END $$;

CREATE OR REPLACE FUNCTION orleans_join(_deployment text, _address text, _port integer, _generation integer, _silo text, _host text,
  _status integer, _proxy integer, _start timestamptz, _alive timestamptz, _version integer)
RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
  UPDATE OrleansMembershipVersionTable SET Timestamp = now(), Version = Version + 1 WHERE DeploymentId = _deployment AND Version = _version;
  IF NOT FOUND THEN RETURN 0; END IF;
  INSERT INTO OrleansMembershipTable VALUES (_deployment, _address, _port, _generation, _silo, _host, _status, _proxy, NULL, _start, _alive);
  RETURN 1;
EXCEPTION WHEN unique_violation THEN RETURN 0;
END $$;

CREATE OR REPLACE FUNCTION orleans_update(_deployment text, _address text, _port integer, _generation integer, _status integer,
  _suspects text, _alive timestamptz, _version integer)
RETURNS integer LANGUAGE plpgsql AS $$
DECLARE changed integer;
BEGIN
  UPDATE OrleansMembershipVersionTable SET Timestamp = now(), Version = Version + 1 WHERE DeploymentId = _deployment AND Version = _version;
  IF NOT FOUND THEN RETURN 0; END IF;
  UPDATE OrleansMembershipTable SET Status = _status, SuspectTimes = _suspects, IAmAliveTime = _alive
  WHERE DeploymentId = _deployment AND Address = _address AND Port = _port AND Generation = _generation;
  GET DIAGNOSTICS changed = ROW_COUNT;
  IF changed = 0 THEN RAISE EXCEPTION USING ERRCODE = 'no_data_found'; END IF;
  RETURN changed;
EXCEPTION WHEN no_data_found THEN RETURN 0;
END $$;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('WriteToStorageKey', 'SELECT orleans_write_state(@GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId, @GrainStateVersion, @PayloadBinary) AS NewGrainStateVersion'),
('ReadFromStorageKey', 'SELECT PayloadBinary, ModifiedOn, Version FROM OrleansStorage WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1 AND GrainIdExtensionString = coalesce(@GrainIdExtensionString, '''') AND GrainTypeString = @GrainTypeString AND ServiceId = @ServiceId'),
('ClearStorageKey', 'UPDATE OrleansStorage SET PayloadBinary = NULL, Version = Version + 1 WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1 AND GrainIdExtensionString = coalesce(@GrainIdExtensionString, '''') AND GrainTypeString = @GrainTypeString AND ServiceId = @ServiceId AND Version = @GrainStateVersion RETURNING Version AS NewGrainStateVersion'),
('DeleteStorageKey', 'DELETE FROM OrleansStorage WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1 AND GrainIdExtensionString = coalesce(@GrainIdExtensionString, '''') AND GrainTypeString = @GrainTypeString AND ServiceId = @ServiceId AND Version = @GrainStateVersion RETURNING Version + 1 AS NewGrainStateVersion'),
('UpdateIAmAlivetimeKey', 'UPDATE OrleansMembershipTable SET IAmAliveTime = @IAmAliveTime WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation'),
('InsertMembershipVersionKey', 'WITH made AS (INSERT INTO OrleansMembershipVersionTable (DeploymentId) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1) SELECT count(*)::integer AS row_count FROM made'),
('InsertMembershipKey', 'SELECT orleans_join(@DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime, @Version) AS row_count'),
('UpdateMembershipKey', 'SELECT orleans_update(@DeploymentId, @Address, @Port, @Generation, @Status, @SuspectTimes, @IAmAliveTime, @Version) AS row_count'),
('MembershipReadRowKey', 'SELECT v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version FROM OrleansMembershipVersionTable v LEFT JOIN OrleansMembershipTable m ON m.DeploymentId = v.DeploymentId AND m.Address = @Address AND m.Port = @Port AND m.Generation = @Generation WHERE v.DeploymentId = @DeploymentId'),
('MembershipReadAllKey', 'SELECT v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version FROM OrleansMembershipVersionTable v LEFT JOIN OrleansMembershipTable m ON m.DeploymentId = v.DeploymentId WHERE v.DeploymentId = @DeploymentId'),
('DeleteMembershipTableEntriesKey', 'DELETE FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId; DELETE FROM OrleansMembershipVersionTable WHERE DeploymentId = @DeploymentId'),
('GatewaysQueryKey', 'SELECT Address, ProxyPort, Generation FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId AND Status = @Status AND ProxyPort > 0'),
('CleanupDefunctSiloEntriesKey', 'DELETE FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId AND IAmAliveTime < @IAmAliveTime AND Status <> 3'),
('UpsertReminderRowKey', 'INSERT INTO OrleansRemindersTable (ServiceId, GrainId, ReminderName, StartTime, Period, GrainHash, Version) VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0) ON CONFLICT (ServiceId, GrainId, ReminderName) DO UPDATE SET StartTime = excluded.StartTime, Period = excluded.Period, GrainHash = excluded.GrainHash, Version = OrleansRemindersTable.Version + 1 RETURNING Version'),
('ReadReminderRowsKey', 'SELECT GrainId, ReminderName, StartTime, Period, Version FROM OrleansRemindersTable WHERE ServiceId = @ServiceId AND GrainId = @GrainId'),
('ReadReminderRowKey', 'SELECT GrainId, ReminderName, StartTime, Period, Version FROM OrleansRemindersTable WHERE ServiceId = @ServiceId AND GrainId = @GrainId AND ReminderName = @ReminderName'),
('ReadRangeRows1Key', 'SELECT GrainId, ReminderName, StartTime, Period, Version FROM OrleansRemindersTable WHERE ServiceId = @ServiceId AND GrainHash > @BeginHash AND GrainHash <= @EndHash'),
('ReadRangeRows2Key', 'SELECT GrainId, ReminderName, StartTime, Period, Version FROM OrleansRemindersTable WHERE ServiceId = @ServiceId AND (GrainHash > @BeginHash OR GrainHash <= @EndHash)'),
('DeleteReminderRowKey', 'WITH gone AS (DELETE FROM OrleansRemindersTable WHERE ServiceId = @ServiceId AND GrainId = @GrainId AND ReminderName = @ReminderName AND Version = @Version RETURNING 1) SELECT count(*)::integer AS row_count FROM gone'),
('DeleteReminderRowsKey', 'DELETE FROM OrleansRemindersTable WHERE ServiceId = @ServiceId')
ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;
