using System.Globalization;
using LeadGrains.Lifecycle;
using LeadGrains.Reports;
using LeadGrains.Store;

namespace LeadGrains.Client.Export;

/// <summary>Leads and events as named values, always the same names in the same order.</summary>
internal static class ExportRows
{
    public static IEnumerable<IReadOnlyList<(string Name, object? Value)>> Leads(LeadViews views) => views.ExportLeads().Select(lead =>
        (IReadOnlyList<(string, object?)>)
        [
            ("id", lead.Id.ToString()),
            ("stage", Say.Stage(lead.Stage)),
            ("owner", lead.Owner),
            ("cycle", (long)lead.Cycle),
            ("source", lead.Source),
            ("campaign", lead.Campaign),
            ("first_inquiry_at", Known(lead.FirstInquiryAt)),
            ("last_inquiry_at", Known(lead.LastInquiryAt)),
            ("stage_since_at", Known(lead.StageSinceAt)),
            ("wins", (long)lead.Wins),
            ("won_at", lead.WonAt?.ToString()),
            ("won_by", lead.WonBy),
            ("value", lead.Value),
            ("currency", lead.Currency),
            ("lost_reason", lead.LostReason),
            ("score", (long?)lead.Score),
            ("route", lead.Route is { } route ? Say.Route(route) : null),
            ("first_name", lead.Person.FirstName),
            ("last_name", lead.Person.LastName),
            ("company", lead.Person.Company),
            ("job_title", lead.Person.JobTitle),
            ("email", lead.Person.Email),
            ("phone", lead.Person.Phone),
            ("country", lead.Person.Country),
            ("language", lead.Person.Language),
        ]);

    // Of who was forgotten nobody knows any more.
    private static string? Known(Moment at) => at == Moment.Never ? null : at.ToString();

    /// <summary>One row per event; the events of one command share their number.</summary>
    public static IEnumerable<IReadOnlyList<(string Name, object? Value)>> Events(LeadViews views)
    {
        for (long after = 0; ;)
        {
            var page = views.EventsAfter(after);
            foreach (var line in page)
            {
                foreach (var happened in line.Entry.LeadEvents) yield return Row(line, happened.GetType().Name,
                    Sentences.Of(happened));
                foreach (var happened in line.Entry.TeamEvents) yield return Row(line, happened.GetType().Name,
                    Sentences.Of(happened));
            }
            if (page.Count < LeadViews.PageMax) yield break;
            after = page[^1].Entry.Seq;
        }
    }

    private static IReadOnlyList<(string, object?)> Row(EntryLine line, string happened, string sentence) =>
    [
        ("seq", line.Entry.Seq), ("at", line.Entry.At.ToString()), ("lead", line.LeadId?.ToString()),
            ("team", line.Entry.Team),
        ("version", (long)line.Entry.Version), ("by", line.Entry.By), ("event", happened), ("sentence", sentence),
    ];

    /// <summary>A value as text, independent of where the machine stands.</summary>
    public static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
