namespace LeadGrains.Orleans;

/// <summary>Small rules about leads among others, as the embedded edition's workbench has them.</summary>
internal static class LivesOn
{
    public const string ListSaysForgotten = "One of these identities belongs to a person who asked to be forgotten; a list can't bring them back.";

    /// <summary>What is about a merged lead's own alarms, merges and numbered touches means nothing to the one that lives on.</summary>
    public static bool Hears(LeadCommand command) =>
        command is not (Wake or Merge or Unmerge or BeginTouch or ReportTouch or SettleTouch or QueueTouch or TakeTask or ReportCall);

    /// <summary>The team that owns it, has it on offer, or that it waits for.</summary>
    public static string TeamOf(LeadState lead, bool waits) =>
        lead.Work is not null || lead.Handoff is not { } handoff ? lead.Owner.Team
        : handoff.Offer?.Team ?? (waits ? handoff.Team : null) ?? lead.Owner.Team;

    /// <summary>Identities that an event brings.</summary>
    public static IEnumerable<Identity> Identities(LeadEvent happened) => happened switch
    {
        Inquired e => e.Also.Append(e.Identity),
        Identified e => [e.Identity],
        _ => [],
    };

    /// <summary>By what enrichment would reach somebody.</summary>
    public static IEnumerable<LeadId> Reaching(Person person)
    {
        if (EmailAddress.TryParse(person.Email, out var email)) yield return LeadId.Of(Identity.Email(email.Text));
        if (person.Phone is { } phone) yield return LeadId.Of(Identity.Phone(phone));
    }
}
