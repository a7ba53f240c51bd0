namespace LeadGrains.Web;

/// <summary>A member of a team as they stand now: what they sign in as.</summary>
/// <param name="Name">As leads and colleagues read it.</param>
/// <param name="Email">Normalised.</param>
public sealed record Standing(string Team, string Member, string Name, string Email, Role Role)
{
    /// <summary>Is what was kept of them still so?</summary>
    public bool IsStill(PortalUser person) => person.Email == Email && person.Role == Role;
}

/// <summary>Which members of teams may sign in: those who have an e-mail address, in the role of their team's kind. Asked anew each time.</summary>
/// <param name="find">A team as it is now, or null.</param>
public sealed class Membership(Func<string, Task<TeamState?>> find, Func<Program> program)
{
    /// <summary>A member as they stand now; null when the program has no such team, the team no such member, or the member no address.</summary>
    public async Task<Standing?> Find(string team, string member) =>
        program().Team(team) is { } rule && (await find(team))?.Seat(member) is { } seat ? Of(rule, seat.Member) : null;

    /// <summary>All members who may sign in, in the order of the program.</summary>
    public async Task<IReadOnlyList<Standing>> All()
    {
        var all = new List<Standing>();
        foreach (var rule in program().Teams)
            all.AddRange(((await find(rule.Name))?.Seats ?? []).Select(seat => Of(rule, seat.Member)).OfType<Standing>());
        return all;
    }

    private static Standing? Of(TeamRule rule, Member member) =>
        EmailAddress.TryParse(member.Email, out var address) ? new Standing(rule.Name, member.Name, member.DisplayName, address.Text, RoleOf(rule.Kind)) : null;

    private static Role RoleOf(TeamKind kind) => kind switch
    {
        TeamKind.Sales => Role.SalesRep,
        TeamKind.Partner => Role.PartnerUser,
        _ => Role.CallCentre,
    };
}
