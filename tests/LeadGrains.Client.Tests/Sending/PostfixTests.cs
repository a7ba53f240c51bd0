using System.Diagnostics;
using LeadGrains.Lifecycle;
using Xunit.Abstractions;

namespace LeadGrains.Client.Tests.Sending;

/// <summary>The whole way against a mail server that others wrote: its queue and our ledger must agree.</summary>
public sealed class PostfixTests(ITestOutputHelper output)
{
    private const int KillSignal = 9, Terminate = 15, Leads = 300, Kills = 6;

    [PostfixFact]
    public void Its_queue_holds_exactly_what_the_ledger_says_was_sent()
    {
        using var postfix = new Postfix();
        using var shop = new MailShop(postfix.Port, Leads, $"  trust: {postfix.Certificate}\n", AddressOf);
        using var serve = shop.Place.Start("serve");
        WaitUntil(() => shop.Ledger() is var l && l.Sent.Count + l.Failed.Count == Leads);
        Place.Signal(serve, Terminate);
        Assert.Equal(0, Place.End(serve).Exit);

        var ledger = shop.Ledger();
        Assert.Empty(ledger.Uncertain);
        Assert.Equal(Ids("person"), ledger.Sent.Order());
        Assert.Equal(ledger.Sent.Order(), postfix.Recipients.Select(IdOf).Order());
        Assert.Equal(Ids("gone", "policy", "later"), ledger.Failed.Order());
        Assert.Equal(Ids("gone"), ledger.Bounced.Order()); // a policy or a grey list is no hard bounce
        Assert.DoesNotContain("NOQUEUE: reject: MAIL", postfix.Log, StringComparison.Ordinal);
        output.WriteLine($"{postfix.Recipients.Count} in the queue, {ledger.Sent.Count} sent, {ledger.Failed.Count} refused, {ledger.Bounced.Count} of them for ever");
    }

    [PostfixFact]
    public void Kills_at_any_instant_send_nothing_twice()
    {
        var random = new Random(7);
        using var postfix = new Postfix();
        using var shop = new MailShop(postfix.Port, Leads, $"  trust: {postfix.Certificate}\n");
        for (var kill = 0; kill < Kills; kill++)
        {
            using var serve = shop.Place.Start("serve");
            var before = shop.Ledger().Sent.Count;
            WaitUntil(() => shop.Ledger().Sent.Count > before + random.Next(10));
            Place.Signal(serve, KillSignal);
            serve.WaitForExit();
        }
        using (var serve = shop.Place.Start("serve"))
        {
            WaitUntil(() => shop.Ledger() is var l && l.Sent.Count + l.Uncertain.Count == Leads);
            Place.Signal(serve, Terminate);
            Place.End(serve);
        }

        var (ledger, queue) = (shop.Ledger(), postfix.Recipients.Select(IdOf).ToList());
        Assert.Equal(queue.Count, queue.Distinct().Count());
        Assert.Superset(ledger.Sent.ToHashSet(), queue.ToHashSet());
        Assert.Subset(ledger.Sent.Concat(ledger.Uncertain).ToHashSet(), queue.ToHashSet());
        Assert.InRange(ledger.Uncertain.Count, 0, Kills * MailShop.Connections);
        Assert.Equal(ledger.Uncertain.Order(), shop.Place.Run("mail", "uncertain", "--json").Json.EnumerateArray().Select(d => d.GetProperty("lead").GetString()!).Order());
        output.WriteLine($"{Kills} kills: {queue.Count} in the queue, 0 twice, {ledger.Sent.Count} sent, {ledger.Uncertain.Count} in doubt");
    }

    private static string AddressOf(int n) => (n % 10) switch
    {
        0 => $"gone-{n}@example.com",
        1 => $"policy-{n}@example.com",
        2 => $"later-{n}@example.com",
        _ => $"person-{n}@example.com",
    };

    private static IEnumerable<string> Ids(params string[] kinds) => Enumerable.Range(0, Leads).Select(AddressOf)
        .Where(address => kinds.Contains(address.Split('-')[0])).Select(IdOf).Order();

    private static string IdOf(string address) => LeadId.Of(Identity.Email(address)).ToString();

    private static void WaitUntil(Func<bool> isSo)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(40), "it doesn't happen");
            Thread.Sleep(20); // another process is waited for
        }
    }
}
