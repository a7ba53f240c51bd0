using LeadGrains.Lifecycle;

namespace LeadGrains.Store;

/// <summary>Teams against their entries, and against the leads they hold.</summary>
public sealed partial class Doctor
{
    private sealed record Kept(string Name, int Version, long LastSeq, Moment? DueAt, byte[] State);

    private IEnumerable<string> Teams()
    {
        var teams = KeptTeams();
        var held = new Dictionary<LeadId, List<(string Team, Holding Holding)>>();
        foreach (var team in teams)
        {
            foreach (var fault in Replay(team)) yield return $"team {team.Name}: {fault}";
            foreach (var (lead, holding) in JournalJson.ReadTeam(team.State).Held)
            {
                if (!held.TryGetValue(lead, out var holders)) held[lead] = holders = [];
                holders.Add((team.Name, holding));
            }
        }
        foreach (var fault in Holdings(held)) yield return fault;
    }

    private List<Kept> KeptTeams()
    {
        var teams = new List<Kept>();
        using var rows = new Statement(
            _connection, "SELECT name, version, last_seq, due_at, state FROM team ORDER BY name");
        while (rows.Next())
            teams.Add(new Kept(rows.Text(0), (int)rows.Int(1), rows.Int(2), rows.At(3), rows.Bytes(4).ToArray()));
        return teams;
    }

    // First the pointers back, then the entries in order: a busy team has more of them than fit in memory as events.
    private List<string> Replay(Kept team)
    {
        var faults = new List<string>();
        var chain = new List<long>();
        using var entries = new Statement(_connection, "SELECT team, version, previous, body FROM event WHERE seq = ?");
        for (var seq = team.LastSeq; seq > 0;)
        {
            if (!entries.Bind(1, seq).Next()) return [$"entry {seq} is missing"];
            var (same, previous) = (entries.Bytes(0).SequenceEqual(System.Text.Encoding.UTF8.GetBytes(team.Name)),
                entries.Int(2));
            entries.Reset();
            if (!same) return [$"entry {seq} belongs to another"];
            if (previous >= seq) return [$"entry {seq} points forward to {previous}"];
            chain.Add(seq);
            seq = previous;
        }
        chain.Reverse();
        // A team can be asked before anybody has joined it; the engine names it then.
        var state = TeamState.Empty with { Name = team.Name };
        for (var i = 0; i < chain.Count; i++)
        {
            _ = entries.Bind(1, chain[i]).Next();
            if (entries.Int(1) != i + 1)
                faults.Add($"entry {chain[i]} has version {entries.Int(1)} where {i + 1} is next");
            foreach (var happened in JournalJson.ReadTeamEvents(entries.Bytes(3)))
                state = TeamLifecycle.Evolve(state, happened);
            entries.Reset();
            if (faults.Count > 0) break;
        }
        if (team.Version != chain.Count) faults.Add($"is at version {team.Version} with {chain.Count} entries");
        if (Text(state) != Text(JournalJson.ReadTeam(team.State)))
            faults.Add("its state differs from its replayed events");
        if (_program is not null) Compare(faults, "due_at", team.DueAt, TeamLifecycle.DueAt(state, _program));
        return faults;
    }

    private IEnumerable<string> Holdings(Dictionary<LeadId, List<(string Team, Holding Holding)>> held)
    {
        // Every lead that is outside marketing's hands is in the index.
        using var leads = new Statement(_connection,
            "SELECT id, state FROM lead INDEXED BY lead_team WHERE team <> 'marketing' AND stage <> 'Won'");
        while (leads.Next())
        {
            var (id, state) = (LeadId.FromBytes(leads.Bytes(0)), JournalJson.ReadLead(leads.Bytes(1)));
            var (team, member) = state.Work is not null ? (state.Owner.Team, state.Owner.Member)
                : state.Handoff?.Offer is { } offer ? (offer.Team, offer.Member) : (null, null);
            held.Remove(id, out var holders);
            foreach (var (holder, holding) in holders ?? [])
                if (holder != team || holding.Member != member || holding.Owned != state.Work is not null)
                {
                    var has = holding.Owned ? "owns" : "is offered";
                    yield return $"team {holder}: {holding.Member} {has} lead {id}, which says "
                        + $"{team ?? "nobody"}/{member}";
                }
            if (team is not null && holders?.Any(h => h.Team == team) is not true)
                yield return $"team {team}: doesn't know that {member} has lead {id}";
        }
        foreach (var (id, holders) in held)
            foreach (var (team, holding) in holders)
                yield return $"team {team}: {holding.Member} holds lead {id}, which is with nobody";
    }

    private string Text(TeamState team) => System.Text.Encoding.UTF8.GetString(_json.Of(team));
}
