using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Engine;

/// <summary>What wakes by itself: leads and teams that are due, and those who wait for a free hand.</summary>
internal sealed partial class Workbench
{
    /// <summary>Wakes what is due, at most <paramref name="max"/> leads; true while there may be more.</summary>
    public bool RingAlarms(Moment now, int max)
    {
        CallWaiting(now);
        Sweep(max);
        if (_nextDueAt is not { } due || due > now) return false;
        foreach (var team in journal.DueTeams(now))
            if (FindTeam(team) is { DueAt: { } at } && at <= now) Tell(team, new OpenValve(), default, now);
        var leads = journal.DueLeads(now, max);
        foreach (var number in leads)
        {
            var row = FindRow(number);
            if (row.DueAt is { } at && at <= now) Ring(row, now);
        }
        if (IsDirty) _rang = true;
        else _nextDueAt = journal.NextDue();
        return leads.Count == max;
    }

    private void Ring(LeadRow row, Moment now)
    {
        var version = row.Version;
        Tell(row.Id, new Wake { Outage = _outage }, default, now);
        if (row.Version != version) return;
        // Nothing came of it: the program has changed since the due time was kept. An alarm that stays due all the same
        // would ring for ever; it rings again in an hour.
        var due = LeadLifecycle.DueAt(row.State, Program);
        row.DueAt = due <= now ? now + TimeSpan.FromHours(1) : due;
        _batch.Leads.Add(row);
    }

    // After the commit before, so that the journal's queue is complete.
    private void CallWaiting(Moment now)
    {
        if (_freeHands.Count == 0 || IsDirty) return;
        foreach (var (team, free) in _freeHands.ToList())
        {
            _freeHands.Remove(team);
            // Some more than there are hands: who fits none of the free members must not keep the others waiting.
            var waiting = journal.Waiting(team, free + CalledBeyondMax);
            var left = 0;
            foreach (var number in waiting)
            {
                if (FindTeam(team) is { } row && TeamLifecycle.FreeHands(row.State, now, Program) == 0) break;
                Tell(FindRow(number).Id, new SeekAgain(team), default, now);
            }
            foreach (var number in waiting)
                if (FindRow(number).Rank is not null) left++;
            if (left == 0 && waiting.Count < free + CalledBeyondMax) Tell(team, new NoneWaiting(), default, now);
        }
    }
}
