using System.Collections.Concurrent;
using LeadGrains.Client.Tests.Sending;
using LeadGrains.Mail.Tests;
using Xunit.Abstractions;

namespace LeadGrains.MailKit.Tests.Sending;

/// <summary>Against a mail server that others wrote: its queue and our outcomes must agree.</summary>
public sealed class PostfixTests(ITestOutputHelper output)
{
    private const int Mails = 200;

    [PostfixFact]
    public async Task Its_queue_holds_exactly_what_was_said_to_be_sent()
    {
        using var postfix = new Postfix();
        var outcomes = new ConcurrentDictionary<string, SendOutcome>();
        var settings = new SmtpSettings("localhost", postfix.Port) { ConnectionsMax = 4, MailsPerConnectionMax = 30, TrustedPem = File.ReadAllText(postfix.Certificate) };
        await using (var transport = new MailKitTransport(settings, TimeProvider.System))
            await Parallel.ForAsync(0, Mails, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (n, cancel) =>
            {
                var to = new Mailbox(AddressOf(n));
                outcomes[to.Address] = await transport.SendAsync(Samples.Message() with { To = to, MessageId = $"m{n}@kestrel.example" }, cancel);
            });

        Assert.Equal(outcomes.Where(o => o.Value is SendOutcome.Sent).Select(o => o.Key).Order(StringComparer.Ordinal), postfix.Recipients.Order(StringComparer.Ordinal));
        foreach (var (to, outcome) in outcomes)
            Assert.Equal(to.Split('-')[0] switch
            {
                "gone" => (false, true, true),
                "policy" => (false, true, false),
                "later" => (false, false, false),
                _ => (true, false, false),
            }, outcome is SendOutcome.Refused no ? (false, no.IsPermanent, no.NoSuchMailbox) : (outcome is SendOutcome.Sent, false, false));
        Assert.DoesNotContain("improper command pipelining", postfix.Log, StringComparison.Ordinal);
        output.WriteLine($"{outcomes.Count} mails, {postfix.Recipients.Count} in the queue, {outcomes.Values.Count(o => o is SendOutcome.Refused)} refused");
    }

    private static string AddressOf(int n) => (n % 10) switch
    {
        0 => $"gone-{n}@example.com",
        1 => $"policy-{n}@example.com",
        2 => $"later-{n}@example.com",
        _ => $"person-{n}@example.com",
    };
}
