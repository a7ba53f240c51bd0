using System.CommandLine;

namespace LeadGrains.Client.Commands;

internal static class RehearseCommand
{
    public static Command Build() => new("rehearse", "…");
}
