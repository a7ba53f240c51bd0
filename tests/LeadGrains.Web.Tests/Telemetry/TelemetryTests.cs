using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using LeadGrains.Store;

namespace LeadGrains.Web.Tests;

/// <summary>What is measured and traced, heard by listeners in this process. Other tests measure too, so what is asked for is at least there.</summary>
public sealed class TelemetryTests
{
    private static readonly string[] Secrets = ["ann@", "Secretson", "Hidden", "+4930999", "whsec_", "lg_"];

    [Fact]
    public async Task What_leads_go_through_is_counted_and_timed()
    {
        var heard = new ConcurrentBag<(string Name, double Value, string Tags)>();
        await using var site = await ApiSite.Open();
        using var file = new FileMeter(() => LeadViews.Open(site.File), site.Time);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == TelemetryExport.Name) l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => heard.Add((instrument.Name, value, Text(tags))));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => heard.Add((instrument.Name, value, Text(tags))));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => heard.Add((instrument.Name, value, Text(tags))));
        listener.Start();

        using var receiver = new Receiver();
        await (await site.As(Role.Admin)).Hook(receiver.Url, "accepted");
        var lead = await site.Offered("ann", "sales", "ines");
        var number = (await site.State(lead)).Requests;
        site.Time.Advance(TimeSpan.FromMinutes(7));
        await site.Engine.Tell(lead, new ViewOffer(number, "ines"));
        site.Time.Advance(TimeSpan.FromMinutes(4));
        await site.Engine.Tell(lead, new Accept(number, "ines"));
        site.Time.Advance(TimeSpan.FromMinutes(13));
        await site.Engine.Tell(lead, new LogContact("ines", Channel.Call));
        await site.Engine.FindTeam("sales"); // once more round the loop: figures are noted behind the answers
        await site.Tell();
        try
        {
            listener.RecordObservableInstruments();
        }
        catch (AggregateException)
        {
            // Another test's house was closing just then; ours has been read.
        }

        Assert.Contains(("leadgrains.offer.view", 7 * 60d, ""), heard);
        Assert.Contains(("leadgrains.offer.accept", 11 * 60d, ""), heard);
        Assert.Contains(("leadgrains.first_contact", 13 * 60d, ""), heard);
        Assert.Contains(("leadgrains.transitions", 1d, "from=Qualified to=SalesOwned"), heard);
        Assert.Contains(("leadgrains.webhook.tries", 1d, "outcome=taken"), heard);
        Assert.Contains(("leadgrains.leads", 1d, "stage=SalesOwned"), heard);
        Assert.Contains(("leadgrains.webhook.messages", 0d, "standing=dead"), heard);
        foreach (var name in (string[])["leadgrains.commit", "leadgrains.commit.commands", "leadgrains.mailbox", "leadgrains.outbox", "leadgrains.alarms.overdue"])
            Assert.Contains(heard, h => h.Name == name && h.Value >= 0);
        Assert.DoesNotContain(heard, h => Secrets.Any(s => h.Tags.Contains(s, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_command_its_commit_and_what_it_leads_to_are_one_story_that_names_nobody()
    {
        var lines = new ConcurrentQueue<string>();
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TelemetryExport.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var site = await ApiSite.Open();
        LeadId lead;
        using (new TraceLines(lines.Enqueue))
        {
            using var receiver = new Receiver();
            await (await site.As(Role.Admin)).Hook(receiver.Url);
            using var test = new Activity("test").Start();
            lead = await site.Offered("traced", "sales", "ines", accepted: true);
            Assert.Same(test, Activity.Current); // a command's span leaves its caller's alone
            await site.Tell();
            await Until(() => spans.Any(s => s.OperationName.StartsWith("deliver ", StringComparison.Ordinal) && Is(s, lead)));
            var accept = spans.Single(s => s.OperationName == "lead Accept" && Is(s, lead));
            Assert.Equal((test.SpanId, "Done"), (accept.ParentSpanId, accept.GetTagItem("leadgrains.reply")!.ToString()));
            Assert.Contains(spans, s => s.OperationName == "commit" && s.Links.Any(l => l.Context == accept.Context));
            var assign = spans.Single(s => s.OperationName == "lead Assign" && Is(s, lead));
            Assert.Contains(spans, s => s.OperationName == "deliver OfferNotice" && Is(s, lead) && s.Links.Any(l => l.Context == assign.Context));
            Assert.Contains(spans, s => s.OperationName == "webhook" && Is(s, lead));
        }
        var ours = lines.Where(l => l.Contains(lead.ToString(), StringComparison.Ordinal)).ToList();
        Assert.Contains(ours, l => l.Contains("\"span\":\"lead Accept\"", StringComparison.Ordinal));
        foreach (var secret in (string[])[.. Secrets, "traced@"]) Assert.DoesNotContain(lines, l => l.Contains(secret, StringComparison.Ordinal));
    }

    private static bool Is(Activity span, LeadId lead) => span.GetTagItem("leadgrains.lead") as string == lead.ToString();

    // A parcel leaves on a thread of its own.
    private static async Task Until(Func<bool> isSo)
    {
        for (var watch = Stopwatch.StartNew(); !isSo(); await Task.Yield()) Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), "it doesn't happen");
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new List<string>();
        foreach (var (name, value) in tags) text.Add($"{name}={value}");
        return string.Join(' ', text);
    }
}
