using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadGrains.Client.Terminal;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Client.Typing;

/// <summary>
/// Reads a lead command from what somebody typed: its name in any case, its fields as key and value. The family of
/// commands itself says which there are, so a new one needs nothing here.
/// </summary>
internal static class CommandReader
{
    // What actors tell each other, and what the engine does by itself: nobody types them.
    private static readonly Type[] Inner =
        [typeof(Offer), typeof(Wait), typeof(SeekAgain), typeof(HandOn), typeof(Absorb), typeof(Part),
            typeof(BeginTouch), typeof(ReportTouch), typeof(Inquire)];

    /// <summary>The commands by the name they are typed with.</summary>
    public static IReadOnlyDictionary<string, Type> Known { get; } = typeof(LeadCommand)
        .GetCustomAttributes<JsonDerivedTypeAttribute>()
        .Select(derived => derived.DerivedType).Except(Inner)
        .ToDictionary(type => char.ToLowerInvariant(type.Name[0]) + type.Name[1..], StringComparer.OrdinalIgnoreCase);

    /// <summary>One line per command: its name and fields.</summary>
    public static IReadOnlyList<string> Usages() =>
        [.. Known.OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => Usage(k.Key, k.Value))];

    /// <summary>The command, or a problem that says what would be right.</summary>
    public static LeadCommand Read(string name, IReadOnlyList<KeyValuePair<string, string>> fields, string? data)
    {
        var typed = name.Replace("-", "", StringComparison.Ordinal);
        if (!Known.TryGetValue(typed, out var type))
        {
            var near = Nearest.To(typed, Known.Keys);
            throw new ProblemException(ProblemKind.Usage, near.Count > 0
                ? $"there is no command '{name}'; did you mean {Say.List(near)}?"
                : $"there is no command '{name}'; 'leadgrains send LEAD' lists them.");
        }
        try
        {
            if (data is not null) return (LeadCommand?)JsonSerializer.Deserialize(data, type, JournalJson.Options)
                ?? throw Wrong(name, type, "no object");
            var given = fields.Select(field => CommandField.Read(type, field.Key, field.Value, name)).ToList();
            return CommandField.Make(type, given, missing => Wrong(name, type, $"{missing} is missing"));
        }
        catch (JsonException e)
        {
            throw new ProblemException(ProblemKind.BadInput, $"--data is not a {name} command: {e.Message}", e);
        }
    }

    internal static string Usage(string name, Type type) =>
        string.Join(' ', CommandField.Of(type).Select(f => f.IsNeeded ? f.Form : $"[{f.Form}]").Prepend(name));

    private static ProblemException Wrong(string name, Type type, string what) =>
        new(ProblemKind.Usage, $"{name}: {what}. It is written: {Usage(name, type)}");
}
