using LeadGrains.Engine;
using LeadGrains.Reports;
using LeadGrains.Store;

namespace LeadGrains.Web.Portal.Pages;

/// <summary>Puts the lead page together.</summary>
internal static class LeadReading
{
    /// <summary>Entries of the journal on a page; older ones are a link away.</summary>
    public const int EntriesMax = 100;

    public static LeadModel Of(LeadSnapshot lead, Caller caller, ApiContext context, long from = 0, Typed? typed = null)
    {
        var (state, program, now) = (lead.State, context.House.Program(), context.House.Now);
        using var views = context.Read();
        var entries = views.Lead(lead.Id) is { } line ? views.Timeline(line.Row, EntriesMax, from) : [];
        var open = Scoring.OpenQuestions(state, now, program).ToList();
        var next = Scoring.NextQuestion(state, now, program) is { } asked ? open.Find(o => o.Question.Fact == asked.Fact) : null;
        return new LeadModel(lead.Id, lead.Version, state, NameOf(state), Scoring.Judge(state, now, program), next, entries.Count > 0 && entries[^1].Previous > 0 ? entries[^1].Previous : null)
        {
            Offer = state.Handoff?.Offer is { } offer ? OfferShown.Of(lead.Id, lead.Version, state, offer, caller, program, now) : null,
            Story = Story.Parts(state, program, now),
            Facts = [.. state.Facts.Select(f => new FactShown(f.Name.Replace('_', ' '), Story.InWords(f, program), f.Source, f.At))],
            Missing = [.. open.Where(o => o != next).Select(o => o.Question.Words)],
            Rules = Scoring.Rules(state, now, program),
            Coming = DueNext.Of(state, program),
            History = [.. Lines(entries, caller, lead.Id, _ => true)],
            Offers = [.. Lines(entries, caller, lead.Id, IsOfOwners)],
            Forms = LeadForms.For(caller, state, program, views.Teams(), now),
            Typed = typed,
        };
    }

    /// <summary>As a person would call the lead.</summary>
    public static string NameOf(LeadState lead) =>
        lead.Person.Name ?? lead.Person.Company ?? lead.Person.Email ?? lead.Person.Phone ?? $"Lead {lead.Id.ToString()[..8]}";

    private static IEnumerable<HistoryLine> Lines(IReadOnlyList<Entry> entries, Caller caller, LeadId lead, Func<LeadEvent, bool> shown)
    {
        var made = TimelineWords.Made(entries);
        foreach (var entry in entries)
        {
            if (Histories.For(caller, entry, lead) is not { Events: { } events } view) continue;
            foreach (var happened in events)
                if (shown(happened) && TimelineWords.IsWorthALine(happened, made)) yield return new HistoryLine(view.At, view.By, Sentences.Of(happened));
        }
    }

    private static bool IsOfOwners(LeadEvent happened) => happened is Qualified or OwnerSought or Held or Offered or OfferViewed or OfferDeclined or OfferExpired
        or OfferWithdrawn or LadderEnded or Accepted or Reclaimed or Recycled or Won or Lost;
}
