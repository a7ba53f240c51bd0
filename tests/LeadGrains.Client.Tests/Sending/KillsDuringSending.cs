using System.Diagnostics;
using System.Globalization;
using LeadGrains.Contract;
using LeadGrains.Lifecycle;
using Xunit.Abstractions;

namespace LeadGrains.Client.Tests.Sending;

/// <summary>
/// Kills <c>leadgrains serve</c> at every phase of its dialogue with a mail server. The server's own log is the judge: a
/// mail counts from its final dot on. 24 rounds; LEADGRAINS_LONG=1 makes it 200.
/// </summary>
public sealed class KillsDuringSending(ITestOutputHelper output)
{
    private const int KillSignal = 9, LeadsPerRound = 45;
    private static readonly int Rounds = Environment.GetEnvironmentVariable("LEADGRAINS_LONG") == "1" ? 200 : 24;

    private static readonly SinkPhase[] Phases =
    [
        SinkPhase.Connect, SinkPhase.Hello, SinkPhase.Mail, SinkPhase.Recipient,
        SinkPhase.Data, SinkPhase.Text, SinkPhase.Dot, SinkPhase.Answered,
    ];

    [Fact]
    public async Task No_touch_is_sent_twice_and_every_doubt_is_listed()
    {
        var seed = Seed();
        var random = new Random(seed);
        await using var sink = new RecordingSink();
        using var shop = new MailShop(sink.Port, Rounds * LeadsPerRound);
        var doubts = new HashSet<string>();
        var most = 0;
        for (var round = 0; round < Rounds; round++)
        {
            using var serve = shop.Place.Start("serve");
            await sink.KillAt(Phases[round % Phases.Length], random.Next(1, 40), MailShop.Connections, () => Kill(serve));
            var listed = shop.Place.Run("doctor", "--json").Json.GetProperty("uncertain").EnumerateArray()
                .Select(d => d.GetProperty("lead").GetString()!).ToHashSet();
            most = Math.Max(most, listed.Except(doubts).Count());
            Assert.InRange(listed.Except(doubts).Count(), 0, MailShop.Connections);
            Assert.Superset(doubts, listed);
            doubts = listed;
            Assert.Empty(Broken(sink, shop, listed));
        }
        output.WriteLine($"{Rounds} kills, {sink.Count} mails, 0 twice, {doubts.Count} in doubt, {most} at most by one kill (seed {seed})");
        Assert.True(sink.Count > Rounds * 2, $"only {sink.Count} mails were sent: that was no load");
        Assert.Contains($"{doubts.Count} touches in doubt", shop.Place.Fine("doctor").Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sender_that_repeats_what_was_in_doubt_is_caught()
    {
        var random = new Random(Seed());
        await using var sink = new RecordingSink();
        var file = Path.Combine(Directory.CreateTempSubdirectory("leadgrains-").FullName, "leads.db");
        for (var round = 0; round < 20 && Twice(sink).Count == 0; round++)
        {
            using var child = Process.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "LeadGrains.Crash.dll"), file, "send-twice", $"{sink.Port}"]);
            await sink.KillAt(round % 2 == 0 ? SinkPhase.Dot : SinkPhase.Answered, random.Next(1, 8), MailShop.Connections, () => Kill(child));
        }
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        Assert.NotEmpty(Twice(sink));
    }

    private static async Task Kill(Process child)
    {
        Place.Signal(child, KillSignal);
        await child.WaitForExitAsync();
    }

    private static List<string> Broken(RecordingSink sink, MailShop shop, HashSet<string> listed)
    {
        var broken = Twice(sink).Select(to => $"{to} got two mails").ToList();
        var ledger = shop.Ledger();
        var sent = ledger.Sent.ToHashSet();
        foreach (var mail in sink.Mails)
            if (LeadId.Of(Identity.Email(mail.To)).ToString() is var lead && !sent.Contains(lead) && !listed.Contains(lead))
                broken.Add($"{mail.To} got a mail that neither the ledger nor the list of doubts has");
        var arrived = sink.Mails.Select(m => LeadId.Of(Identity.Email(m.To)).ToString()).ToHashSet();
        broken.AddRange(ledger.Sent.Where(lead => !arrived.Contains(lead)).Select(lead => $"{lead} is said to have got a mail, and hasn't"));
        return broken;
    }

    private static List<string> Twice(RecordingSink sink) => [.. sink.Mails.GroupBy(m => m.To).Where(g => g.Count() > 1).Select(g => g.Key)];

    private static int Seed() =>
        int.TryParse(Environment.GetEnvironmentVariable("LEADGRAINS_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : Environment.TickCount;
}
