using System.Text;
using LeadGrains.Lifecycle;
using Microsoft.Data.Sqlite;

namespace LeadGrains.Store.Tests;

/// <summary>Moving house: out of one file, into another, event for event; or not at all.</summary>
public sealed class MovingTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private static readonly Inquire Suspicious = new(Identity.Email("a@b.example"), new Origin { Source = "x" }, new Person());
    private string Old => _folder.File();
    private string New => _folder.File("new.db");
    private string Moved => _folder.File("house.moving");

    public MovingTests()
    {
        using var journal = SqliteJournal.Create(Old);
        var house = new House(journal);
        var leads = Enumerable.Range(0, 20).Select(i => house.Lead($"lead{i}")).ToList();
        house.HandOver(leads[0], new TeamRow { Name = "sales" }, "ines");
        house.Commit();
        leads[1].Heard = [new HeardAnswer(ulong.MaxValue, AnswerKind.Refused, 2, "no\nand no again"), new HeardAnswer(7, AnswerKind.Done, 2)];
        leads[1].HeardLongAgo = true;
        house.Happen(leads[1], new Resumed());
        house.Batch.HeardLongAgo.Add((leads[1], new HeardAnswer(3, AnswerKind.AlreadySo, 1)));
        house.Batch.HeardLongAgo.Add((leads[1], new HeardAnswer(ulong.MaxValue - 1, AnswerKind.Refused, 1, "never")));
        house.Post(leads[1], House.Start);
        house.Batch.Aliases.Add((LeadId.Of(Identity.Phone("+491")), leads[1]));
        house.Batch.Settings["portal.person.1"] = "{\"name\":\"Zoë\"}";
        house.Batch.Quarantined.Add(new Quarantined(0, leads[2].Id, "q1", "form:contact", "disposable", House.Start, Suspicious));
        house.Batch.Quarantined.Add(new Quarantined(0, leads[2].Id, "q2", "form:contact", "trap", House.Start, Suspicious));
        house.Batch.Webhooks.Add(new WebhookChange(1) { Body = "{}", Cursor = 4, Missed = [new WebhookMiss(3, 0, 2, House.Start, House.Start, "500")] });
        house.Commit();
        house.Batch.Unquarantined.Add(2);
        house.Happen(leads[3], new Resumed());
        house.Commit();
    }

    public void Dispose() => _folder.Dispose();

    [Theory, InlineData(false), InlineData(true)]
    public void What_moved_in_is_what_moved_out_row_for_row(bool packed)
    {
        Out(packed);
        var header = In();
        Assert.Equal((20, 1, 1, 1, 1), (header.Counts.Leads, header.Counts.Teams, header.Counts.Aliases, header.Counts.Quarantined, header.Counts.Webhooks));
        foreach (var table in (string[])["lead", "event", "team", "alias", "heard", "outbox", "stage", "quarantine", "webhook", "webhook_miss", "doubtful", "sqlite_sequence"])
            Assert.Equal(Rows(Old, table), Rows(New, table));
        Assert.Equal([.. Rows(Old, "setting").Append("sending|held").Order(StringComparer.Ordinal)], Rows(New, "setting"));
        Assert.Empty(Doctor.Examine(New));
        Assert.Equal(["house.moving", "leadgrains.db", "leadgrains.db.lock", "new.db", "new.db.lock"], Names());
    }

    [Fact]
    public void Moved_out_again_it_is_the_same_but_for_sending()
    {
        Out();
        In();
        using var lines = FileLines.Open(New);
        using var again = MovingReader.Open(Moved);
        Assert.Equal(again.Lines().Select(Text), lines.Body().Where(l => l is not MovedSetting { Name: Backup.SendingSetting }).Select(Text));
    }

    [Fact]
    public void The_next_number_in_quarantine_is_one_that_nobody_had()
    {
        Out();
        In();
        using var journal = SqliteJournal.Open(New);
        var batch = new JournalBatch();
        batch.Quarantined.Add(new Quarantined(0, LeadId.Of(Identity.Phone("+492")), "q3", "form:contact", "trap", House.Start, Suspicious));
        journal.Commit(batch);
        Assert.Equal([1, 3], journal.QuarantinedUntil(House.Start, 10));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_file_that_was_cut_off_moves_nothing(bool packed)
    {
        Out(packed);
        var bytes = File.ReadAllBytes(Moved);
        // The last bytes of a packed file are gzip's own; what counts is the last line.
        foreach (var length in (int[])[bytes.Length - (packed ? 20 : 1), bytes.Length - 40, bytes.Length / 2, bytes.Length / 7])
        {
            File.WriteAllBytes(Moved, bytes[..length]);
            Assert.Matches("cut|unpacked", Refused());
        }
    }

    [Fact]
    public void A_file_that_lost_whole_lines_moves_nothing()
    {
        Out();
        var lines = File.ReadAllLines(Moved);
        File.WriteAllLines(Moved, lines[..^1]);
        Assert.Contains("it was cut off", Refused(), StringComparison.Ordinal);
        File.WriteAllLines(Moved, [.. lines.Where(l => !l.Contains("\"is\":\"alias\"", StringComparison.Ordinal))]);
        Assert.Contains("some are missing", Refused(), StringComparison.Ordinal);
        var entry = Array.FindIndex(lines, l => l.StartsWith("{\"is\":\"entry\"", StringComparison.Ordinal));
        File.WriteAllLines(Moved, [.. lines[..entry], .. lines[(entry + 1)..]]);
        Assert.Contains("has version 2 where 1 is next", Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"firstName\":\"lead5\"", "\"firstName\":\"Eve\"", "its entries aren't those that were moved out")]
    [InlineData("\"is\":\"setting\",\"name\":\"portal", "\"is\":\"setting\",\"name\":\"mortal", "was changed after it was written")]
    [InlineData("{\"is\":\"parcel\"", "{\"is\":\"package\"", "can't be read")]
    [InlineData("{\"is\":\"parcel\"", "\"is\":\"parcel\"", "can't be read")]
    [InlineData("\"format\":1", "\"format\":2", "has format 2, and this LeadGrains reads up to 1")]
    [InlineData("leadgrains-moving", "leadgrains-backup", "is no moving file")]
    public void A_file_that_was_changed_moves_nothing_and_says_where(string text, string other, string words)
    {
        Out();
        var all = File.ReadAllText(Moved);
        Assert.Contains(text, all, StringComparison.Ordinal);
        File.WriteAllText(Moved, all.Replace(text, other, StringComparison.Ordinal));
        Assert.Contains(words, Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_entry_names_its_lead()
    {
        Out();
        var lines = File.ReadAllLines(Moved);
        var lead = Array.FindIndex(lines, l => l.StartsWith("{\"is\":\"lead\",\"row\":6,", StringComparison.Ordinal));
        lines[lead + 1] = lines[lead + 1].Replace("organic_search", "paid_search", StringComparison.Ordinal);
        File.WriteAllLines(Moved, lines);
        Assert.Contains($"lead {LeadId.Of(Identity.Email("lead5@example.org"))}: its state differs", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_alarm_that_does_not_follow_from_the_state_is_found()
    {
        using (var connection = new SqliteConnection($"Data Source={Old};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE lead SET due_at = 5 WHERE row = 2";
            command.ExecuteNonQuery();
        }
        Out();
        var program = new Program();
        Assert.Contains("is due at", Assert.Throws<MovingException>(() => MovingIn.Check(Moved, _ => program)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE lead SET state = json_set(state, '$.person.firstName', 'Eve') WHERE row = 5", "its state differs from its replayed events")]
    [InlineData("UPDATE lead SET state = '{' WHERE row = 5", "its state can't be read")]
    [InlineData("DELETE FROM event WHERE seq = 3", "entry 3 is missing")]
    [InlineData("UPDATE event SET body = '[{\"is\":\"later\"}]' WHERE seq = 3", "can't be replayed")]
    public void A_file_that_is_not_sound_is_not_moved_out(string damage, string words)
    {
        using (var connection = new SqliteConnection($"Data Source={Old};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = damage;
            command.ExecuteNonQuery();
        }
        Assert.Contains(words, Assert.Throws<MovingException>(() => Out()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_house_that_loses_something_on_the_way_never_opens()
    {
        Out();
        foreach (var kind in (Type[])[typeof(MovedSetting), typeof(MovedAlias), typeof(MovedParcel), typeof(MovedMiss), typeof(MovedStage), typeof(MovedQuarantined)])
        {
            using var house = new Losing(NewFile.At(New), kind);
            Assert.Contains("isn't what was moved out", Assert.Throws<MovingException>(() => MovingIn.Move(Moved, house, _ => null)).Message, StringComparison.Ordinal);
        }
        Assert.False(File.Exists(New));
    }

    [Fact]
    public void Nobody_moves_into_a_house_that_has_leads_and_an_empty_one_is_replaced()
    {
        Out();
        SqliteJournal.Create(New).Dispose();
        In();
        Assert.Contains("already", Assert.Throws<JournalRefusedException>(In).Message, StringComparison.Ordinal);
        using var open = SqliteJournal.Open(New);
        Assert.Throws<JournalInUseException>(In);
    }

    private void Out(bool packed = false)
    {
        using var lines = FileLines.Open(Old);
        using var to = File.Create(Moved);
        MovingWriter.Write(to, lines.All(House.Start), packed);
    }

    private MovedHeader In()
    {
        using var house = NewFile.At(New);
        return MovingIn.Move(Moved, house, _ => null);
    }

    private string Refused()
    {
        var thrown = Assert.Throws<MovingException>(In);
        Assert.DoesNotContain('\n', thrown.Message);
        Assert.Equal(["house.moving", "leadgrains.db", "leadgrains.db.lock"], Names().Where(n => n != "new.db.lock"));
        return thrown.Message;
    }

    // Whoever reads the old house leaves its log beside it.
    private IEnumerable<string> Names() => Directory.GetFiles(Path.GetDirectoryName(Old)!).Select(f => Path.GetFileName(f))
        .Where(n => n is not "leadgrains.db-wal" and not "leadgrains.db-shm").Order(StringComparer.Ordinal);

    private static string Text(MovedLine line)
    {
        using var stream = new MemoryStream();
        using (var json = new System.Text.Json.Utf8JsonWriter(stream)) line.Write(json);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static List<string> Rows(string path, string table)
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // our own names
        command.CommandText = $"SELECT * FROM {table}";
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) is byte[] b ? Convert.ToHexString(b) : $"{reader.GetValue(i)}")));
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    /// <summary>A house in which everything of one kind is lost.</summary>
    private sealed class Losing(INewHouse house, Type kind) : INewHouse
    {
        public void Take(MovedLine line)
        {
            if (line.GetType() != kind) house.Take(line);
        }

        public IEnumerable<MovedLine> Lines() => house.Lines();
        public void Open() => house.Open();
        public void Dispose() => house.Dispose();
    }
}
