using System.Text;
using LeadGrains.Contract;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Store;
using static LeadGrains.Intake.Tests.Samples;

namespace LeadGrains.Intake.Tests;

/// <summary>All doors before a real engine on a real file.</summary>
public sealed class IntakeDoorTests : IEndsAsync
{
    private readonly string _folder = Directory.CreateTempSubdirectory("leadgrains-").FullName;
    private readonly VirtualTime _time = new(Now);
    private readonly EmbeddedEngine _engine;
    private readonly FakeMeta _meta = new();
    private IntakeSettings _settings = Settings;

    public IntakeDoorTests()
    {
        _engine = new EmbeddedEngine(SqliteJournal.Create(File), DefaultProgram.Load([]), new Nobody(), _time);
        Door = NewDoor();
    }

    private string File => Path.Combine(_folder, "leads.db");
    private IntakeDoor Door { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_same_person_by_every_door_is_one_lead_and_each_door_twice_is_once()
    {
        foreach (var (door, (type, body)) in Doors)
            for (var time = 0; time < 3; time++)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                var reply = await Door.Take(Post(door, type, body) with { At = _time.Now });
                Assert.True(reply.Status is 200 or 201 or 303, $"{door}: {reply}");
            }
        using var views = LeadViews.Open(File);
        var ann = Assert.Single(views.Leads(new LeadFilter(), 100));
        Assert.Equal((Ann, Doors.Count), (ann.Id, ann.State.Inquiries));
        Assert.Empty(views.Quarantine());
        // Web-to-Lead said later that no mail is wanted, and the others say when they were agreed to: before that.
        Assert.Contains(ann.State.Consents, c => c is { Topic: "planning", Channel: Channel.Email, Standing: ConsentStanding.Withdrawn });
    }

