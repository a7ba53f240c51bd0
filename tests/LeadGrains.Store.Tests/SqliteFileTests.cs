using System.Diagnostics;
using LeadGrains.Lifecycle;
using Microsoft.Data.Sqlite;

namespace LeadGrains.Store.Tests;

public sealed class SqliteFileTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private string Path => _folder.File();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_committed_is_there_after_opening_again()
    {
        using (var journal = SqliteJournal.Create(Path))
        {
            var house = new House(journal);
            house.Post(house.Lead("ann"), House.Start);
            house.Batch.Settings["sending"] = "on";
            house.Commit();
            house.Batch.Removed.Add(1);
            house.Commit();
        }
        using var again = SqliteJournal.Open(Path);
        Assert.Equal((1, 1, 1), (again.LastSeq, again.LastLead, again.LastParcel));
        Assert.Equal("ann", again.Find(1)!.State.Person.FirstName);
    }

    [Fact]
    public void It_writes_ahead_and_syncs_fully()
    {
        using var journal = SqliteJournal.Create(Path);
        using var reader = JournalFile.OpenReaderChecked(Path);
        Assert.Equal(JournalFile.ApplicationId, JournalFile.Number(reader, "PRAGMA application_id"));
        Assert.Equal(JournalFile.Version, JournalFile.Number(reader, "PRAGMA user_version"));
        Assert.Equal("wal", Text(reader, "PRAGMA journal_mode"));
        Assert.Throws<SqliteException>(() => JournalFile.Run(reader, "DELETE FROM setting"));
    }

    [Fact]
    public void Opening_twice_migrates_once()
    {
        SqliteJournal.Create(Path).Dispose();
        var before = File.ReadAllBytes(Path);
        SqliteJournal.Open(Path).Dispose();
        Assert.Equal(before, File.ReadAllBytes(Path));
    }

    [Fact]
    public void A_newer_file_is_refused_and_stays_byte_for_byte()
    {
        SqliteJournal.Create(Path).Dispose();
        using (var other = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            other.Open();
            JournalFile.Run(other, "PRAGMA user_version = 9");
        }
        Refused("newer LeadGrains", () => SqliteJournal.Open(Path));
        Refused("newer LeadGrains", () => LeadViews.Open(Path));
    }

    [Fact]
    public void A_newer_version_that_is_still_in_the_log_is_refused_too()
    {
        SqliteJournal.Create(Path).Dispose();
        using var other = new SqliteConnection($"Data Source={Path};Pooling=False");
        other.Open();
        JournalFile.Run(other, "PRAGMA wal_autocheckpoint = 0");
        JournalFile.Run(other, "PRAGMA user_version = 9");
        Assert.True(JournalFile.SizeOf(Path + "-wal") > 0);
        Refused("newer LeadGrains", () => SqliteJournal.Open(Path));
    }

    [Theory]
    [InlineData("row,email\n1,ann@example.org\n")]
    [InlineData("")]
    public void A_file_that_is_none_of_ours_is_refused_and_stays(string text)
    {
        File.WriteAllText(Path, text.Length == 0 ? text : text + new string(' ', 200));
        Refused("is not a LeadGrains file", () => LeadViews.Open(Path));
        if (text.Length > 0) Refused("is not a LeadGrains file", () => SqliteJournal.Open(Path));
    }

    [Fact]
    public void Another_programs_database_is_refused_and_stays()
    {
        using (var other = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            other.Open();
            JournalFile.Run(other, "CREATE TABLE recipe (name TEXT)");
        }
        Refused("is not a LeadGrains file", () => SqliteJournal.Open(Path));
    }

    [Fact]
    public void A_missing_file_or_folder_and_an_existing_one_say_what_to_do()
    {
        Assert.Contains("leadgrains init",
            Assert.Throws<JournalRefusedException>(() => SqliteJournal.Open(Path)).Message, StringComparison.Ordinal);
        Assert.Contains("There is no folder", Assert.Throws<JournalRefusedException>(
            () => SqliteJournal.Create(System.IO.Path.Combine(Path, "x", "y.db"))).Message, StringComparison.Ordinal);
        SqliteJournal.Create(Path).Dispose();
        Assert.Contains("already", Assert.Throws<JournalRefusedException>(() => SqliteJournal.Create(Path)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_holder_is_refused_with_the_number_of_the_first()
    {
        var first = SqliteJournal.Create(Path);
        var refusal = Assert.Throws<JournalInUseException>(() => SqliteJournal.Open(Path));
        Assert.Contains($"in use by process {Environment.ProcessId};", refusal.Message, StringComparison.Ordinal);
        first.Dispose();
        SqliteJournal.Open(Path).Dispose();
    }

    [Fact]
    public void A_full_disk_keeps_nothing_of_the_batch_and_it_goes_on_when_there_is_space()
    {
        using (var journal = SqliteJournal.Create(Path))
        {
            var house = new House(journal);
            house.Lead("first");
            house.Commit();
            journal.LimitPages(journal.Pages + 3);
            var leads = Enumerable.Range(0, 500).Select(i => house.Lead($"lead{i}")).ToList();
            house.Post(leads[0], House.Start);
            for (var again = 0; again < 3; again++)
            {
                Assert.Throws<JournalFullException>(() => journal.Commit(house.Batch));
                Assert.Equal((1, 1, 0), (journal.LastSeq, journal.LastLead, journal.LastParcel));
                Assert.Equal(Stage.None, leads[0].StoredStage);
                Assert.NotNull(journal.Find(1));
                Assert.Null(journal.Find(2));
                Assert.Null(journal.NextReady());
            }
            journal.LimitPages(0);
            house.Commit();
            Assert.Equal(501, journal.LastLead);
        }
        Assert.Empty(Doctor.Examine(Path));
    }

    [Fact]
    public void The_log_is_brought_into_the_file_while_it_runs()
    {
        using var journal = SqliteJournal.Create(Path);
        var house = new House(journal);
        var words = new string('x', 3000);
        for (var batch = 0; batch < 30; batch++)
        {
            for (var i = 0; i < 200; i++) house.Happen(house.Lead($"{batch}-{i}"), new Asked(Wish.Call, words));
            house.Commit();
        }
        Assert.True(journal.PagesWritten > SqliteJournal.CheckpointPages, $"{journal.PagesWritten} pages");
        Assert.InRange(JournalFile.SizeOf(Path + "-wal"), 1, (SqliteJournal.CheckpointPages + 2_000) * 4_200L);
        Assert.True(JournalFile.SizeOf(Path) > 4_096 * 1_000);
    }

    [Fact]
    public void An_interrupted_first_start_is_begun_again()
    {
        File.WriteAllBytes(Path, []);
        SqliteJournal.Open(Path).Dispose();
        Assert.Empty(Doctor.Examine(Path));
    }

    [Fact]
    public void Opening_asks_for_nothing_but_the_numbers()
    {
        using (var journal = SqliteJournal.Create(Path))
        {
            var house = new House(journal);
            for (var i = 0; i < 20_000; i++) house.Lead($"{i}").DueAt = House.Start;
            house.Commit();
        }
        var watch = Stopwatch.StartNew();
        using var again = SqliteJournal.Open(Path);
        Assert.Equal(20_000, again.LastLead);
        Assert.Single(again.DueLeads(House.Start, 1));
        Assert.InRange(watch.ElapsedMilliseconds, 0, 1_000);
    }

    private void Refused(string words, Func<IDisposable> open)
    {
        var before = Bytes(Path);
        var log = Bytes(Path + "-wal");
        var refusal = Assert.Throws<JournalRefusedException>(() => open().Dispose());
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.Equal(before, Bytes(Path));
        Assert.Equal(log, Bytes(Path + "-wal"));
    }

    private static byte[] Bytes(string path)
    {
        if (!File.Exists(path)) return [];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static string Text(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (string)command.ExecuteScalar()!;
    }
}
