using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Engine;

/// <summary>What one command has changed in memory so far, to take it all back when a message it led to is refused.</summary>
internal sealed class Undo
{
    private readonly List<(LeadRow Row, long Number, int Version, long LastSeq, LeadState State, Moment? DueAt, long? Rank, bool Listed)> _leads = [];
    private readonly List<(TeamRow Row, int Version, long LastSeq, TeamState State, Moment? DueAt, bool Listed)> _teams = [];
    private JournalBatch _batch = new();
    private int _entries, _aliases, _posted, _forgotten;
    private long _parcels, _leadRows;

    /// <summary>A command begins: this is where it goes back to.</summary>
    public void Begin(JournalBatch batch, long parcels, long leadRows)
    {
        _leads.Clear();
        _teams.Clear();
        _batch = batch;
        (_entries, _aliases, _posted, _forgotten) = (batch.Entries.Count, batch.Aliases.Count, batch.Posted.Count, batch.Forgotten.Count);
        (_parcels, _leadRows) = (parcels, leadRows);
    }

    public void Keep(LeadRow row) =>
        _leads.Add((row, row.Row, row.Version, row.LastSeq, row.State, row.DueAt, row.Rank, _batch.Leads.Contains(row)));

    public void Keep(TeamRow row) =>
        _teams.Add((row, row.Version, row.LastSeq, row.State, row.DueAt, _batch.Teams.Contains(row)));

    /// <summary>Everything as it was; answers the counters to go on from.</summary>
    public (long Seq, long Parcels, long LeadRows) TakeBack(
        JournalBatch batch, LeadCache leads, Dictionary<string, TeamRow> teams, long seq)
    {
        seq -= batch.Entries.Count - _entries;
        for (var i = _leads.Count - 1; i >= 0; i--)
        {
            var (row, number, version, lastSeq, state, dueAt, rank, listed) = _leads[i];
            if (number == 0) leads.Drop(row);
            (row.Row, row.Version, row.LastSeq, row.State, row.DueAt, row.Rank) = (number, version, lastSeq, state, dueAt, rank);
            if (!listed) batch.Leads.Remove(row);
        }
        for (var i = _teams.Count - 1; i >= 0; i--)
        {
            var (row, version, lastSeq, state, dueAt, listed) = _teams[i];
            (row.Version, row.LastSeq, row.State, row.DueAt) = (version, lastSeq, state, dueAt);
            if (!listed) batch.Teams.Remove(row);
            if (version == 0) teams.Remove(row.Name);
        }
        for (var i = _aliases; i < batch.Aliases.Count; i++) leads.Drop(batch.Aliases[i].Alias);
        batch.Entries.RemoveRange(_entries, batch.Entries.Count - _entries);
        batch.Aliases.RemoveRange(_aliases, batch.Aliases.Count - _aliases);
        batch.Forgotten.RemoveRange(_forgotten, batch.Forgotten.Count - _forgotten);
        batch.Posted.RemoveRange(_posted, batch.Posted.Count - _posted);
        return (seq, _parcels, _leadRows);
    }
}
