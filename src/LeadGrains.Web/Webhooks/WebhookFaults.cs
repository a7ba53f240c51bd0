using LeadGrains.Mail;

namespace LeadGrains.Web;

/// <summary>What is wrong with a webhook that somebody wants, each fault a sentence.</summary>
internal static class WebhookFaults
{
    /// <summary>Of its name, address and events; what isn't said has none.</summary>
    public static List<string> Of(WebhookInput input, bool isPrivateAllowed)
    {
        var faults = new List<string>();
        if (input.Name is { } name && (name.Trim().Length is 0 or > WebhookLimits.NameCharsMax || name.Any(char.IsControl))) faults.Add($"A webhook has a name of 1 to {WebhookLimits.NameCharsMax} characters.");
        if (input.Url is { } url)
            if (!WebhookTarget.TryParse(url, isPrivateAllowed, out var target, out var fault)) faults.Add($"url: {fault}.");
            else if (target.IsPlainlyPrivate && !isPrivateAllowed)
                faults.Add($"url: a webhook's address is public, and {target.Address.Host} is one of this machine or of a private network.");
        foreach (var unknown in (input.Events ?? []).Where(e => !WebhookKinds.All.Contains(e))) faults.Add($"There is no event '{unknown}'; there are {string.Join(", ", WebhookKinds.All)}.");
        return faults;
    }

    /// <summary>Whose leads it is to tell of: a member's own, or whose an admin says.</summary>
    public static (WebhookScope Whose, List<string> Faults) WhoseOf(Caller caller, WebhookInput input, Program program)
    {
        if (caller.Role != Role.Admin)
            return (new WebhookScope(caller.Role.KindOf(), caller.Team, caller.Member),
                (input.Team ?? caller.Team, input.Member ?? caller.Member) == (caller.Team, caller.Member) ? [] : ["This key adds webhooks of its own member's leads only."]);
        if (input.Team is null) return (WebhookScope.All, input.Member is null ? [] : ["member needs its team."]);
        return program.Team(input.Team) is { } team ? (new WebhookScope(team.Kind, team.Name, input.Member), []) : (WebhookScope.All, [$"The program has no team '{input.Team}'."]);
    }
}
