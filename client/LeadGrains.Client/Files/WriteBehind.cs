using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Client.Files;

/// <summary>
/// A journal for time that flies, as in a demo or a replay: decided in memory, written to the file in large commits. A
/// kill leaves a file that is sound but shorter, and the same run makes it again; so nothing is lost that a person
/// was told. Where a clock runs for real, each commit waits for the disk: never use it there.
/// </summary>
internal sealed class WriteBehind : ForwardingJournal
{
    /// <summary>Entries in one commit of the file.</summary>
    public const int EntriesMax = 1_024;

    private readonly IJournal _file;
    private readonly MemoryJournal _memory;
    private readonly Dictionary<long, LeadRow> _leads = [];
    private readonly Dictionary<string, TeamRow> _teams = [];
    private readonly JournalBatch _waiting = new();

    public WriteBehind(IJournal file) : this(file, new MemoryJournal())
    {
    }

    private WriteBehind(IJournal file, MemoryJournal memory) : base(memory) => (_file, _memory) = (file, memory);

    public override string? Setting(string name) => _memory.Setting(name) ?? _file.Setting(name);

    /// <summary>A member as things stand.</summary>
    public Member? Member(string team, string name) => _memory.FindTeam(team)?.State.Seat(name)?.Member;

    public override void Commit(JournalBatch batch)
    {
        // The count of who ever came into a stage would miss one that was left again within the same commit.
        if (batch.Leads.Any(MovesTwice)) Write();
        foreach (var lead in batch.Leads) _waiting.Leads.Add(Copy(lead));
        foreach (var team in batch.Teams) _waiting.Teams.Add(Copy(team));
        foreach (var (id, lead) in batch.Aliases) _waiting.Aliases.Add((id, Copy(lead)));
        foreach (var (lead, answer) in batch.HeardLongAgo) _waiting.HeardLongAgo.Add((Copy(lead), answer));
        _waiting.Entries.AddRange(batch.Entries);
        _waiting.Posted.AddRange(batch.Posted);
        _waiting.Delayed.AddRange(batch.Delayed);
        _waiting.Removed.AddRange(batch.Removed);
        _waiting.Quarantined.AddRange(batch.Quarantined);
        _waiting.Unquarantined.UnionWith(batch.Unquarantined);
        foreach (var (name, value) in batch.Settings) _waiting.Settings[name] = value;
        _memory.Commit(batch);
        if (_waiting.Entries.Count >= EntriesMax) Write();
    }

    protected override void Dispose(bool disposing)
    {
        Write();
        _file.Dispose();
        base.Dispose(disposing);
    }

    private void Write()
    {
        _file.Commit(_waiting);
        _waiting.Clear();
    }

    private bool MovesTwice(LeadRow lead) =>
        _leads.TryGetValue(lead.Row, out var kept) && kept.StoredStage != kept.State.Stage
            && kept.State.Stage != lead.State.Stage;

    // Rows of its own: the file notes on each what it holds.
    private LeadRow Copy(LeadRow lead)
    {
        if (!_leads.TryGetValue(lead.Row, out var copy)) _leads[lead.Row] = copy = new LeadRow
        { Id = lead.Id, Row = lead.Row };
        (copy.Version, copy.LastSeq, copy.State, copy.DueAt) = (lead.Version, lead.LastSeq, lead.State, lead.DueAt);
        (copy.Rank, copy.Heard, copy.HeardLongAgo) = (lead.Rank, lead.Heard, lead.HeardLongAgo);
        return copy;
    }

    private TeamRow Copy(TeamRow team)
    {
        if (!_teams.TryGetValue(team.Name, out var copy)) _teams[team.Name] = copy = new TeamRow { Name = team.Name };
        (copy.Version, copy.LastSeq, copy.State, copy.DueAt, copy.Heard) =
            (team.Version, team.LastSeq, team.State, team.DueAt, team.Heard);
        return copy;
    }
}
