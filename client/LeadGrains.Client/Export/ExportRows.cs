using System.Globalization;
using LeadGrains.Client.Words;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Client.Export;

/// <summary>Leads and events as named values, always the same names in the same order.</summary>
internal static class ExportRows
{
    public static IEnumerable<IReadOnlyList<(string Name, object? Value)>> Leads(LeadViews views)
    {
        for (long after = 0; ;)
        {
            var page = views.Leads(new LeadFilter(), LeadViews.PageMax, after);
            foreach (var lead in page) yield return Row(lead, WonBy(views, lead));
            if (page.Count < LeadViews.PageMax) yield break;
            after = page[^1].Row;
        }
    }

    private static IReadOnlyList<(string, object?)> Row(LeadLine lead, Outcome? won)
    {
        var (state, person) = (lead.State, lead.State.Person);
        return
        [
            ("id", lead.Id.ToString()),
            ("stage", Say.Stage(lead.Stage)),
            ("owner", state.Owner.ToString()),
            ("cycle", (long)state.Cycle),
            ("source", state.Origin.Source),
            ("campaign", state.Origin.Campaign),
            ("first_inquiry_at", state.FirstInquiryAt.ToString()),
            ("last_inquiry_at", state.LastInquiryAt.ToString()),
            ("stage_since_at", state.StageSinceAt.ToString()),
            ("won_at", won?.At.ToString()),
            ("won_by", won?.By.ToString()),
            ("value", won?.Value),
            ("currency", won?.Currency),
            ("lost_reason", state.Outcome is { Won: false } lost ? lost.Reason : null),
            ("score", (long?)lead.Score),
            ("route", lead.Route is { } route ? Say.Route(route) : null),
            ("first_name", person.FirstName),
            ("last_name", person.LastName),
            ("company", person.Company),
            ("job_title", person.JobTitle),
            ("email", person.Email),
            ("phone", person.Phone),
            ("country", person.Country),
            ("language", person.Language),
        ];
    }

    // The latest win. A lead that looks for its next purchase has forgotten it, its entries haven't.
    private static Outcome? WonBy(LeadViews views, LeadLine lead)
    {
        if (lead.State.Outcome is { Won: true } now) return now;
        if (lead.State.Cycle < 2) return null;
        for (long seq = 0; ;)
        {
            var entries = views.Timeline(lead.Row, LeadViews.PageMax, seq);
            foreach (var entry in entries)
                if (entry.LeadEvents.OfType<Won>().LastOrDefault() is { } won) return won.Outcome;
            if (entries.Count == 0 || (seq = entries[^1].Previous) == 0) return null;
        }
    }

    /// <summary>One row per event; the events of one command share their number.</summary>
    public static IEnumerable<IReadOnlyList<(string Name, object? Value)>> Events(LeadViews views)
    {
        for (long after = 0; ;)
        {
            var page = views.EventsAfter(after);
            foreach (var line in page)
            {
                foreach (var happened in line.Entry.LeadEvents) yield return Row(line, happened.GetType().Name, Sentences.Of(happened));
                foreach (var happened in line.Entry.TeamEvents) yield return Row(line, happened.GetType().Name, Sentences.Of(happened));
            }
            if (page.Count < LeadViews.PageMax) yield break;
            after = page[^1].Entry.Seq;
        }
    }

    private static IReadOnlyList<(string, object?)> Row(EntryLine line, string happened, string sentence) =>
    [
        ("seq", line.Entry.Seq), ("at", line.Entry.At.ToString()), ("lead", line.LeadId?.ToString()), ("team", line.Entry.Team),
        ("version", (long)line.Entry.Version), ("by", line.Entry.By), ("event", happened), ("sentence", sentence),
    ];

    /// <summary>A value as text, independent of where the machine stands.</summary>
    public static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
