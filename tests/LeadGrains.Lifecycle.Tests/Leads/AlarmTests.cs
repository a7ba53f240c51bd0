using System.Text.Json;
using LeadGrains.Lifecycle.Tests.Histories;

namespace LeadGrains.Lifecycle.Tests.Leads;

using static Sample;

public sealed class AlarmTests
{
    public static TheoryData<string> Names => [.. Situations.All.Select(s => s.Name)];

    [Fact]
    public void Whatever_the_journal_holds_evolving_it_never_fails()
    {
        var events = Everything().GroupBy(e => e.GetType()).SelectMany(g => g.Take(2)).ToList();
        var kinds = typeof(LeadEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(LeadEvent)));
        Assert.Empty(kinds.Except(events.Select(e => e.GetType())).Select(t => $"no {t.Name} among them"));
        foreach (var (_, lead) in Situations.All)
            foreach (var first in events)
                foreach (var second in events) LeadLifecycle.Evolve(lead, [first, second]);
    }

    [Theory, MemberData(nameof(Names))]
    public void Before_it_is_due_waking_changes_nothing(string name)
    {
        var lead = Lead(name);
        if (LeadLifecycle.DueAt(lead, Program) is not { } due) return;
        Assert.True(LeadLifecycle.Decide(lead, new Wake(), due - TimeSpan.FromMilliseconds(1), Program).IsAlreadySo);
        Assert.NotEmpty(LeadLifecycle.Decide(lead, new Wake(), due, Program).Events);
    }

    [Theory, MemberData(nameof(Names))]
    public void Waking_comes_to_rest_at_every_instant(string name)
    {
        foreach (var days in new[] { 0, 1, 10, 100, 400, 1000 })
        {
            var given = new Given { Lead = Lead(name), Now = Situations.Now + Days(days) };
            for (var i = 0; i < 8 && given.Say(new Wake()).Last.Events.Count > 0; i++) continue;
            Assert.True(given.Last.IsAlreadySo, $"still {given.Then} after {days} days");
            Assert.True(given.DueAt is null || given.DueAt > given.Now, $"due at {given.DueAt}, it is {given.Now}");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Three_years_alone_take_a_bounded_number_of_alarms(string name)
    {
        foreach (var outcome in Enum.GetValues<TouchOutcome>())
        {
            var given = new Given { Lead = Lead(name), Now = Situations.Now };
            var until = given.Now + Days(3 * 365);
            given.LiveUntil(until, outcome);
            Assert.True(given.DueAt is null || given.DueAt > until, $"stuck at {given.DueAt}");
            Assert.InRange(given.History.Count, 0, 3 * 365 * 5);
        }
    }

    [Theory]
    [InlineData("Europe/Berlin"), InlineData("America/Los_Angeles"), InlineData("Asia/Kolkata"), InlineData("Pacific/Auckland")]
    public void Every_touch_is_due_and_sent_in_the_persons_own_hours(string zone)
    {
        var given = new Given().Say(Inquiry() with { Person = new Person { Email = "ann@example.org", Zone = zone } });
        var hours = NurturePlan.HoursOf(given.Lead, Program);
        for (var day = 0; day < 900; day++)
        {
            if (NurturePlan.Next(given.Lead, Program) is { } next) Assert.True(BusinessTime.IsOpen(hours, next.DueAt), $"due at {next.DueAt}");
            given.Live(Days(1));
        }
        var made = given.History.OfType<TouchMade>().ToList();
        Assert.True(made.Count >= 8, $"only {made.Count} touches");
        Assert.All(made, m => Assert.True(BusinessTime.IsOpen(hours, m.At), $"sent at {m.At}"));
        Assert.All(made.Zip(made.Skip(1)), pair => Assert.InRange(pair.Second.At - pair.First.At, Program.Cadence.GapMin, Program.Cadence.SilenceMax));
    }

    [Fact]
    public void A_state_is_the_same_after_a_trip_through_json()
    {
        foreach (var (name, lead) in Situations.All)
        {
            var written = JsonSerializer.Serialize(lead);
            var read = JsonSerializer.Deserialize<LeadState>(written)!;
            Assert.True(written == JsonSerializer.Serialize(read), name);
            Assert.Equal(LeadLifecycle.DueAt(lead, Program), LeadLifecycle.DueAt(read, Program));
        }
    }

    private static LeadState Lead(string name) => Situations.All.First(s => s.Name == name).Lead;

    private static IEnumerable<LeadEvent> Everything()
    {
        yield return new ConsentAsked(new Consent("news", Channel.Email, ConsentStanding.Asked, Monday, Proof));
        yield return new TouchDelayed(1, Monday);
        yield return new TouchSettled(new Doubt(1, "drip-1", Channel.Email, Monday), false, Monday);
        yield return new DeadlineExtended(Monday, Monday + Hours(1));
        yield return new Unmerged(IdOf(Bob), Monday);
        yield return new Parted(IdOf(Bob));
        for (var seed = 1; seed <= 12; seed++)
        {
            var world = new World(seed);
            for (var step = 0; step < 300; step++)
            {
                world.Pass(Hours(world.Random.Next(40)));
                Doings.Something(world);
            }
            foreach (var id in world.Leads.Keys)
                foreach (var happened in world.HistoryOf(id)) yield return happened;
        }
    }
}
