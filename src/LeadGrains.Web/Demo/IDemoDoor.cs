namespace LeadGrains.Web;

/// <summary>Somebody that a visitor of a demo can be.</summary>
/// <param name="Who">As the form sends it back.</param>
/// <param name="Name">As colleagues read it.</param>
/// <param name="Of">Their team, for the roles of one member.</param>
public sealed record DemoPerson(string Who, string Name, Role Role, string? Of = null);

/// <summary>How a visitor of a demo comes in without a link: they choose who to be. A house in earnest has none of this.</summary>
public interface IDemoDoor
{
    /// <summary>Everybody that can be chosen, one for each role.</summary>
    Task<IReadOnlyList<DemoPerson>> People();

    /// <summary>Signs this browser in as somebody; false when there is nobody of that name.</summary>
    Task<bool> SignIn(HttpContext http, string who);
}
