namespace LeadGrains.Reports;

/// <summary>A part of a sample with the interval in which the true part lies at 95 %.</summary>
/// <param name="Part">0 to 1; 0 without a sample.</param>
/// <param name="Low">The lower end, 0 to 1.</param>
/// <param name="High">The upper end, 0 to 1; 1 without a sample, since nothing is known.</param>
public readonly record struct Interval(double Part, double Low, double High)
{
    private const double Z = 1.959964;

    /// <summary>
    /// Wilson's score interval (Wilson 1927), which stays within 0 and 1 and is right for small samples too (Brown, Cai and
    /// DasGupta 2001).
    /// </summary>
    public static Interval Of(int hits, int sample)
    {
        if (sample <= 0) return new Interval(0, 0, 1);
        double n = sample, part = hits / n, spread = 1 + Z * Z / n;
        var middle = (part + Z * Z / (2 * n)) / spread;
        var half = Z * Math.Sqrt(part * (1 - part) / n + Z * Z / (4 * n * n)) / spread;
        return new Interval(part, Math.Max(0, middle - half), Math.Min(1, middle + half));
    }
}
