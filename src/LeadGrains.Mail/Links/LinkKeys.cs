using System.Globalization;
using System.Security.Cryptography;

namespace LeadGrains.Mail;

/// <summary>A secret that links are signed with. Never printed: its text names only the number.</summary>
/// <param name="Number">1 to <see cref="LinkKeys.NumberMax"/>; it stands in every link.</param>
/// <param name="Bytes">At least 16, else guessing would be worthwhile.</param>
public sealed record LinkKey(int Number, ReadOnlyMemory<byte> Bytes)
{
    /// <inheritdoc/>
    public override string ToString() => $"link key {Number}";
}

/// <summary>
/// The key that signs, and the one before it, whose links still hold. Kept with the data, so that a restored backup
/// knows the links that were mailed.
/// </summary>
public sealed record LinkKeys(LinkKey Current, LinkKey? Previous = null)
{
    /// <summary>Keys that a file can have over its life.</summary>
    public const int NumberMax = 250;

    /// <summary>Bytes of a new key: as long as the hash it feeds (RFC 2104 §3).</summary>
    public const int KeyBytes = 32;

    /// <summary>The name of a key's setting; its value is Base64.</summary>
    public static string Setting(int number) => $"links.key.{number.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The keys that are kept, or null when there is none yet.</summary>
    public static LinkKeys? Read(Func<string, string?> setting)
    {
        LinkKey? current = null, previous = null;
        for (var number = 1; number <= NumberMax && setting(Setting(number)) is { } text; number++)
            (previous, current) = (current, new LinkKey(number, Convert.FromBase64String(text)));
        return current is null ? null : new LinkKeys(current, previous);
    }

    /// <summary>
    /// The first key, or the next one: what was mailed with the key before still works, what is older doesn't.
    /// Keep the setting before the first link is made with it.
    /// </summary>
    /// <exception cref="InvalidOperationException">There were <see cref="NumberMax"/> keys.</exception>
    public static (LinkKeys Keys, string Name, string Value) Next(LinkKeys? keys)
    {
        var number = (keys?.Current.Number ?? 0) + 1;
        if (number > NumberMax) throw new InvalidOperationException($"A file has at most {NumberMax} link keys.");
        var bytes = RandomNumberGenerator.GetBytes(KeyBytes);
        return (new LinkKeys(new LinkKey(number, bytes), keys?.Current), Setting(number), Convert.ToBase64String(bytes));
    }
}
