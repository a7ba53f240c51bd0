using System.Diagnostics;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Reports;

/// <summary>
/// Runs what really happened through the engine on a virtual clock: inquiries at their dates, hand-offs and wins by
/// those
/// who made them, nurture for everybody else. One that was won before its inquiry is replayed right after it, with its
/// real date, and told as a warning.
/// </summary>
public sealed class Replay
{
    /// <summary>What an owner can hold, so that history fits; the most a member may have.</summary>
    public const int CapacityOpen = 1_000;

    private readonly SteppedEngine _engine;
    private readonly string _team;
    private readonly Dictionary<string, LeadId> _leads = [];
    private readonly List<ReplayWarning> _warnings = [];

    private Replay(SteppedEngine engine, string team) => (_engine, _team) = (engine, team);

    /// <summary>
    /// Replays all rows, in any order, on a new journal, which it closes. Deals go to <paramref name="team"/> (null:
    /// the
    /// program's first of sales). It ends at <paramref name="until"/>, or with the last row.
    /// </summary>
    public static ReplayReport Run(
        IEnumerable<ReplayInquiry> inquiries, IEnumerable<ReplayDeal> deals, IJournal journal, Program program,
        ICourier? courier = null, string? team = null, Moment? until = null,
        Action<ReplayProgress>? progress = null, CancellationToken cancel = default)
    {
        if (journal.LastSeq > 0)
            throw new ArgumentException("A replay needs a journal of its own; this one has entries already.",
                nameof(journal));
        team ??= program.Teams.FirstOrDefault(t => t.Kind == TeamKind.Sales)?.Name
            ?? throw new ArgumentException("The program has no team of sales, so nobody could have won anything.",
                nameof(program));
        var asked = inquiries.OrderBy(i => i.At).ThenBy(i => i.Row).ToList();
        var won = deals.OrderBy(d => d.WonAt).ThenBy(d => d.Row).ToList();
        if (asked.Count == 0) throw new ArgumentException("There are no inquiries to replay.", nameof(inquiries));

        var watch = Stopwatch.StartNew();
        using var audit = new Audit(program);
        using var engine = new SteppedEngine(journal, program, courier ?? new NoCourier(), asked[0].At);
        engine.Committed = audit.Hear;
        var replay = new Replay(engine, team);
        replay.AddOwners(won);
        replay.Run(asked, won, progress, cancel);
        engine.RunTo(Moment.Later(engine.Now, until ?? Moment.Never));
        engine.Commit();
        var check = audit.Finish(engine.Now);
        return new ReplayReport(
            audit.Funnel.Report(), check, replay._warnings, asked[0].At, engine.Now, audit.Hash, watch.Elapsed);
    }

    private void Run(
        List<ReplayInquiry> asked, List<ReplayDeal> won, Action<ReplayProgress>? progress, CancellationToken cancel)
    {
        var askedAt = new Dictionary<string, Moment>(asked.Count);
        foreach (var inquiry in asked) askedAt.TryAdd(inquiry.Id, inquiry.At);
        // A deal happens when it was won, but never before the inquiry it came from.
        var steps = new List<(Moment At, int Order, long Row, object What)>(asked.Count + won.Count);
        foreach (var inquiry in asked) steps.Add((inquiry.At, 0, inquiry.Row, inquiry));
        foreach (var deal in won)
            if (!askedAt.TryGetValue(deal.Id, out var at))
                Warn(deal.Id, "won without any inquiry in the file; left out");
            else steps.Add((Moment.Later(at, deal.WonAt), 1, deal.Row, deal));
        steps.Sort(static (a, b) => (a.At, a.Order, a.Row).CompareTo((b.At, b.Order, b.Row)));

        var (inquiries, deals, day) = (0, 0, DateOnly.MinValue);
        foreach (var (at, _, _, what) in steps)
        {
            if (at.UtcDate != day)
            {
                cancel.ThrowIfCancellationRequested();
                day = at.UtcDate;
                progress?.Invoke(new ReplayProgress(at, inquiries, deals, (double)(inquiries + deals) / steps.Count));
            }
            _engine.RunTo(at);
            if (what is ReplayInquiry inquiry) { Ask(inquiry); inquiries++; }
            else { Win((ReplayDeal)what); deals++; }
        }
        progress?.Invoke(new ReplayProgress(_engine.Now, inquiries, deals, 1));
    }

    private void AddOwners(List<ReplayDeal> won)
    {
        foreach (var owner in won.Select(d => d.Owner).Distinct().Order(StringComparer.Ordinal))
        {
            var member = new Member(owner) { CapacityOpen = CapacityOpen, CapacityNewPerDay = CapacityOpen };
            Must(_engine.Do(_team, new AddMember(member)), owner);
        }
    }

    private void Ask(ReplayInquiry row)
    {
        var id = LeadId.Of(row.Inquiry.Identity);
        _leads[row.Id] = id;
        var reply = _engine.Do(id, row.Inquiry with { At = null },
            new Ticket($"replay:{row.Id}:{row.Row}", By: "replay"));
        if (reply.Kind == ReplyKind.Refused) Warn(row.Id, reply.Words ?? "refused");
    }

    private void Win(ReplayDeal deal)
    {
        var lead = _leads[deal.Id];
        var firstAt = _engine.Find(lead)!.State.FirstInquiryAt;
        if (deal.WonAt < firstAt)
            Warn(deal.Id, $"won on {deal.WonAt.UtcDate:yyyy-MM-dd}, before the first contact on "
                + $"{firstAt.UtcDate:yyyy-MM-dd}; kept with its real date");
        if (deal.Facts.Count > 0) Must(_engine.Do(lead, new Correct(deal.Facts), By(deal.QualifiedBy)), deal.Id);
        if (!HandOff(lead, deal)) return;
        var reply = _engine.Do(lead, new Win(deal.Owner, deal.Value, deal.Currency, deal.WonAt), By(deal.Owner));
        if (!reply.IsFine) Warn(deal.Id, reply.Words ?? "could not be won");
    }

    // Qualified by hand and offered to who had it; what the rules have offered meanwhile goes to them as well.
    private bool HandOff(LeadId lead, ReplayDeal deal)
    {
        _engine.Do(lead, new Qualify(deal.QualifiedBy, "qualified by hand") { Team = _team, Member = deal.Owner },
            By(deal.QualifiedBy));
        if (Offer(lead, deal) is null)
            _engine.Do(lead, new Assign(_team, deal.Owner, deal.QualifiedBy), By(deal.QualifiedBy));
        if (Offer(lead, deal) is not { } offer)
        {
            Warn(deal.Id, $"could not be offered to {deal.Owner}: it is {_engine.Find(lead)!.State.Stage}");
            return false;
        }
        return Must(_engine.Do(lead, new Accept(offer.Number, deal.Owner), By(deal.Owner)), deal.Id);
    }

    private OpenOffer? Offer(LeadId lead, ReplayDeal deal) =>
        _engine.Find(lead)?.State.Handoff?.Offer is { } offer && offer.Team == _team && offer.Member == deal.Owner
            ? offer : null;

    private bool Must(Reply reply, string id)
    {
        if (!reply.IsFine) Warn(id, reply.Words ?? "refused");
        return reply.IsFine;
    }

    private void Warn(string id, string words) => _warnings.Add(new ReplayWarning(id, words));

    private static Ticket By(string by) => new(By: by);
}
