namespace LeadGrains.Web.Portal.Pages;

/// <summary>A lead as list and board show it.</summary>
/// <param name="DeadlineAt">When its owner has to answer or report; else when it next has something to do by itself.</param>
/// <param name="IsDeadline">Somebody must do something by then.</param>
public sealed record LeadShown(LeadId Id, string Name, string? Company, Stage Stage, Step? Step, string Owner, int? Score, Route? Route, string Source, Moment? DeadlineAt, bool IsDeadline);

/// <summary>A column of the board.</summary>
/// <param name="HasMore">There are further ones; the list has them.</param>
public sealed record BoardColumn(string Title, string Css, IReadOnlyList<LeadShown> Leads, bool HasMore);

/// <summary>What the list or the board of leads shows.</summary>
/// <param name="Asked">As it was asked for, by the names of the query.</param>
/// <param name="Next">The address of the next page; null on the last.</param>
/// <param name="Columns">Null: a list.</param>
/// <param name="Teams">To choose from; empty for who has one team.</param>
public sealed record LeadsModel(
    IReadOnlyDictionary<string, string> Asked, IReadOnlyList<LeadShown> Leads, string? Next, IReadOnlyList<BoardColumn>? Columns, IReadOnlyList<string> Teams)
{
    public string Value(string name) => Asked.GetValueOrDefault(name, "");

    /// <summary>Something narrows it down.</summary>
    public bool IsFiltered => Asked.Keys.Any(k => k is not ("view" or "sort"));
}
