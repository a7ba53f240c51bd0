using LeadGrains.Reports;

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

    /// <summary>What happened, as a person would say it, without a full stop and without what the person is called or wrote.</summary>
    public static string Words(LeadEvent happened) => happened switch
    {
        Inquired e          => e.Origin.Source.Length > 0 ? $"asked, through {e.Origin.Source}" : "asked",
        CycleStarted e      => e.Cycle == 1 ? "became a lead" : $"began buying cycle {e.Cycle}",
        Learned e           => e.Facts.Count > 0 ? $"we learnt {string.Join(", ", e.Facts.Select(f => f.Name))}" : "the person's details changed",
        Asked e             => $"wants a {Say.Words(e.Wish)}",
        Wrote               => "wrote to us",
        Engaged e           => e.Piece is { } piece ? $"{Say.Words(e.Kind)} {piece}" : Say.Words(e.Kind),
        ReadinessAnswered e => $"answered the readiness check: {Say.Words(e.Readiness)}{(e.NotBeforeAt is { } at ? $" {Say.Day(at)}" : "")}",
        OptedIn e           => $"agreed to {Say.Topic(e.Consent.Topic)} by {Say.Words(e.Consent.Channel)}",
        OptedOut e          => $"withdrew consent to {Say.Topic(e.Topic)}{(e.Channel is { } channel ? $" by {Say.Words(channel)}" : "")}",
        Paused e            => $"wants no touch before {Say.Day(e.UntilAt)}",
        Resumed             => "takes touches again",
        Bounced e           => e.Hard ? "mail came back for good" : "mail came back",
        Complained          => "called our mail spam: all mail stops",
        TouchMade e         => $"got {e.Piece} by {Say.Words(e.Channel)}",
        StreamExhausted     => "nothing unseen is left to send",
        Scored e            => $"scored {e.Verdict.Score}: {Say.Words(e.Verdict.Route)}",
        Qualified e         => $"qualified with {e.Verdict.Score} points, route {Say.Words(e.Verdict.Route)}",
        LadderEnded e       => $"nobody on the ladder of route {Say.Words(e.Route)} took it: back to nurture",
        Offered e           => $"offered to {e.Offer.Team}/{e.Offer.Member} until {e.Offer.DueAt}",
        OfferViewed         => "the offer was viewed",
        OfferDeclined e     => $"{e.Declined.Team}/{e.Declined.Member} declined: {e.Declined.Reason}",
        OfferExpired e      => $"the offer to {e.Team}/{e.Member} ran out",
        OfferWithdrawn e    => $"the offer to {e.Team}/{e.Member} was taken back{Because(e.Because)}",
        Accepted e          => $"{e.Owner} accepted; first contact due {e.Work.DueAt}",
        ContactLogged e     => $"{e.By} made contact by {Say.Words(e.Channel)}",
        Progressed e        => $"{e.By} reports {Say.Words(e.Step)}",
        Reclaimed e         => $"taken back from {e.From}{Because(e.Because)}",
        Recycled e          => $"{e.From} gave it back: {e.Reason}",
        Won e               => $"won by {e.Outcome.By}",
        Lost e              => $"lost: {e.Outcome.Reason}",
        Merged e            => $"merged into lead {e.Into}",
        Unmerged e          => $"parted from lead {e.From}",
        Erased              => "the person asked to be forgotten: delete what you hold",
        _                   => "",
    };
#pragma warning restore format

    /// <summary>All names there are, in the order of a lead's life.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "inquired", "cycle-started", "learned", "asked", "wrote", "engaged", "readiness-answered", "opted-in", "opted-out", "paused", "resumed", "bounced",
        "complained", "touched", "exhausted", "scored", "qualified", "unplaced", "offered", "viewed", "declined", "expired", "withdrawn", "accepted",
        "contacted", "progressed", "reclaimed", "recycled", "won", "lost", "merged", "unmerged", "erased",
    ];

    private static string Because(string because) => because.Length > 0 ? $": {because}" : "";
}
