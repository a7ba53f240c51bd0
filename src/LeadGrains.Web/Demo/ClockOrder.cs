using LeadGrains.Engine;

namespace LeadGrains.Web;

/// <summary>What a demo's clock can be told, by the word that a form or a program sends.</summary>
/// <param name="Word">In the field <c>do</c>.</param>
/// <param name="Text">On its button.</param>
/// <param name="PerSecond">The speed it sets; null for a jump.</param>
/// <param name="Jump">How far it jumps; null for a speed.</param>
public sealed record ClockOrder(string Word, string Text, TimeSpan? PerSecond, TimeSpan? Jump = null)
{
#pragma warning disable format // one row per order, in columns
    public static readonly IReadOnlyList<ClockOrder> All =
    [
        new("pause",     "Pause",        TimeSpan.Zero),
        new("second",    "1 s a second", TimeSpan.FromSeconds(1)),
        new("hour",      "1 h a second", TimeSpan.FromHours(1)),
        new("day",       "1 day a second", TimeSpan.FromDays(1)),
        new("jump-day",  "A day on",     null, TimeSpan.FromDays(1)),
        new("jump-week", "A week on",    null, TimeSpan.FromDays(7)),
    ];
#pragma warning restore format

    /// <summary>The order of a word, or null.</summary>
    public static ClockOrder? Of(string? word) => All.FirstOrDefault(order => order.Word == word);

    /// <summary>The order that a clock runs by now.</summary>
    public static ClockOrder Now(RunningClock clock) => All.Last(order => order.PerSecond is { } speed && speed <= clock.PerSecond);

    /// <summary>Does as told.</summary>
    public void Tell(RunningClock clock)
    {
        if (PerSecond is { } speed) clock.Run(speed);
        if (Jump is { } by) _ = clock.Jump(by);
    }
}