    [Fact]
    public async Task A_form_said_again_across_the_border_of_two_windows_is_still_once()
    {
        var border = new Moment(Now.Milliseconds / 600_000 * 600_000 + 600_000);
        await Take("form/contact", "email=ann@example.com", border - TimeSpan.FromSeconds(1));
        await Take("form/contact", "email=ann@example.com", border + TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await _engine.Find(Ann))!.State.Inquiries);
        Door = NewDoor(); // a restart forgets, and then the window alone decides
        await Take("form/contact", "email=ann@example.com", border + TimeSpan.FromSeconds(2));
        Assert.InRange((await _engine.Find(Ann))!.State.Inquiries, 1, 2);
    }

    [Fact]
    public async Task Who_does_not_want_mail_is_not_mailed()
    {
        await Take("salesforce", WebToLeadForm);
        Assert.Contains((await _engine.Find(Ann))!.State.Consents, c => c is { Channel: Channel.Email, Standing: ConsentStanding.Withdrawn });
        // A later consent on another form, given by the person, is a new word.
        _time.Advance(TimeSpan.FromDays(1));
        await Take("form/contact", Form, _time.Now);
        Assert.Contains((await _engine.Find(Ann))!.State.Consents, c => c is { Topic: "planning", Channel: Channel.Email, Standing: ConsentStanding.Given });
    }

    [Fact]
    public async Task Rubbish_waits_in_quarantine_and_its_sender_cannot_tell()
    {
        var good = await Take("form/contact", "email=ann@example.com");
        foreach (var form in (string[])["name=Nobody", "email=x@throwaway.example", "email=bot@example.org&_gotcha=1"])
            Assert.Equal(good, await Take("form/contact", form));
        using var views = LeadViews.Open(File);
        Assert.Single(views.Leads(new LeadFilter(), 100));
        Assert.Equal(["trap", "disposable", "unreachable"], views.Quarantine().Select(q => q.Reason));
        Assert.All(views.Quarantine(), q => Assert.Equal(("form:contact", "192.0.2.1", Now), (q.Door, q.Sender, q.At)));
        Assert.True((await _engine.Release(3, null, "mia")).IsFine);
        Assert.NotNull(await _engine.Find(LeadId.Of(Identity.Email("bot@example.org"))));
    }

    [Fact]
    public async Task Too_many_by_one_person_are_looked_at_first_and_echoes_are_not_counted()
    {
        for (var i = 0; i < 20; i++) await Take("form/contact", "email=ann@example.com&message=the+same", sender: $"192.0.2.{i}");
        for (var i = 0; i < 8; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Take("form/contact", $"email=ann@example.com&message={i}", _time.Now, sender: $"192.0.2.{i}");
        }
        using var views = LeadViews.Open(File);
        Assert.Equal(_settings.Quarantine.PerPersonMax, (await _engine.Find(Ann))!.State.Inquiries);
        Assert.Equal(4, views.Quarantine(reason: "too-many").Count);
    }

    [Fact]
    public async Task Too_many_from_one_place_are_looked_at_first_and_then_turned_away_and_a_key_is_not_counted()
    {
        _settings = Settings with { Quarantine = new QuarantineSettings { PerSenderMax = 3, TurnedAwayTimes = 2 } };
        var statuses = new List<int>();
        for (var i = 0; i < 10; i++) statuses.Add((await Take("form/contact", $"email=p{i}@example.com")).Status);
        Assert.Equal([200, 200, 200, 200, 200, 200, 429, 429, 429, 429], statuses);
        using (var views = LeadViews.Open(File)) Assert.Equal((3, 3), (views.Leads(new LeadFilter(), 100).Count, views.Quarantine().Count));
        Assert.Equal(200, (await Door.Take(Post("form/contact", "", "email=p@example.com"))).Status);
        Assert.Equal(200, (await Take("form/contact", "email=q@example.com", Now + TimeSpan.FromMinutes(25))).Status);
    }

    [Fact]
    public async Task Meta_is_asked_for_what_it_does_not_send_and_delivers_again_when_that_fails()
    {
        _meta.Fails = true;
        Assert.Equal(503, (await Door.Take(Post("meta", "application/json", MetaBare))).Status);
        Assert.Null(await _engine.Find(Ann));
        _meta.Fails = false;
        for (var i = 0; i < 2; i++) Assert.Equal(200, (await Door.Take(Post("meta", "application/json", MetaBare))).Status);
        Assert.Equal(1, (await _engine.Find(Ann))!.State.Inquiries);

        var alone = new IntakeDoor(_engine, _engine, () => _settings);
        Assert.Equal(200, (await alone.Take(Post("meta", "application/json", MetaBare.Replace("4444444444", "5555555555", StringComparison.Ordinal)))).Status);
        using var views = LeadViews.Open(File);
        Assert.Equal(("meta:5555555555", "unreachable"), Assert.Single(views.Quarantine()) is var q ? (q.CommandId, q.Reason) : default);
    }

    [Theory]
    [InlineData("linkedin")]
    [InlineData("adf")]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("hubspot/submissions/v3/integration/secure/submit/1234567/x")]
    [InlineData("nowhere")]
    public async Task A_door_without_a_proof_of_its_own_needs_a_key(string door)
    {
        var seq = _engine.Waiting;
        Assert.Equal(403, (await Door.Take(Post(door, "application/json", "{}") with { IsTrusted = false })).Status);
        using var views = LeadViews.Open(File);
        Assert.Equal((0, 0), (views.LastSeq(), seq));
    }

    [Fact]
    public async Task What_is_wrong_changes_nothing()
    {
        foreach (var (door, (type, _)) in Doors)
            Assert.InRange((await Door.Take(Post(door, type, ""))).Status, 400, 499);
        using var views = LeadViews.Open(File);
        Assert.Equal((0, 0), (views.LastSeq(), views.Quarantine().Count));
    }

    private IntakeDoor NewDoor() => new(_engine, _engine, () => _settings, _meta);

    private Task<IntakeReply> Take(string door, string form, Moment? at = null, string sender = "192.0.2.1") =>
        Door.Take(Post(door, "application/x-www-form-urlencoded", form) with { IsTrusted = false, At = at ?? Now, Sender = sender });

    private sealed class FakeMeta : IMetaFetcher
    {
        public bool Fails { get; set; }

        public Task<ReadOnlyMemory<byte>?> Fetch(string leadgenId, CancellationToken cancel) => Fails ? throw new HttpRequestException("no way")
            : Task.FromResult<ReadOnlyMemory<byte>?>(Encoding.UTF8.GetBytes("""{"id":"4444444444","field_data":[{"name":"email","values":["ann@example.com"]}]}"""));
    }

    private sealed class Nobody : ICourier
    {
        public bool IsRepeatable => true;

        public ValueTask<Delivery> Deliver(Consignment consignment, CancellationToken cancel) => ValueTask.FromResult(Delivery.Sent);
    }
}
