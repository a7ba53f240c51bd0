using System.CommandLine;

namespace LeadGrains.Client.Commands;

internal static class DemoCommand
{
    public static Command Build() => new("demo", "…");
}
