using System.CommandLine;
using LeadGrains.Client.Terminal;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;

namespace LeadGrains.Client.Typing;

/// <summary>What can be said of a member on the command line; what is left out stays as it is.</summary>
internal sealed class MemberOptions
{
    /// <summary>Instead of a list or hours: as if nothing had been said.</summary>
    public const string Any = "any", Team = "team";

    private readonly Option<string?> _display = new("--name") { Description = "As a lead reads it in an introduction", HelpName = "NAME" };
    private readonly Option<string?> _email = new("--email") { Description = "Where notices go", HelpName = "ADDRESS" };
    private readonly Option<string?> _phone = new("--phone") { HelpName = "NUMBER" };
    private readonly Option<int?> _capacity = new("--capacity") { Description = "Open leads and offers at most (default: the team's figure)", HelpName = "N" };
    private readonly Option<int?> _perDay = new("--new-per-day") { Description = "New offers a working day at most (default: the team's figure)", HelpName = "N" };
    private readonly Option<string[]> _countries = new("--country") { Description = "Countries they take; repeatable, 'any' for all", HelpName = "CODE" };
    private readonly Option<string[]> _languages = new("--language") { Description = "Languages they speak; repeatable, 'any' for all", HelpName = "CODE" };
    private readonly Option<string[]> _segments = new("--segment") { Description = "Segments they take; repeatable, 'any' for all", HelpName = "NAME" };
    private readonly Option<string[]> _hours = new("--hours") { Description = "Working hours, such as 'mon-fri 09:00-17:00'; repeatable, 'team' for the team's", HelpName = "HOURS" };
    private readonly Option<string?> _zone = new("--zone") { Description = "Their time zone, such as Europe/Berlin", HelpName = "ZONE" };
    private readonly Option<DateTime[]> _holidays = new("--holiday") { Description = "A day off in their calendar; repeatable", HelpName = "DATE" };

    public MemberOptions()
    {
        Bounds.Check(_capacity, 1, 1_000);
        Bounds.Check(_perDay, 1, 1_000);
    }

    /// <summary>All of them, for a command.</summary>
    public IEnumerable<Option> All => [_display, _email, _phone, _capacity, _perDay, _countries, _languages, _segments, _hours, _zone, _holidays];

    /// <summary>The member as it is to be. <paramref name="ofTeam"/>: the hours that hold without own ones.</summary>
    public Member Of(ParseResult parsed, Member member, WorkingHours ofTeam)
    {
        if (parsed.GetValue(_email) is { } address && !EmailAddress.TryParse(address, out _))
            throw new ProblemException(ProblemKind.Usage, $"'{address}' is no e-mail address; one such as ines@example.com is meant.");
        return member with
        {
            DisplayName = parsed.GetValue(_display) ?? member.DisplayName,
            Email = parsed.GetValue(_email) ?? member.Email,
            Phone = parsed.GetValue(_phone) ?? member.Phone,
            CapacityOpen = parsed.GetValue(_capacity) ?? member.CapacityOpen,
            CapacityNewPerDay = parsed.GetValue(_perDay) ?? member.CapacityNewPerDay,
            Countries = List(parsed.GetValue(_countries), member.Countries),
            Languages = List(parsed.GetValue(_languages), member.Languages),
            Segments = List(parsed.GetValue(_segments), member.Segments),
            Hours = Hours(parsed, member.Hours, ofTeam),
        };
    }

    private WorkingHours? Hours(ParseResult parsed, WorkingHours? own, WorkingHours ofTeam)
    {
        var (texts, zone, days) = (parsed.GetValue(_hours) ?? [], parsed.GetValue(_zone), parsed.GetValue(_holidays) ?? []);
        if (texts is [Team]) own = null;
        if (texts is [] or [Team] && zone is null && days.Length == 0) return own;
        var hours = own ?? ofTeam;
        if (texts is not ([] or [Team])) hours = hours with { Spans = [.. texts.SelectMany(Spans)] };
        if (zone is not null) hours = hours with { Zone = zone };
        if (days.Length > 0) hours = hours with { Holidays = [.. hours.Holidays.Concat(days.Select(DateOnly.FromDateTime)).Distinct().Order()] };
        return hours.Faults() is { Count: > 0 } faults ? throw new ProblemException(ProblemKind.Usage, Say.List(faults)) : hours;
    }

    private static IReadOnlyList<WorkingSpan> Spans(string text) => HoursText.Parse(text) is (var spans, null) ? spans
        : throw new ProblemException(ProblemKind.Usage, HoursText.Parse(text).Fault!);

    private static IReadOnlyList<string> List(string[]? given, IReadOnlyList<string> known) =>
        given is null or [] ? known : given is [Any] ? [] : given;
}
