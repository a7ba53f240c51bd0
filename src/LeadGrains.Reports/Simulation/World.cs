using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Reports;

/// <summary>
/// The simulated world around the engine: prospects and members who react to what the journal says has happened, each
/// at an instant of their own. Drives a <see cref="SteppedEngine"/> and reads nothing but its committed entries.
/// </summary>
internal sealed class World
{
    private readonly Program _program;
    private SteppedEngine _engine;
    private readonly Population _population;
    private readonly Agenda _agenda = new();
    private readonly List<Prospect?> _byRow = [null];
    private readonly Dictionary<string, Prospect> _arriving = [];
    private readonly Prospect?[] _prospects;
    private readonly ProspectHabits _prospectHabits;
    private readonly OwnerHabits _ownerHabits;
    private readonly Crew _crew;

    public World(SteppedEngine engine, Program program, Population population, Crew crew, RehearsalPlan plan)
    {
        (_engine, _program, _population, _crew) = (engine, program, population, crew);
        _prospects = new Prospect?[plan.Leads];
        _prospectHabits = new ProspectHabits(population, program, _agenda);
        _ownerHabits = new OwnerHabits(population, program, _agenda);
        foreach (var (team, member) in crew.AtStart) engine.Do(team, new AddMember(member), By("simulation"));
        for (var i = 0; i < plan.Leads; i++)
            _agenda.Plan(Moment.Never, population.ArrivalOf(i), new Deed(Act.Arrive, i));
        foreach (var (at, deed) in crew.Deeds(engine.Now, plan.EndAt)) _agenda.Plan(engine.Now, at, deed);
        // Each in its own part of the time, on whatever day and hour.
        for (var n = 1; n <= plan.Drops; n++)
            _agenda.Plan(engine.Now, plan.Start + (plan.EndAt - plan.Start) * ((n - 0.3) / plan.Drops), new Deed(Act.Drop, n));
    }

    /// <summary>How many leads are in each stage.</summary>
    public int[] Stages { get; } = new int[Enum.GetValues<Stage>().Length];

    /// <summary>Commands that were refused, by their names: a rep too late, a prospect already gone.</summary>
    public SortedDictionary<string, int> Refused { get; } = new(StringComparer.Ordinal);

    /// <summary>The id of the piece that a drop drops, from 1 on.</summary>
    public static string DropOf(int number) => $"market-event-{number}";

    /// <summary>The house fell down; another one goes on with its journal.</summary>
    public void Restart(SteppedEngine engine)
    {
        engine.Committed = _engine.Committed;
        _engine = engine;
    }

    /// <summary>Runs to an instant: whatever is next, the engine's or the world's.</summary>
    public void RunTo(Moment until)
    {
        while (true)
        {
            _engine.Commit();
            var deedAt = _agenda.NextAt;
            var engineAt = _engine.NextAt is { } next ? Moment.Later(next, _engine.Now) : (Moment?)null;
            if (Moment.Earlier(deedAt, engineAt) is not { } at || at > until) break;
            _engine.RunTo(at);
            if (deedAt is null || deedAt > _engine.Now) continue;
            while (_agenda.TryTake(_engine.Now, out var deed)) Do(deed);
        }
        _engine.RunTo(until);
    }

    /// <summary>Hears what was committed, and plans what comes of it.</summary>
    public void Hear(IReadOnlyList<Entry> entries)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (entry.Lead == 0) continue;
            var prospect = Who(entry);
            for (var j = 0; j < entry.LeadEvents.Count; j++)
            {
                var happened = entry.LeadEvents[j];
                var before = prospect.Stage;
                prospect.Stage = StageRules.After(prospect.Stage, happened);
                if (before != prospect.Stage) Count(before, prospect.Stage);
                _prospectHabits.Hear(prospect, happened, entry.At);
                _ownerHabits.Hear(prospect, happened, entry.At);
            }
        }
    }

    private void Count(Stage before, Stage after)
    {
        if (before != Stage.None) Stages[(int)before]--;
        Stages[(int)after]++;
    }

    private Prospect Who(Entry entry)
    {
        while (_byRow.Count <= entry.Lead) _byRow.Add(null);
        if (_byRow[(int)entry.Lead] is { } known) return known;
        var inquired = (Inquired)entry.LeadEvents[0];
        _arriving.Remove(inquired.Identity.Value, out var prospect);
        return _byRow[(int)entry.Lead] = prospect
            ?? throw new InvalidOperationException($"The journal has a lead {inquired.Identity} of somebody else.");
    }

    private void Do(Deed deed)
    {
        switch (deed.Act)
        {
            case Act.Arrive: Arrive(deed.Number); break;
            case Act.Drop: Drop(DropOf(deed.Number)); break;
            case Act.Holiday or Act.Leave or Act.Join: Tell(_crew.CommandOf(deed, _engine.Now)); break;
            default:
                var prospect = _prospects[deed.Number]!;
                var command = deed.Act < Act.View
                    ? _prospectHabits.CommandOf(prospect, deed, _engine.Now)
                    : _ownerHabits.CommandOf(prospect, deed, _engine.Now);
                if (command is not null) Tell(prospect, command, deed.Act < Act.View ? "prospect" : prospect.Member);
                break;
        }
    }

    // As 'leadgrains drop' does: whoever is nurtured and may be written to about it is told.
    private void Drop(string piece)
    {
        foreach (var prospect in _prospects)
            if (prospect is { Stage: Stage.Inquiry or Stage.Nurturing or Stage.Qualified } && _engine.Find(prospect.Id) is { State: var lead }
                && NurturePlan.MayGo(_program.Piece(piece)!, lead)) Tell(prospect, new Drop(piece), "marketer");
    }

    private void Arrive(int number)
    {
        var lead = _population.Lead(number);
        var prospect = new Prospect
        {
            Number = number,
            Id = lead.Id,
            BuysAt = lead.BuysAt,
            Intention = lead.Decided.Intention,
        };
        _prospects[number] = prospect;
        _arriving[lead.Inquiry.Identity.Value] = prospect;
        _prospectHabits.Begin(prospect, lead, _engine.Now);
        Tell(prospect, lead.Inquiry, "form");
    }

    private void Tell(Prospect prospect, LeadCommand command, string? by) =>
        Note(_engine.Do(prospect.Id, command, By(by)), command.GetType().Name);

    private void Tell((string Team, TeamCommand Command) told) =>
        Note(_engine.Do(told.Team, told.Command, By("simulation")), told.Command.GetType().Name);

    private void Note(Reply reply, string command)
    {
        if (!reply.IsFine) Refused[command] = Refused.GetValueOrDefault(command) + 1;
    }

    private static Ticket By(string? by) => new(By: by);
}
