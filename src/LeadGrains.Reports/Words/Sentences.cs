using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>What happened, as a person would say it: one sentence per event, without a full stop.</summary>
public static partial class Sentences
{
#pragma warning disable format // one row per event, in columns
    /// <summary>An event of a lead.</summary>
    public static string Of(LeadEvent happened) => happened switch
    {
        Inquired e           => $"asked{Through(e.Origin)}{(e.Wish is { } wish ? $", and wants {Say.Wish(wish)}" : "")}",
        CycleStarted e       => e.Cycle == 1 ? "became a lead" : $"began buying cycle {e.Cycle}",
        Learned e            => e.Facts.Count > 0 ? $"we learnt that {Say.List(e.Facts.Select(f => $"{f.Name} is {Say.Brief(f.Value)}"))}" : "the person's details changed",
        Asked e              => $"wants {Say.Wish(e.Wish)}{Say.Quoted(e.Words)}",
        Engaged { Kind: EngagementKind.Replied, Piece: null } => "replied",
        Engaged e            => $"{Say.Did(e.Kind)}{(e.Piece is null ? "" : $" {e.Piece}")}",
        Wrote e              => $"wrote to us{Say.Quoted(e.Words)}",
        Scanned e            => $"a machine followed a link{(e.Piece is null ? "" : $" in {e.Piece}")}: {e.Because}",
        ReadinessAnswered e  => $"answered the readiness check: {Say.Readiness(e.Readiness)}{(e.NotBeforeAt is { } at ? $" {Say.Day(at)}" : "")}",
        Identified e         => $"is also {e.Identity.Value}",
        ConsentAsked e       => $"was asked to confirm consent to {Say.Topic(e.Consent.Topic)} by {Say.Channel(e.Consent.Channel)}",
        ConfirmationRequested => "a request to confirm goes out",
        OptedIn e            => $"agreed to {Say.Topic(e.Consent.Topic)} by {Say.Channel(e.Consent.Channel)}",
        OptedOut e           => $"withdrew consent to {Say.Topic(e.Topic)}{(e.Channel is { } c ? $" by {Say.Channel(c)}" : " on every channel")}",
        Preferred e          => $"prefers {(e.RhythmDays is { } days ? $"a touch every {days} days" : "our rhythm")}{(e.Channel is { } c ? $" by {Say.Channel(c)}" : "")}",
        Paused e             => $"wants no touch before {Say.Day(e.UntilAt)}",
        Resumed              => "takes touches again",
        Bounced e            => $"mail came back{(e.Hard ? " for good" : "")}{Say.Quoted(e.Diagnosis)}",
        Complained           => "called our mail spam: all mail stops",
        NurtureStarted       => "nurture began",
        Dropped e            => $"gets the unscheduled piece {e.Piece} next",
        TouchIntended e      => $"touch {e.Touch.Number} planned: {e.Touch.Piece} by {Say.Channel(e.Touch.Channel)} at {Say.Minute(e.Touch.SendAt)}",
        TouchDelayed e       => $"touch {e.Number} waits until {Say.Minute(e.SendAt)}",
        TouchBegun e         => e.By is null ? $"touch {e.Number} handed over for sending" : $"{e.By} took touch {e.Number} in hand",
        TouchQueued e        => $"touch {e.Number} waits for somebody to make it, until {Say.Minute(e.LapseAt)}",
        TouchLapsed e        => $"touch {e.Number} came to nothing: {e.Because}",
        Called e             => $"{e.By} called: {Say.Call(e.Outcome)}{Say.Quoted(e.Note)}{(e.NextAt is { } next ? $"; again from {Say.Minute(next)}" : "")}",
        TouchSkipped e       => $"touch {e.Number} was not made: {Say.Skipped(e.Reason)}",
        TouchMade e          => $"got touch {e.Number}: {e.Piece} by {Say.Channel(e.Channel)}{(e.Certain ? "" : " (perhaps; it is never repeated by itself)")}",
        TouchFailed e        => $"touch {e.Number} failed{(e.ForGood ? " for good" : "")}{Say.Quoted(e.Detail)}",
        TouchSettled e       => $"touch {e.Doubt.Number}, of which nobody knew, was {(e.Sent ? "sent" : "not sent")}",
        StreamExhausted      => "nothing unseen is left to send",
        Scored e             => $"scored {e.Verdict.Score}: {Say.Route(e.Verdict.Route)}",
        Qualified e          => $"qualified with {e.Verdict.Score} points, route {Say.Route(e.Verdict.Route)}: {e.Verdict.Because}",
        OwnerSought e        => $"{e.Team} asked for {(e.Named is null ? "an owner" : e.Named)} (request {e.Number})",
        Held e               => $"waits: nobody in {e.Team} has a free hand",
        Offered e            => $"offer {e.Offer.Number} to {e.Offer.Team}/{e.Offer.Member}, until {Say.Minute(e.Offer.DueAt)}",
        OfferReminded e      => $"reminder of offer {e.Number}",
        DeadlineExtended e   => $"we were down when it fell due at {Say.Minute(e.FromAt)}: due {Say.Minute(e.DueAt)} instead",
        OfferViewed e        => $"offer {e.Number} was viewed",
        OfferDeclined e      => $"{e.Declined.Team}/{e.Declined.Member} declined offer {e.Number}: {e.Declined.Reason}",
        OfferExpired e       => $"offer {e.Number} to {e.Team}/{e.Member} ran out",
        OfferWithdrawn e     => $"offer {e.Number} to {e.Team}/{e.Member} was taken back: {e.Because}",
        LadderEnded e        => $"nobody on the ladder of route {Say.Route(e.Route)} took it: back to nurture",
        Accepted e           => $"{e.Owner} accepted; first contact due {Say.Minute(e.Work.DueAt)}",
        ContactLogged e      => $"{e.By} made contact by {Say.Channel(e.Channel)}{Say.Quoted(e.Note)}",
        Progressed e         => $"{e.By} reports {Say.Step(e.Step)}{Say.Quoted(e.Note)}",
        OwnerReminded e      => $"the owner was reminded; due {Say.Minute(e.DueAt)}",
        Reclaimed e          => $"taken back from {e.From}: {e.Because}",
        Recycled e           => $"{e.From} gave it back: {e.Reason}{(e.NotBeforeAt is { } at ? $", not before {Say.Day(at)}" : "")}",
        Won e                => $"won by {e.Outcome.By}{Say.Money(e.Outcome.Value, e.Outcome.Currency)}",
        Lost e               => $"lost: {e.Outcome.Reason}{(e.Outcome.Competitor is { } rival ? $", to {rival}" : "")}",
        Merged e             => $"merged into lead {e.Into}",
        Absorbed e           => $"took over lead {e.From}",
        Unmerged e           => $"parted from lead {e.From}",
        Parted e             => $"lead {e.From} went its own way again",
        Erased               => "was erased at the person's wish",
        _                    => happened.GetType().Name,
    };

