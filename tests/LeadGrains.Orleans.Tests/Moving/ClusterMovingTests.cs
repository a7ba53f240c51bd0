using System.Text;
using LeadGrains.Contract;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Store;
using Npgsql;
using static LeadGrains.Contract.SmallProgram;

namespace LeadGrains.Orleans.Tests;

/// <summary>Moving house between a file and a cluster: event for event, or not at all.</summary>
[Collection(OnPostgres.Name)]
public sealed class ClusterMovingTests(Postgres postgres) : IDisposable
{
    private const int Leads = 45;
    private static readonly TimeSpan Lived = TimeSpan.FromDays(4);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadgrains-moving-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_files_house_lives_on_in_the_cluster()
    {
        var offered = await Live(File("old.db"));
        Out(File("old.db"), File("old.moving"));
        var connection = await postgres.Database();
        await using var database = NpgsqlDataSource.Create(connection);
        var header = new ClusterMoving(database).MoveIn(File("old.moving"), _ => SmallProgram.Program);
        Assert.Equal(Leads + 1, header.Counts.Leads);

        using var views = LeadViews.Open(File("old.db"));
        Assert.Equal(views.Leads(new LeadFilter(), 1000).Select(l => $"{l.Row} {l.Id} {l.Version} {l.Stage} {l.Team} {l.Owner} {l.Score} {l.DueAt?.Milliseconds}"),
            await Texts(database, "SELECT concat(row, ' ', encode(id, 'hex'), ' ', version, ' ', stage, ' ', team, ' ', owner, ' ', score, ' ', due_at) FROM lead_row ORDER BY row"));
        Assert.Equal(views.Stages().Where(s => s.Entered > 0).Select(s => $"{s.Stage} {s.Count} {s.Entered} {s.Left}").Order(StringComparer.Ordinal),
            await Texts(database, """SELECT concat(stage, ' ', count, ' ', entered, ' ', "left") FROM stage WHERE entered > 0 ORDER BY stage COLLATE "C" """));
        await Untouched(database);
        using (var moved = new ViewPool(database).Take()) Assert.Equal(views.Find("p4").Select(l => l.Id), moved.Find("p4").Select(l => l.Id));

        await using var house = await OrleansHouse.Over(connection);
        house.Time.MoveTo(Monday + Lived);
        var kept = await Texts(database, "SELECT count(*)::text FROM OrleansStorage");
        foreach (var lead in views.Leads(new LeadFilter(), 1000))
        {
            var moved = await house.Engine.Find(lead.Id);
            Assert.Equal((lead.Version, Json(lead.State), lead.DueAt), (moved!.Version, Json(moved.State), moved.DueAt));
        }
        // What was answered is answered the same, also long ago; who is offered a lead can take it, and the team knows.
        Assert.Equal((ReplyKind.Done, 1), await Answer(house, "p1", Inquiry("p1"), "form-1"));
        Assert.Equal(ReplyKind.Refused, (await Answer(house, "p1", new Accept(1, "ines"), "accept-1")).Kind);
        Assert.Equal(ReplyKind.Done, (await Answer(house, "p1", new Prefer(7, null), "prefer-0")).Kind);
        Assert.Equal(ReplyKind.Done, (await house.Engine.Tell(offered.Id, new Accept(offered.Number, "ines"))).Kind);
        await house.UntilTeam("sales", t => t.Held.TryGetValue(offered.Id, out var holding) && holding.Owned);
        // A further identity still leads to its lead.
        Assert.Equal(IdOf("p2"), (await house.Engine.Find(LeadId.Of(Identity.Phone("+4930123456"))))!.Id);

        // Nothing leaves until somebody lets it; then what is due goes on.
        await house.Advance(TimeSpan.FromDays(3));
        Assert.Empty(house.Courier.Left);
        await house.Engine.HoldSending(false);
        await house.Advance(TimeSpan.FromDays(21));
        Assert.NotEmpty(house.Courier.Touches);
        Assert.Equal(kept, await Texts(database, "SELECT count(*)::text FROM OrleansStorage WHERE GrainTypeString IN ('lead', 'team')"));
        Assert.Equal(views.LastSeq() + 1, (await Numbers(database, "SELECT min(seq) FROM event WHERE seq > " + views.LastSeq()))[0]);
    }

