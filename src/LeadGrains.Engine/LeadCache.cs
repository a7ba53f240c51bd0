using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Engine;

/// <summary>
/// Leads used lately, in two generations: what is used moves to the younger one, and when that is full the older one is
/// dropped, between batches only. At most <paramref name="max"/> leads outlive a batch.
/// </summary>
internal sealed class LeadCache(int max)
{
    private Generation _young = new(), _old = new();

    public LeadRow? Find(LeadId id) =>
        _young.ById.TryGetValue(id, out var row) ? row : _old.ById.TryGetValue(id, out row) ? Keep(row) : null;

    public LeadRow? Find(long number) =>
        _young.ByRow.TryGetValue(number, out var row) ? row : _old.ByRow.TryGetValue(number, out row) ? Keep(row) : null;

    /// <summary>Keeps a row, or answers the one that is kept already.</summary>
    public LeadRow Keep(LeadRow row)
    {
        if (!_young.ByRow.TryAdd(row.Row, row)) return _young.ByRow[row.Row];
        if (_old.ByRow.TryGetValue(row.Row, out var older)) _young.ByRow[row.Row] = row = older;
        _young.ById[row.Id] = row;
        return row;
    }

    /// <summary>A further identity finds the row too.</summary>
    public void Point(LeadId alias, LeadRow row) => _young.ById[alias] = row;

    public void Drop(LeadId alias) => _young.ById.Remove(alias);

    public void Drop(LeadRow row)
    {
        _young.ById.Remove(row.Id);
        _young.ByRow.Remove(row.Row);
    }

    /// <summary>Between batches: the older generation goes when the younger is full.</summary>
    public void Rotate()
    {
        if (_young.ById.Count < max / 2) return;
        (_old, _young) = (_young, new Generation());
    }

    private sealed class Generation
    {
        public Dictionary<LeadId, LeadRow> ById { get; } = [];
        public Dictionary<long, LeadRow> ByRow { get; } = [];
    }
}
