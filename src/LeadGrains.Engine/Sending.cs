using LeadGrains.Store;

namespace LeadGrains.Engine;

/// <summary>Whether parcels may leave the house: a setting kept with the data.</summary>
public static class Sending
{
    /// <summary>The setting's name and its two values; a restored copy starts held.</summary>
    public const string Setting = Backup.SendingSetting, Held = Backup.SendingHeld, Flowing = "flowing";
}
