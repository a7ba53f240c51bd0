using System.Text;
using LeadGrains.Contract;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;
using LeadGrains.Store;

namespace LeadGrains.Silo.Tests;

/// <summary>Moving house by the command line of the cluster edition, and asking a silo how it is.</summary>
[Collection(OneServer.Name)]
public sealed class MoveTests(Postgres postgres) : IDisposable
{
    private static readonly Moment Monday = Moment.Utc(2026, 3, 2, 9);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadgrains-move-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_house_moves_in_and_out_whole_and_a_silo_opens_it()
    {
        var database = await postgres.Database();
        await Live(File("old.db"));
        using (var lines = FileLines.Open(File("old.db")))
            MovingFile.Write(File("old.moving.gz"), (to, isPacked) => MovingWriter.Write(to, lines.All(Monday), isPacked));

        var (exit, said, complained) = await SiloUnderTest.Run("move", "in", File("old.moving.gz"), "--database", database);
        Assert.True(exit == 0, string.Join('\n', complained));
        Assert.Contains("Moved in: 20 leads", Assert.Single(said), StringComparison.Ordinal);
        (exit, _, complained) = await SiloUnderTest.Run("move", "out", File("back.moving"), "--database", database);
        Assert.True(exit == 0, string.Join('\n', complained));
        Assert.Equal(Lines(File("old.moving.gz")), Lines(File("back.moving")));

        await using (var silo = await SiloUnderTest.Start(database))
        {
            var ready = new Uri(silo.Address, "/health/ready").ToString();
            Assert.Equal((0, "Well."), await Health(ready));
            (exit, _, complained) = await SiloUnderTest.Run("move", "in", File("old.moving.gz"), "--database", database);
            Assert.Equal(5, exit);
            Assert.Contains("stop them first", Assert.Single(complained), StringComparison.Ordinal);
        }
        Assert.Equal(1, (await Health("http://127.0.0.1:1/health/ready")).Exit);
    }

    [Fact]
    public async Task What_is_no_moving_file_is_one_line()
    {
        await System.IO.File.WriteAllTextAsync(File("leads.csv"), "email\n");
        var (exit, _, complained) = await SiloUnderTest.Run("move", "in", File("leads.csv"), "--database", await postgres.Database());
        Assert.Equal(3, exit);
        Assert.Contains("is no moving file", Assert.Single(complained), StringComparison.Ordinal);
    }

    private static async Task<(int Exit, string Said)> Health(string url)
    {
        var (exit, said, complained) = await SiloUnderTest.Run("health", "--url", url);
        return (exit, said.Concat(complained).Single());
    }

    private string File(string name) => Path.Combine(_folder.FullName, name);

    // With a bit of what only the web keeps, too.
    private static async Task Live(string file)
    {
        var program = ProgramText.Default.Check().Read!.Program;
        using (var journal = SqliteJournal.Create(file))
        {
            var batch = new JournalBatch();
            batch.Settings[AgreementBook.ProgramSetting] = ProgramText.Default.ToSetting();
            foreach (var reason in (string[])["trap", "disposable"])
                batch.Quarantined.Add(new Quarantined(0, LeadId.Of(Identity.Email("eve@example.com")), reason, "form:contact", reason, Monday, SmallProgram.Inquiry("eve")));
            batch.Webhooks.Add(new WebhookChange(1) { Body = "{}", Cursor = 5, Missed = [new WebhookMiss(3, 0, 2, Monday, Monday, "500")] });
            journal.Commit(batch);
            batch.Clear();
            batch.Unquarantined.Add(2);
            journal.Commit(batch);
        }
        await using var engine = new EmbeddedEngine(SqliteJournal.Open(file), program, new RecordingCourier(), new VirtualTime(Monday));
        for (var n = 0; n < 20; n++) await engine.Tell(SmallProgram.IdOf($"p{n}"), SmallProgram.Inquiry($"p{n}"), new Ticket($"form-{n}"));
    }

    private static List<string> Lines(string path)
    {
        using var reader = MovingReader.Open(path);
        return [.. reader.Lines().Where(l => l is not MovedSetting { Name: Backup.SendingSetting }).Select(Text)];
    }

    private static string Text(MovedLine line)
    {
        using var stream = new MemoryStream();
        using (var json = new System.Text.Json.Utf8JsonWriter(stream)) line.Write(json);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
