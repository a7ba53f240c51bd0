using LeadGrains.Reports;

namespace LeadGrains.Web.Portal;

/// <summary>What a page has of the survey: the latest one, and whether another is on its way.</summary>
/// <param name="Latest">Null before the first is done.</param>
/// <param name="UnderWay">Null when nobody looks through the file now.</param>
/// <param name="Fault">Why the last try came to nothing.</param>
public sealed record SurveyLook(Survey? Latest, Chore? UnderWay, string? Fault);

/// <summary>
/// The latest survey of the file, for everybody who looks. Looking begins another one when it is old: not more often than
/// it may cost, and never while somebody waits for a page. Thread-safe.
/// </summary>
internal sealed class SurveyRoom(WebHouse house, BackRoom room)
{
    /// <summary>A survey is fresh for this long at least.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(1);

    /// <summary>And for so many times as long as it took, so that surveys cost a twentieth of one processor at most.</summary>
    public const int RestTimes = 20;

    private const string Kind = "survey";

    private volatile Kept? _kept;

    /// <summary>What there is; begins another one when that is old.</summary>
    public SurveyLook Look() => Look(again: false);

    /// <summary>Begins another one now, unless one is under way.</summary>
    public SurveyLook Again() => Look(again: true);

    private SurveyLook Look(bool again)
    {
        var chore = room.Latest(Kind);
        if (chore is null or { IsOver: true } && (again || IsOld())) chore = room.Begin(Kind, "", "portal", Read);
        // What it came to is kept before it is over, so that whoever sees it over sees that too.
        return new SurveyLook(_kept?.Survey, chore is { IsOver: false } ? chore : null, chore?.Fault);
    }

    // By the clock on the wall: the house's may stand still, or run.
    private bool IsOld() => _kept is not { } kept || TimeProvider.System.GetElapsedTime(kept.Since) is var age && age > FreshFor && age > kept.Survey.Took * RestTimes;

    private Task<object> Read(BackRoom.Telling tell, CancellationToken cancel)
    {
        using var views = house.Views.Take();
        var survey = SurveyReader.Read(views, house.Program(), house.Now, done => tell(done), cancel);
        _kept = new Kept(survey, TimeProvider.System.GetTimestamp());
        return Task.FromResult<object>(survey.At);
    }

    private sealed record Kept(Survey Survey, long Since);
}