    /// <summary>An event of a team.</summary>
    public static string Of(TeamEvent happened) => happened switch
    {
        MemberAdded e    => $"{e.Member.Name} joined",
        MemberChanged e  => $"{e.Member.Name} changed",
        MemberPaused e   => $"{e.Name} is away until {Say.Minute(e.UntilAt)}",
        MemberResumed e  => $"{e.Name} is back",
        MemberRemoved e  => $"{e.Name} left",
        OfferMade e      => $"offered lead {e.Lead} to {e.Member} (offer {e.Number})",
        HandsFull e      => $"nobody has a free hand for lead {e.Lead}{(e.WorthWaiting ? "" : ", nor will have")}",
        Queued e         => $"lead {e.Lead} takes its place among those who wait",
        Settled e        => $"lead {e.Lead}: {Say.Settled(e.How)}",
        WaitingCalled e  => $"called the best {e.Free} of those who wait",
        WaitingEnded     => "nobody waits any more",
        _                => happened.GetType().Name,
    };
#pragma warning restore format

    private static string Through(Origin origin) =>
        (origin.Offer is null ? "" : $" for {Say.Brief(origin.Offer)}")
        + (origin.Source.Length == 0 ? "" : $" through {origin.Source}")
        + (origin.Campaign is null ? "" : $", campaign {Say.Brief(origin.Campaign)}");
}
