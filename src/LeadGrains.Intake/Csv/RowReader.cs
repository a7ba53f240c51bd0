using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using CsvHelper;
using LeadGrains.Lifecycle;

namespace LeadGrains.Intake;

/// <summary>Turns a parsed row into mapped values, or says why it can't. One per reading; not thread-safe.</summary>
internal sealed partial class RowReader
{
    private readonly BoundSection section;
    private readonly Mapping mapping;
    private readonly DateReader dates;
    private readonly string dateForms;
    private readonly bool deals;
    private readonly sbyte[] slots = new sbyte[CsvFields.All.Length];
    private readonly List<KeyValuePair<string, string>> facts = [];

    public RowReader(BoundSection section, Mapping mapping, string? dateFormat, bool deals)
    {
        (this.section, this.mapping, this.deals) = (section, mapping, deals);
        dates = new DateReader(dateFormat, mapping.Zone);
        dateForms = dateFormat is null ? "a date in ISO 8601" : $"a date in ISO 8601 or as {dateFormat}";
        Array.Fill(slots, (sbyte)-1);
        for (var i = 0; i < section.Fields.Length; i++) slots[(int)section.Fields[i].Field] = (sbyte)i;
    }

    /// <summary>Null and the row, or the reason and null.</summary>
    public string? Read(CsvReader record, RecordOrigin origin, out CsvRow? row)
    {
        row = null;
        var values = new string?[section.Fields.Length];
        var read = new CsvRow(origin.RecordNumber, origin.LineNumber, values, slots) { Digest = DigestOf(record.RawRecord) };
        for (var i = 0; i < values.Length; i++)
        {
            var (field, reader) = section.Fields[i];
            if ((values[i] = reader.Read(record)) is not { } text) continue;
            if (text.Length > CsvFields.CharsMax(field))
                return TooLong(CsvFields.NameOf(field), text, CsvFields.CharsMax(field));
            if (Take(read, field, text) is { } fault) return fault;
        }
        if (ReadFacts(record, read) is { } factFault) return factFault;
        if (!Identify(read)) return Nobody();
        if (deals && (read.WonAt is null) == (read.LostAt is null))
            return read.WonAt is null ? "it is neither won nor lost: no date" : "it is both won and lost";
        row = read;
        return null;
    }

    private static string DigestOf(ReadOnlySpan<byte> record)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(record.TrimEnd("\r\n"u8), hash);
        return Convert.ToHexStringLower(hash[..sizeof(long)]);
    }

    private string? Take(CsvRow row, CsvField field, string text)
    {
        switch (field)
        {
            case CsvField.Email:
                if (!EmailAddress.TryParse(text, out var email)) return $"{Told(text)} is not an e-mail address";
                row.Email = email;
                return null;
            case CsvField.Phone:
                if (PhoneNumber.TryParse(text, mapping.CountryCallingCode, out var phone)) row.Phone = phone;
                return null;
            case CsvField.At or CsvField.WonAt or CsvField.LostAt:
                if (!dates.TryRead(text, out var time))
                    return $"{CsvFields.NameOf(field)}: {Told(text)} is not {dateForms}";
                if (field == CsvField.At) row.At = time;
                else if (field == CsvField.WonAt) row.WonAt = time;
                else row.LostAt = time;
                return null;
            case CsvField.Request:
                return text is "call" or "quote" ? null
                    : $"request: {Told(text)} is neither call nor quote (translate it with values)";
            case CsvField.ConsentChannels:
                return InquiryParts.Split(text).FirstOrDefault(name => InquiryParts.ChannelOf(name) is null) is { } odd ? ConsentWords.NoChannel(odd) : null;
            case CsvField.ConsentTopics:
                return InquiryParts.Split(text).FirstOrDefault(topic => !section.HasTopic(topic)) is { } strange ? ConsentWords.NoTopic(strange, section.Topics!) : null;
            case CsvField.Value:
                if (!TryNumber(text, out var number))
                    return $"value: {Told(text)} is not a plain number such as 1234{mapping.DecimalMark}50";
                row.Value = number;
                return null;
            default:
                return null;
        }
    }

    // Groups of three only: 1,5 with a dot as the mark is a mistake, not fifteen.
    [GeneratedRegex(@"^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex PlainNumber { get; }

    private bool TryNumber(string text, out decimal number)
    {
        number = 0;
        if (mapping.DecimalMark == ',') text = text.Replace('.', '\'').Replace(',', '.').Replace('\'', ',');
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint
            | NumberStyles.AllowThousands;
        return PlainNumber.IsMatch(text) && decimal.TryParse(text, Styles, CultureInfo.InvariantCulture, out number);
    }

    private string? ReadFacts(CsvReader record, CsvRow row)
    {
        if (section.Facts.Length == 0) return null;
        facts.Clear();
        foreach (var (fact, reader) in section.Facts)
        {
            if (reader.Read(record) is not { } text) continue;
            if (text.Length > CsvFields.FactCharsMax) return TooLong(fact, text, CsvFields.FactCharsMax);
            facts.Add(new(fact, text));
        }
        if (facts.Count > 0) row.Facts = [.. facts];
        return null;
    }

    private bool Identify(CsvRow row)
    {
        foreach (var identity in row.Identities())
        {
            if (mapping.Identity is { } kind && kind != identity.Kind) continue;
            row.Identity = identity;
            return true;
        }
        return false;
    }

    private string Nobody() => mapping.Identity switch
    {
        IdentityKind.Email => "it has no e-mail address",
        IdentityKind.Phone => "it has no telephone number that reads as E.164",
        IdentityKind.External => "it has no external id",
        _ =>
            "nothing identifies the person: no e-mail address, no telephone number that reads as E.164, no external id",
    };

    private static string TooLong(string name, string text, int charsMax) =>
        $"{name} is {text.Length} characters long; {charsMax} is the most";

    private static string Told(string text) => text.Length <= 60 ? $"'{text}'" : $"'{text[..60]}…'";
}
