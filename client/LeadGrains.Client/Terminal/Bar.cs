namespace LeadGrains.Client.Terminal;

/// <summary>A bar of blocks, fine to an eighth.</summary>
internal static class Bar
{
    private const string Eighths = " ▏▎▍▌▋▊▉";

    /// <summary>As long as its share of the largest; something that is not nothing shows at least a sliver.</summary>
    public static string Of(double value, double largest, int charsMax)
    {
        if (value <= 0 || largest <= 0) return "";
        var eighths = Math.Max(1, (int)Math.Round(Math.Min(1, value / largest) * charsMax * 8));
        return (new string('█', eighths / 8) + (eighths % 8 > 0 ? Eighths[eighths % 8] : "")).TrimEnd();
    }
}
