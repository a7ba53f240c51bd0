using System.Globalization;
using System.Text;
using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>Values as a person reads them. Instants are UTC, written so that they sort.</summary>
public static class Say
{
    private const int BriefCharsMax = 60;

    public static string Day(Moment at) => at.ToDateTimeOffset().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    public static string Minute(Moment at) => at.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
    public static string Percent(double part) => part.ToString("0.0 %", CultureInfo.InvariantCulture);

    /// <summary><c>,</c> and a value with its currency; empty when there is none.</summary>
    public static string Money(decimal? value, string? currency) =>
        value is { } v ? $", {v.ToString("#,0.##", CultureInfo.InvariantCulture)} {currency}".TrimEnd() : "";

    /// <summary>How far away: <c>in 3 days</c>, <c>5 min ago</c>.</summary>
    public static string Away(Moment at, Moment now) => at >= now ? $"in {Span(at - now)}" : $"{Span(now - at)} ago";

    /// <summary>A length of time, in its largest unit.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 730 } => $"{span.TotalDays / 365.25:0} years",
        { TotalDays: >= 60 } => $"{span.TotalDays / 30.44:0} months",
        { TotalDays: >= 2 } => $"{span.TotalDays:0} days",
        { TotalHours: >= 2 } => $"{span.TotalHours:0} h",
        { TotalMinutes: >= 2 } => $"{span.TotalMinutes:0} min",
        _ => $"{span.TotalSeconds:0} s",
    };

    public static string Count(long count, string one, string? many = null) =>
        $"{Number(count)} {(count == 1 ? one : many ?? one + "s")}";

    public static string List(IEnumerable<string> parts)
    {
        var all = parts.ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }

    /// <summary>Cut where it gets long.</summary>
    public static string Brief(string text) => text.Length <= BriefCharsMax ? text : text[..(BriefCharsMax - 1)] + "…";

    public static string Quoted(string? text) => string.IsNullOrWhiteSpace(text) ? "" : $": “{Brief(text)}”";

    /// <summary>An enum's name in words: <c>SalesOwned</c> is <c>sales-owned</c>.</summary>
    public static string Words(Enum value, char between = '-')
    {
        var name = value.ToString();
        var words = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsUpper(c) && words.Length > 0) words.Append(between);
            words.Append(char.ToLowerInvariant(c));
        }
        return words.ToString();
    }

    public static string Stage(Stage stage) => Words(stage);
    public static string Route(Route route) => Words(route);
    public static string Step(Step step) => Words(step);
    public static string Topic(string topic) => topic == Consents.EveryTopic ? "every topic" : topic;
    public static string Wish(Wish wish) => wish == Lifecycle.Wish.Call ? "a call" : "a quote";

#pragma warning disable format // one row per value, in columns
    public static string Channel(Channel channel) => channel switch
    {
        Lifecycle.Channel.Email   => "e-mail",
        Lifecycle.Channel.Call    => "telephone",
        Lifecycle.Channel.Message => "message",
        _                         => "post",
    };

    public static string Did(EngagementKind kind) => kind switch
    {
        EngagementKind.Clicked  => "clicked in",
        EngagementKind.Replied  => "replied to",
        EngagementKind.Visited  => "visited our pages",
        _                       => Words(kind),
    };

    public static string Readiness(Readiness readiness) => readiness switch
    {
        Lifecycle.Readiness.TalkNow   => "talk to me now",
        Lifecycle.Readiness.NotBefore => "not before",
        _                             => "still exploring",
    };

    public static string Call(CallOutcome outcome) => outcome switch
    {
        CallOutcome.WantsToTalk  => "wants to talk to somebody",
        CallOutcome.WantsNoCalls => "wants no more calls",
        CallOutcome.NotBefore    => "not before a date",
        _                        => Words(outcome, ' '),
    };

    public static string Skipped(SkipReason reason) => reason switch
    {
        SkipReason.Late        => "it was too late",
        SkipReason.NoConsent   => "there is no consent any more",
        SkipReason.NotNurtured => "somebody owns the lead now",
        SkipReason.Budget      => "the attention budget is used up",
        SkipReason.Quiet       => "the person wants quiet",
        SkipReason.NoChannel   => "no channel reaches the person",
        _                      => "something newer took its place",
    };

    public static string Settled(Settlement how) => how switch
    {
        Settlement.Ended => "no longer theirs",
        _                => $"offer {Words(how)}",
    };
#pragma warning restore format
}
