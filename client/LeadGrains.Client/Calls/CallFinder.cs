using LeadGrains.Client.Files;
using LeadGrains.Lifecycle;
using LeadGrains.Reports;
using LeadGrains.Store;

namespace LeadGrains.Client.Calls;

/// <summary>Finds the one call that somebody means.</summary>
internal static class CallFinder
{
    /// <summary>The call to a lead. Throws a problem when none waits.</summary>
    public static WaitingCall One(LeadViews views, string lead, Lifecycle.Program program, Moment now)
    {
        var line = LeadFinder.One(views, lead);
        return WaitingCall.Of(line, program, now)
            ?? throw new ProblemException(ProblemKind.Refused, $"no call to {LeadFinder.Name(line)} waits: it was reported or called off, or is not due yet.");
    }
}
