using System.Diagnostics;
using System.Diagnostics.Metrics;
using LeadGrains.Lifecycle;

namespace LeadGrains.Engine;

/// <summary>
/// What one engine measures, on the meter <c>LeadGrains</c>. What commands lead to is noted when it is decided and counted when it is
/// durable. While nobody listens it costs a look at a few flags. <see cref="Note"/> to <see cref="Committed"/> on the loop.
/// </summary>
internal sealed class EngineMeter : IDisposable
{
    /// <summary>The name of the meter and of the source of spans.</summary>
    public const string Name = "LeadGrains";

    private static readonly InstrumentAdvice<double> Waits = new()
    { HistogramBucketBoundaries = [60, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400, 172_800, 345_600, 604_800] };
    private static readonly InstrumentAdvice<double> Commits = new() { HistogramBucketBoundaries = [0.000_5, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5] };
    private static readonly InstrumentAdvice<int> Batches = new() { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 512] };

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _transitions, _touches, _busy;
    private readonly Histogram<double> _view, _accept, _contact, _commit;
    private readonly Histogram<int> _batch;
    private readonly List<Noted> _noted = [];

    /// <param name="waiting">Commands in the mailbox; asked from any thread.</param>
    public EngineMeter(Func<int> waiting)
    {
        _transitions = _meter.CreateCounter<long>("leadgrains.transitions", "{lead}", "Leads that went from one stage to another.");
        _touches = _meter.CreateCounter<long>("leadgrains.touches", "{touch}", "What became of touches, by channel and outcome.");
        _busy = _meter.CreateCounter<long>("leadgrains.busy", "{command}", "Commands turned away, by what there was too much or too little of.");
        _view = _meter.CreateHistogram("leadgrains.offer.view", "s", "From an offer to the look at it.", advice: Waits);
        _accept = _meter.CreateHistogram("leadgrains.offer.accept", "s", "From an offer to its acceptance.", advice: Waits);
        _contact = _meter.CreateHistogram("leadgrains.first_contact", "s", "From acceptance to the first contact.", advice: Waits);
        _commit = _meter.CreateHistogram("leadgrains.commit", "s", "How long a commit takes, its fsync with it.", advice: Commits);
        _batch = _meter.CreateHistogram("leadgrains.commit.commands", "{command}", "Commands that one commit makes durable.", advice: Batches);
        _meter.CreateObservableGauge("leadgrains.mailbox", waiting, "{command}", "Commands that wait to be decided.");
    }

    /// <summary>Somebody wants to know what commands lead to.</summary>
    public bool IsListened => _transitions.Enabled || _touches.Enabled || _view.Enabled || _accept.Enabled || _contact.Enabled;

    /// <summary>The beginning of a commit; 0 while nobody wants to know.</summary>
    public long Begin() => _commit.Enabled || _batch.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>Notes what an entry says.</summary>
    public void Note(long seq, LeadState before, LeadState after, IReadOnlyList<LeadEvent> events)
    {
        if (before.Stage != after.Stage) _noted.Add(new Noted(seq, _transitions, null, 0, "from", before.Stage.ToString(), "to", after.Stage.ToString()));
        foreach (var happened in events)
            switch (happened)
            {
                case OfferViewed e when before.Handoff?.Offer is { } offer: Wait(seq, _view, e.At - offer.OfferedAt); break;
                case Accepted e when before.Handoff?.Offer is { } offer: Wait(seq, _accept, e.Work.AcceptedAt - offer.OfferedAt); break;
                case ContactLogged e when before.Work is { FirstContactAt: null } work: Wait(seq, _contact, e.At - work.AcceptedAt); break;
                case TouchMade e: Touch(seq, e.Channel, e.Certain ? "made" : "uncertain"); break;
                case TouchFailed e: Touch(seq, before.Nurture.Pending?.Channel, e.ForGood ? "failed" : "failed-for-now"); break;
                case TouchSkipped: Touch(seq, before.Nurture.Pending?.Channel, "skipped"); break;
                case TouchLapsed: Touch(seq, before.Nurture.Pending?.Channel, "lapsed"); break;
            }
    }

    /// <summary>Entries after this one are taken back.</summary>
    public void TakeBack(long seq) => _noted.RemoveAll(n => n.Seq > seq);

    /// <summary>It is durable.</summary>
    /// <param name="begun">What <see cref="Begin"/> said.</param>
    public void Committed(int commands, long begun)
    {
        if (begun > 0)
        {
            _commit.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds);
            if (commands > 0) _batch.Record(commands);
        }
        foreach (var noted in _noted) noted.Count();
        _noted.Clear();
    }

    /// <summary>Nothing of it was kept, for want of space.</summary>
    public void Lost(int commands)
    {
        _noted.Clear();
        _busy.Add(commands, new KeyValuePair<string, object?>("reason", "disk"));
    }

    /// <summary>The mailbox was full. From any thread.</summary>
    public void TurnedAway() => _busy.Add(1, new KeyValuePair<string, object?>("reason", "mailbox"));

    public void Dispose() => _meter.Dispose();

    private void Wait(long seq, Histogram<double> into, TimeSpan span) => _noted.Add(new Noted(seq, null, into, span.TotalSeconds));

    private void Touch(long seq, Lifecycle.Channel? channel, string outcome) =>
        _noted.Add(new Noted(seq, _touches, null, 0, "channel", channel?.ToString() ?? "", "outcome", outcome));

    private readonly record struct Noted(
        long Seq, Counter<long>? Counter, Histogram<double>? Histogram, double Seconds, string Name1 = "", string Value1 = "", string Name2 = "", string Value2 = "")
    {
        public void Count()
        {
            Histogram?.Record(Seconds);
            Counter?.Add(1, new KeyValuePair<string, object?>(Name1, Value1), new KeyValuePair<string, object?>(Name2, Value2));
        }
    }
}
