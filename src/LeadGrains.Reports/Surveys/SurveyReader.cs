using System.Diagnostics;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Reports;

/// <summary>Looks through a whole file once: all entries, then all leads. Memory grows by about 300 bytes a lead while it lasts.</summary>
public static class SurveyReader
{
    /// <summary>Touches in doubt that are listed; who has more has another problem.</summary>
    public const int DoubtsMax = 200;

    private const int TellEvery = 2_000;

    /// <summary>The survey of a file.</summary>
    /// <param name="progress">Told now and then: how far, 0 to 1.</param>
    /// <exception cref="OperationCanceledException">It was cancelled, or took too long.</exception>
    public static Survey Read(LeadViews views, Program program, Moment now, Action<double>? progress = null, CancellationToken cancel = default)
    {
        var watch = Stopwatch.StartNew();
        var last = Math.Max(1, views.LastSeq());
        var (funnel, loop, feedback, mail, pieces) = (new FunnelReader(), new ClosedLoopReader(now), new FeedbackReader(), new MailHealthReader(now), new PieceUseReader());
        long entries = 0;
        foreach (var entry in views.Entries().TakeWhile(e => e.Seq <= last))
        {
            cancel.ThrowIfCancellationRequested();
            funnel.Read(entry);
            loop.Read(entry);
            feedback.Read(entry);
            mail.Read(entry);
            pieces.Read(entry);
            if (++entries % TellEvery == 0) progress?.Invoke(0.8 * entry.Seq / last);
        }

        var (streams, doubts, ownerless, leads) = (new StreamsRunningDry(program, now), new List<OpenDoubt>(), 0, 0L);
        var inAll = 0;
        foreach (var line in views.AllLeads())
        {
            cancel.ThrowIfCancellationRequested();
            streams.Add(line.State);
            if (IsOwnerless(line)) ownerless++;
            foreach (var doubt in DoubtsOf(line))
                if (++inAll <= DoubtsMax) doubts.Add(doubt);
            if (++leads % TellEvery == 0) progress?.Invoke(0.9);
        }
        return new Survey(now, watch.Elapsed, leads, entries, ownerless, funnel.Report(), loop.Report(), feedback.Report(program), mail.Report(),
            pieces.Report(), streams.Lines, doubts, inAll);
    }

    /// <summary>What a lead's state says of touches in doubt.</summary>
    public static IEnumerable<OpenDoubt> DoubtsOf(LeadLine line) => DoubtsOf(line.Id, line.State);

    /// <summary>The same of a lead that was just looked up.</summary>
    public static IEnumerable<OpenDoubt> DoubtsOf(LeadId id, LeadState lead)
    {
        foreach (var doubt in lead.Nurture.Doubts) yield return new OpenDoubt(id, doubt.Number, doubt.Piece, doubt.Channel, doubt.At, false);
        if (lead.Nurture.Pending is { Begun: true } touch) yield return new OpenDoubt(id, touch.Number, touch.Piece, touch.Channel, touch.SendAt, true);
    }

    // Marketing's team counts as an owner; a lead that a member owns must name them.
    private static bool IsOwnerless(LeadLine line) => line.Stage is not (Stage.None or Stage.Merged or Stage.Erased)
        && (string.IsNullOrEmpty(line.State.Owner.Team) || (line.Stage is Stage.SalesOwned or Stage.PartnerOwned && line.State.Owner.Member is null));
}
