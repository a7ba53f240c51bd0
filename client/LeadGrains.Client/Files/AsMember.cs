using System.CommandLine;
using LeadGrains.Store;

namespace LeadGrains.Client.Files;

/// <summary>Who does something at the command line: a member of a team, as <c>team/member</c>.</summary>
internal sealed record AsMember(string Team, string Name)
{
    /// <summary>The option <c>--as</c>.</summary>
    public static Option<string> Option(string description) =>
        new("--as") { Description = description, HelpName = "TEAM/MEMBER", Required = true };

    /// <summary>The member. Throws a problem when it isn't written so, or the team has nobody of that name.</summary>
    public static AsMember Parse(string text, LeadViews views)
    {
        if (text.Split('/') is not [{ Length: > 0 } team, { Length: > 0 } name])
            throw new ProblemException(ProblemKind.Usage, $"a team and a member are meant, such as call-centre/kim, not '{text}'.");
        var seats = views.Teams().FirstOrDefault(t => t.Name == team)?.Seats ?? [];
        if (seats.All(seat => seat.Member.Name != name))
            throw new ProblemException(ProblemKind.NotFound, seats.Count == 0
                ? $"nobody is in team {team} yet; 'leadgrains team add {team} {name}' adds somebody."
                : $"there is no {name} in {team}; it has {Say.List(seats.Select(seat => seat.Member.Name))}.");
        return new AsMember(team, name);
    }

    public override string ToString() => $"{Team}/{Name}";
}