    [Fact]
    public async Task There_and_back_again_it_is_the_same_line_for_line()
    {
        await Live(File("old.db"));
        Out(File("old.db"), File("there.moving"));
        await using var database = NpgsqlDataSource.Create(await postgres.Database());
        var moving = new ClusterMoving(database);
        moving.MoveIn(File("there.moving"), _ => SmallProgram.Program);
        using (var to = System.IO.File.Create(File("back.moving"))) moving.MoveOut(to, SmallProgram.Program, Monday + Lived, compressed: true);
        Assert.Equal(Lines(File("there.moving")), Lines(File("back.moving")));
        using (var house = NewFile.At(File("new.db"))) MovingIn.Move(File("back.moving"), house, _ => SmallProgram.Program);
        Assert.Empty(Doctor.Examine(File("new.db"), SmallProgram.Program));
    }

    [Fact]
    public async Task A_house_that_began_in_the_cluster_moves_into_a_file()
    {
        await using var house = await OrleansHouse.Open(postgres);
        await Fill(house.Engine, house);
        await house.Advance(Lived);
        await house.Quiet();
        // A write that was rolled back leaves a gap, and a file has none.
        await Texts(house.Database, "SELECT nextval('event_seq_seq')::text");
        await house.Engine.Tell(IdOf("p3"), new Prefer(21, null));
        await house.Quiet();
        var moving = new ClusterMoving(house.Database);
        using (var to = System.IO.File.Create(File("cluster.moving"))) moving.MoveOut(to, SmallProgram.Program, house.Now);
        using (var file = NewFile.At(File("new.db"))) MovingIn.Move(File("cluster.moving"), file, _ => SmallProgram.Program);
        Assert.Empty(Doctor.Examine(File("new.db"), SmallProgram.Program));
        using var views = LeadViews.Open(File("new.db"));
        foreach (var lead in views.Leads(new LeadFilter(), 1000)) Assert.Equal(Json((await house.Engine.Find(lead.Id))!.State), Json(lead.State));
        Assert.Contains("up, or were a moment ago", Assert.Throws<JournalRefusedException>(() => moving.MoveIn(File("cluster.moving"), _ => null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_whole_moves_nothing_and_nobody_moves_in_where_leads_are()
    {
        await Live(File("old.db"));
        Out(File("old.db"), File("old.moving"));
        await using var database = NpgsqlDataSource.Create(await postgres.Database());
        var moving = new ClusterMoving(database);
        var text = System.IO.File.ReadAllText(File("old.moving"));
        System.IO.File.WriteAllText(File("cut.moving"), text[..(text.Length / 2)]);
        Assert.Contains("cut", Assert.Throws<MovingException>(() => moving.MoveIn(File("cut.moving"), _ => null)).Message, StringComparison.Ordinal);
        System.IO.File.WriteAllText(File("edited.moving"), text.Replace("\"firstName\":\"p5\"", "\"firstName\":\"Eve\"", StringComparison.Ordinal));
        Assert.StartsWith($"lead {IdOf("p5")}: ", Assert.Throws<MovingException>(() => moving.MoveIn(File("edited.moving"), _ => null)).Message, StringComparison.Ordinal);
        await Texts(database, "INSERT INTO setting VALUES ('program', 'of a first start') RETURNING name");
        // Lost on the way: found by what comes out again.
        await Texts(database, "CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TRIGGER lost BEFORE INSERT ON alias FOR EACH ROW EXECUTE FUNCTION lose(); SELECT ''");
        Assert.Contains("alias: what came in isn't", Assert.Throws<MovingException>(() => moving.MoveIn(File("old.moving"), _ => null)).Message, StringComparison.Ordinal);
        Assert.Equal([0, 0, 0, 1], await Numbers(database, "SELECT count(*) FROM lead_row UNION ALL SELECT count(*) FROM event UNION ALL SELECT count(*) FROM OrleansStorage UNION ALL SELECT count(*) FROM setting"));
        await Texts(database, "DROP TRIGGER lost ON alias; SELECT ''");
        moving.MoveIn(File("old.moving"), _ => SmallProgram.Program);
        Assert.Contains("already", Assert.Throws<JournalRefusedException>(() => moving.MoveIn(File("old.moving"), _ => null)).Message, StringComparison.Ordinal);
    }

    private string File(string name) => Path.Combine(_folder.FullName, name);

    // A house with a bit of everything: offers, wins, merges, somebody forgotten, further identities, ids heard long ago.
    private static async Task<(LeadId Id, int Number)> Live(string file)
    {
        var time = new VirtualTime(Monday);
        await using var engine = new EmbeddedEngine(SqliteJournal.Create(file), SmallProgram.Program, new RecordingCourier(), time);
        await Fill(engine, null);
        for (var end = Monday + Lived; time.Now < end;)
        {
            time.MoveTo(time.Now + TimeSpan.FromHours(6) < end ? time.Now + TimeSpan.FromHours(6) : end);
            for (var turn = 0; turn < 6; turn++) await engine.FindTeam("sales");
        }
        await engine.Tell(IdOf("late"), Inquiry("late", Wish.Call));
        return (IdOf("late"), (await engine.Find(IdOf("late")))!.State.Handoff!.Offer!.Number);
    }

    private static async Task Fill(ILeadEngine engine, OrleansHouse? house)
    {
        await engine.Tell("sales", new AddMember(new Member("ines") { CapacityOpen = 8, CapacityNewPerDay = 4 }));
        for (var n = 0; n < Leads; n++)
            await engine.Tell(IdOf($"p{n}"), Inquiry($"p{n}", n % 3 == 0 ? Wish.Call : null) with { Also = n == 2 ? [Identity.Phone("+4930123456")] : [] }, new Ticket($"form-{n}"));
        await engine.Tell(IdOf("p1"), new Accept(1, "ines"), new Ticket("accept-1"));
        for (var i = 0; i < 80; i++) await engine.Tell(IdOf("p1"), new Prefer(7 + i, null), new Ticket($"prefer-{i}"));
        if (house is not null) await house.Quiet();
        var won = 0;
        for (var n = 0; n < Leads && won < 3; n += 3)
            if ((await engine.Find(IdOf($"p{n}")))?.State.Handoff?.Offer is { } offer && (await engine.Tell(IdOf($"p{n}"), new Accept(offer.Number, "ines"))).Kind == ReplyKind.Done)
                if (++won < 3) await engine.Tell(IdOf($"p{n}"), new Win("ines", 100m, "EUR"));
        await engine.Tell(IdOf("p4"), new Merge(IdOf("p7")));
        await engine.Tell(IdOf("p8"), new Erase());
    }

    private static async Task<(ReplyKind Kind, int Version)> Answer(OrleansHouse house, string name, LeadCommand command, string id)
    {
        var reply = await house.Engine.Tell(IdOf(name), command, new Ticket(id));
        return (reply.Kind, reply.Version);
    }

    private static void Out(string file, string path)
    {
        using var lines = FileLines.Open(file, SmallProgram.Program);
        using var to = System.IO.File.Create(path);
        MovingWriter.Write(to, lines.All(Monday + Lived));
    }

    // Written by us as the trigger would have: when it writes them again, nothing changes.
    private static async Task Untouched(NpgsqlDataSource database)
    {
        const string all = """
            SELECT l::text FROM lead_row l UNION ALL SELECT t::text FROM team_row t UNION ALL SELECT s::text FROM stage s UNION ALL SELECT a::text FROM alias a
            UNION ALL SELECT h::text FROM heard h UNION ALL SELECT o::text FROM outbox o ORDER BY 1
            """;
        var before = await Texts(database, all);
        await Texts(database, "UPDATE OrleansStorage SET PayloadBinary = PayloadBinary RETURNING ''");
        Assert.Equal(before, await Texts(database, all));
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

    private static string Json(LeadState state) => System.Text.Json.JsonSerializer.Serialize(state, JournalJson.Options);

    private static async Task<List<string>> Texts(NpgsqlDataSource database, string sql)
    {
#pragma warning disable CA2100 // our own text
        await using var query = database.CreateCommand(sql);
#pragma warning restore CA2100
        await using var reader = await query.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync()) texts.Add(reader.GetString(0));
        return texts;
    }

    private static async Task<List<long>> Numbers(NpgsqlDataSource database, string sql)
    {
#pragma warning disable CA2100
        await using var query = database.CreateCommand(sql);
#pragma warning restore CA2100
        await using var reader = await query.ExecuteReaderAsync();
        var numbers = new List<long>();
        while (await reader.ReadAsync()) numbers.Add(reader.GetInt64(0));
        return numbers;
    }
}
