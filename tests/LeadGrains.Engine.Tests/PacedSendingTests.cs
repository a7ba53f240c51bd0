using LeadGrains.Contract;
using LeadGrains.Lifecycle;

namespace LeadGrains.Engine.Tests;

/// <summary>The same in the live engine: who waits for a domain keeps nobody else waiting, and is not dropped.</summary>
public sealed class PacedSendingTests : IEndsAsync
{
    private readonly string _folder = Directory.CreateTempSubdirectory("leadgrains-").FullName;
    private readonly VirtualTime _time = new(SmallProgram.Monday);

    private static Program Eager => SmallProgram.Program with
    {
        Cadence = new Cadence { StartAfter = TimeSpan.Zero, Jitter = TimeSpan.Zero, Hours = WorkingHours.Always, MailsPerMinuteMax = 100_000 },
    };

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_crowded_domain_waits_for_its_turn_and_the_others_don_t()
    {
        var courier = new RecordingCourier { Limits = new SendingLimits { AtOnceMax = 4, PerDomain = new DomainLimit(60, 2) } };
        await using var engine = Open(courier);
        for (var n = 0; n < 40; n++) await Ask(engine, $"p{n}@crowded.example");
        for (var n = 0; n < 10; n++) await Ask(engine, $"p{n}@other-{n}.example");
        await Until(engine, () => Domains(courier).Count(d => d.StartsWith("other-", StringComparison.Ordinal)) == 10);
        Assert.InRange(Domains(courier).Count(d => d == "crowded.example"), 1, 2);
        await Until(engine, () => Domains(courier).Count(d => d == "crowded.example") == 40);
        // One at the start, then one a second, however often the engine looked.
        Assert.True(_time.Now - SmallProgram.Monday >= TimeSpan.FromSeconds(39), $"all were sent by {_time.Now}");
    }

    [Fact]
    public async Task No_more_is_on_its_way_than_there_are_connections()
    {
        var release = new TaskCompletionSource();
        var courier = new SlowCourier(release.Task, 3);
        await using var engine = Open(courier);
        for (var n = 0; n < 20; n++) await Ask(engine, $"p{n}@d{n}.example");
        await Until(engine, () => courier.UnderWay == 3);
        Assert.Equal(3, await Begun(engine));
        release.SetResult();
        await Until(engine, () => courier.Done == 20);
        Assert.Equal(3, courier.Most);
    }

    private EmbeddedEngine Open(ICourier courier) =>
        new(Store.SqliteJournal.OpenOrCreate(Path.Combine(_folder, "leads.db")), Eager, courier, _time);

    private static Task<Reply> Ask(EmbeddedEngine engine, string address) => engine.Tell(LeadId.Of(Identity.Email(address)),
        new Inquire(Identity.Email(address), new Origin { Source = "web" }, new Person { Email = address })
        {
            Consents = [new ConsentGiven(Consents.EveryTopic, Channel.Email, new ConsentProof { Words = "Yes." })],
        });

    private static IEnumerable<string> Domains(RecordingCourier courier) => courier.Left.Select(c => c.Lead.Person.Email!.Split('@')[1]);

    private static async Task<int> Begun(EmbeddedEngine engine)
    {
        var begun = 0;
        for (var n = 0; n < 20; n++)
            if ((await engine.Find(LeadId.Of(Identity.Email($"p{n}@d{n}.example"))))?.State.Nurture.Pending is { Begun: true }) begun++;
        return begun;
    }

    // Each question passes the loop once, so that parcels get their turns; the program's own pace wants time to pass.
    private async Task Until(EmbeddedEngine engine, Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(House.Patience);
        for (var turns = 0; turns < 12 || !isSo(); turns++)
        {
            Assert.False(patience.IsCancellationRequested, "it doesn't happen");
            _time.Advance(TimeSpan.FromMilliseconds(10));
            await engine.FindTeam("sales");
        }
    }

    private sealed class SlowCourier(Task release, int atOnce) : ICourier
    {
        private int _underWay, _most, _done;

        public bool IsRepeatable => false;
        public SendingLimits Limits { get; } = new() { AtOnceMax = atOnce };
        public int UnderWay => Volatile.Read(ref _underWay);
        public int Most => Volatile.Read(ref _most);
        public int Done => Volatile.Read(ref _done);

        public async ValueTask<Delivery> Deliver(Consignment consignment, CancellationToken cancel)
        {
            var now = Interlocked.Increment(ref _underWay);
            for (var most = Most; now > most; most = Most) Interlocked.CompareExchange(ref _most, now, most);
            await release;
            Interlocked.Decrement(ref _underWay);
            Interlocked.Increment(ref _done);
            return Delivery.Sent;
        }
    }
}
