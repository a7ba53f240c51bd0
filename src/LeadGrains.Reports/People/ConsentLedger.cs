using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Reports;

/// <summary>
/// What a person allowed and withdrew, step by step, read from the journal, which never forgets a step while it may
/// remember the person. Pure.
/// </summary>
public static class ConsentLedger
{
    /// <summary>All steps in a lead's entries, which come oldest first.</summary>
    public static IReadOnlyList<ConsentLine> Of(IEnumerable<Entry> timeline)
    {
        var lines = new List<ConsentLine>();
        foreach (var entry in timeline)
            foreach (var happened in entry.LeadEvents)
                lines.AddRange(Of(entry, happened));
        return lines;
    }

    private static IEnumerable<ConsentLine> Of(Entry entry, LeadEvent happened) => happened switch
    {
        ConsentAsked e => [Line(entry, ConsentStep.Asked, e.Consent)],
        ConfirmationRequested e => [Line(entry, e.At, ConsentStep.RequestSent, null, Channel.Email)],
        OptedIn e => [Line(entry, e.Consent.Request is null ? ConsentStep.Given : ConsentStep.Confirmed, e.Consent)],
        OptedOut e => [Line(entry, e.At, ConsentStep.Withdrawn, e.Topic, e.Channel)],
        Complained e => [Line(entry, e.At, ConsentStep.Complained, null, Channel.Email)],
        Absorbed e => e.Known.Consents.Select(c => Line(entry, ConsentStep.TakenOver, c)),
        Erased e => [Line(entry, e.At, ConsentStep.Forgotten, Consents.EveryTopic, null)],
        _ => [],
    };

    private static ConsentLine Line(Entry entry, ConsentStep step, Consent consent) =>
        Line(entry, consent.At, step, consent.Topic, consent.Channel) with { Proof = consent.Proof, Request = consent.Request };

    private static ConsentLine Line(Entry entry, Moment at, ConsentStep step, string? topic, Channel? channel) =>
        new(entry.Seq, at, step, topic, channel, entry.By) { NotedAt = entry.At };
}
