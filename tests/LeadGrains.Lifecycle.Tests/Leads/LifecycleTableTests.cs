using System.Text;

namespace LeadGrains.Lifecycle.Tests.Leads;

public sealed class LifecycleTableTests
{
    private static readonly Type[] Commands =
        [.. typeof(LeadCommand).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(LeadCommand))).OrderBy(t => t.MetadataToken)];

    [Fact]
    public void Every_command_has_its_canonical_instance()
    {
        var known = Situations.Commands(LeadState.Unknown).Keys;
        Assert.Empty(Commands.Except(known).Select(c => $"{c.Name} has no instance in Situations.Commands"));
    }

    [Fact]
    public void Every_stage_has_its_situation() =>
        Assert.Equal(Enum.GetValues<Stage>().Order(), Situations.All.Select(s => s.Lead.Stage).Distinct().Order());

    [Fact]
    public void The_whole_lifecycle_is_as_lifecycle_txt_says()
    {
        var table = new StringBuilder();
        foreach (var (name, lead) in Situations.All)
        {
            table.Append($"{name}\n");
            var commands = Situations.Commands(lead);
            foreach (var command in Commands)
                table.Append($"    {command.Name,-16} {Tables.Cell(Decide(lead, commands[command]))}\n");
        }
        Tables.IsAccepted("lifecycle.txt", table.ToString());
    }

    /// <summary>Waking does one thing at a time, so a second one may find the next; the alarm tests bound it.</summary>
    [Fact]
    public void Saying_it_twice_changes_nothing()
    {
        var faults = new List<string>();
        foreach (var (name, lead) in Situations.All)
            foreach (var command in Situations.Commands(lead).Values.Where(c => c is not Wake))
            {
                var after = LeadLifecycle.Evolve(lead, Decide(lead, command).Events);
                var again = Decide(after, command);
                if (again.Events.Count > 0) faults.Add($"{name}: {command.GetType().Name} again gives {Given.Said(again)}");
            }
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    private static Decision<LeadEvent> Decide(LeadState lead, LeadCommand command) =>
        LeadLifecycle.Decide(lead, command, Situations.Now, Sample.Program);
}
