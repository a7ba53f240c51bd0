namespace LeadGrains.Web;

/// <summary>When a message that wasn't taken is tried again: the schedule of Standard Webhooks ("Deliverability and reliability"), 76 h in all. Pure.</summary>
public static class WebhookSchedule
{
    /// <summary>Between one try and the next; the first is at once.</summary>
    public static readonly IReadOnlyList<TimeSpan> Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>Tries of one message in all.</summary>
    public static int TriesMax => Waits.Count + 1;

    /// <summary>Each wait is longer or shorter by up to this part, so that what failed together isn't tried together.</summary>
    public const double Jitter = 0.1;

    /// <summary>The next try after so many; null when it was the last.</summary>
    /// <param name="dice">From 0 up to 1.</param>
    /// <param name="asked">The wait that the receiver asked for; it makes it longer, never shorter.</param>
    public static Moment? Next(int tries, Moment now, double dice, TimeSpan? asked = null)
    {
        if (tries >= TriesMax) return null;
        var wait = Waits[Math.Max(0, tries - 1)] * (1 - Jitter + 2 * Jitter * dice);
        return now + (asked > wait ? asked.Value : wait);
    }
}
