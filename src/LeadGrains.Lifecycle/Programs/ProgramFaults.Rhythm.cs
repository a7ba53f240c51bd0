using static LeadGrains.Lifecycle.FaultList;

namespace LeadGrains.Lifecycle;

/// <summary>Teams, cadence, budget and SLA: promises that must be able to hold together.</summary>
public static partial class ProgramFaults
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static void Teams(Program program, FaultList faults)
    {
        faults.AtMost("teams", program.Teams.Count, TeamsMax, "teams");
        faults.Once([.. program.Teams.Select(t => t.Name)], i => $"teams[{i}]", "team");
        for (var i = 0; i < program.Teams.Count; i++)
        {
            var (path, team) = ($"teams[{i}]", program.Teams[i]);
            faults.Name(path, team.Name);
            if (team.Name == Owner.MarketingTeam)
                faults.Add(path, "'marketing' owns every lead that nobody has accepted; choose another name");
            if (!Enum.IsDefined(team.Kind))
                faults.Add($"{path}.kind", "there is no such kind; choose sales, partner or call-centre");
            if (team.Hours.Zone != program.Zone) Zone($"{path}.zone", team.Hours.Zone, faults);
            Hours(path, team.Hours, faults);
            faults.Within($"{path}.offerFor", team.OfferFor, TimeSpan.FromMinutes(15), TimeSpan.FromHours(80));
            faults.Within($"{path}.capacityOpen", team.CapacityOpen, 1, 1_000);
            faults.Within($"{path}.capacityNewPerDay", team.CapacityNewPerDay, 1, 1_000);
        }
    }

    private static bool Hours(string path, WorkingHours hours, FaultList faults)
    {
        var found = (hours with { Zone = "UTC" }).Faults();
        foreach (var words in found)
        {
            var key = words.Contains("holidays", StringComparison.Ordinal) ? "holidays" : "hours";
            faults.Add($"{path}.{key}", Clause(words));
        }
        return found.Count == 0;
    }

    private static void Rhythm(Program program, FaultList faults)
    {
        var cadence = program.Cadence;
        faults.Within("cadence.startAfter", cadence.StartAfter, TimeSpan.Zero, 30 * Day);
        faults.Within("cadence.every", cadence.Every, Day, 366 * Day);
        faults.Within("cadence.jitter", cadence.Jitter, TimeSpan.Zero, 7 * Day);
        faults.Within("cadence.gapMin", cadence.GapMin, Day, 60 * Day);
        faults.Within("cadence.silenceMax", cadence.SilenceMax, 14 * Day, 366 * Day);
        faults.Within("cadence.readinessEvery", cadence.ReadinessEvery, 14 * Day, 366 * Day);
        faults.Within("cadence.grace", cadence.Grace, TimeSpan.FromHours(1), TimeSpan.FromHours(72));
        faults.Within("cadence.mailsPerMinuteMax", cadence.MailsPerMinuteMax, 1, 100_000);
        faults.Within("cadence.thankAfter", cadence.ThankAfter, TimeSpan.Zero, 30 * Day);
        faults.Within("cadence.nextCycleAfter", cadence.NextCycleAfter, Day, 1_095 * Day);
        if (!Enum.IsDefined(cadence.WhenExhausted))
            faults.Add("cadence.whenExhausted", "there is no such choice; choose readiness-only or call-centre");
        faults.Within("cadence.dropSpread", cadence.DropSpread, TimeSpan.Zero, TimeSpan.FromHours(200));
        if (!Hours("cadence", cadence.Hours, faults)) return;
        Reachable("cadence.holidays", cadence.Hours with { Zone = "UTC" }, faults);
        foreach (var country in cadence.HolidaysIn.Keys)
        {
            var path = $"cadence.holidaysIn.{country}";
            if (country.Length != 2 || !country.All(char.IsAsciiLetterUpper))
                faults.Add(path, $"'{Short(country)}' is no country; write the two letters of ISO 3166, such as DE");
            var hours = cadence.HoursIn(country) with { Zone = "UTC" };
            foreach (var words in hours.Faults()) faults.Add(path, Clause(words));
            Reachable(path, hours, faults);
        }
    }

    private static void Consent(Program program, FaultList faults)
    {
        var consent = program.Consent;
        faults.Within("consent.confirmWithin", consent.ConfirmWithin, TimeSpan.FromHours(1), 60 * Day);
        for (var i = 0; i < consent.DoubleOptInTopics.Count; i++)
            if (consent.DoubleOptInTopics[i] is var topic && !program.Topics.Contains(topic))
                faults.Add($"consent.doubleOptIn[{i}]", $"'{Short(topic)}' is no topic; write true, false or some of {List(program.Topics)}");
        if (consent.Asks(Consents.EveryTopic, Channel.Email) && program.Content.Count > 0
            && !program.Content.Any(p => p.Kind == PieceKind.ConfirmOptIn && p.Language == program.Language))
            faults.Add("consent.doubleOptIn", $"no piece of kind confirm-opt-in is in '{Short(program.Language)}', so that nobody could"
                + " confirm; add one, or write false");
    }

    // The longest silence allows for a stretch without working hours, and for the spread over the day after it.
    private static void Reachable(string path, WorkingHours hours, FaultList faults)
    {
        var max = NurturePlan.ClosedMax;
        if (Stretch(hours with { Holidays = [] }, new DateOnly(2001, 1, 1)) is var week && week > max)
        {
            faults.Add("cadence.hours", $"it can take {week.TotalDays:0.#} days until {NurturePlan.Spread.TotalHours}"
                + $" working hours have passed; at most {max.TotalDays}, or the longest silence can't be kept");
            return;
        }
        // No stretch is longer than an ordinary one but where a holiday follows within a fortnight.
        foreach (var holiday in hours.Holidays.Order().Where(h => h.Year is > 1 and < 9_000))
            if (Stretch(hours, holiday.AddDays(-14)) is var stretch && stretch > max)
            {
                faults.Add(path, $"around {holiday:yyyy-MM-dd} nobody can be reached for"
                    + $" {stretch.TotalDays:0.#} days; at most {max.TotalDays}, or the longest silence can't be kept");
                return;
            }
    }

    // From closing time until the spread is over, at its longest in the fifteen days from a date on.
    private static TimeSpan Stretch(WorkingHours hours, DateOnly from)
    {
        var longest = TimeSpan.Zero;
        var start = BusinessTime.StartOfDay("UTC", from);
        for (var day = start; day < start + 15 * Day; day += Day)
            foreach (var (_, closes) in hours.Week.On(WorkingWeek.DayOf(day.Milliseconds)))
            {
                var closed = day + TimeSpan.FromMilliseconds(closes);
                var stretch = BusinessTime.Add(hours, closed, NurturePlan.Spread) - closed;
                if (stretch > longest) longest = stretch;
            }
        return longest;
    }

    private static void Promises(Program program, FaultList faults)
    {
        var (cadence, budget, sla) = (program.Cadence, program.Budget, program.Sla);
        var contactBy = cadence.SilenceMax - NurturePlan.ClosedMax;
        var promise = $"silenceMax, {Said(cadence.SilenceMax)}, less {Said(NurturePlan.ClosedMax)} for holidays";
        if (cadence.Every < cadence.GapMin)
            faults.Add("cadence.every",
                $"a touch every {Said(cadence.Every)} breaks gapMin; at least {Said(cadence.GapMin)}");
        if (cadence.Every > contactBy)
            faults.Add("cadence.every",
                $"a touch every {Said(cadence.Every)} is too rare for {promise}; at most {Said(contactBy)}");
        if (cadence.GapMin >= contactBy)
            faults.Add("cadence.silenceMax",
                $"a gap of {Said(cadence.GapMin)} leaves no room in {promise}; make it longer");

        faults.Within("budget.contactsMax", budget.ContactsMax, 1, Nurture.ContactsKept);
        faults.Within("budget.window", budget.Window, 7 * Day, 92 * Day);
        if (cadence.Every > TimeSpan.Zero && budget.ContactsMax < budget.Window / cadence.Every)
            faults.Add("budget.contactsMax", $"{budget.ContactsMax} contacts in {Said(budget.Window)} are too few for"
                + $" a touch every {Said(cadence.Every)}; at least {Math.Ceiling(budget.Window / cadence.Every):0}");
        if (budget.Window > contactBy)
            faults.Add("budget.window",
                $"a used-up budget would hold contacts back longer than {promise}; at most {Said(contactBy)}");

        var (soonest, latest) = (TimeSpan.FromMinutes(30), TimeSpan.FromHours(80));
        faults.Within("sla.firstContactWithin", sla.FirstContactWithin, soonest, latest);
        faults.Within("sla.progressEvery", sla.ProgressEvery, Day, 92 * Day);
        if (sla.ProgressEvery > contactBy)
            faults.Add("sla.progressEvery",
                $"an owner could stay silent longer than {promise}; at most {Said(contactBy)}");
        if (sla.RemindAtLeft is not (>= 0 and <= 0.9))
            faults.Add("sla.remindAtLeft", $"remindAtLeft is {sla.RemindAtLeft}; 0 to 0.9 are allowed");
    }
}
