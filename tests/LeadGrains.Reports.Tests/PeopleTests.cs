using System.Text.Json;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Reports.Tests;

/// <summary>C1, C6, N6: the ledger, all that is held about a person, and the streams that run dry.</summary>
public class PeopleTests
{
    private static readonly Moment Start = Moment.Utc(2026, 3, 2, 10);
    private static readonly Identity Ann = Identity.Email("ann@acme.example.com");
    private static readonly ConsentProof Proof = new() { Words = "Yes, write to me.", WordsVersion = "3", Form = "guide", Page = "/guide", Address = "192.0.2.1" };
    private static readonly Program Careful = SamplePrograms.Default with { Consent = new ConsentRules { DoubleOptIn = true } };

    [Fact]
    public void The_ledger_has_who_when_where_and_which_words_of_every_step()
    {
        var entries = Life();
        var ledger = ConsentLedger.Of(entries);
        Assert.Equal([ConsentStep.Asked, ConsentStep.RequestSent, ConsentStep.Confirmed, ConsentStep.Withdrawn], ledger.Select(l => l.Step));
        Assert.All(ledger, line => Assert.Null(line.Lacks));
        var confirmed = ledger[2];
        Assert.Equal(("mailbox", Start + TimeSpan.FromHours(3), "198.51.100.2"), (confirmed.By, confirmed.At, confirmed.Proof!.Address));
        Assert.Equal(("Yes, write to me.", "3"), (confirmed.Proof.Words, confirmed.Proof.WordsVersion));
        Assert.Equal(new ConsentRequest(Start, Proof), confirmed.Request);
    }

    [Fact]
    public void A_consent_from_before_proof_was_asked_for_says_what_it_lacks()
    {
        var old = new Entry(1, 1, null, 1, 0, Start, "import", null)
        {
            LeadEvents = [new OptedIn(new Consent("data", Channel.Email, ConsentStanding.Given, Start, null)),
                new OptedIn(new Consent("planning", Channel.Email, ConsentStanding.Given, Start, new ConsentProof { Form = "fair" }))],
        };
        Assert.Equal(["any proof", "the words that the person agreed to"], ConsentLedger.Of([old]).Select(l => l.Lacks));
    }

    [Fact]
    public void Everything_held_about_a_person_is_in_one_document()
    {
        var entries = Life();
        var state = entries.Aggregate(LeadState.Unknown, (lead, entry) => LeadLifecycle.Evolve(lead, entry.LeadEvents));
        var line = new LeadLine(1, state.Id, entries.Count, state.Stage, "marketing", null, null, null, "web", null, state);
        var text = PersonalData.Of(line, entries, [(line, entries)]).ToJsonString(JournalJson.Options);
        foreach (var held in (string[])["ann@acme.example.com", "Lee", "192.0.2.1", "198.51.100.2", "Yes, write to me.", "approved", "please hurry", "samePerson"])
            Assert.Contains(held, text);
        Assert.Equal(entries.Count, JsonDocument.Parse(text).RootElement.GetProperty("timeline").GetArrayLength());
    }

    [Fact]
    public void Streams_are_counted_by_topic_and_language_and_the_driest_comes_first()
    {
        var program = SamplePrograms.Default;
        var streams = new StreamsRunningDry(program, Start, few: 3);
        var planning = program.Content.Where(p => p is { Kind: PieceKind.Drip, Topic: "planning" }).Select(p => p.Id).ToList();
        streams.Add(Reader("planning", []));
        streams.Add(Reader("planning", planning.Skip(2)));
        streams.Add(Reader("planning", planning));
        streams.Add(Reader(Consents.EveryTopic, []));
        streams.Add(Reader("data", []) with { Stage = Stage.SalesOwned, Work = new Work() });

        var lines = streams.Lines;
        Assert.Equal(("planning", "en", 7, 4, 2, 1), (lines[0].Topic, lines[0].Language, lines[0].Pieces, lines[0].Readers, lines[0].RunningDry, lines[0].Dry));
        Assert.Equal(Start + program.Cadence.Every * 2, lines[0].FirstDryAt);
        Assert.Equal((1, 0, 0), lines.Where(l => l.Topic == "data").Select(l => (l.Readers, l.RunningDry, l.Dry)).Single());

        static LeadState Reader(string topic, IEnumerable<string> seen) => new()
        {
            Stage = Stage.Nurturing,
            Person = new Person { Email = "a@example.org", Language = "en" },
            Consents = [new Consent(topic, Channel.Email, ConsentStanding.Given, Start, Proof)],
            Nurture = new Nurture { SlotAt = Start, Seen = [.. seen] },
        };
    }

    [Fact]
    public void An_alert_about_a_stream_leaves_once_a_day_however_many_run_dry()
    {
        var alerts = new List<Outgone>();
        var program = SamplePrograms.Default with { Content = [.. SamplePrograms.Default.Content.Where(p => p.Kind != PieceKind.Drip).Prepend(SamplePrograms.Default.Content[0])] };
        using var engine = new SteppedEngine(new MemoryJournal(), program, new Alerts(alerts), Start);
        for (var i = 0; i < 50; i++)
            engine.Do(LeadId.Of(Identity.Email($"p{i}@example.org")), new Inquire(Identity.Email($"p{i}@example.org"), new Origin { Source = "web" },
                new Person { Email = $"p{i}@example.org", Language = "en" })
            { Consents = [new ConsentGiven(Consents.EveryTopic, Channel.Email, Proof)] });
        engine.RunTo(Start + TimeSpan.FromDays(120));
        Assert.NotEmpty(alerts);
        Assert.All(alerts.GroupBy(a => (((OperatorAlert)a.Parcel).OnceADay, a.At.UtcDate)), day => Assert.Single(day));
        Assert.True(alerts.Count < 30, $"{alerts.Count} alerts about 50 people");
    }

    private static List<Entry> Life()
    {
        var (lead, entries) = (LeadState.Unknown, new List<Entry>());
        Say(0, "form", new Inquire(Ann, new Origin { Source = "web" }, new Person { LastName = "Lee", Email = Ann.Value })
        {
            Facts = [new Telling("budget", "approved")],
            Consents = [new ConsentGiven(Consents.EveryTopic, Channel.Email, Proof)],
        });
        Say(3, "mailbox", new ConfirmOptIn(Consents.EveryTopic, Channel.Email, new ConsentProof { Page = "/c", Address = "198.51.100.2" }));
        Say(5, "portal", new Ask(Wish.Quote, "please hurry"));
        Say(9, "link", new OptOut());
        return entries;

        void Say(double hour, string by, LeadCommand command)
        {
            var now = Start + TimeSpan.FromHours(hour);
            var events = LeadLifecycle.Decide(lead, command, now, Careful).Events;
            lead = LeadLifecycle.Evolve(lead, events);
            entries.Add(new Entry(entries.Count + 1, 1, null, entries.Count + 1, entries.Count, now, by, null) { LeadEvents = events });
        }
    }

    private sealed class Alerts(List<Outgone> heard) : ICourier
    {
        public bool IsRepeatable => true;

        public ValueTask<Delivery> Deliver(Consignment item, CancellationToken cancel)
        {
            if (item.Parcel is OperatorAlert { OnceADay: not null }) heard.Add(new Outgone(item.Lead.Id, item.Parcel, item.MessageId, item.At));
            return ValueTask.FromResult(Delivery.Sent);
        }
    }
}
