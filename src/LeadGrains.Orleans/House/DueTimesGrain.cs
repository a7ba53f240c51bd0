using System.Globalization;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace LeadGrains.Orleans;

/// <summary>After a version of the program is activated, leads and teams fall due when that one says. One in the cluster.</summary>
public interface IDueTimesGrain : IGrainWithIntegerKey
{
    /// <summary>From now on it goes through the leads, until all have been looked at; the sweep says so again while some have not.</summary>
    [AlwaysInterleave]
    Task Begin();

    /// <summary>Looks at the next page of leads; false when none is left, or nothing can be done now.</summary>
    Task<bool> Go();
}

/// <summary>
/// What falls due when follows from the program, so after an activation every lead is looked at once, in the order of the rows. The
/// setting that the activation began says how far this has come, so that it goes on there when the silo was lost; another
/// activation begins it anew. Most leads are only read: one is told when its due time isn't what its row says.
/// </summary>
public sealed partial class DueTimesGrain(ClusterHouse house, OneAtATime turns, ViewPool pool, ILogger<DueTimesGrain> log) : Grain, IDueTimesGrain
{
    /// <summary>It begins after this, when every silo works by the new version: they look for one every second.</summary>
    public static readonly TimeSpan KnownAfter = TimeSpan.FromSeconds(5);

    /// <summary>A page each so often, which is 2,000 leads a second at most: there are others who ask the database.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    /// <summary>Leads of a page, and those told at once.</summary>
    public const int PageLeads = 500, AtOnceMax = 4;

    /// <summary>A page with some who couldn't be told is gone through so often; after that they keep the time that their rows say.</summary>
    public const int TriesMax = 5;

    private IGrainTimer? _timer;
    private int _tries;

    public Task Begin()
    {
        _timer ??= this.RegisterGrainTimer(_ => Step(), new GrainTimerCreationOptions(KnownAfter, Every) { KeepAlive = true, Interleave = false });
        return Task.CompletedTask;
    }

    public async Task<bool> Go()
    {
        var (program, swept) = (house.Program, await house.Setting(AgreementBook.SweptSetting));
        if (string.IsNullOrEmpty(swept) || !await IsActive(program)) return false;
        var after = long.Parse(swept, CultureInfo.InvariantCulture);
        var leads = await Task.Run(() => Page(after));
        var missed = (after == 0 ? await TellTeams(program) : 0) + await Tell(leads.Where(l => LeadLifecycle.DueAt(l.State, program) != l.DueAt), program);
        if (missed > 0 && ++_tries < TriesMax) return false;
        _tries = 0;
        var isLast = leads.Count < PageLeads;
        // Whoever activates a version has the same turn: where one came meanwhile, this page was by another.
        await using (await turns.Alone(ClusterAgreements.Turn))
        {
            if (await house.Setting(AgreementBook.SweptSetting) != swept || !await IsActive(program)) return false;
            await house.Set(AgreementBook.SweptSetting, isLast ? "" : leads[^1].Row.ToString(CultureInfo.InvariantCulture));
        }
        if (isLast) Ended(log, program.Version);
        return !isLast;
    }

    // Nothing more for now: the sweep looks again.
    private async Task Step()
    {
        var goesOn = false;
        try
        {
            goesOn = await Go();
        }
        finally
        {
            if (!goesOn) _timer?.Dispose();
            if (!goesOn) _timer = null;
        }
    }

    private async Task<bool> IsActive(Program program) =>
        await house.Setting(AgreementBook.ActiveSetting) == program.Version.ToString(CultureInfo.InvariantCulture);

    private IReadOnlyList<LeadLine> Page(long after)
    {
        using var views = pool.Take();
        return views.Leads(new LeadFilter(), PageLeads, after);
    }

    private async Task<int> TellTeams(Program program)
    {
        var missed = 0;
        foreach (var team in program.Teams)
            if (!await Attempt(GrainFactory.GetGrain<ITeamGrain>(team.Name).Retime(program.Version))) missed++;
        return missed;
    }

    private async Task<int> Tell(IEnumerable<LeadLine> leads, Program program)
    {
        var missed = 0; // by the turns of this grain only
        await Parallel.ForEachAsync(leads, new ParallelOptions { MaxDegreeOfParallelism = AtOnceMax, TaskScheduler = TaskScheduler.Current }, async (lead, _) =>
        {
            if (!await Attempt(GrainFactory.GetGrain<ILeadGrain>(lead.Id.ToString()).Retime(program.Version))) missed++;
        });
        return missed;
    }

    private async Task<bool> Attempt(Task<bool> telling)
    {
        try
        {
            return await telling;
        }
        catch (Exception e) when (Passing.Is(e))
        {
            Missed(log, e.Message);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "All leads fall due by version {Version} of the program.")]
    private static partial void Ended(ILogger log, int version);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Somebody could not be told when it falls due by the new version and is told again: {Why}")]
    private static partial void Missed(ILogger log, string why);
}
