using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>
/// Reps, partners and agents for the teams of a program: with zones, hours, holidays and capacity, enough for the
/// number of leads or as many as are wanted. Each goes on holiday twice a year; in every team of three or more one leaves and one joins.
/// </summary>
public sealed class Crew
{
    /// <summary>Assumption: one member for so many leads, within the bounds.</summary>
    public const int LeadsPerMember = 400, MembersMin = 3, MembersMax = 60;

    private static readonly string[] Zones =
        ["Europe/Berlin", "Europe/London", "America/New_York", "Europe/Paris", "America/Chicago", "Asia/Tokyo"];

    private readonly ulong _seed;
    private readonly List<(string Team, Member Member)> _members = [];
    private readonly List<(string Team, Member Member)> _later = [];

    /// <summary>The crew for so many leads of a program; the same for the same seed.</summary>
    public Crew(ulong seed, Program program, int leads, int? members = null, bool valve = true)
    {
        _seed = seed;
        foreach (var team in program.Teams) Fill(team, leads, members, valve);
    }

    /// <summary>Who is there from the start.</summary>
    public IReadOnlyList<(string Team, Member Member)> AtStart => _members;

    internal IEnumerable<(Moment At, Deed Deed)> Deeds(Moment from, Moment to)
    {
        for (var i = 0; i < _members.Count; i++)
            for (var at = from + HolidayAfter(i, 0); at < to; at += TimeSpan.FromDays(182))
                yield return (at, new Deed(Act.Holiday, i));
        var gone = new HashSet<string>();
        for (var i = 0; i < _later.Count; i++)
        {
            var leaver = _members.FindIndex(m => m.Team == _later[i].Team);
            if (gone.Add(_later[i].Team)) yield return (from + (to - from) * 0.6, new Deed(Act.Leave, leaver));
            yield return (from + (to - from) * 0.5, new Deed(Act.Join, i));
        }
    }

    internal (string Team, TeamCommand Command) CommandOf(Deed deed, Moment now)
    {
        var (team, member) = deed.Act == Act.Join ? _later[deed.Number] : _members[deed.Number];
        return (team, deed.Act switch
        {
            Act.Join => new AddMember(member),
            Act.Leave => new RemoveMember(member.Name),
            _ => new PauseMember(member.Name, now + TimeSpan.FromDays(14)),
        });
    }

    private void Fill(TeamRule rule, int leads, int? members, bool valve)
    {
        var each = rule.Kind == TeamKind.Sales ? LeadsPerMember : 2 * LeadsPerMember;
        var count = Math.Clamp(leads / each, MembersMin, MembersMax);
        if (rule.Kind == TeamKind.Sales && members is { } wanted) count = wanted;
        // Where the members are given, so is what they can carry: by the program.
        int? Own(int perMember, int atLeast) => !valve ? 1_000 : members is not null ? null : Math.Clamp(perMember, atLeast, 1_000);
        for (var i = 0; i <= count; i++)
        {
            var name = SampleWords.Owners[i % SampleWords.Owners.Length];
            if (i >= SampleWords.Owners.Length) name += i;
            var dice = new Dice(_seed, -1 - i);
            var member = new Member(name)
            {
                DisplayName = char.ToUpperInvariant(name[0]) + name[1..].TrimEnd("0123456789".ToCharArray())
                    + " " + dice.Pick(SampleWords.LastNames, Why.LastName),
                Email = $"{name}@{rule.Name}.example.com".Replace(' ', '-'),
                Hours = rule.Hours with { Zone = dice.Pick(Zones, Why.Place), Holidays = Holidays },
                CapacityOpen = Own(leads / count / 8, rule.CapacityOpen),
                CapacityNewPerDay = Own(leads / count / 80, rule.CapacityNewPerDay),
            };
            (i < count ? _members : _later).Add((rule.Name, member));
        }
    }

    private TimeSpan HolidayAfter(int member, int turn) =>
        new Dice(_seed, -1 - member).Days(20, 180, Why.Holiday, turn);

    private static readonly DateOnly[] Holidays =
    [
        .. Enumerable.Range(2015, 30).SelectMany(y =>
            new[] { new DateOnly(y, 1, 1), new DateOnly(y, 5, 1), new DateOnly(y, 12, 25) }),
    ];
}
