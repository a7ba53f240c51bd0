namespace LeadGrains.Mail;

/// <summary>What the planner knows of a piece of content: everything but its words.</summary>
/// <param name="Id">Lower-case letters, digits and hyphens. The same id in two languages is one piece: a person
/// gets it once.</param>
/// <param name="Topic">The topic somebody must want to get it; null when it suits every topic (<c>topic:
/// any</c>).</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Channel">How it goes out.</param>
/// <param name="Language">BCP 47 in lower case: <c>en</c>, <c>de</c>, <c>pt-br</c>.</param>
/// <param name="Stages">The stages it suits; empty means all.</param>
/// <param name="Routes">The routes it suits; empty means all, also leads without a route yet.</param>
/// <param name="NotBefore">The first day it may go out; null means always.</param>
/// <param name="NotAfter">The last day it may go out, included; null means for ever.</param>
/// <param name="Question">The id of the program's question that it asks; null means none.</param>
/// <remarks>Two pieces are equal when all parts are; the lists compare by reference.</remarks>
public sealed record Piece(
    string Id,
    string? Topic,
    PieceKind Kind,
    TouchChannel Channel,
    string Language,
    IReadOnlyList<string> Stages,
    IReadOnlyList<string> Routes,
    DateOnly? NotBefore = null,
    DateOnly? NotAfter = null,
    string? Question = null)
{
    /// <summary>
    /// Whether the piece suits a lead who wants this topic, in this stage and on this route, on this day.
    /// A lead that has no route yet (null) gets only what is for all routes.
    /// </summary>
    public bool Suits(string topic, string stage, string? route, DateOnly day) =>
        (Topic is null || Topic == topic)
        && (Stages.Count == 0 || Stages.Contains(stage))
        && (Routes.Count == 0 || (route is not null && Routes.Contains(route)))
        && IsCurrent(day);

    /// <summary>Whether a day lies between <see cref="NotBefore"/> and <see cref="NotAfter"/>, both included.</summary>
    public bool IsCurrent(DateOnly day) => !(day < NotBefore) && !(day > NotAfter);
}
