using LeadGrains.Lifecycle;
using Microsoft.Data.Sqlite;

namespace LeadGrains.Store.Tests;

public sealed class CareTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private string Path => _folder.File();
    private string Target => _folder.File("copy.db");

    public CareTests()
    {
        using var journal = SqliteJournal.Create(Path);
        var house = new House(journal);
        var leads = Enumerable.Range(0, 20).Select(i => house.Lead($"lead{i}")).ToList();
        house.HandOver(leads[0], new TeamRow { Name = "sales" }, "ines");
        house.Commit();
        leads[1].DueAt = House.Start;
        leads[1].Heard = [new HeardAnswer(1, AnswerKind.Refused, 2, "no")];
        house.Happen(leads[1], new Resumed());
        house.Post(leads[1], House.Start);
        house.Batch.Aliases.Add((LeadId.Of(Identity.Phone("+491")), leads[1]));
        house.Commit();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_sound_file_has_no_faults() => Assert.Empty(Doctor.Examine(Path));

    [Theory]
    [InlineData("DELETE FROM event WHERE seq = 3", "entries: 26 of 27 are there")]
    [InlineData("DELETE FROM event WHERE seq = 3", "entry 3 is missing")]
    [InlineData("UPDATE event SET previous = 30 WHERE seq = 27", "entry 27 points forward to 30")]
    [InlineData("UPDATE event SET previous = 4 WHERE seq = 27", "entry 4 belongs to another")]
    [InlineData("UPDATE event SET version = 9 WHERE seq = 27", "has version 9 where 2 is next")]
    [InlineData("UPDATE event SET lead = NULL WHERE seq = 5", "entry 5: belongs to no lead or team")]
    [InlineData("UPDATE lead SET version = 7 WHERE row = 5", "is at version 7 with 1 entries")]
    [InlineData("UPDATE lead SET state = json_set(state, '$.person.firstName', 'Eve') WHERE row = 5", "its state"
        + " differs from its replayed events")]
    [InlineData("UPDATE lead SET state = '{' WHERE row = 5", "can't be replayed")]
    [InlineData("UPDATE lead SET stage = 'Lost' WHERE row = 5", "stage Lost: 0 counted, 1 there")]
    [InlineData("UPDATE lead SET stage = 'Lost' WHERE row = 5", "stage is Lost, the state says Nurturing")]
    [InlineData("UPDATE stage SET count = count + 1 WHERE stage = 'Nurturing'", "stage Nurturing: 20 counted, 19"
        + " there")]
    [InlineData("UPDATE stage SET left = left + 1 WHERE stage = 'Nurturing'", "left are not")]
    [InlineData("UPDATE lead SET owner = 'bob' WHERE row = 1", "owner is bob, the state says ines")]
    [InlineData("UPDATE lead SET team = 'sales' WHERE row = 5", "team is sales, the state says marketing")]
    [InlineData("UPDATE lead SET score = 3 WHERE row = 5", "score is 3, the state says nothing")]
    [InlineData("UPDATE lead SET rank = 3 WHERE row = 5", "waits for a team that it asked nothing")]
    [InlineData("UPDATE lead SET state = json_remove(state, '$.work', '$.owner') WHERE row = 1", "is SalesOwned by"
        + " nobody")]
    [InlineData("UPDATE lead SET state = json_set(state, '$.owner',"
        + " json('{\"team\":\"sales\",\"member\":\"bob\"}')) WHERE row = 5", "bob owns it without having accepted")]
    [InlineData("UPDATE team SET state = json_remove(state, '$.held')", "doesn't know that ines has lead")]
    [InlineData("UPDATE team SET state = replace(state, '\"owned\":true', '\"owned\":false')", "ines is offered lead")]
    [InlineData("UPDATE team SET state = json_remove(state, '$.seats')", "team sales: its state differs")]
    [InlineData("UPDATE team SET version = 1", "team sales: is at version 1 with")]
    [InlineData("DELETE FROM event WHERE team IS NOT NULL", "team sales: entry")]
    [InlineData("UPDATE outbox SET lead = 99", "parcel 1: belongs to no lead")]
    [InlineData("UPDATE alias SET lead = 99", "points to no lead")]
    [InlineData("UPDATE heard SET lead = 99", "answer 1: belongs to no lead")]
    [InlineData("DELETE FROM lead WHERE row = 5", "belong to leads")]
    public void Each_planted_fault_is_found(string sql, string fault)
    {
        Change(Path, sql);
        var faults = Doctor.Examine(Path).ToList();
        Assert.NotEmpty(faults);
        Assert.Contains(faults, f => f.Contains(fault, StringComparison.Ordinal));
        Assert.All(faults, f => Assert.DoesNotContain('\n', f));
    }

    [Fact]
    public void With_a_program_a_wrong_alarm_is_found()
    {
        var program = new Program();
        var faults = Doctor.Examine(Path, program).ToList();
        Assert.Contains(faults, f => f.Contains("due_at is 2026-01-05T09:00:00Z", StringComparison.Ordinal));
    }

    [Fact]
    public void A_damaged_index_is_found()
    {
        Change(Path, "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'CREATE INDEX lead_due ON lead"
            + " (version) WHERE due_at IS NOT NULL' WHERE name = 'lead_due'");
        Assert.Contains(Doctor.Examine(Path), f => f.StartsWith("file: ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_copy_is_sound_and_holds_its_sending()
    {
        Backup.Copy(Path, Target);
        Assert.Empty(Doctor.Examine(Target));
        Assert.Equal(["copy.db"], Directory.GetFiles(System.IO.Path.GetDirectoryName(Target)!, "copy*")
            .Select(System.IO.Path.GetFileName));
        using var copy = SqliteJournal.Open(Target);
        Assert.Equal(Backup.SendingHeld, copy.Setting(Backup.SendingSetting));
        using var original = SqliteJournal.Open(Path);
        Assert.Null(original.Setting(Backup.SendingSetting));
        Assert.Equal(original.LastSeq, copy.LastSeq);
    }

    [Fact]
    public async Task A_copy_made_while_the_engine_writes_has_all_that_came_before()
    {
        using var journal = SqliteJournal.Open(Path);
        var house = new House(journal);
        for (var i = 0; i < 30_000; i++) house.Lead($"before{i}");
        house.Commit();
        var before = journal.LastSeq;

        var copying = Task.Run(() => Backup.Copy(Path, Target));
        for (var i = 0; !copying.IsCompleted; i++)
        {
            house.Lead($"during{i}");
            house.Commit();
        }
        await copying;
        using var copy = LeadViews.Open(Target);
        Assert.InRange(copy.LastSeq(), before, journal.LastSeq);
        Assert.Empty(Doctor.Examine(Target));
    }

    [Fact]
    public void Nothing_is_overwritten_and_nothing_is_left_behind()
    {
        File.WriteAllText(Target, "mine");
        Assert.Throws<JournalRefusedException>(() => Backup.Copy(Path, Target));
        Assert.Equal("mine", File.ReadAllText(Target));
        File.Delete(Target);

        Assert.Throws<JournalRefusedException>(() => Backup.Copy(_folder.File("none.db"), Target));
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Backup.Copy(Path, Target, cancellation: new CancellationToken(true)));
        Change(Path, "DELETE FROM event WHERE seq = 3");
        Assert.Contains("not sound", Assert.Throws<JournalRefusedException>(() => Backup.Copy(Path, Target)).Message,
            StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(System.IO.Path.GetDirectoryName(Target)!, "copy*"));
    }

    private static void Change(string path, string sql)
    {
        using var other = new SqliteConnection($"Data Source={path};Pooling=False");
        other.Open();
        JournalFile.Run(other, sql);
    }
}
