using Npgsql;

namespace LeadGrains.Orleans;

/// <summary>
/// All that a cluster's database holds, as the lines of a moving file, within one transaction of its own connection. Entries
/// get the numbers that a file wants: 1, 2, 3 … in their order. One thread.
/// </summary>
/// <param name="program">Alarms are computed by it; null takes them from the lists' column.</param>
internal sealed class ClusterLines(NpgsqlConnection connection, Program? program) : IDisposable
{
    /// <summary>Leads that are read at once, with their entries one after the other.</summary>
    private const int PageLeads = 500;

    private static readonly JournalStorageSerializer Json = new();
    private readonly ActorReplay _replay = new();

    /// <summary>The header and all lines after it but the end. Throws <see cref="MovingException"/> where something isn't sound, or is still under way.</summary>
    public IEnumerable<MovedLine> All(Moment now)
    {
        var header = Header(now);
        return Body().Prepend(header);
    }

    public IEnumerable<MovedLine> Body()
    {
        Number();
        return Settings().Concat(Stages()).Concat(Webhooks()).Concat(Missed()).Concat(Quarantine()).Concat(Teams()).Concat(Leads()).Concat(Aliases()).Concat(Parcels());
    }

    public void Dispose() => _replay.Dispose();

    private MovedHeader Header(Moment now) => new(MovedHeader.Latest, now, "cluster", new MovedCounts(Long("SELECT count(*) FROM lead_row"), Long("SELECT count(*) FROM event"),
        Long("SELECT count(*) FROM team_row"), Long("SELECT count(*) FROM alias"), Long("SELECT count(*) FROM outbox"), Long("SELECT count(*) FROM quarantine"),
        Long("SELECT count(*) FROM webhook"), Long($"SELECT count(*) FROM ({SettingsSql}) s")), Long("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM quarantine_number_seq"));

    // The sequence is the highest number that a parcel ever had; a file keeps it as a setting.
    private const string SettingsSql = $"""
        SELECT name, value FROM setting WHERE name <> '{SqliteJournal.LastParcelSetting}'
        UNION ALL SELECT '{SqliteJournal.LastParcelSetting}', last_value::text FROM outbox_number_seq WHERE is_called
        """;

    // A rolled-back write leaves a gap in the database's numbers, and a file has none.
    private void Number() => Run("""
        DROP TABLE IF EXISTS pg_temp.moved_number;
        CREATE TEMP TABLE moved_number ON COMMIT DROP AS SELECT seq, row_number() OVER (ORDER BY seq) AS number FROM event;
        CREATE UNIQUE INDEX ON moved_number (seq);
        ANALYZE moved_number;
        """);

    private IEnumerable<MovedLine> Settings() => Rows($"""SELECT * FROM ({SettingsSql}) s ORDER BY name COLLATE "C" """, r => new MovedSetting(r.GetString(0), r.GetString(1)));

