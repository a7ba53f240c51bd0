using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Engine;

/// <summary>Commands to teams.</summary>
internal sealed partial class Workbench
{
    /// <summary>Decides one command to a team; as for a lead.</summary>
    public Reply Tell(string name, TeamCommand command, Ticket ticket, Moment now)
    {
        if (Unusable(ticket) is { } unusable) return unusable;
        var row = FindTeam(name);
        if (row is not null && Repeated(row, ticket) is { } again) return again;
        if (ticket.ExpectedVersion is { } expected && expected != (row?.Version ?? 0))
            return new Reply(ReplyKind.Outdated, row?.Version ?? 0, $"The team has changed meanwhile: it has version {row?.Version ?? 0}, not {expected}. Look again.");
        if (Program.Team(name) is null)
            return new Reply(ReplyKind.Refused, 0, $"The program has no team '{name}'; it has {string.Join(", ", Program.Teams.Select(t => t.Name))}.");

        row ??= new TeamRow { Name = name };
        _undo.Begin(_batch, _parcels, _leadRows);
        var decision = TeamLifecycle.Decide(row.State, name, command, now, Program);
        var reply = Answer(decision.Refusal, decision.Events.Count, row.Version);
        if (decision.Events.Count > 0)
        {
            Apply(row, decision.Events, ticket, now);
            if (Deliver(now) is { } refusal)
            {
                TakeBack();
                reply = new Reply(ReplyKind.Refused, row.Version, refusal);
            }
            else reply = reply with { Version = row.Version };
        }
        if (row.LastSeq > 0 && ticket.CommandId is { } commandId && reply.Kind != ReplyKind.Busy)
        {
            row.Heard = [.. row.Heard.TakeLast(HeardAnswer.KeptMax - 1), Heard(commandId, reply)];
            _batch.Teams.Add(row);
        }
        return reply;
    }

    private void Apply(TeamRow row, IReadOnlyList<TeamEvent> events, Ticket ticket, Moment now)
    {
        _undo.Keep(row);
        _teams[row.Name] = row;
        var before = row.State.Name.Length > 0 ? row.State : row.State with { Name = row.Name };
        row.State = events.Aggregate(before, TeamLifecycle.Evolve);
        _batch.Entries.Add(new Entry(++_seq, 0, row.Name, ++row.Version, row.LastSeq, now, ticket.By ?? "system", ticket.CommandId) { TeamEvents = events });
        row.LastSeq = _seq;
        row.DueAt = TeamLifecycle.DueAt(row.State, Program);
        _batch.Teams.Add(row);
        foreach (var happened in events)
            foreach (var effect in TeamLifecycle.React(happened, before, row.State, now, Program)) _effects.Enqueue(effect);
    }
}
