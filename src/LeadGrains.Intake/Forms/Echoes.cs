using LeadGrains.Lifecycle;

namespace LeadGrains.Intake;

/// <summary>
/// What was said lately by forms that give no id of their own: said again, it has the id of the first time, also across the
/// border of two windows, which the id alone can't see. In memory only. Thread-safe.
/// </summary>
internal sealed class Echoes
{
    /// <summary>Remembered at once, about 300 bytes each; beyond that the id alone decides.</summary>
    public const int RememberedMax = 20_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (string Id, Moment At)> _heard = [];
    private readonly Queue<(string Content, Moment At)> _order = new();

    /// <summary>The same submission with the id of the first time, and whether there was one.</summary>
    public (Submitted Submitted, bool IsEcho) Hear(Submitted submitted, TimeSpan within, Moment at)
    {
        var end = submitted.CommandId.LastIndexOf('@');
        if (end < 0 || !submitted.CommandId.StartsWith(submitted.Door + "#", StringComparison.Ordinal)) return (submitted, false);
        var content = $"{submitted.Lead}{submitted.CommandId[..end]}";
        lock (_lock)
        {
            while (_order.TryPeek(out var oldest) && (at - oldest.At > within || _order.Count >= RememberedMax)) _heard.Remove(_order.Dequeue().Content);
            if (_heard.TryGetValue(content, out var first)) return (submitted with { CommandId = first.Id }, true);
            _heard[content] = (submitted.CommandId, at);
            _order.Enqueue((content, at));
            return (submitted, false);
        }
    }
}
