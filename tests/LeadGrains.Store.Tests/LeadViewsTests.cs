using LeadGrains.Lifecycle;

namespace LeadGrains.Store.Tests;

/// <summary>The views of a file.</summary>
public sealed class LeadViewsTests : ViewsContract
{
    private readonly TempFolder _folder;
    private readonly SqliteJournal _journal;

    public LeadViewsTests() : this(new TempFolder())
    {
    }

    private LeadViewsTests(TempFolder folder) : this(folder, SqliteJournal.Create(folder.File()))
    {
    }

    private LeadViewsTests(TempFolder folder, SqliteJournal journal) : base(journal) => (_folder, _journal) = (folder, journal);

    protected override ViewPool Open() => new(_folder.File());

    public override void Dispose()
    {
        _journal.Dispose();
        _folder.Dispose();
        base.Dispose();
    }

    [Fact]
    public void An_older_file_knows_its_touches_in_doubt_too()
    {
        var house = new House(_journal);
        var tom = house.Lead("tom");
        house.Happen(tom, new TouchIntended(new PendingTouch(1, "planning-1", Channel.Email, House.Start, House.Start, false), default));
        house.Happen(tom, new TouchBegun(1, House.Start), new TouchMade(1, "planning-1", Channel.Email, false, null, House.Start));
        house.Commit();
        _journal.Dispose();
        using (var older = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_folder.File()};Pooling=False"))
        {
            older.Open();
            JournalFile.Run(older, "DROP TABLE doubtful; DROP INDEX lead_stage; DROP INDEX lead_of_team; DROP INDEX lead_handed_due; PRAGMA user_version = 4");
        }
        using var journal = SqliteJournal.Open(_folder.File());
        using var views = LeadViews.Open(_folder.File());
        Assert.Equal(("planning-1", false), views.Doubts().Select(d => (d.Doubt.Piece, d.IsUnderWay)).Single());
    }
}
