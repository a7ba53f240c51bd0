using System.Text.Json;
using LeadGrains.Lifecycle;
using LeadGrains.Store;
using Npgsql;

namespace LeadGrains.Orleans.Tests;

/// <summary>What the database holds, read with plain SQL: the judge doesn't ask the grains.</summary>
internal sealed class Judge(NpgsqlDataSource database)
{
    /// <summary>
    /// The journal as the checker reads it: in the order of time, numbered anew, since the cluster's numbers have gaps where a
    /// write failed. Throws where an entry doesn't point to its actor's one before.
    /// </summary>
    public async Task<List<Entry>> Journal()
    {
        await using var query = database.CreateCommand("SELECT seq, coalesce(lead, 0), team, version, previous, at, by, command, body FROM event ORDER BY at, seq");
        await using var rows = await query.ExecuteReaderAsync();
        var (entries, latest) = (new List<Entry>(), new Dictionary<(long, string?), (long Theirs, long Ours)>());
        while (await rows.ReadAsync())
        {
            var (seq, lead, team) = (rows.GetInt64(0), rows.GetInt64(1), rows.IsDBNull(2) ? null : rows.GetString(2));
            var (before, ours) = latest.GetValueOrDefault((lead, team));
            if (rows.GetInt64(4) != before) throw new InvalidDataException($"Entry {seq} points to {rows.GetInt64(4)}, the one before is {before}.");
            var entry = new Entry(entries.Count + 1, lead, team, rows.GetInt32(3), ours, new Moment(rows.GetInt64(5)), rows.GetString(6), rows.IsDBNull(7) ? null : rows.GetString(7));
            var body = rows.GetFieldValue<byte[]>(8);
            entries.Add(team is null ? entry with { LeadEvents = JournalJson.ReadLeadEvents(body) } : entry with { TeamEvents = JournalJson.ReadTeamEvents(body) });
            latest[(lead, team)] = (seq, entry.Seq);
        }
        return entries;
    }

    /// <summary>Where leads and teams, their lists and their journal don't agree; to be asked when all messages have arrived.</summary>
    public async Task<List<string>> Faults()
    {
        var leads = (await Kept<LeadRecord>("lead")).ToDictionary(l => l.State.Id);
        var teams = (await Kept<TeamRecord>("team")).ToDictionary(t => t.State.Name);
        var faults = new List<string>();
        foreach (var (name, team) in teams)
        {
            foreach (var (id, held) in team.State.Held)
            {
                var lead = leads[id].State;
                var holds = held.Owned ? lead.Work is not null && lead.Owner == new Owner(name, held.Member)
                    : lead.Handoff?.Offer is { } offer && (offer.Team, offer.Member, offer.Number) == (name, held.Member, held.Number);
                if (!holds) faults.Add($"{name} thinks that {held} holds {id}, which is {lead.Stage} of {lead.Owner} with {lead.Handoff}");
            }
            foreach (var seat in team.State.Seats)
                if (team.State.Held.Values.Count(h => h.Member == seat.Member.Name) is var count && seat.Open != count) faults.Add($"{seat.Member.Name} holds {count}, the seat says {seat.Open}");
        }
        foreach (var (id, kept) in leads)
        {
            var lead = kept.State;
            if (lead.Stage is Stage.SalesOwned or Stage.PartnerOwned != lead.Owner.Member is not null && lead.Stage is not (Stage.Qualified or Stage.Won))
                faults.Add($"{id} is {lead.Stage} and owned by {lead.Owner}");
            if (lead.Work is not null && !Holds(lead.Owner.Team, id)) faults.Add($"{lead.Owner.Team} knows nothing of its lead {id}");
            if (lead.Handoff?.Offer is { } offer && !Holds(offer.Team, id)) faults.Add($"{offer.Team} knows nothing of its offer {offer.Number} of {id}");
            if (kept.Outbox.Waiting.Count > 0) faults.Add($"{id} has something untold");
        }
        await Rows("""
            SELECT 'lead_row and state differ: ' || encode(l.id, 'hex') FROM lead_row l JOIN OrleansStorage s ON s.GrainTypeString = 'lead' AND l.id = decode(convert_from(s.PayloadBinary, 'UTF8')::json -> 'state' ->> 'id', 'hex')
              WHERE l.version <> (convert_from(s.PayloadBinary, 'UTF8')::json -> 'row' ->> 'version')::integer OR l.stage <> convert_from(s.PayloadBinary, 'UTF8')::json -> 'state' ->> 'stage'
            UNION ALL SELECT 'entries missing: ' || encode(l.id, 'hex') FROM lead_row l WHERE l.version <> (SELECT count(*) FROM event e WHERE e.lead = l.row)
            UNION ALL SELECT 'stage count: ' || stage FROM stage s WHERE s.count <> (SELECT count(*) FROM lead_row l WHERE l.stage = s.stage)
            """, row => faults.Add(row.GetString(0)));
        return faults;

        bool Holds(string team, LeadId id) => teams.TryGetValue(team, out var kept) && kept.State.Held.ContainsKey(id);
    }

