using LeadGrains.Contract;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace LeadGrains.MailKit.Tests.Sending;

/// <summary>
/// Kills a sender at every phase of its dialogue. The server's own log is the judge: a mail counts from its final dot on.
/// 9 rounds; LEADGRAINS_LONG=1 makes it 90.
/// </summary>
public sealed class KillsDuringSending(ITestOutputHelper output)
{
    private const int Connections = 4;
    private static readonly int Rounds = Children.IsLong ? 90 : 9;

    private static readonly SinkPhase[] Phases =
        [SinkPhase.Connect, SinkPhase.Hello, SinkPhase.Mail, SinkPhase.Recipient, SinkPhase.Data, SinkPhase.Text, SinkPhase.Dot, SinkPhase.Dot, SinkPhase.Answered];

    [Fact]
    public async Task No_touch_is_sent_twice_and_every_doubt_is_listed()
    {
        var seed = Children.Seed();
        var random = new Random(seed);
        await using var sink = new RecordingSink();
        var file = Path.Combine(Directory.CreateTempSubdirectory("leadgrains-").FullName, "leads.db");
        var most = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var before = File.Exists(file) ? Touches(file).Uncertain.Count : 0;
            using var child = Children.Start("send", file, $"{sink.Port}", $"{Connections}");
            await sink.KillAt(Phases[round % Phases.Length], random.Next(1, 20), Connections, () =>
            {
                Children.Kill(child);
                return Task.CompletedTask;
            });
            most = Math.Max(most, Touches(file).Uncertain.Count - before);
        }
        // The last doubts are only seen by the next start.
        using (var child = Children.Start("send", file, $"{sink.Port}", $"{Connections}"))
        {
            sink.Script = _ => SinkAct.Usual;
            try
            {
                await Children.Until(() => Touches(file) is var now && now.Sent.Count + now.Uncertain.Count == KilledSender.Leads, "all touches are made");
            }
            finally
            {
                Children.Kill(child);
            }
        }

        var touches = Touches(file);
        var arrived = sink.Mails.Select(m => LeadId.Of(Identity.Email(m.To)).ToString()).ToList();
        output.WriteLine($"{Rounds} kills, {arrived.Count} mails, {arrived.Count - arrived.Distinct().Count()} twice, {touches.Uncertain.Count} in doubt, {most} at most by one kill (seed {seed})");
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        Assert.Equal(arrived.Count, arrived.Distinct().Count());
        Assert.Subset(arrived.ToHashSet(), touches.Sent.ToHashSet());
        Assert.Subset(touches.Sent.Concat(touches.Uncertain).ToHashSet(), arrived.ToHashSet());
        Assert.InRange(most, 0, Connections);
    }

    private static (List<string> Sent, List<string> Uncertain) Touches(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False;Mode=ReadOnly");
        connection.Open();
        using var query = connection.CreateCommand();
        query.CommandText = """
            SELECT lower(hex(l.id)), coalesce(e.value ->> 'certain', 0)
            FROM event, json_each(event.body) e JOIN lead l ON l.row = event.lead WHERE e.value ->> 'event' = 'TouchMade'
            """;
        using var rows = query.ExecuteReader();
        var (sent, uncertain) = (new List<string>(), new List<string>());
        while (rows.Read()) (rows.GetInt32(1) == 1 ? sent : uncertain).Add(rows.GetString(0));
        return (sent, uncertain);
    }
}
