using LeadGrains.Lifecycle;

namespace LeadGrains.Engine;

/// <summary>Teams, cadence, budget and SLA.</summary>
public static partial class ProgramYaml
{
    private static List<TeamRule> Teams(Section file, string programZone, FaultBook faults)
    {
        var teams = new List<TeamRule>();
        foreach (var (name, entry) in Entries(file, "teams", "teams", faults))
        {
            entry.Need("kind", "sales, partner or call-centre");
            var standard = new TeamRule(name, entry.Word("kind", TeamKind.Sales));
            teams.Add(standard with
            {
                Hours = Hours(entry, entry.Text("zone") ?? programZone, faults),
                OfferFor = entry.Time("offerFor", standard.OfferFor, working: true),
                CapacityOpen = entry.Number("capacityOpen", standard.CapacityOpen),
                CapacityNewPerDay = entry.Number("capacityNewPerDay", standard.CapacityNewPerDay),
            });
            entry.Done();
        }
        return teams;
    }

    private static WorkingHours Hours(Section section, string zone, FaultBook faults)
    {
        var hours = new WorkingHours { Zone = zone, Holidays = section.Dates("holidays") };
        var texts = section.Texts("hours");
        if (texts.Count == 0) return hours;
        var spans = new List<WorkingSpan>();
        var sound = true;
        foreach (var text in texts)
        {
            var (read, fault) = HoursText.Parse(text.Value);
            spans.AddRange(read);
            if (fault is null) continue;
            faults.Add(text.Line, fault);
            sound = false;
        }
        // Half-read hours would only lead to faults that nobody wrote.
        return sound ? hours with { Spans = spans } : hours;
    }

    private static Cadence Cadence(Section section, string zone, FaultBook faults)
    {
        var standard = new Cadence();
        var cadence = new Cadence
        {
            StartAfter = section.Time("startAfter", standard.StartAfter),
            Every = section.Time("every", standard.Every),
            Jitter = section.Time("jitter", standard.Jitter),
            GapMin = section.Time("gapMin", standard.GapMin),
            SilenceMax = section.Time("silenceMax", standard.SilenceMax),
            ReadinessEvery = section.Time("readinessEvery", standard.ReadinessEvery),
            Grace = section.Time("grace", standard.Grace),
            Hours = Hours(section, zone, faults),
            MailsPerMinuteMax = section.Number("mailsPerMinuteMax", standard.MailsPerMinuteMax),
            WhenExhausted = section.Word("whenExhausted", standard.WhenExhausted),
            ThankAfter = section.Time("thankAfter", standard.ThankAfter),
            NextCycleAfter = section.Time("nextCycleAfter", standard.NextCycleAfter),
            DropSpread = section.Time("dropSpread", standard.DropSpread, working: true),
            HolidaysIn = HolidaysIn(section.Inner("holidaysIn")),
        };
        section.Done();
        return cadence;
    }

    // By country; each has its own list of dates.
    private static IReadOnlyDictionary<string, IReadOnlyList<DateOnly>> HolidaysIn(Section countries)
    {
        var holidays = new Dictionary<string, IReadOnlyList<DateOnly>>();
        foreach (var country in countries.Keys) holidays[country] = countries.Dates(country);
        return holidays.Count == 0 ? new Cadence().HolidaysIn : holidays;
    }

    private static ConsentRules Consent(Section section)
    {
        var standard = new ConsentRules();
        var asked = section.Texts("doubleOptIn");
        var consent = new ConsentRules
        {
            DoubleOptIn = asked is [{ Value: "true" }],
            DoubleOptInTopics = asked is [] or [{ Value: "true" or "false" }] ? standard.DoubleOptInTopics : [.. asked.Select(t => t.Value)],
            ConfirmWithin = section.Time("confirmWithin", standard.ConfirmWithin),
        };
        section.Done();
        return consent;
    }

    private static AttentionBudget Budget(Section section)
    {
        var standard = new AttentionBudget();
        var budget = new AttentionBudget
        {
            ContactsMax = section.Number("contactsMax", standard.ContactsMax),
            Window = section.Time("window", standard.Window),
        };
        section.Done();
        return budget;
    }

    private static Sla Sla(Section section)
    {
        var standard = new Sla();
        var sla = new Sla
        {
            FirstContactWithin = section.Time("firstContactWithin", standard.FirstContactWithin, working: true),
            ProgressEvery = section.Time("progressEvery", standard.ProgressEvery),
            RemindAtLeft = section.Fraction("remindAtLeft", standard.RemindAtLeft),
        };
        section.Done();
        return sla;
    }
}
