using LeadGrains.Engine;

namespace LeadGrains.Web;

/// <summary>
/// Where callers' commands to teams are executed: a manager changes whoever is in a team of their kind, a member their own
/// seat and nothing that says who they are (P4).
/// </summary>
public sealed class TeamDesk(ILeadEngine engine, Func<Program> program)
{
    /// <summary>Does the caller decide who is in this team? Marketing does for the call centre, which calls for it.</summary>
    public static bool Staffs(Caller caller, TeamRule team) => caller.May(Right.Staff) && caller.Role switch
    {
        Role.Admin => true,
        Role.Marketing => team.Kind == TeamKind.CallCentre,
        var role => role.KindOf() == team.Kind,
    };

    /// <summary>The teams that a caller sees; a member only their own.</summary>
    public static IEnumerable<TeamRule> Seen(Caller caller, Program program) => program.Teams.Where(t => caller.Role switch
    {
        var role when role.IsOfMember() => t.Name == caller.Team,
        var role => caller.May(Right.SeeTeams) && (role.KindOf() is not { } kind || t.Kind == kind),
    });

    /// <summary>Tells a team what <paramref name="make"/> makes of it; the answer is null where for this caller there is no such team, or nothing to make.</summary>
    public async Task<DeskAnswer> Tell(Caller caller, string name, Func<TeamState, TeamCommand?> make)
    {
        if (Seen(caller, program()).FirstOrDefault(t => t.Name == name) is not { } team) return new DeskAnswer(null);
        var state = (await engine.FindTeam(name))?.State ?? TeamState.Empty;
        if (make(state) is not { } command) return new DeskAnswer(null);
        return IsAllowed(caller, team, state, command) ? new DeskAnswer(await engine.Tell(name, command, new Ticket(By: caller.By), CancellationToken.None))
            : new DeskAnswer(null, IsForbidden: true);
    }

    private static bool IsAllowed(Caller caller, TeamRule team, TeamState state, TeamCommand command) => command switch
    {
        AddMember or RemoveMember => Staffs(caller, team),
        ChangeMember c => Staffs(caller, team) || (IsOwn(caller, team, c.Member.Name) && state.Seat(c.Member.Name) is { } seat && IsSamePerson(seat.Member, c.Member)),
        PauseMember c => Staffs(caller, team) || IsOwn(caller, team, c.Name),
        ResumeMember c => Staffs(caller, team) || IsOwn(caller, team, c.Name),
        _ => false,
    };

    private static bool IsOwn(Caller caller, TeamRule team, string member) =>
        caller.May(Right.OwnSeat) && caller.Team == team.Name && caller.Member == member;

    // Notices and sign-in links go to the address: who may change it may become somebody else.
    private static bool IsSamePerson(Member a, Member b) => (a.DisplayName, a.Email, a.Phone) == (b.DisplayName, b.Email, b.Phone);
}
