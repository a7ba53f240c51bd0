using System.Globalization;
using LeadGrains.Lifecycle;

namespace LeadGrains.Intake;

/// <summary>An instant from a file.</summary>
/// <param name="At">The instant; of a date alone, its first midnight in the mapping's zone.</param>
/// <param name="DateOnly">Whether the file gave no time of day.</param>
public readonly record struct CsvTime(Moment At, bool DateOnly);

/// <summary>
/// Reads the dates of one file: ISO 8601 always, and one other format if there is one, with or without a time behind.
/// A time that the clocks skipped is read with the offset before the change; one that came twice, as the later one.
/// </summary>
public sealed class DateReader
{
    /// <summary>Years outside of 1900 to 2199 are typing errors.</summary>
    public const int YearMin = 1900;

    /// <inheritdoc cref="YearMin"/>
    public const int YearMax = 2199;

    private const DateTimeStyles Unspecified = DateTimeStyles.None;
    private readonly string? dateFormat;
    private readonly string[] timeFormats;
    private readonly TimeZoneInfo? zone;

    /// <param name="format">A .NET date format, as <see cref="IsFormat"/> accepts it; null: ISO 8601 only.</param>
    /// <param name="zone">Where times without an offset were written down.</param>
    public DateReader(string? format, TimeZoneInfo zone)
    {
        this.zone = zone == TimeZoneInfo.Utc ? null : zone;
        var timed = format is not null && HasTime(format);
        dateFormat = timed ? null : format;
        timeFormats = format is null ? [] : timed ? [format]
            : [format + " HH:mm:ss", format + " HH:mm", format + " H:mm", format + " h:mm tt", format + " h:mm:ss tt",
                format + ", HH:mm"];
    }

    /// <summary>Whether a text can be a format: it has year, month and day, and reads what it writes.</summary>
    public static bool IsFormat(string format)
    {
        ArgumentNullException.ThrowIfNull(format);
        if (format.Length is < 5 or > 40 || !format.Contains('y') || !format.Contains('M') || !format.Contains('d'))
            return false;
        var day = new DateTime(2018, 11, 23);
        try
        {
            var text = day.ToString(format, CultureInfo.InvariantCulture);
            return DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, Unspecified, out var back)
                && back.Date == day;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Reads one value; false where it is neither ISO 8601 nor in the format, or out of range.</summary>
    public bool TryRead(ReadOnlySpan<char> text, out CsvTime time)
    {
        text = text.Trim();
        if (TryIso(text, out var local, out var dateOnly, out var offset))
            return TryMake(local, offset, dateOnly, out time);
        var invariant = CultureInfo.InvariantCulture;
        if (dateFormat is not null && DateTime.TryParseExact(text, dateFormat, invariant, Unspecified, out local))
            return TryMake(local, null, dateOnly: true, out time);
        if (timeFormats.Length > 0 && DateTime.TryParseExact(text, timeFormats, invariant, Unspecified, out local))
            return TryMake(local, null, dateOnly: false, out time);
        time = default;
        return false;
    }

    /// <summary>
    /// Whether a value is ISO 8601: a date, or a date, <c>T</c> or a space, and a time, with or without an offset.
    /// </summary>
    public static bool IsIso(ReadOnlySpan<char> text) => TryIso(text, out _, out _, out _);

    private static bool HasTime(string format) => format.Contains('H') || format.Contains('h');

    private bool TryMake(DateTime local, TimeSpan? offset, bool dateOnly, out CsvTime time)
    {
        time = default;
        if (local.Year is < YearMin or > YearMax) return false;
        var shift = offset ?? zone?.GetUtcOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified))
            ?? TimeSpan.Zero;
        time = new CsvTime(Moment.From(new DateTimeOffset(local.Ticks, TimeSpan.Zero)) - shift, dateOnly);
        return true;
    }

    // By hand, because a million rows have two dates each: ten times as fast as TryParseExact with all the variants.
    private static bool TryIso(ReadOnlySpan<char> text, out DateTime local, out bool dateOnly, out TimeSpan? offset)
    {
        (local, dateOnly, offset) = (default, text.Length == 10, null);
        if (text.Length < 10 || text[4] != '-' || text[7] != '-') return false;
        if (!Number(text[..4], out var year) || !Number(text[5..7], out var month) || !Number(text[8..10], out var day))
            return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        local = new DateTime(year, month, day);
        return dateOnly || (text[10] is 'T' or 't' or ' ' && TryTime(text[11..], ref local, out offset));
    }

    private static bool TryTime(ReadOnlySpan<char> text, ref DateTime local, out TimeSpan? offset)
    {
        offset = null;
        if (text.Length < 5 || text[2] != ':' || !Number(text[..2], out var hour)
            || !Number(text[3..5], out var minute))
            return false;
        if (hour > 23 || minute > 59) return false;
        text = text[5..];
        var second = 0;
        if (text.StartsWith(":"))
        {
            if (text.Length < 3 || !Number(text[1..3], out second) || second > 60) return false;
            text = text[3..];
        }
        local += new TimeSpan(hour, minute, Math.Min(second, 59));     // a leap second is the one before it
        if (text.StartsWith(".") || text.StartsWith(","))
        {
            var digits = text[1..].IndexOfAnyExceptInRange('0', '9');
            var fraction = digits < 0 ? text[1..] : text[1..(digits + 1)];
            if (fraction.Length is 0 or > 9) return false;
            for (var i = 0; i < Math.Min(3, fraction.Length); i++)
                local = local.AddMilliseconds((fraction[i] - '0') * (i == 0 ? 100 : i == 1 ? 10 : 1));
            text = text[(fraction.Length + 1)..];
        }
        return TryOffset(text.TrimStart(' '), out offset);
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out TimeSpan? offset)
    {
        offset = null;
        if (text.IsEmpty) return true;
        if (text is "Z" or "z" or "UTC")
        {
            offset = TimeSpan.Zero;
            return true;
        }
        if (text[0] is not ('+' or '-') || text.Length is not (3 or 5 or 6)) return false;
        var minutes = 0;
        if (!Number(text[1..3], out var hours) || hours > 14) return false;
        if (text.Length > 3
            && (!Number(text[^2..], out minutes) || minutes > 59 || (text.Length == 6 && text[3] != ':')))
            return false;
        var span = new TimeSpan(hours, minutes, 0);
        offset = text[0] == '-' ? -span : span;
        return true;
    }

    private static bool Number(ReadOnlySpan<char> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit)) return false;
            number = number * 10 + digit - '0';
        }
        return true;
    }
}
