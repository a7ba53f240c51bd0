namespace LeadGrains.Engine;

/// <summary>Whether parcels may leave the house: a setting kept with the data.</summary>
public static class Sending
{
    /// <summary>The setting's name and its two values; a restored copy starts held.</summary>
    public const string Setting = "sending", Held = "held", Flowing = "flowing";
}
