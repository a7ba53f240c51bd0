namespace LeadGrains.Lifecycle;

/// <summary>
/// What stays of an event when the person asked to be forgotten (C6): that it happened, when, and what it counted for in
/// the funnel; nothing that names them, nothing they wrote, nothing written about them. Identities stay as hashes, so
/// that the suppression outlives the person's data, and replaying what stays gives the same erased lead. Pure.
/// </summary>
public static class Forgetting
{
    /// <summary>The events of one entry without the person. Doing it twice changes nothing.</summary>
    public static IReadOnlyList<LeadEvent> Without(IReadOnlyList<LeadEvent> events) => [.. events.Select(Without)];

#pragma warning disable format // one row per event, in columns
    internal static LeadEvent Without(LeadEvent happened) => happened switch
    {
        Inquired e          => e with { Identity = Hash(e.Identity), Also = [.. e.Also.Select(Hash)], Origin = Without(e.Origin), Person = new Person() },
        Learned             => new Learned([], null),
        Asked e             => e with { Words = null },
        Wrote e             => e with { Words = "" },
        Identified e        => new Identified(Hash(e.Identity)),
        ConsentAsked e      => new ConsentAsked(Without(e.Consent)),
        OptedIn e           => new OptedIn(Without(e.Consent)),
        Bounced e           => e with { Diagnosis = null },
        TouchMade e         => e with { Detail = null },
        TouchFailed e       => e with { Detail = null },
        Scored e            => e with { Verdict = Without(e.Verdict) },
        Qualified e         => e with { Verdict = Without(e.Verdict) },
        OfferWithdrawn e    => e with { Because = "" },
        ContactLogged e     => e with { Note = null },
        Progressed e        => e with { Note = null },
        Reclaimed e         => e with { Because = "" },
        Lost e              => e with { Outcome = e.Outcome with { Competitor = null } },
        Absorbed e          => e with { Known = Without(e.Known) },
        _                   => happened,
    };
#pragma warning restore format

    private static Identity Hash(Identity identity) => Identity.Forgotten(LeadId.Of(identity));

    private static Origin Without(Origin origin) => new() { Source = origin.Source, Campaign = origin.Campaign, Offer = origin.Offer };

    // The words are ours and the proof that there was a consent; the address and the page they were on are theirs.
    private static Consent Without(Consent consent) => consent with
    {
        Proof = Without(consent.Proof),
        Request = consent.Request is { } request ? request with { Proof = Without(request.Proof) } : null,
    };

    private static ConsentProof? Without(ConsentProof? proof) => proof is null ? null : proof with { Address = null, Page = null };

    private static Verdict Without(Verdict verdict) => verdict with { Because = "", Trace = [] };

    private static LeadState Without(LeadState known) => new()
    {
        Id = known.Id,
        Stage = known.Stage,
        Consents = [.. known.Consents.Select(Without)],
        Confirmations = known.Confirmations,
        Nurture = new Nurture { Seen = known.Nurture.Seen, Contacts = known.Nurture.Contacts, MailDead = known.Nurture.MailDead },
    };
}
