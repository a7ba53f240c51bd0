using Spectre.Console;

namespace LeadGrains.Client.Terminal;

/// <summary>The few styles there are: calm by default, a colour only where it means something.</summary>
internal static class Look
{
    public static readonly Style Quiet = new(Color.Grey);
    public static readonly Style Strong = new(decoration: Decoration.Bold);
    public static readonly Style Good = new(Color.Green);
    public static readonly Style Warn = new(Color.Yellow);
    public static readonly Style Bad = new(Color.Red);
    public static readonly Style Accent = new(Color.Teal);
}
