namespace LeadGrains.Web;

/// <summary>What webhooks are told, in the field's words. What the engine only notes for itself isn't. Names are kept by receivers: never rename one.</summary>
public static class WebhookKinds
{
#pragma warning disable format // one row per event, in columns
    /// <summary>The name of an event, or null when nobody is told of it.</summary>
    public static string? Of(LeadEvent happened) => happened switch
    {
        Inquired          => "inquired",
        CycleStarted      => "cycle-started",
        Learned           => "learned",
        Asked             => "asked",
        Wrote             => "wrote",
        Engaged           => "engaged",
        ReadinessAnswered => "readiness-answered",
        OptedIn           => "opted-in",
        OptedOut          => "opted-out",
        Paused            => "paused",
        Resumed           => "resumed",
        Bounced           => "bounced",
        Complained        => "complained",
        TouchMade         => "touched",
        StreamExhausted   => "exhausted",
        Scored            => "scored",
        Qualified         => "qualified",
        LadderEnded       => "unplaced",
        Offered           => "offered",
        OfferViewed       => "viewed",
        OfferDeclined     => "declined",
        OfferExpired      => "expired",
        OfferWithdrawn    => "withdrawn",
        Accepted          => "accepted",
        ContactLogged     => "contacted",
        Progressed        => "progressed",
        Reclaimed         => "reclaimed",
        Recycled          => "recycled",
        Won               => "won",
        Lost              => "lost",
        Merged            => "merged",
        Unmerged          => "unmerged",
        Erased            => "erased",
        _                 => null,
    };
#pragma warning restore format

    /// <summary>All names there are, in the order of a lead's life.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "inquired", "cycle-started", "learned", "asked", "wrote", "engaged", "readiness-answered", "opted-in", "opted-out", "paused", "resumed", "bounced",
        "complained", "touched", "exhausted", "scored", "qualified", "unplaced", "offered", "viewed", "declined", "expired", "withdrawn", "accepted",
        "contacted", "progressed", "reclaimed", "recycled", "won", "lost", "merged", "unmerged", "erased",
    ];
}
