using System.CommandLine;

namespace LeadGrains.Client.Files;

/// <summary>The options that every command takes.</summary>
internal static class Globals
{
    public static readonly Option<string> File = new("--file", "-f")
    {
        Description = "The LeadGrains file",
        HelpName = "PATH",
        Recursive = true,
        DefaultValueFactory = _ => "leadgrains.db",
    };

    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Results as JSON: one document, or one a line",
        Recursive = true,
    };

    public static readonly Option<string?> Program = new("--program")
    {
        Description = "A folder with program.yaml and content/*.md, instead of the program kept in the file",
        HelpName = "FOLDER",
        Recursive = true,
    };
}
