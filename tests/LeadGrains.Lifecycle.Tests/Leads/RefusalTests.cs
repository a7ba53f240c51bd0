namespace LeadGrains.Lifecycle.Tests.Leads;

using static Sample;

/// <summary>Each refusal is worded for a person and says what would be accepted, or how it stands instead.</summary>
public sealed class RefusalTests
{
    // The second half of a refusal: after a semicolon or a colon, or a bound or a need that stands for it.
    private static readonly string[] Hints = [";", ":", " needs ", "Only ", "Did you mean", " ends after ", "zero or more", " has 1 to ", "A rhythm is ", " is a date after "];

    [Fact]
    public void Every_refusal_of_a_lead_says_what_would_be_accepted() => Assert.Equal("", string.Join("\n", OfLeads().Distinct().Where(Fails)));

    [Fact]
    public void Every_refusal_of_a_team_says_what_would_be_accepted() => Assert.Equal("", string.Join("\n", OfTeams().Distinct().Where(Fails)));

    // Erased is the one end after which nothing is accepted but a new inquiry.
    private static bool Fails(string words) =>
        !(words.Length is > 25 and < 300 && words[^1] is '.' or '?' && !words.Contains("LeadGrains.", StringComparison.Ordinal)
            && Hints.Any(h => words.Contains(h, StringComparison.Ordinal)));

    private static IEnumerable<string> OfLeads()
    {
        foreach (var (_, lead) in Situations.All)
            foreach (var command in Situations.Commands(lead).Values.Concat(Wrong(lead)))
                if (LeadLifecycle.Decide(lead, command, Situations.Now, Program).Refusal is { } words) yield return words;
    }

    // What somebody may get wrong though the stage would allow it.
    private static IEnumerable<LeadCommand> Wrong(LeadState lead)
    {
        var number = lead.Requests;
        var member = lead.Handoff?.Offer?.Member ?? lead.Owner.Member ?? "ines";
        return
        [
            new Accept(number + 7, member), new Accept(number, "stranger"), new Decline(number, member, "no such reason"),
            new ViewOffer(number, "stranger"), new Assign("nobody", "ines", "boss"), new Qualify("mia", "why") { Team = "nobody" },
            new Qualify("mia", "why") { Route = Route.LowPotential }, new LogContact("stranger", Channel.Call),
            new Progress(member, Step.Accepted), new Win(member, -1), new Win(member, 1, "EUR", Situations.Now + Days(1)),
            new Lose(member, "no such reason"), new Lose(member, "no need", null, Situations.Now + Days(1)),
            new Recycle(member, "no such reason"), new Recycle(member, "not now", Situations.Now - Days(1)),
            new AnswerReadiness(Readiness.NotBefore), new Prefer(3, null), new Pause(Situations.Now - Days(1)),
            new Drop("nothing"), new Correct([], new Person { Zone = "Not/AZone" }), new Correct([], new Person { Zone = new string('z', 5_000) }), new ReportTouch(99, TouchOutcome.Sent), new Merge(lead.Id),
            OfferTo("sales", "ines", number + 7, Situations.Now),
        ];
    }

    private static IEnumerable<string> OfTeams()
    {
        var team = new TeamState { Name = "sales", Seats = [new Seat(new Member("ines"))] };
        TeamCommand[] wrong =
        [
            new AddMember(new Member("ines") { Phone = "1" }), new AddMember(new Member("")), new AddMember(new Member("x/y")),
            new AddMember(new Member("otto") { CapacityOpen = 0 }), new ChangeMember(new Member("ines") { CapacityNewPerDay = 2_000 }),
            new AddMember(new Member("otto") { Hours = Office with { Zone = "Berlin" } }), new ChangeMember(new Member("nobody")),
            new PauseMember("ines", Monday - Days(1)), new PauseMember("nobody", Monday + Days(1)), new ResumeMember("nobody"),
        ];
        var full = team with { Seats = [.. Enumerable.Range(0, TeamLifecycle.MembersMax).Select(n => new Seat(new Member($"m{n}")))] };
        return wrong.Select(c => Words(team, c)).Append(Words(full, new AddMember(new Member("one-more")))).Append(Words(TeamState.Empty, new ResumeMember("ines")));
    }

    private static string Words(TeamState team, TeamCommand command) =>
        TeamLifecycle.Decide(team, "sales", command, Monday, Program).Refusal ?? $"{command.GetType().Name} wasn't refused";
}
