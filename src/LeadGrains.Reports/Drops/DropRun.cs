using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Reports;

/// <summary>How far a drop is, and what it came to.</summary>
/// <param name="Leads">Looked at.</param>
/// <param name="Told">Will get it, each in their own hours, gap and budget.</param>
/// <param name="Known">Had it already, or wait for it.</param>
/// <param name="Refused">Can't get it now.</param>
/// <param name="FirstRefusal">Why the first of those can't.</param>
public sealed record DropSum(long Leads, long Told, long Known, long Refused, string? FirstRefusal);

/// <summary>
/// A drop: an unscheduled piece to everybody who wants its topic, spread over weeks and inside everybody's budget (N4). Under
/// the same name it goes on where it stopped, since each lead hears each drop once.
/// </summary>
public static class DropRun
{
    /// <summary>Commands under way: what one commit takes, and as much again.</summary>
    public const int UnderWayMax = 2_048;

    private const int TellEvery = 256;

    /// <summary>The command's id, and who says it.</summary>
    public static Ticket TicketOf(string piece, string name, string by = "drop") => new($"drop:{piece}:{name}", By: by);

    /// <summary>Could this person get the piece at all, as they stand? Whoever can't isn't asked.</summary>
    public static bool Reaches(LeadState lead, Piece piece, Program program) =>
        lead.Stage is Stage.Inquiry or Stage.Nurturing or Stage.Qualified && NurturePlan.MayGo(piece, lead)
        && (lead.Person.Language ?? program.Language) == piece.Language;

    /// <summary>Would a drop be news to them: not seen, not waiting already?</summary>
    public static bool IsNews(LeadState lead, Piece piece) =>
        !lead.Nurture.Seen.Contains(piece.Id) && !lead.Nurture.Drops.Contains(piece.Id) && lead.Nurture.Pending?.Piece != piece.Id;

    /// <summary>
    /// Tells everybody, a page of leads being read while the one before is decided. Cancelled, it ends after what is under way.
    /// </summary>
    /// <param name="underWayMax">At most <see cref="UnderWayMax"/>; fewer leaves room for others.</param>
    /// <param name="busy">What to do when the engine has no room: wait and say true to try again, or say false to count it as refused.</param>
    public static async Task<DropSum> Tell(ILeadEngine engine, LeadViews views, Program program, Piece piece, Ticket ticket, int underWayMax,
        Func<Reply, Task<bool>> busy, Action<DropSum>? progress = null, CancellationToken cancel = default)
    {
        var sum = new DropSum(0, 0, 0, 0, null);
        var underWay = new Queue<(LeadId Lead, Task<Reply> Reply)>(underWayMax);
        foreach (var lead in views.AllLeads())
        {
            if (cancel.IsCancellationRequested) break;
            sum = sum with { Leads = sum.Leads + 1 };
            if (sum.Leads % TellEvery == 0) progress?.Invoke(sum);
            if (!Reaches(lead.State, piece, program)) continue;
            if (underWay.Count >= underWayMax) await Take();
            underWay.Enqueue((lead.Id, engine.Tell(lead.Id, new Drop(piece.Id), ticket, CancellationToken.None)));
        }
        while (underWay.Count > 0) await Take();
        return sum;

        async Task Take()
        {
            var (lead, told) = underWay.Dequeue();
            var reply = await told;
            while (reply.Kind == ReplyKind.Busy && await busy(reply)) reply = await engine.Tell(lead, new Drop(piece.Id), ticket, CancellationToken.None);
            sum = Add(sum, reply);
        }
    }

    private static DropSum Add(DropSum sum, Reply reply) => reply.Kind switch
    {
        ReplyKind.Done when reply.Lead is not null => sum with { Told = sum.Told + 1 },
        ReplyKind.Done or ReplyKind.AlreadySo => sum with { Known = sum.Known + 1 }, // an answer given again has no lead with it
        _ => sum with { Refused = sum.Refused + 1, FirstRefusal = sum.FirstRefusal ?? reply.Words },
    };
}
