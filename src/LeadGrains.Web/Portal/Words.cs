using LeadGrains.Reports;

namespace LeadGrains.Web.Portal;

/// <summary>The field's words where the portal writes them otherwise than <see cref="Say"/> does.</summary>
internal static class Words
{
    public static string Stage(Stage stage) => stage == Lifecycle.Stage.None ? "unknown" : Say.Stage(stage);

    public static string Route(Route? route) => route is { } known ? Say.Words(known, ' ') : "–";

    public static string Role(Role role) => role == Web.Role.PartnerUser ? "partner" : Say.Words(role, ' ');
}
