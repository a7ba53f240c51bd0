using LeadGrains.Engine;

namespace LeadGrains.Web;

/// <summary>What became of a caller's command.</summary>
/// <param name="Reply">The engine's answer; null when there is none for this caller.</param>
/// <param name="IsForbidden">They see the lead and may not do this.</param>
public sealed record DeskAnswer(Reply? Reply, bool IsForbidden = false);

/// <summary>
/// Where callers' commands to leads are executed: the one place that holds what somebody may against the lead as it is. The
/// command is only good for the version that was looked at, so that nothing changes hands in between.
/// </summary>
public sealed class LeadDesk(ILeadEngine engine, Func<Program> program)
{
    /// <summary>Looked at again so often when the lead changed meanwhile and the caller named no version.</summary>
    public const int LooksMax = 5;

    /// <summary>A lead as far as the caller reaches it; null when for them there is none.</summary>
    public async Task<(LeadSnapshot Lead, Reach Reach)?> Find(Caller caller, LeadId id) =>
        await engine.Find(id) is { } lead && Reaches.Of(caller, lead.State, program()) is var reach and not Reach.None ? (lead, reach) : null;

    /// <summary>Tells a lead what <paramref name="make"/> makes of it.</summary>
    /// <param name="version">The version the caller knows; null: whichever it is.</param>
    public async Task<DeskAnswer> Tell(Caller caller, LeadId id, Func<LeadState, LeadCommand> make, int? version, string? commandId = null)
    {
        for (var looks = 1; ; looks++)
        {
            if (await Find(caller, id) is not var (lead, reach)) return new DeskAnswer(null);
            var command = make(lead.State);
            if (!IsAllowed(caller, command, reach, lead.State)) return new DeskAnswer(null, IsForbidden: true);
            if (lead.State.MergedInto is { } into && command is not (Merge or Unmerge))
                return new DeskAnswer(new Reply(ReplyKind.Refused, lead.Version, $"It was merged into lead {into}; send it there."));
            var reply = await engine.Tell(lead.Id, command, new Ticket(commandId, version ?? lead.Version, caller.By), CancellationToken.None);
            if (reply.Kind != ReplyKind.Outdated || version is not null || looks == LooksMax) return new DeskAnswer(reply);
        }
    }

    /// <summary>An operator found out whether a touch in doubt was sent: the one command for which nobody needs to see whose it is.</summary>
    public async Task<DeskAnswer> Settle(Caller caller, LeadId id, SettleTouch command) =>
        Rights.Needed(command) is { } right && caller.May(right) ? new DeskAnswer(await engine.Tell(id, command, new Ticket(By: caller.By), CancellationToken.None))
            : new DeskAnswer(null, IsForbidden: true);

    private bool IsAllowed(Caller caller, LeadCommand command, Reach reach, LeadState lead) =>
        Rights.Needed(command) is { } right && caller.May(right)
        && command switch
        {
            TakeTask or ReportCall => Reaches.IsToCall(caller, lead),
            ViewOffer or Accept or Decline => reach is Reach.Whole or Reach.Offer,
            _ => reach == Reach.Whole,
        }
        && (command is not Assign assign || caller.Role.KindOf() is not { } kind || program().Team(assign.Team)?.Kind == kind);
}
