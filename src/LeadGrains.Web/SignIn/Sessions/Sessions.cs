using LeadGrains.Engine;
using Microsoft.Extensions.Logging;

namespace LeadGrains.Web;

/// <summary>Who is signed in. Role, membership and removal are looked at anew each time, so that nothing outlives them.</summary>
internal sealed class Sessions(PeopleBook people, Membership members, Func<Moment> now, ILogger log)
{
    /// <summary>Who comes with a session; null when it doesn't hold, or no more.</summary>
    /// <param name="isUse">False for what only stays open, such as a stream: a forgotten window keeps nobody signed in.</param>
    public async Task<Caller?> Find(string token, bool isUse)
    {
        if (people.HolderOfSession(token, now()) is not var (person, session)) return null;
        if (!await IsStill(person)) return null;
        if (isUse && now() - session.SeenAt >= SignInLimits.SeenEvery) _ = See(person.Number, session);
        return person.ToCaller();
    }

    /// <summary>Ends a session; durable when it ends.</summary>
    public async Task SignOut(string token)
    {
        if (people.HolderOfSession(token, now()) is not var (person, session)) return;
        await people.SignOut(person.Number, session);
        SignInLog.SignedOut(log, person.Number);
    }

    private async Task<bool> IsStill(PortalUser person)
    {
        if (person is not { Team: { } team, Member: { } member }) return true;
        if (await members.Find(team, member) is { } standing && standing.IsStill(person)) return true;
        await people.EndAll(person.Number);
        SignInLog.Left(log, person.Number);
        return false;
    }

    // Nobody waits for it: a full disk doesn't stop anybody from reading.
    private async Task See(int number, PortalSession session)
    {
        try
        {
            await people.See(number, session, now());
        }
        catch (Exception e) when (e is EngineStoppedException or ObjectDisposedException)
        {
            // The house closes.
        }
    }
}
