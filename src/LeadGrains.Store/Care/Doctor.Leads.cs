using LeadGrains.Lifecycle;

namespace LeadGrains.Store;

/// <summary>Each actor against its own entries.</summary>
public sealed partial class Doctor
{
    private readonly List<(long Seq, int Version, IReadOnlyList<LeadEvent> Events)> _chain = [];
    private readonly JsonBuffer _json = new();
    private long _entriesOfLeads;

    // One lead at a time, along its pointers: memory doesn't grow with the file.
    private IEnumerable<string> Leads()
    {
        using var rows = new Statement(_connection, """
            SELECT row, id, version, last_seq, stage, team, owner, score, route, source, due_at, rank, state
            FROM lead ORDER BY row
            """);
        using var entries = new Statement(_connection, "SELECT lead, version, previous, body FROM event WHERE seq = ?");
        using var team = new Statement(_connection, "SELECT state FROM team WHERE name = ?");
        while (rows.Next())
        {
            var name = $"lead {LeadId.FromBytes(rows.Bytes(1))}";
            foreach (var fault in Chain(entries, rows.Int(0), rows.Int(2), rows.Int(3)))
                yield return $"{name}: {fault}";
            foreach (var fault in State(rows)) yield return $"{name}: {fault}";
        }
        using var count = new Statement(_connection, "SELECT count(*) FROM event WHERE lead IS NOT NULL");
        if (count.Next() && count.Int(0) != _entriesOfLeads)
            yield return $"entries: {count.Int(0)} belong to leads, {_entriesOfLeads} are reached from them";
    }

    private List<string> Chain(Statement entries, long row, long version, long lastSeq)
    {
        var faults = new List<string>();
        _chain.Clear();
        for (var seq = lastSeq; seq > 0;)
        {
            if (!entries.Bind(1, seq).Next())
            {
                faults.Add($"entry {seq} is missing");
                break;
            }
            var (lead, at, previous) = (entries.Int(0), (int)entries.Int(1), entries.Int(2));
            if (lead != row) faults.Add($"entry {seq} belongs to another");
            else _chain.Add((seq, at, JournalJson.ReadLeadEvents(entries.Bytes(3))));
            entries.Reset();
            if (lead != row) break;
            if (previous >= seq)
            {
                faults.Add($"entry {seq} points forward to {previous}");
                break;
            }
            seq = previous;
        }
        _chain.Reverse();
        _entriesOfLeads += _chain.Count;
        for (var i = 0; i < _chain.Count; i++)
            if (_chain[i].Version != i + 1)
            {
                faults.Add($"entry {_chain[i].Seq} has version {_chain[i].Version} where {i + 1} is next");
                break;
            }
        if (version != _chain.Count) faults.Add($"is at version {version} with {_chain.Count} entries");
        return faults;
    }

    private List<string> State(Statement row)
    {
        var faults = new List<string>();
        LeadState replayed = LeadState.Unknown, state;
        try
        {
            foreach (var (_, _, events) in _chain) replayed = LeadLifecycle.Evolve(replayed, events);
            state = JournalJson.ReadLead(row.Bytes(12));
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or NullReferenceException)
        {
            return [$"its events can't be replayed: {e.Message}"];
        }
        // Another version may have written the same state in other words.
        if (!_json.Of(replayed).SequenceEqual(row.Bytes(12)) && Text(replayed) != Text(state))
            faults.Add("its state differs from its replayed events");
        Compare(faults, "stage", row.Text(4), state.Stage.ToString());
        Compare(faults, "team", row.Text(5), LeadRow.TeamOf(state, waits: !row.IsNull(11)));
        Compare(faults, "owner", Text(row, 6), state.Owner.Member);
        Compare(faults, "score", Number(row, 7), state.Standing?.Score);
        Compare(faults, "route", Text(row, 8), state.Standing?.Route.ToString());
        Compare(faults, "source", row.Text(9), state.Origin.Source);
        if (state.Stage != Stage.None && state.Id != LeadId.FromBytes(row.Bytes(1)))
            faults.Add($"its state is that of {state.Id}");
        if (OwnerFault(state) is { } fault) faults.Add(fault);
        if (_program is not null) Compare(faults, "due_at", row.At(10), LeadLifecycle.DueAt(state, _program));
        if (!row.IsNull(11) && state.Handoff?.WaitingSinceAt is null)
            faults.Add("waits for a team that it asked nothing");
        return faults;
    }

    /// <summary>Exactly one owner: a member while somebody works on it or won it, marketing otherwise.</summary>
    private static string? OwnerFault(LeadState lead) => lead switch
    {
        { Work: not null, Owner.Member: null } => "somebody works on it, but nobody owns it",
        { Work: not null, Handoff.Offer: not null } => "has an owner and is offered to another",
        { Work: null, Owner.Member: { } member } when lead.Stage != Stage.Won =>
            $"{member} owns it without having accepted",
        { Stage: Stage.SalesOwned or Stage.PartnerOwned, Work: null } => $"is {lead.Stage} by nobody",
        _ => null,
    };

    private static void Compare<T>(List<string> faults, string column, T kept, T meant)
    {
        if (!EqualityComparer<T>.Default.Equals(kept, meant))
            faults.Add($"{column} is {kept?.ToString() ?? "empty"}, the state says {meant?.ToString() ?? "nothing"}");
    }

    private static string? Text(Statement row, int column) => row.IsNull(column) ? null : row.Text(column);
    private static int? Number(Statement row, int column) => row.IsNull(column) ? null : (int)row.Int(column);
    private string Text(LeadState lead) => System.Text.Encoding.UTF8.GetString(_json.Of(lead));
}
