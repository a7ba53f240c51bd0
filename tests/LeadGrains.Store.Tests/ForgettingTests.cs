using System.Text;
using LeadGrains.Lifecycle;

namespace LeadGrains.Store.Tests;

/// <summary>RELIABILITY.md, 24: after an erasure the person's bytes are in no file, and the suppression is.</summary>
public sealed class ForgettingTests : IDisposable
{
    private static readonly string[] Traces =
        ["unmistakable", "Zaphodsson", "+4930777123456", "Hauptstr. 777", "198.51.100.77", "secret-answer", "secret-note", "secret-letter", "secret-click-id", "secret-command"];

    private readonly TempFolder _folder = new();
    private string Path => _folder.File();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_of_a_forgotten_person_is_left_in_the_file_or_its_log()
    {
        using var journal = SqliteJournal.Create(Path);
        var house = new House(journal);
        for (var i = 0; i < 300; i++) house.Lead($"other{i}");
        var lead = Person(house);
        house.Commit();
        // Rows move and pages split while the person's state grows and shrinks among others.
        for (var i = 0; i < 40; i++)
        {
            house.Happen(lead, new Learned([new Fact($"fact{i}", $"secret-answer {new string('x', i * 37)}", FactSource.Person, House.Start)], null));
            for (var other = 0; other < 20; other++) house.Lead($"later{i}-{other}");
            house.Commit();
        }
        Assert.NotEmpty(Found());

        Erase(house, lead);
        Assert.Empty(Found());
        Assert.Empty(Doctor.Examine(Path));
        var again = journal.Find(LeadId.Of(Identity.Email("zaphod@unmistakable.example")))!;
        Assert.Equal(Stage.Erased, again.State.Stage);
    }

    [Fact]
    public void Who_asked_and_was_forgotten_in_one_commit_leaves_nothing_either()
    {
        using var journal = SqliteJournal.Create(Path);
        var house = new House(journal);
        Erase(house, Person(house));
        Assert.Empty(Found());
        Assert.Empty(Doctor.Examine(Path));
    }

    [Fact]
    public void A_reader_in_the_way_only_delays_it_to_the_next_commit()
    {
        using var journal = SqliteJournal.Create(Path);
        var house = new House(journal);
        var lead = Person(house);
        house.Commit();
        using (var reader = JournalFile.OpenReaderChecked(Path))
        {
            JournalFile.Run(reader, "BEGIN");
            _ = JournalFile.Number(reader, "SELECT count(*) FROM lead");
            Erase(house, lead);
            Assert.NotEmpty(Found());
        }
        house.Lead("somebody");
        house.Commit();
        Assert.Empty(Found());
    }

    [Fact]
    public void What_stays_is_that_it_happened()
    {
        using var journal = SqliteJournal.Create(Path);
        var house = new House(journal);
        var lead = Person(house);
        Erase(house, lead);
        using var views = LeadViews.Open(Path);
        var timeline = views.Timeline(lead.Row);
        Assert.All(timeline, entry => Assert.Null(entry.CommandId));
        Assert.Equal("ads", timeline.SelectMany(e => e.LeadEvents).OfType<Inquired>().Single().Origin.Source);
        var consent = timeline.SelectMany(e => e.LeadEvents).OfType<OptedIn>().Single().Consent;
        Assert.Equal(("Yes, write to me.", null), (consent.Proof!.Words, consent.Proof.Address));
        Assert.NotNull(views.Lead(LeadId.Of(Identity.Phone("+4930777123456"))));
    }

    private static LeadRow Person(House house)
    {
        var lead = new LeadRow { Id = LeadId.Of(Identity.Email("zaphod@unmistakable.example")), Row = house.NewRow() };
        var inquired = new Inquired(Identity.Email("zaphod@unmistakable.example"),
            new Origin { Source = "ads", Page = "/unmistakable", Tracking = new Dictionary<string, string> { ["gclid"] = "secret-click-id" } },
            new Person { LastName = "Zaphodsson", Email = "zaphod@unmistakable.example", Phone = "+4930777123456", PostalAddress = "Hauptstr. 777" },
            null, House.Start)
        { Also = [Identity.Phone("+4930777123456")] };
        house.Happen(lead, inquired, new CycleStarted(1, House.Start), new NurtureStarted(House.Start),
            new Learned([new Fact("need", "secret-answer", FactSource.Person, House.Start)], null),
            new OptedIn(new Consent("news", Channel.Email, ConsentStanding.Given, House.Start,
                new ConsentProof { Words = "Yes, write to me.", Address = "198.51.100.77", Page = "/unmistakable" })));
        house.Batch.Entries[^1] = house.Batch.Entries[^1] with { CommandId = "secret-command" };
        house.Happen(lead, new Asked(Wish.Call, "secret-note") { At = House.Start });
        house.Happen(lead, new Wrote("secret-letter", House.Start));
        house.Batch.Aliases.Add((LeadId.Of(Identity.Phone("+4930777123456")), lead));
        return lead;
    }

    private static void Erase(House house, LeadRow lead)
    {
        house.Happen(lead, new Erased(Owner.Marketing, House.Start));
        house.Batch.Forgotten.Add((lead.Row, lead.LastSeq));
        house.Commit();
    }

    // Every byte of the file and its log.
    private List<string> Found()
    {
        var found = new List<string>();
        foreach (var path in new[] { Path, Path + "-wal" }.Where(File.Exists))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            found.AddRange(Traces.Where(t => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(t)) >= 0).Select(t => $"{t} in {System.IO.Path.GetFileName(path)}"));
        }
        return found;
    }
}
