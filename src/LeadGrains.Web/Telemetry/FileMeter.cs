using System.Diagnostics.Metrics;
using LeadGrains.Store;

namespace LeadGrains.Web;

/// <summary>
/// What stands in a house's journal, on the meter <c>LeadGrains</c>: read when somebody asks, which takes under a millisecond,
/// and never otherwise. Thread-safe.
/// </summary>
public sealed class FileMeter : IDisposable
{
    private readonly Meter _meter = new(TelemetryExport.Name);
    private readonly Func<LeadViews> _open;
    private readonly TimeProvider _time;

    /// <param name="open">Views for one question.</param>
    public FileMeter(Func<LeadViews> open, TimeProvider time)
    {
        (_open, _time) = (open, time);
        _meter.CreateObservableGauge("leadgrains.leads", Stages, "{lead}", "Leads in each stage now.");
        _meter.CreateObservableGauge("leadgrains.outbox", () => Read(views => views.Outbox(Now).Waiting), "{parcel}", "Mail and tasks that wait to leave.");
        _meter.CreateObservableGauge("leadgrains.alarms.overdue", () => Read(views => views.Overdue(Now)), "{lead}", $"Leads whose alarm should have rung; counted up to {LeadViews.OverdueCountedMax}.");
        _meter.CreateObservableGauge("leadgrains.webhook.messages", Webhooks, "{message}", "Messages to webhooks that weren't taken, by what they wait for.");
    }

    private Moment Now => Moment.From(_time.GetUtcNow());

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<long>> Stages() =>
        Read(views => views.Stages().Select(s => new Measurement<long>(s.Count, new KeyValuePair<string, object?>("stage", s.Stage.ToString()))).ToList());

    private IEnumerable<Measurement<long>> Webhooks() => Read(views =>
    {
        var counts = views.Webhooks().Select(hook => views.WebhookCount(hook.Number)).ToList();
        return new List<Measurement<long>>
        {
            new(counts.Sum(c => c.Waiting), new KeyValuePair<string, object?>("standing", "waiting")),
            new(counts.Sum(c => c.Dead), new KeyValuePair<string, object?>("standing", "dead")),
        };
    });

    private T Read<T>(Func<LeadViews, T> question)
    {
        using var views = _open();
        return question(views);
    }
}