    /// <summary>Callers' command ids with the lead they happened to, their entry's version and the lead's.</summary>
    public async Task<List<(string Id, string Lead, int Entry, int Version)>> Commands()
    {
        var found = new List<(string, string, int, int)>();
        await Rows("SELECT e.command, encode(l.id, 'hex'), e.version, l.version FROM event e JOIN lead_row l ON l.row = e.lead WHERE e.command IS NOT NULL",
            row => found.Add((row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetInt32(3))));
        return found;
    }

    /// <summary>What was promised and isn't there, or is there twice.</summary>
    public async Task<List<string>> Broken(IReadOnlyDictionary<string, (string Lead, int Version)> promises)
    {
        var (kept, broken) = (new Dictionary<string, (string Lead, int Entry, int Version)>(), new List<string>());
        foreach (var (id, lead, entry, version) in await Commands())
            if (!kept.TryAdd(id, (lead, entry, version))) broken.Add($"{id} happened twice");
        foreach (var (id, promise) in promises)
            if (!kept.TryGetValue(id, out var found)) broken.Add($"{id} was acknowledged and is lost");
            else if (found.Lead != promise.Lead || found.Entry != promise.Version) broken.Add($"{id} was acknowledged as {promise} and is {found}");
        return broken;
    }

    /// <summary>
    /// Touches that were handed over twice, or of which the house knows another thing than who took them: one was begun and
    /// nobody knows more, or is said to have left and didn't.
    /// </summary>
    /// <param name="handedOver">The message ids, once for each time.</param>
    /// <returns>And how many touches are in doubt, and how many of these were not handed over.</returns>
    public async Task<(List<string> Faults, int Doubts, int Needless)> Mail(IReadOnlyList<string> handedOver)
    {
        var times = handedOver.CountBy(id => id).Where(t => t.Key.StartsWith("touch-", StringComparison.Ordinal)).ToDictionary();
        var ids = (await Leads()).ToDictionary(l => l.Id);
        var rows = new Dictionary<long, LeadId>();
        await Rows("SELECT row, id FROM lead_row", row => rows.Add(row.GetInt64(0), LeadId.FromBytes(row.GetFieldValue<byte[]>(1))));
        var made = (from entry in await Journal()
                    where entry.Team is null
                    from touch in entry.LeadEvents.OfType<TouchMade>()
                    select (Id: $"touch-{touch.Number}.{rows[entry.Lead]}@leadgrains", touch.Number, touch.Certain, Lead: ids[rows[entry.Lead]])).ToDictionary(t => t.Id);
        var faults = times.Where(t => t.Value > 1).Select(t => $"{t.Key} was handed over {t.Value} times").ToList();
        faults.AddRange(times.Keys.Except(made.Keys).Select(id => $"{id} was handed over and the house doesn't know what became of it"));
        faults.AddRange(made.Values.Where(t => t.Certain && !times.ContainsKey(t.Id)).Select(t => $"{t.Id} is said to have left and didn't"));
        faults.AddRange(made.Values.Where(t => !t.Certain && t.Lead.Nurture.Doubts.All(d => d.Number != t.Number)).Select(t => $"{t.Id} is in doubt and not listed"));
        return (faults, made.Values.Count(t => !t.Certain), made.Values.Count(t => !t.Certain && !times.ContainsKey(t.Id)));
    }

    /// <summary>The states of all leads.</summary>
    public async Task<List<LeadState>> Leads() => [.. (await Kept<LeadRecord>("lead")).Select(l => l.State)];

    private async Task<List<T>> Kept<T>(string type)
    {
        var kept = new List<T>();
        await Rows($"SELECT PayloadBinary FROM OrleansStorage WHERE GrainTypeString = '{type}'", row => kept.Add(JsonSerializer.Deserialize<T>(row.GetFieldValue<byte[]>(0), JournalJson.Options)!));
        return kept;
    }

    private async Task Rows(string sql, Action<NpgsqlDataReader> row)
    {
#pragma warning disable CA2100 // our own text
        await using var query = database.CreateCommand(sql);
#pragma warning restore CA2100
        await using var rows = await query.ExecuteReaderAsync();
        while (await rows.ReadAsync()) row(rows);
    }
}
