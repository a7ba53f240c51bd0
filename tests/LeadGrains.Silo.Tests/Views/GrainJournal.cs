using System.Text.Json;
using LeadGrains.Lifecycle;
using LeadGrains.Orleans;
using LeadGrains.Store;
using Npgsql;

namespace LeadGrains.Silo.Tests.Views;

/// <summary>Writes what a journal would as grains do: each actor's state, from which the database's trigger fills the tables.</summary>
internal sealed class GrainJournal(NpgsqlDataSource database) : IJournal
{
    private readonly Dictionary<string, int> _written = [];

    public long LastSeq { get; private set; }
    public long LastLead => 0;
    public long LastParcel => 0;
    public int QuarantinedCount => 0;

    public void Commit(JournalBatch batch)
    {
        foreach (var entry in batch.Entries)
        {
            if (batch.Leads.FirstOrDefault(l => l.Row == entry.Lead) is { } lead) Write(lead, entry, batch);
            else Write(batch.Teams.First(t => t.Name == entry.Team), entry);
            LastSeq = entry.Seq;
        }
        batch.Posted.Clear();
        foreach (var (name, value) in batch.Settings) Run("INSERT INTO setting VALUES (@name, @value)", ("name", name), ("value", value));
    }

    public void Dispose()
    {
    }

    private void Write(LeadRow lead, Entry entry, JournalBatch batch)
    {
        var posted = batch.Posted.Where(p => p.Lead == lead.Row).ToList();
        foreach (var parcel in posted) batch.Posted.Remove(parcel);
        Write("lead", lead.Id.ToString(), new LeadRecord
        {
            State = lead.State with { Id = lead.Id },
            Row = RowOf(entry) with
            {
                Stage = lead.State.Stage,
                Team = lead.Team,
                Owner = lead.State.Owner.Member,
                Score = lead.State.Standing?.Score,
                Route = lead.State.Handoff?.Route ?? lead.State.Standing?.Route,
                Source = lead.State.Origin.Source,
                DueAt = lead.DueAt?.Milliseconds,
                Rank = lead.Rank,
                InDoubt = lead.IsDoubtful,
                Added = new Addition { Who = $"{lead.State.Person.FirstName} {lead.State.Person.LastName} {lead.State.Person.Company}", Posted = [.. posted.Select(p => new Posting(p.ReadyAt.Milliseconds, Json(p.Parcel)))] },
            },
        });
    }

    private void Write(TeamRow team, Entry entry) => Write("team", team.Name, new TeamRecord { Row = RowOf(entry) with { Team = team.Name }, State = team.State });

    private void Write<T>(string type, string key, T record)
    {
        var version = _written.GetValueOrDefault(type + key);
        // As Orleans' provider has it: a key with the form of a GUID as two numbers.
        var (n0, n1) = Guid.TryParseExact(key, "N", out var guid) ? (BitConverter.ToInt64(guid.ToByteArray(), 0), BitConverter.ToInt64(guid.ToByteArray(), 8)) : (0, 0);
        Run("SELECT orleans_write_state(1, @n0, @n1, 1, @type, @key, 'tests', @version, @payload)", ("type", type), ("key", key), ("n0", n0), ("n1", n1),
            ("version", version == 0 ? DBNull.Value : version), ("payload", JsonSerializer.SerializeToUtf8Bytes(record, JournalJson.Options)));
        _written[type + key] = version + 1;
    }

    private static Row RowOf(Entry entry) => new()
    {
        Version = entry.Version,
        At = entry.At.Milliseconds,
        By = entry.By,
        Command = entry.CommandId,
        Events = entry.Team is null ? Json(entry.LeadEvents) : Json(entry.TeamEvents),
    };

    private static RawJson Json<T>(T value) => new(JsonSerializer.SerializeToUtf8Bytes(value, JournalJson.Options));

    private void Run(string sql, params (string Name, object Value)[] parameters)
    {
#pragma warning disable CA2100 // our own text
        using var command = database.CreateCommand(sql);
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
            command.Parameters.Add(name == "version" ? new NpgsqlParameter(name, NpgsqlTypes.NpgsqlDbType.Integer) { Value = value } : new NpgsqlParameter(name, value));
        command.ExecuteNonQuery();
    }

    // Only what is written counts here.
    public LeadRow? Find(LeadId id) => throw new NotSupportedException();
    public LeadRow? Find(long row) => throw new NotSupportedException();
    public TeamRow? FindTeam(string name) => throw new NotSupportedException();
    public HeardAnswer? HeardLongAgo(long lead, ulong command) => throw new NotSupportedException();
    public IReadOnlyList<long> DueLeads(Moment until, int max) => throw new NotSupportedException();
    public IReadOnlyList<string> DueTeams(Moment until) => throw new NotSupportedException();
    public Moment? NextDue() => throw new NotSupportedException();
    public IReadOnlyList<long> Waiting(string team, int max) => throw new NotSupportedException();
    public IReadOnlyList<OutboxParcel> Ready(Moment until, int max) => throw new NotSupportedException();
    public Moment? NextReady() => throw new NotSupportedException();
    public string? Setting(string name) => throw new NotSupportedException();
    public Quarantined? FindQuarantined(long number) => throw new NotSupportedException();
    public IReadOnlyList<long> QuarantinedUntil(Moment until, int max) => throw new NotSupportedException();
}
