using LeadGrains.Engine;
using LeadGrains.Reports;

namespace LeadGrains.Web.Portal.Pages;

/// <summary>What a form says of a member; a field that isn't in the form stays as it is.</summary>
internal static class SeatForm
{
    private const int CapacityMax = 1_000, NameCharsMax = 100;

    /// <summary>The member as they are to be. Faults gather in the form.</summary>
    /// <param name="whole">Who they are as well, and not only what they take.</param>
    public static Member Read(FormFields form, Member member, TeamRule team, bool whole)
    {
        member = member with
        {
            CapacityOpen = form.Number("capacity", "Capacity", 1, CapacityMax),
            CapacityNewPerDay = form.Number("per-day", "New leads a day", 1, CapacityMax),
            Countries = form.List("countries"),
            Languages = form.List("languages"),
            Segments = form.List("segments"),
            Hours = Hours(form, team.Hours),
        };
        if (!whole) return member;
        var email = form.Text("email");
        if (email is not null && !EmailAddress.TryParse(email, out _)) form.Fault($"'{Say.Brief(email)}' is no e-mail address; one such as ines@example.com is meant.");
        if (form.Text("display") is { Length: > NameCharsMax }) form.Fault($"A name has at most {NameCharsMax} characters.");
        return member with { DisplayName = form.Text("display") ?? member.Name, Email = email, Phone = form.Text("phone") };
    }

    /// <summary>A holiday, until the morning of the day they are back in their own zone.</summary>
    public static PauseMember? Pause(FormFields form, string member, TeamState state, TeamRule team)
    {
        if (form.Date("until", "The day they are back") is { } day)
            return new PauseMember(member, BusinessTime.StartOfDay((state.Seat(member)?.Member.Hours ?? team.Hours).Zone, day));
        if (form.Trouble is null) form.Fault("Say on which day they are back.");
        return null;
    }

    // Nothing said: the team's. Holidays alone are in the team's hours.
    private static WorkingHours? Hours(FormFields form, WorkingHours ofTeam)
    {
        var (lines, zone, days) = (form.Lines("hours"), form.Text("zone"), new List<DateOnly>());
        foreach (var text in form.List("holidays"))
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day)) days.Add(day);
            else form.Fault($"'{Say.Brief(text)}' is no day; one such as 2026-12-24 is meant.");
        if (lines.Count == 0 && zone is null && days.Count == 0) return null;
        var spans = new List<WorkingSpan>();
        foreach (var line in lines)
            if (HoursText.Parse(line) is (var some, null)) spans.AddRange(some);
            else form.Fault($"{HoursText.Parse(line).Fault}.");
        var hours = ofTeam with { Zone = zone ?? ofTeam.Zone, Spans = lines.Count > 0 ? spans : ofTeam.Spans, Holidays = [.. days.Distinct().Order()] };
        foreach (var fault in form.Trouble is null ? hours.Faults() : []) form.Fault(fault);
        return hours == ofTeam ? null : hours;
    }
}
