using System.Text;
using LeadGrains.Contract;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Engine.Tests;

/// <summary>I8 through the live engine: what waits for a look is durable, released once, and lost by nobody.</summary>
public sealed class QuarantineTests
{
    private static readonly QuarantineLimits Limits = new(3, TimeSpan.FromDays(90));
    private static readonly Identity Zoe = Identity.Email("zoe.unmistakable@example.com");

    private static Quarantined Of(int number, Moment at, Identity? identity = null) => new(0, LeadId.Of(identity ?? Zoe), $"form#{number}", "form:contact", "trap", at,
        new Inquire(identity ?? Zoe, new Origin { Source = "website", SubmissionId = $"s{number}" }, new Person { FirstName = "Zoe", Email = Zoe.Value }))
    { Refused = [Channel.Call] };

    [Fact]
    public async Task What_is_kept_outlives_a_restart_and_becomes_a_lead_with_its_own_time()
    {
        await using var house = new EmbeddedHouse();
        var arrived = house.Now;
        Assert.True((await Engine(house).Quarantine(Of(1, arrived), Limits)).IsFine);
        Assert.True((await Engine(house).Quarantine(Of(1, arrived), Limits)).IsFine);
        Assert.Null(await house.Engine.Find(LeadId.Of(Zoe)));
        await house.CloseFor(TimeSpan.FromDays(3));

        Assert.Equal(ReplyKind.Done, (await Engine(house).Release(1, null, "mia")).Kind);
        var lead = (await house.Engine.Find(LeadId.Of(Zoe)))!.State;
        Assert.Equal(arrived, lead.FirstInquiryAt);
        Assert.Contains(lead.Consents, c => c.Channel == Channel.Call && c.Standing == ConsentStanding.Withdrawn);
        Assert.Equal(ReplyKind.Refused, (await Engine(house).Release(1, null, "mia")).Kind);
        // The form sends the same once more: it is the same command, and the lead has heard it.
        Assert.Equal(ReplyKind.Done, (await house.Engine.Tell(LeadId.Of(Zoe), Of(1, arrived).Inquiry, new Ticket("form#1"))).Kind);
        Assert.Equal(1, (await house.Engine.Find(LeadId.Of(Zoe)))!.State.Inquiries);
        Assert.Empty(Doctor.Examine(house.File));
    }

    [Fact]
    public async Task Who_can_be_reached_after_all_is_released_under_that_address()
    {
        await using var house = new EmbeddedHouse();
        var nobody = Identity.External("form:contact", "abc");
        await Engine(house).Quarantine(Of(1, house.Now, nobody), Limits);
        Assert.True((await Engine(house).Release(1, Identity.Email("zoe@example.org"), "mia")).IsFine);
        var lead = await house.Engine.Find(LeadId.Of(Identity.Email("zoe@example.org")));
        Assert.Equal("zoe@example.org", lead!.State.Person.Email);
        Assert.Null(await house.Engine.Find(LeadId.Of(nobody)));
    }

    [Fact]
    public async Task A_full_quarantine_says_so_and_keeps_what_it_has()
    {
        await using var house = new EmbeddedHouse();
        for (var i = 1; i <= 3; i++) Assert.True((await Engine(house).Quarantine(Of(i, house.Now), Limits)).IsFine);
        var busy = await Engine(house).Quarantine(Of(4, house.Now), Limits);
        Assert.Equal(ReplyKind.Busy, busy.Kind);
        Assert.NotNull(busy.RetryAfter);
        Assert.Equal(2, (await Engine(house).Purge([1, 2, 99])).Version);
        Assert.True((await Engine(house).Quarantine(Of(4, house.Now), Limits)).IsFine);
        using var views = LeadViews.Open(house.File);
        Assert.Equal([4, 3], views.Quarantine().Select(q => q.Number));
        Assert.Equal("2", views.Setting(QuarantineLimits.PurgedSetting));
    }

    [Fact]
    public async Task What_nobody_looked_at_for_long_goes_and_is_counted()
    {
        await using var house = new EmbeddedHouse();
        await Engine(house).Quarantine(Of(1, house.Now), Limits);
        await house.CloseFor(TimeSpan.FromDays(91));
        await Engine(house).Quarantine(Of(2, house.Now), Limits);
        using var views = LeadViews.Open(house.File);
        Assert.Equal([2], views.Quarantine().Select(q => q.Number));
        Assert.Equal("1", views.Setting(QuarantineLimits.PurgedSetting));
    }

    [Fact]
    public async Task Whoever_is_forgotten_is_forgotten_in_quarantine_too()
    {
        await using var house = new EmbeddedHouse();
        await house.Engine.Tell(SmallProgram.IdOf("bob"), SmallProgram.Inquiry("bob") with { Also = [Zoe] });
        await Engine(house).Quarantine(Of(1, house.Now), Limits);
        Assert.True((await house.Engine.Tell(SmallProgram.IdOf("bob"), new Erase())).IsFine);
        using (var views = LeadViews.Open(house.File)) Assert.Empty(views.Quarantine());
        await house.Restart();
        var bytes = Encoding.UTF8.GetBytes("unmistakable");
        Assert.All(Directory.GetFiles(Path.GetDirectoryName(house.File)!, "leads.db*").Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)), file =>
        {
            using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var all = new byte[open.Length];
            open.ReadExactly(all);
            Assert.True(all.AsSpan().IndexOf(bytes) < 0, file);
        });
    }

    private static EmbeddedEngine Engine(EmbeddedHouse house) => (EmbeddedEngine)house.Engine;
}
