using System.Diagnostics;
using LeadGrains.Contract;

namespace LeadGrains.Client.Tests.Sending;

public sealed class MailCommandTests
{
    [Fact]
    public async Task An_operator_holds_releases_looks_and_settles()
    {
        await using var sink = new RecordingSink { Script = m => m.Phase == SinkPhase.Dot ? SinkAct.HangUp : SinkAct.Usual };
        using var shop = new MailShop(sink.Port, leads: 1);
        var place = shop.Place;
        Assert.Contains("held", place.Fine("mail", "hold").Out, StringComparison.Ordinal);
        Assert.True(place.Fine("mail", "status", "--json").Json.GetProperty("held").GetBoolean());
        Assert.Contains($"localhost:{sink.Port} from ann@mill.test", place.Fine("mail", "status").Out, StringComparison.Ordinal);
        Assert.Contains("No touch is in doubt", place.Fine("mail", "uncertain").Out, StringComparison.Ordinal);
        place.Fine("mail", "release");

        using (var serve = place.Start("serve"))
        {
            WaitUntil(() => shop.Ledger().Uncertain.Count == 1);
            Assert.Contains("held", place.Fine("mail", "hold").Out, StringComparison.Ordinal); // the running serve does it
            place.Fine("mail", "release");
            Place.Signal(serve, 15);
            Assert.Equal(0, Place.End(serve).Exit);
        }
        Assert.Contains("1 touch in doubt", place.Fine("doctor").Out, StringComparison.Ordinal);
        Assert.Contains("perhaps sent", place.Fine("mail", "uncertain").Out, StringComparison.Ordinal);
        var touch = place.Fine("mail", "uncertain", "--json").Json[0].GetProperty("touch").GetInt32().ToString(System.Globalization.CultureInfo.InvariantCulture);
        place.Run("mail", "uncertain", MailShop.AddressOf(0), touch).WithCleanError(2);
        place.Fine("mail", "uncertain", MailShop.AddressOf(0), touch, "--sent");
        Assert.Equal(0, place.Fine("mail", "uncertain", "--json").Json.GetArrayLength());
        place.Fine("doctor");

        var mail = Assert.Single(sink.Mails);
        Assert.StartsWith("bounce+", mail.From, StringComparison.Ordinal);
        Assert.EndsWith("@bounces.mill.test", mail.From, StringComparison.Ordinal);
        Assert.DoesNotContain("bounce+", mail.Text, StringComparison.Ordinal);
        Assert.Contains("ann@mill.test", mail.Header("From"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mail_file_with_faults_stops_serve_before_anything_is_sent()
    {
        using var place = new Place();
        place.Fine("init");
        place.Write("mail.yaml", "transport: smtp\nsmtp:\n  host: relay.mill.test\n  password: sesame\n");
        var error = place.Run("serve").WithCleanError(3).Error;
        Assert.Contains("mail.yaml:4:", error, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", error, StringComparison.Ordinal);
        place.Run("serve", "--mail", "nowhere.yaml").WithCleanError(4);
    }

    private static void WaitUntil(Func<bool> isSo)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "it doesn't happen");
            Thread.Sleep(20); // another process is waited for
        }
    }
}
