using System.Globalization;
using System.Text.Json;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Engine;

/// <summary>
/// How the versions of the program are kept: each step as a setting of its own that is never changed, each text once.
/// They are written with the same commits as everything else.
/// </summary>
public static class AgreementBook
{
    /// <summary>The text of the version at work, whole, so that a start needs one look.</summary>
    public const string ProgramSetting = "program";

    /// <summary>The number of the version at work; missing before the first activation.</summary>
    public const string ActiveSetting = "program.active";

    /// <summary>Up to which lead the due times were computed anew after an activation; empty when all are.</summary>
    public const string SweptSetting = "program.swept";

    private static string StepSetting(int step) => string.Create(CultureInfo.InvariantCulture, $"program.step.{step}");

    /// <summary>Where the text of a version is kept.</summary>
    public static string TextSetting(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"program.text.{number}");

    /// <summary>Every step so far, in order.</summary>
    public static IReadOnlyList<AgreementEvent> Steps(Func<string, string?> setting)
    {
        var steps = new List<AgreementEvent>();
        while (setting(StepSetting(steps.Count + 1)) is { } json)
            steps.Add(JsonSerializer.Deserialize<AgreementEvent>(json, JournalJson.Options)!);
        return steps;
    }

    /// <summary>The versions as they stand; <see cref="Agreement.None"/> before the first proposal.</summary>
    public static Agreement Read(Func<string, string?> setting) =>
        Steps(setting).Aggregate(Agreement.None, AgreementRules.Evolve);

    internal static void Add(int step, AgreementEvent happened, Action<string, string> set) =>
        set(StepSetting(step), JsonSerializer.Serialize(happened, JournalJson.Options));
}
