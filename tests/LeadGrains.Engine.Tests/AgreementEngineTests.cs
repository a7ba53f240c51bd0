using LeadGrains.Contract;
using LeadGrains.Lifecycle;
using LeadGrains.Store;
using static LeadGrains.Contract.SmallProgram;

namespace LeadGrains.Engine.Tests;

/// <summary>A new version of the program comes into force while leads sleep.</summary>
public sealed class AgreementEngineTests : IDisposable
{
    private static readonly Program Second = SmallProgram.Program with
    {
        Version = 2,
        Cadence = SmallProgram.Program.Cadence with { StartAfter = TimeSpan.FromDays(8) },
    };
    private readonly TempFolder _folder = new();
    private readonly VirtualTime _time = new(Monday);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_activated_version_judges_the_next_verdict_and_moves_every_due_time()
    {
        await using var engine = Open(Kept());
        for (var i = 0; i < 50; i++) await engine.Tell(IdOf($"p{i}"), Inquiry($"p{i}"));
        var before = (await engine.Find(IdOf("p7")))!.DueAt!.Value;
        await Sign(engine);
        Assert.Equal(ReplyKind.Done, (await engine.Tell(new Activate(2, "Sam", Second))).Kind);
        for (var i = 0; i < 50; i++)
        {
            var name = $"p{i}";
            await Eventually(() => engine.Find(IdOf(name)).Result!.DueAt > before + TimeSpan.FromDays(5), engine);
        }
        await engine.Tell(IdOf("p7"), new Answer([new("budget", "approved")]));
        Assert.Equal(2, (await engine.Find(IdOf("p7")))!.State.Standing!.ProgramVersion);
    }

    [Fact]
    public async Task A_sweep_that_was_cut_off_goes_on_after_a_restart()
    {
        using (var stepped = new SteppedEngine(Kept(), SmallProgram.Program, new RecordingCourier(), Monday, new EngineLimits { BatchAlarmsMax = 10 }))
        {
            for (var i = 0; i < 35; i++) stepped.Do(IdOf($"p{i}"), Inquiry($"p{i}"));
            stepped.Do(new Propose("Mara", "two"));
            stepped.Do(new Sign(2, Side.Marketing, "Mara"));
            stepped.Do(new Sign(2, Side.Sales, "Sam"));
            Assert.Equal(ReplyKind.Done, stepped.Do(new Activate(2, "Sam", Second)).Kind);
        }
        using (var journal = SqliteJournal.Open(_folder.File)) Assert.Equal("0", journal.Setting(AgreementBook.SweptSetting));
        await using (var again = Open(SqliteJournal.Open(_folder.File), Second))
            await Eventually(() => again.Find(IdOf("p34")).Result!.DueAt > Monday + TimeSpan.FromDays(7), again);
        using var after = SqliteJournal.Open(_folder.File);
        Assert.Equal(("", "2", "two"), (after.Setting(AgreementBook.SweptSetting), after.Setting(AgreementBook.ActiveSetting), after.Setting(AgreementBook.ProgramSetting)));
        Assert.Equal(["VersionBegan", "VersionProposed", "VersionSigned", "VersionSigned", "VersionActivated"], AgreementBook.Steps(after.Setting).Select(s => s.GetType().Name));
    }

    [Fact]
    public async Task A_full_disk_leaves_the_old_version_at_work()
    {
        var journal = new FaultyJournal(Kept());
        await using var engine = Open(journal);
        await Sign(engine);
        journal.Fault = new JournalFullException("The disk is full.");
        Assert.Equal(ReplyKind.Busy, (await engine.Tell(new Activate(2, "Sam", Second))).Kind);
        journal.Fault = null;
        await engine.Tell(IdOf("ann"), Inquiry("ann"));
        await engine.Tell(IdOf("ann"), new Answer([new("budget", "approved")]));
        Assert.Equal(1, (await engine.Find(IdOf("ann")))!.State.Standing!.ProgramVersion);
    }

    [Fact]
    public async Task A_version_without_a_team_that_holds_leads_is_refused()
    {
        await using var engine = Open(Kept());
        await engine.Tell("sales", new AddMember(new Member("ines")));
        await engine.Tell(IdOf("ann"), Inquiry("ann", Wish.Call));
        await Sign(engine);
        var reply = await engine.Tell(new Activate(2, "Sam", Second with { Teams = [Second.Teams[1]] }));
        Assert.Equal(ReplyKind.Refused, reply.Kind);
        Assert.Contains("no team 'sales', whose members hold 1 leads and offers", reply.Words, StringComparison.Ordinal);
    }

    private SqliteJournal Kept()
    {
        var journal = SqliteJournal.OpenOrCreate(_folder.File);
        var batch = new JournalBatch();
        batch.Settings[AgreementBook.ProgramSetting] = "one";
        journal.Commit(batch);
        return journal;
    }

    private EmbeddedEngine Open(IJournal journal, Program? program = null) =>
        new(journal, program ?? SmallProgram.Program, new RecordingCourier(), _time);

    private static async Task Sign(EmbeddedEngine engine)
    {
        Assert.Equal(2, (await engine.Tell(new Propose("Mara", "two"))).Version);
        await engine.Tell(new Sign(2, Side.Marketing, "Mara"));
        await engine.Tell(new Sign(2, Side.Sales, "Sam"));
    }

    private static async Task Eventually(Func<bool> so, EmbeddedEngine engine)
    {
        for (var i = 0; i < 1_000 && !so(); i++) await engine.FindTeam("sales");
        Assert.True(so());
    }
}