    private IEnumerable<MovedLine> Stages() => Rows("""SELECT stage, count, entered, "left" FROM stage ORDER BY stage COLLATE "C" """,
        r => new MovedStage(Enum.Parse<Stage>(r.GetString(0)), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3)));

    private IEnumerable<MovedLine> Webhooks() => Rows($"SELECT number, body, {Numbered("cursor")}, {Numbered("replay_after")}, {Numbered("replay_to")} FROM webhook ORDER BY number",
        r => new MovedWebhook(r.GetInt32(0), r.GetString(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4)));

    private static string Numbered(string seq) => $"coalesce((SELECT max(n.number) FROM moved_number n WHERE n.seq <= {seq}), 0)";

    private IEnumerable<MovedLine> Missed() =>
        Rows("SELECT webhook, n.number, part, tries, due_at, tried_at, answer FROM webhook_miss m JOIN moved_number n ON n.seq = m.seq ORDER BY webhook, m.seq, part",
            r => new MovedMiss(r.GetInt32(0), new WebhookMiss(r.GetInt64(1), r.GetInt32(2), r.GetInt32(3), At(r, 4), new Moment(r.GetInt64(5)), r.GetString(6))));

    private IEnumerable<MovedLine> Quarantine() => Rows("SELECT number, convert_to(body, 'UTF8') FROM quarantine ORDER BY number", r => new MovedQuarantined(r.GetInt64(0), Raw(r, 1)));

    private IEnumerable<MovedLine> Aliases() => Rows("SELECT id, lead FROM alias ORDER BY id", r => new MovedAlias(LeadId.FromBytes(r.GetFieldValue<byte[]>(0)), r.GetInt64(1)));

    private IEnumerable<MovedLine> Parcels() => Rows("SELECT number, lead, ready_at, attempts, convert_to(parcel, 'UTF8') FROM outbox ORDER BY number",
        r => new MovedParcel(r.GetInt64(0), r.GetInt64(1), new Moment(r.GetInt64(2)), r.GetInt32(3), Raw(r, 4)));

    private IEnumerable<MovedLine> Teams()
    {
        foreach (var (name, dueAt) in List("""SELECT name, due_at FROM team_row ORDER BY name COLLATE "C" """, r => (r.GetString(0), At(r, 1))))
        {
            var kept = States<TeamRecord>(StorageKey.Team, [StorageKey.Of(StorageKey.Team, name)]).Values.FirstOrDefault() ?? throw Stateless($"team {name}");
            NeedQuiet($"team {name}", kept.Outbox);
            var team = new MovedTeam(name, kept.Version, program is null ? dueAt : TeamLifecycle.DueAt(kept.State, program), Some(kept.Heard.Named), kept.State);
            yield return team;
            _replay.Begin(team);
            foreach (var (_, entry) in Stream($"{EntrySql} WHERE e.team = $1 ORDER BY e.version", Entry, new NpgsqlParameter<string> { TypedValue = name })) yield return Replayed(entry);
            yield return _replay.End();
        }
    }

    private IEnumerable<MovedLine> Leads()
    {
        for (long after = 0; ;)
        {
            var page = List($"SELECT row, id, due_at FROM lead_row WHERE row > {after} ORDER BY row LIMIT {PageLeads}", r => (Row: r.GetInt64(0), Id: LeadId.FromBytes(r.GetFieldValue<byte[]>(1)), DueAt: At(r, 2)));
            if (page.Count == 0) yield break;
            after = page[^1].Row;
            var keys = page.ConvertAll(p => StorageKey.Of(StorageKey.Lead, p.Id.ToString()));
            var states = States<LeadRecord>(StorageKey.Lead, keys);
            var rows = new NpgsqlParameter<long[]> { TypedValue = [.. page.Select(p => p.Row)] };
            var older = List("SELECT lead, command, kind, version, words FROM heard WHERE lead = ANY($1) ORDER BY lead, command",
                r => (Lead: r.GetInt64(0), Answer: new HeardAnswer(unchecked((ulong)r.GetInt64(1)), (AnswerKind)r.GetInt16(2), r.GetInt32(3), r.IsDBNull(4) ? null : r.GetString(4))), rows)
                .ToLookup(h => h.Lead, h => h.Answer);
            using var entries = Stream($"{EntrySql} WHERE e.lead = ANY($1) ORDER BY e.lead, e.version", Entry, rows.Clone()).GetEnumerator();
            var more = entries.MoveNext();
            for (var i = 0; i < page.Count; i++)
            {
                var (row, id, dueAt) = page[i];
                var kept = states.GetValueOrDefault((keys[i].N0, keys[i].N1, keys[i].Text)) ?? throw Stateless($"lead {id}");
                NeedQuiet($"lead {id}", kept.Outbox);
                var lead = new MovedLead(row, id, kept.Version, program is null ? dueAt : LeadLifecycle.DueAt(kept.State, program), WaitingRank.Of(kept.State), Some(kept.Heard.Named),
                    kept.Heard.LongAgo ? [.. older[row]] : null, kept.State);
                yield return lead;
                _replay.Begin(lead);
                for (; more && entries.Current.Lead == row; more = entries.MoveNext()) yield return Replayed(entries.Current.Entry);
                yield return _replay.End();
            }
        }
    }

    private const string EntrySql = "SELECT coalesce(e.lead, 0), n.number, e.version, e.at, e.by, e.command, e.body FROM event e JOIN moved_number n ON n.seq = e.seq";

    private static (long Lead, MovedEntry Entry) Entry(NpgsqlDataReader r) =>
        (r.GetInt64(0), new MovedEntry(r.GetInt64(1), r.GetInt32(2), new Moment(r.GetInt64(3)), r.GetString(4), r.IsDBNull(5) ? null : r.GetString(5), Raw(r, 6)));

    private MovedEntry Replayed(MovedEntry entry)
    {
        _replay.Add(entry);
        return entry;
    }

    private Dictionary<(long, long, string), T> States<T>(string type, List<StorageKey> keys) => List("""
        SELECT s.GrainIdN0, s.GrainIdN1, s.GrainIdExtensionString, s.PayloadBinary FROM OrleansStorage s
        JOIN unnest($1, $2, $3, $4) k (h, n0, n1, x) ON s.GrainIdHash = k.h AND s.GrainIdN0 = k.n0 AND s.GrainIdN1 = k.n1 AND s.GrainIdExtensionString = k.x
        WHERE s.GrainTypeHash = $5 AND s.GrainTypeString = $6 AND s.ServiceId = $7 AND s.PayloadBinary IS NOT NULL
        """, r => ((r.GetInt64(0), r.GetInt64(1), r.GetString(2)), Json.Deserialize<T>(new BinaryData(r.GetFieldValue<byte[]>(3)))),
        new NpgsqlParameter<int[]> { TypedValue = [.. keys.Select(k => k.IdHash)] }, new NpgsqlParameter<long[]> { TypedValue = [.. keys.Select(k => k.N0)] },
        new NpgsqlParameter<long[]> { TypedValue = [.. keys.Select(k => k.N1)] }, new NpgsqlParameter<string[]> { TypedValue = [.. keys.Select(k => k.Text)] },
        new NpgsqlParameter<int> { TypedValue = StorageKey.TypeHash(type) }, new NpgsqlParameter<string> { TypedValue = type }, new NpgsqlParameter<string> { TypedValue = Silos.ServiceId })
        .ToDictionary(s => s.Item1, s => s.Item2);

    private static void NeedQuiet(string title, Outbox outbox)
    {
        if (outbox.Waiting.Count > 0)
            throw new MovingException($"{title} has {outbox.Waiting.Count} messages for others that have not arrived; let the silos run until none is under way, then stop them.");
    }

    private static MovingException Stateless(string title) => new($"{title}: no grain of this service keeps its state.");

    private static IReadOnlyList<HeardAnswer>? Some(IReadOnlyList<HeardAnswer> heard) => heard.Count > 0 ? heard : null;

    private static Moment? At(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : new Moment(row.GetInt64(column));

    private static RawJson Raw(NpgsqlDataReader row, int column) => new(row.GetFieldValue<byte[]>(column));

    private IEnumerable<MovedLine> Rows(string sql, Func<NpgsqlDataReader, MovedLine> line) => Stream(sql, line);

    private List<T> List<T>(string sql, Func<NpgsqlDataReader, T> of, params NpgsqlParameter[] values) => [.. Stream(sql, of, values)];

    // A row at a time: nobody else asks this connection anything meanwhile.
    private IEnumerable<T> Stream<T>(string sql, Func<NpgsqlDataReader, T> of, params NpgsqlParameter[] values)
    {
#pragma warning disable CA2100 // our own text
        using var query = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        query.Parameters.AddRange(values);
        using var reader = query.ExecuteReader();
        while (reader.Read()) yield return of(reader);
    }

    private long Long(string sql) => List(sql, r => r.GetInt64(0))[0];

    private void Run(string sql)
    {
#pragma warning disable CA2100
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
