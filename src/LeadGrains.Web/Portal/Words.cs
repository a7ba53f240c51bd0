namespace LeadGrains.Web.Portal;

/// <summary>The field's words as the portal writes them.</summary>
internal static class Words
{
    public static string Stage(Stage stage) => stage switch
    {
        Lifecycle.Stage.None => "unknown",
        Lifecycle.Stage.SalesOwned => "sales-owned",
        Lifecycle.Stage.PartnerOwned => "partner-owned",
        _ => Css(stage),
    };

    /// <summary>As a class of the style sheet.</summary>
    public static string Css(Stage stage) => Hyphened(stage.ToString());

    public static string Route(Route? route) => route is { } r ? Hyphened(r.ToString()).Replace('-', ' ') : "–";

    public static string Role(Role role) => role switch
    {
        Web.Role.Admin => "admin",
        Web.Role.Marketing => "marketing",
        Web.Role.SalesManager => "sales manager",
        Web.Role.SalesRep => "sales rep",
        Web.Role.PartnerManager => "partner manager",
        Web.Role.PartnerUser => "partner",
        Web.Role.CallCentre => "call centre",
        Web.Role.Operator => "operator",
        _ => "intake",
    };

    public static string Kind(PieceKind kind) => Hyphened(kind.ToString()).Replace('-', ' ');

    public static string Channel(Channel channel) => channel switch
    {
        Lifecycle.Channel.Email => "e-mail",
        Lifecycle.Channel.Call => "telephone",
        Lifecycle.Channel.Message => "message",
        _ => "post",
    };

    private static string Hyphened(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
