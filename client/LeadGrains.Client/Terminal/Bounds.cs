using System.CommandLine;

namespace LeadGrains.Client.Terminal;

/// <summary>A number outside of what is possible is a wrong command line, said with the range.</summary>
internal static class Bounds
{
    public static void Check(Option<int> option, int least, int most) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() is var value && (value < least || value > most))
            result.AddError($"{option.Name} is {least:N0} to {most:N0}, not {value:N0}");
    });

    /// <summary>The same for one that may be left out.</summary>
    public static void Check(Option<int?> option, int least, int most) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() is var value && (value < least || value > most))
            result.AddError($"{option.Name} is {least:N0} to {most:N0}, not {value:N0}");
    });
}
