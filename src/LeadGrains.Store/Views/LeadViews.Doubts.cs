using LeadGrains.Lifecycle;

namespace LeadGrains.Store;

/// <summary>A touch of which nobody knows, or not yet, whether it was sent.</summary>
/// <param name="IsUnderWay">Handed over and not reported: on its way now, or a crash came between.</param>
public sealed record DoubtLine(LeadLine Lead, Doubt Doubt, bool IsUnderWay);

/// <summary>What may have been sent.</summary>
public sealed partial class LeadViews
{
    /// <summary>
    /// Every touch in doubt, by lead. There are few, and the journal keeps a table of them.
    /// </summary>
    public IEnumerable<DoubtLine> Doubts()
    {
        const string where = "row IN (SELECT lead FROM doubtful WHERE lead > @after)";
        for (long after = 0; ;)
        {
            var page = Lines(where, new { after }, ExportPage);
            foreach (var line in page)
            {
                foreach (var doubt in line.State.Nurture.Doubts) yield return new DoubtLine(line, doubt, false);
                if (line.State.Nurture.Pending is { Begun: true } touch)
                    yield return new DoubtLine(line, new Doubt(touch.Number, touch.Piece, touch.Channel, touch.SendAt), true);
            }
            if (page.Count < ExportPage) yield break;
            after = page[^1].Row;
        }
    }
}
