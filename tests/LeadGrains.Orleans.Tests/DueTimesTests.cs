using LeadGrains.Contract;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using static LeadGrains.Contract.SmallProgram;

namespace LeadGrains.Orleans.Tests;

/// <summary>A new version of the program comes into force while leads sleep.</summary>
[Collection(OnPostgres.Name)]
public sealed class DueTimesTests(Postgres postgres)
{
    // Who asked on Monday at nine is nurtured from Tuesday at nine on; by the second version from eleven on, by the third from ten on.
    private static readonly Lifecycle.Program Second = Version(2, TimeSpan.FromHours(2)), Third = Version(3, TimeSpan.FromHours(1));

    [Fact]
    public async Task Leads_that_a_new_version_lets_fall_due_earlier_are_woken_then_though_nobody_tells_them_anything()
    {
        const int Leads = 30;
        await using var house = await Open(Leads);
        Assert.Equal(Leads, await Due(house, SmallProgram.Program));
        await Activate(house, Second);
        await house.Grains.GetGrain<ISweepGrain>(0).Sweep(); // as every half minute
        await Until(async () => await Swept(house) == "");
        Assert.Equal(Leads, await Due(house, Second));
        // Their reminders were a day away, by the real clock.
        await Until(async () => await Count(house, "SELECT count(*) FROM OrleansRemindersTable WHERE StartTime < now() + interval '3 hours'") == Leads);

        await house.MoveTo(Monday + TimeSpan.FromHours(1.9));
        Assert.Equal(Leads, await Count(house, "SELECT count(*) FROM lead_row WHERE stage = 'Inquiry'"));
        Assert.Equal(Leads, await Count(house, "SELECT count(*) FROM event")); // nothing has happened to anybody
        await house.MoveTo(Monday + TimeSpan.FromHours(2));
        Assert.Equal(0, await Count(house, "SELECT count(*) FROM lead_row WHERE stage = 'Inquiry'"));
    }

    [Fact]
    public async Task What_a_silo_began_another_ends()
    {
        const int Leads = DueTimesGrain.PageLeads + 20;
        await using var house = await Open(Leads);
        await Activate(house, Second);
        Assert.True(await house.Grains.GetGrain<IDueTimesGrain>(0).Go());
        Assert.Equal(DueTimesGrain.PageLeads, await Due(house, Second));
        await house.Restart();
        Assert.Equal(DueTimesGrain.PageLeads, await Due(house, Second));
        Assert.False(await house.Grains.GetGrain<IDueTimesGrain>(0).Go());
        Assert.Equal((Leads, ""), (await Due(house, Second), await Swept(house)));
    }

    [Fact]
    public async Task A_lead_that_falls_due_as_before_sleeps_on()
    {
        await using var house = await Open(20);
        for (var n = 0; n < 20; n += 2) await house.Engine.Tell(IdOf($"p{n}"), new Erase());
        await house.Restart();
        await Activate(house, Second);
        await house.Grains.GetGrain<IDueTimesGrain>(0).Go();
        Assert.Equal(10, await Due(house, Second));
        var awake = await house.Grains.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics();
        Assert.Equal(10, awake.Where(g => g.GrainType.Contains(typeof(LeadGrain).FullName!, StringComparison.Ordinal)).Sum(g => g.ActivationCount));
    }

    [Fact]
    public async Task A_silo_that_has_not_heard_of_the_latest_version_leaves_the_leads_to_others()
    {
        await using var house = await Open(5);
        await Activate(house, Second);
        await Activate(house, Third, isKnown: false);
        Assert.False(await house.Grains.GetGrain<IDueTimesGrain>(0).Go());
        Assert.Equal((5, "0"), (await Due(house, SmallProgram.Program), await Swept(house)));
        Assert.False(await house.Grains.GetGrain<ILeadGrain>(IdOf("p1").ToString()).Retime(Third.Version));
        house.Use(Third);
        Assert.False(await house.Grains.GetGrain<IDueTimesGrain>(0).Go());
        Assert.Equal((5, ""), (await Due(house, Third), await Swept(house)));
    }

    private static Lifecycle.Program Version(int number, TimeSpan startAfter) =>
        SmallProgram.Program with { Version = number, Cadence = SmallProgram.Program.Cadence with { StartAfter = startAfter } };

    private async Task<OrleansHouse> Open(int leads)
    {
        var house = await OrleansHouse.Open(postgres);
        await new KeptTables(house.Database).KeepFirst(AgreementBook.ProgramSetting, "one");
        await Parallel.ForEachAsync(Enumerable.Range(0, leads), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (n, cancel) =>
            await house.Engine.Tell(IdOf($"p{n}"), Inquiry($"p{n}"), default, cancel));
        return house;
    }

    private static async Task Activate(OrleansHouse house, Lifecycle.Program program, bool isKnown = true)
    {
        var agreements = new ClusterAgreements(new KeptTables(house.Database), new OneAtATime(house.Database), house.Engine, () => SmallProgram.Program, _ => { }, house.Time);
        await agreements.Tell(new Propose("Mara", $"version {program.Version}"));
        await agreements.Tell(new Sign(program.Version, Side.Marketing, "Mara"));
        await agreements.Tell(new Sign(program.Version, Side.Sales, "Sam"));
        Assert.Equal(ReplyKind.Done, (await agreements.Tell(new Activate(program.Version, "Sam", program))).Kind);
        if (isKnown) house.Use(program);
    }

    private static Task<string?> Swept(OrleansHouse house) => Task.FromResult(new KeptTables(house.Database).Setting(AgreementBook.SweptSetting));

    // Of those who asked, how many rows say that they fall due by this version.
    private static Task<long> Due(OrleansHouse house, Lifecycle.Program program) =>
        Count(house, $"SELECT count(*) FROM lead_row WHERE due_at = {(Monday + program.Cadence.StartAfter).Milliseconds}");

    private static async Task<long> Count(OrleansHouse house, string sql)
    {
#pragma warning disable CA2100 // our own text
        await using var query = house.Database.CreateCommand(sql);
#pragma warning restore CA2100
        return (long)(await query.ExecuteScalarAsync())!;
    }

    private static async Task Until(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(House.Patience);
        while (!await isSo()) await Task.Delay(50, patience.Token);
    }
}
