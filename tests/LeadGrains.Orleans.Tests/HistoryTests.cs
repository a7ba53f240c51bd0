using System.Globalization;
using LeadGrains.Contract;
using LeadGrains.Lifecycle;
using LeadGrains.Reports;
using LeadGrains.Store;
using Xunit.Abstractions;
using static LeadGrains.Contract.SmallProgram;

namespace LeadGrains.Orleans.Tests;

/// <summary>
/// Random histories with several people at once: whatever they do, every lead has one owner, touches stay within the budget,
/// and each offer is settled once. 4 histories; LEADGRAINS_LONG=1 makes it 60, LEADGRAINS_SEED begins elsewhere.
/// </summary>
[Collection(OnPostgres.Name)]
public sealed class HistoryTests(Postgres postgres, ITestOutputHelper output)
{
    private const int People = 24, Steps = 40, AtOnce = 8;
    private static readonly int Histories = Environment.GetEnvironmentVariable("LEADGRAINS_LONG") == "1" ? 60 : 4;

    [Fact]
    public async Task Whatever_people_do_every_lead_has_one_owner_and_each_offer_is_settled_once()
    {
        var first = int.TryParse(Environment.GetEnvironmentVariable("LEADGRAINS_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : Environment.TickCount & 0xFFFF;
        for (var history = 0; history < Histories; history++)
        {
            await using var house = await OrleansHouse.Open(postgres);
            await Live(house, new Random(first + history));
            var judge = new Judge(house.Database);
            var journal = await judge.Journal();
            // Of the forgotten nothing is left that would say where they allowed to be written to.
            var forgotten = journal.Where(e => e.LeadEvents.Any(h => h is Erased)).Select(e => e.Lead).ToHashSet();
            var report = JournalChecker.Check(journal, SmallProgram.Program, house.Now);
            var violations = report.Examples.Where(v => v.Kind is not (ViolationKind.Consent or ViolationKind.Repeat) || !forgotten.Contains(v.Lead)).ToList();
            Assert.True(violations.Count == 0, $"Seed {first + history}: {string.Join('\n', violations.Take(10))}\n{Story(journal, violations.FirstOrDefault())}");
            Assert.True(await judge.Faults() is { Count: 0 }, $"Seed {first + history}: {string.Join('\n', await judge.Faults())}");
            output.WriteLine($"seed {first + history}: {report.Entries} entries, {report.Leads} leads, {house.Courier.Touches.Count()} touches, shortest gap {report.ShortestGap}");
        }
    }

    // Of the first lead that something was found about.
    private static string Story(IEnumerable<Entry> journal, Violation? violation) => violation is null ? "" : string.Join('\n',
        journal.Where(e => e.Lead == violation.Lead && e.Team is null && e.Seq <= violation.Seq).Select(e => $"{e.Seq} {e.At} {string.Join(", ", e.LeadEvents.Select(Short))}"));

    private static string Short(LeadEvent happened) => happened.ToString() is { Length: > 220 } text ? text[..220] + "…" : happened.ToString();

    private static async Task Live(OrleansHouse house, Random random)
    {
        foreach (var rep in (string[])["ines", "otto", "uma"]) await house.Engine.Tell("sales", new AddMember(new Member(rep)));
        for (var step = 0; step < Steps; step++)
        {
            // Made before, so that the history depends on the seed as far as it can.
            var doings = Enumerable.Range(0, AtOnce).Select(_ => (Person: $"p{random.Next(People)}", Dice: random.Next(30), More: random.Next(400))).ToList();
            await Task.WhenAll(doings.Select(d => Do(house, d.Person, d.Dice, d.More)));
            await house.Quiet();
            await house.Live(random.Next(8) == 0 ? TimeSpan.FromDays(random.Next(30)) : TimeSpan.FromHours(random.Next(30)));
        }
        await house.Live(TimeSpan.FromDays(30));
    }

    private static async Task Do(OrleansHouse house, string person, int dice, int more)
    {
        var id = IdOf(person);
        var lead = (await house.Engine.Find(id))?.State;
        if (lead is null || dice < 3)
        {
            await house.Engine.Tell(id, Inquiry(person, more % 3 == 0 ? Wish.Call : null, house.Now));
            return;
        }
        var rep = more % 3 == 0 ? "ines" : more % 3 == 1 ? "otto" : "uma";
        if (dice >= 28)
        {
            await house.Engine.Tell("sales", TeamCommand(rep, more, house.Now));
            return;
        }
        await house.Engine.Tell(id, (lead, dice) switch
        {
            ({ Handoff.Offer: { } o }, < 16) => more % 4 == 0 ? new Decline(o.Number, o.Member, "no-capacity") : new Accept(o.Number, o.Member),
            ({ Work: not null, Owner.Member: { } m }, < 18) => (more % 7) switch
            {
                0 => new Win(m, 10m, "EUR"),
                1 => new Lose(m, "competitor"),
                2 => new Recycle(m, "timing", null),
                3 => new Progress(m, Step.Working),
                _ => new LogContact(m, Channel.Call),
            },
            (_, < 6) => new Answer([new Telling("budget", more % 2 == 0 ? "approved" : "none"), new Telling("timeline", more % 5 == 0 ? "later" : "now")]),
            (_, < 9) => new Ask(Wish.Call),
            (_, < 11) => new Prefer(7 + more % 90, null),
            (_, 11) => new Pause(house.Now + TimeSpan.FromDays(1 + more % 100)),
            (_, 12) => new OptOut(),
            (_, 13) => new OptIn(Consents.EveryTopic, Channel.Email, new ConsentProof { Words = "Yes." }),
            (_, 14) => new Assign("sales", rep, "boss"),
            (_, 15) => new Merge(IdOf($"p{more % People}")),
            (_, 16) => new Unmerge(),
            (_, 17) when more % 5 == 0 => new Erase(),
            (_, < 22) => new Engage(EngagementKind.Clicked),
            _ => new Wake(),
        });
    }

    private static TeamCommand TeamCommand(string rep, int more, Moment now) => (more % 6) switch
    {
        0 => new PauseMember(rep, now + TimeSpan.FromDays(1 + more % 14)),
        1 => new ResumeMember(rep),
        2 => new RemoveMember(rep),
        3 => new ChangeMember(new Member(rep) { CapacityOpen = 1 + more % 3 }),
        _ => new AddMember(new Member(rep)),
    };
}
