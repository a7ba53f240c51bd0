namespace LeadGrains.Web.Portal;

/// <summary>How a field is filled in.</summary>
public enum FieldKind { Line, Words, Day, Amount, Choice }

/// <summary>Choices that belong together.</summary>
/// <param name="Title">Null where they need none.</param>
public sealed record ChoiceGroup(string? Title, IReadOnlyList<Choice> Choices);

/// <summary>A field of a form to a lead.</summary>
/// <param name="Name">As <see cref="LeadFields"/> reads it.</param>
public sealed record FormField(string Name, string Label, FieldKind Kind)
{
    public IReadOnlyList<ChoiceGroup> Groups { get; init; } = [];
    public bool IsNeeded { get; init; }

    /// <summary>What stands in it before anybody types.</summary>
    public string Begins { get; init; } = "";
}

/// <summary>What was typed into a form that came back with a fault: nobody types it twice.</summary>
/// <param name="Action">Of the form, as in its address.</param>
public sealed record Typed(string Action, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>What was typed there; null where that form or field wasn't the one.</summary>
    public string? In(string action, string field) => action == Action ? Values.GetValueOrDefault(field) : null;
}
