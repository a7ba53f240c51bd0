namespace LeadGrains.Web;

/// <summary>Somebody that a visitor of a demo can be.</summary>
/// <param name="Who">As the form sends it back: a number, or <c>sales/ines</c>.</param>
/// <param name="Name">As colleagues read it.</param>
/// <param name="Of">Their team, for the roles of one member.</param>
public sealed record DemoPerson(string Who, string Name, Role Role, string? Of = null);

/// <summary>
/// How a visitor of a demo comes in without a link: they choose who to be, and have a session like anybody's. A house in
/// earnest has none of this.
/// </summary>
/// <param name="now">The time that sessions live in.</param>
public sealed class DemoDoor(PeopleBook people, Membership members, Func<Moment> now)
{
    /// <summary>Those who can be chosen: one of each role.</summary>
    public async Task<IReadOnlyList<DemoPerson>> People() =>
    [
        .. people.People.Where(p => p is { IsThere: true, HasOwnRole: true }).GroupBy(p => p.Role).Select(g => g.First())
            .Select(p => new DemoPerson($"{p.Number}", p.Name, p.Role)),
        .. (await members.All()).GroupBy(m => m.Role).Select(g => g.First()).Select(m => new DemoPerson($"{m.Team}/{m.Member}", m.Name, m.Role, m.Team)),
    ];

    /// <summary>Signs this browser in as somebody; false when they can't be chosen.</summary>
    internal async Task<bool> SignIn(HttpContext http, string who)
    {
        if ((await People()).All(p => p.Who != who)) return false;
        var number = who.Split('/') is [var team, var member]
            ? await members.Find(team, member) is { } standing ? (await people.Seat(standing, now())).Person?.Number : null
            : int.Parse(who, null);
        if (number is not { } chosen || await people.Begin(chosen, now()) is not { } session) return false;
        SessionCookie.Set(http, session);
        return true;
    }
}
