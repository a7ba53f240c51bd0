using System.Diagnostics;
using LeadGrains.Contract;

namespace LeadGrains.MailKit.Tests.Sending;

/// <summary>Mails a second on 8 connections to a recording server in this process: our own client and MailKit in turn.</summary>
internal static class Measure
{
    private const int Connections = 8, Turns = 3;

    public static async Task Run(int mails)
    {
        var (own, kit) = (0.0, 0.0);
        for (var turn = 0; turn <= Turns; turn++)
        {
            // The first turn only warms.
            var (first, second) = (await Once(mails, s => new SmtpTransport(s, TimeProvider.System)), await Once(mails, s => new MailKitTransport(s, TimeProvider.System)));
            Console.WriteLine($"{(turn == 0 ? "warm" : $"turn {turn}")}: own {first:N0}/s, MailKit {second:N0}/s");
            if (turn > 0) (own, kit) = (own + first, kit + second);
        }
        Console.WriteLine($"MailKit sends {kit / own:0.00} of what our own client sends ({kit / Turns:N0} and {own / Turns:N0} mails/s, {Connections} connections)");
    }

    private static async Task<double> Once(int mails, Func<SmtpSettings, IMailTransport> open)
    {
        await using var sink = new RecordingSink { Forgets = true };
        var transport = open(new SmtpSettings("localhost", sink.Port, SmtpSecurity.None) { ConnectionsMax = Connections, MailsPerConnectionMax = 1_000 });
        await using var closing = (IAsyncDisposable)transport;
        var text = string.Concat(Enumerable.Repeat("A line of a usual length, as people write them in mail.\n", 60));
        var clock = Stopwatch.StartNew();
        await Parallel.ForAsync(0, mails, new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (n, cancel) =>
        {
            var message = new Message($"m{n}@kestrel.test", DateTimeOffset.UnixEpoch, new Mailbox("a@kestrel.test"), new Mailbox($"b{n}@example.com"), "A piece", text, $"<p>{text}</p>");
            if (await transport.SendAsync(message, cancel) is not SendOutcome.Sent) throw new InvalidOperationException("A mail wasn't sent.");
        });
        return mails / clock.Elapsed.TotalSeconds;
    }
}
