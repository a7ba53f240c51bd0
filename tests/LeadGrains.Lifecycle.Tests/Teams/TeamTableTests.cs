using System.Text;

namespace LeadGrains.Lifecycle.Tests.Teams;

using static Sample;

public sealed class TeamTableTests
{
    private static readonly Member Ines = new("ines") { Languages = ["en"] };
    private static readonly LeadId Ann1 = IdOf(Ann);

    private static readonly Type[] Commands =
        [.. typeof(TeamCommand).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(TeamCommand))).OrderBy(t => t.MetadataToken)];

    private static readonly (string Name, TeamState Team)[] All =
    [
        ("Nobody there", TeamState.Empty),
        ("Free hands", After(new AddMember(Ines))),
        ("Offer open", After(new AddMember(Ines), new Seek(Ann1, 1))),
        ("Lead owned", After(new AddMember(Ines), new Seek(Ann1, 1), new Settle(Ann1, 1, Settlement.Accepted))),
        ("On holiday", After(new AddMember(Ines), new PauseMember("ines", Monday + Days(9)))),
        ("Hands full, somebody waits", After(new AddMember(Ines with { CapacityOpen = 1 }), new Seek(IdOf(Bob), 1), new Seek(Ann1, 1))),
    ];

    [Fact]
    public void Every_command_has_its_canonical_instance() =>
        Assert.Empty(Commands.Except(Canonical().Keys).Select(c => $"{c.Name} has no canonical instance"));

    [Fact]
    public void The_rules_of_a_team_are_as_team_txt_says()
    {
        var table = new StringBuilder();
        foreach (var (name, team) in All)
        {
            table.Append($"{name}\n");
            var commands = Canonical();
            foreach (var command in Commands) table.Append($"    {command.Name,-16} {Tables.Cell(Decide(team, commands[command]))}\n");
        }
        Tables.IsAccepted("team.txt", table.ToString());
    }

    /// <summary>
    /// One exception: whom the team told to wait asks again and is told again, since a team doesn't remember who waits;
    /// the lead takes the second answer as already so.
    /// </summary>
    [Fact]
    public void Saying_it_twice_changes_nothing()
    {
        var faults = new List<string>();
        foreach (var (name, team) in All)
            foreach (var command in Canonical().Values)
            {
                var after = Evolve(team, Decide(team, command));
                var again = Decide(after, command);
                if (again.Events is [not HandsFull, ..]) faults.Add($"{name}: {command.GetType().Name} again gives {Leads.Given.Said(again)}");
            }
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    private static Dictionary<Type, TeamCommand> Canonical() => new TeamCommand[]
    {
        new AddMember(new Member("otto")),
        new ChangeMember(Ines with { Languages = ["de"] }),
        new PauseMember("ines", Monday + Days(14)),
        new ResumeMember("ines"),
        new RemoveMember("ines"),
        new Seek(Ann1, 2),
        new Settle(Ann1, 1, Settlement.Declined),
        new NoneWaiting(),
        new OpenValve(),
    }.ToDictionary(c => c.GetType());

    private static TeamState After(params TeamCommand[] commands) =>
        commands.Aggregate(TeamState.Empty, (team, command) => Evolve(team, Decide(team, command)));

    private static Decision<TeamEvent> Decide(TeamState team, TeamCommand command) =>
        TeamLifecycle.Decide(team, "sales", command, Monday, Program);

    private static TeamState Evolve(TeamState team, Decision<TeamEvent> decision) =>
        decision.Events.Aggregate(team, TeamLifecycle.Evolve);
}
