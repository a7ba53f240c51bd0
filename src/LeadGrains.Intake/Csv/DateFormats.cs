using System.Globalization;

namespace LeadGrains.Intake;

/// <summary>What a column of dates turns out to be. A closed family.</summary>
public abstract record DateVerdict
{
    private DateVerdict() { }

    /// <summary>Every date that can be read at all is read the same way. <c>null</c>: they are all ISO 8601.</summary>
    public sealed record Certain(string? Format) : DateVerdict;

    /// <summary>Day first or month first? The column doesn't say, or says both. Somebody must.</summary>
    public sealed record Ambiguous(IReadOnlyList<DateReading> Candidates) : DateVerdict
    {
        /// <summary><c>'01-02-2018' is 1 February 2018 as dd-MM-yyyy, but …</c></summary>
        public override string ToString() =>
            string.Join(", but ", Candidates.Select(c => $"'{c.Example}' is {c.Reading} as {c.Format}"));
    }

    /// <summary>No value is a date in a form known here, or there is no value.</summary>
    public sealed record None(string? Example) : DateVerdict;
}

/// <summary>One way to read a column.</summary>
/// <param name="Format">A .NET date format.</param>
/// <param name="Example">A value of the column.</param>
/// <param name="Reading">That value read so: <c>1 February 2018</c>.</param>
public sealed record DateReading(string Format, string Example, string Reading);

/// <summary>
/// Finds out how a column writes its dates by looking at every value: ISO 8601 explains itself, <c>2018.02.01</c> too;
/// <c>20-10-2017</c> proves that the day comes first; a column in which no part exceeds 12 proves nothing, and is never
/// guessed. Values that are no date are left to become bad rows. Two-digit years are never inferred.
/// </summary>
public sealed class DateFormats
{
    private readonly Dictionary<char, Evidence> bySeparator = [];
    private string? unread;
    private bool anyIso;

    /// <summary>The verdict on a whole column. Blank values are skipped.</summary>
    public static DateVerdict Infer(IEnumerable<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var formats = new DateFormats();
        foreach (var value in values) formats.Add(value);
        return formats.Verdict();
    }

    /// <summary>Takes one more value of the column into account.</summary>
    public void Add(ReadOnlySpan<char> value)
    {
        value = value.Trim();
        if (value.IsEmpty) return;
        if (DateReader.IsIso(value)) anyIso = true;
        else if (!TryParts(value, out var parts) || !Weigh(parts, value))
            unread ??= value[..Math.Min(value.Length, 64)].ToString();
    }

    /// <summary>What the values so far prove.</summary>
    public DateVerdict Verdict()
    {
        if (bySeparator.Count == 0) return anyIso ? new DateVerdict.Certain(null) : new DateVerdict.None(unread);
        if (bySeparator.Count > 1)
            return new DateVerdict.Ambiguous([.. bySeparator.Select(e => e.Value.AnyReading(e.Key))]);
        var (separator, evidence) = bySeparator.Single();
        return evidence.Verdict(separator);
    }

    private bool Weigh((int A, int B, int C, bool YearFirst, char Separator, bool Padded) parts,
        ReadOnlySpan<char> value)
    {
        var (a, b, c, yearFirst, separator, padded) = parts;
        var ymd = yearFirst && IsDate(a, b, c);
        var dmy = !yearFirst && IsDate(c, b, a);
        var mdy = !yearFirst && IsDate(c, a, b);
        if (!ymd && !dmy && !mdy) return false;
        if (!bySeparator.TryGetValue(separator, out var evidence)) bySeparator[separator] = evidence = new Evidence();
        evidence.Padded &= padded;
        if (ymd) evidence.YearFirst ??= value.ToString();
        else if (!mdy) evidence.DayFirst ??= value.ToString();
        else if (!dmy) evidence.MonthFirst ??= value.ToString();
        else if (a != b) evidence.Either ??= value.ToString();
        else evidence.Same ??= value.ToString();
        return true;
    }

    private static bool IsDate(int year, int month, int day) =>
        year is >= DateReader.YearMin and <= DateReader.YearMax && month is >= 1 and <= 12 && day >= 1
            && day <= DateTime.DaysInMonth(year, month);

    // Three numbers with the same separator, one of them a year of four digits; what follows is a time or nothing.
    private static bool TryParts(
        ReadOnlySpan<char> value, out (int A, int B, int C, bool YearFirst, char Separator, bool Padded) parts)
    {
        parts = default;
        var first = value.IndexOfAnyExceptInRange('0', '9');
        if (first is not (1 or 2 or 4) || value[first] is not ('-' or '/' or '.' or ' ')) return false;
        var separator = value[first];
        var rest = value[(first + 1)..];
        var second = rest.IndexOf(separator);
        if (second is not (1 or 2)) return false;
        var third = rest[(second + 1)..];
        var end = third.IndexOfAnyExceptInRange('0', '9');
        if (end < 0) end = third.Length;
        else if (third[end] is not (' ' or 'T' or ',')) return false;
        if (first == 4 ? end is not (1 or 2) : end != 4) return false;
        if (!int.TryParse(value[..first], NumberStyles.None, CultureInfo.InvariantCulture, out var a)
            || !int.TryParse(rest[..second], NumberStyles.None, CultureInfo.InvariantCulture, out var b)
            || !int.TryParse(third[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var c)) return false;
        parts = (a, b, c, first == 4, separator, second == 2 && (first == 4 ? end == 2 : first == 2));
        return true;
    }

    // The first value found of each kind; null where there is none.
    private sealed class Evidence
    {
        public string? YearFirst, DayFirst, MonthFirst, Either, Same;
        public bool Padded = true;

        public DateVerdict Verdict(char separator)
        {
            var (yearFirst, dayFirst, monthFirst) = (YearFirst is not null, DayFirst is not null,
                MonthFirst is not null);
            if (yearFirst && !dayFirst && !monthFirst && Either is null && Same is null)
                return new DateVerdict.Certain(Format("yMd", separator));
            if (yearFirst || (dayFirst && monthFirst) || (!dayFirst && !monthFirst && Either is not null))
                return new DateVerdict.Ambiguous(Candidates(separator));
            return new DateVerdict.Certain(Format(monthFirst ? "Mdy" : "dMy", separator));
        }

        public DateReading AnyReading(char separator) =>
            YearFirst is not null ? Reading("yMd", separator, YearFirst)
            : MonthFirst is not null ? Reading("Mdy", separator, MonthFirst)
            : Reading("dMy", separator, (DayFirst ?? Either ?? Same)!);

        private List<DateReading> Candidates(char separator)
        {
            var candidates = new List<DateReading>();
            if (YearFirst is not null) candidates.Add(Reading("yMd", separator, YearFirst));
            if ((DayFirst ?? Either ?? Same) is { } day) candidates.Add(Reading("dMy", separator, day));
            if ((MonthFirst ?? Either ?? (DayFirst is null ? Same : null)) is { } month)
                candidates.Add(Reading("Mdy", separator, month));
            return candidates;
        }

        private DateReading Reading(string order, char separator, string example)
        {
            var format = Format(order, separator);
            var read = new DateReader(format, TimeZoneInfo.Utc).TryRead(example, out var time);
            var day = read ? time.At.ToDateTimeOffset().ToString("d MMMM yyyy", CultureInfo.InvariantCulture)
                : "no date";
            return new DateReading(format, example, day);
        }

        private string Format(string order, char separator) => string.Join(separator, order.Select(part => part switch
        {
            'y' => "yyyy",
            'M' => Padded ? "MM" : "M",
            _ => Padded ? "dd" : "d",
        }));
    }
}
