using System.CommandLine;

namespace LeadGrains.Client.Commands;

internal static class ReplayCommand
{
    public static Command Build() => new("replay", "…");
}
