using System.Security.Cryptography;
using System.Text;
using LeadGrains.Lifecycle;

namespace LeadGrains.Intake;

/// <summary>
/// Turns a row of a file into an inquiry, and gives it an id that is the same whenever the same row comes again. Not
/// thread-safe.
/// </summary>
/// <param name="languages">In which content is written; what somebody reads beyond them is not kept.</param>
public sealed class RowInquiry(IEnumerable<string> languages)
{
    private static readonly CsvField[] AllFields = Enum.GetValues<CsvField>();
    private readonly HashSet<string> _languages = [.. languages];
    private readonly Dictionary<string, string?> _zones = [];
    private readonly StringBuilder _content = new();

    /// <summary>For the languages of a program's content.</summary>
    public RowInquiry(Program program) : this((program ?? throw new ArgumentNullException(nameof(program))).Content.Select(p => p.Language)) { }

    /// <summary>The lead, the command, and its id: the hash of everything that is mapped.</summary>
    public (LeadId Lead, Inquire Command, string CommandId) Read(CsvRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var identities = Identities(row);
        var (zone, language) = (Zone(row[CsvField.TimeZone]), Locality.Language(row[CsvField.Language], _languages));
        var command = new Inquire(identities[0], InquiryParts.OriginOf(row) with { SubmissionId = "row:" + row.Digest }, InquiryParts.PersonOf(row, row.Email, row.Phone, zone, language))
        {
            Also = identities.Count == 1 ? [] : identities[1..],
            Facts = Facts(row, zone),
            Consents = InquiryParts.Consents(row),
            Wish = InquiryParts.WishOf(row[CsvField.Request]),
            At = row.At?.At,
            Secondhand = true,
        };
        return (LeadId.Of(identities[0]), command, Id(row));
    }

    private static List<Identity> Identities(CsvRow row)
    {
        var identities = new List<Identity>(3) { row.Identity };
        foreach (var identity in row.Identities())
            if (identity != row.Identity) identities.Add(identity);
        return identities;
    }

    // A zone that nobody knows is kept as a fact: the lead is worth more than its clock.
    private static List<Telling> Facts(CsvRow row, string? zone)
    {
        var odd = zone is null ? row[CsvField.TimeZone] : null;
        if (row.Facts.Count == 0 && odd is null) return [];
        var facts = row.Facts.Select(fact => new Telling(fact.Key, fact.Value)).ToList();
        if (odd is not null) facts.Add(new Telling("timeZone", odd));
        return facts;
    }

    private string? Zone(string? name)
    {
        if (name is null) return null;
        if (!_zones.TryGetValue(name, out var zone)) _zones[name] = zone = Locality.Zone(name);
        return zone;
    }

    private string Id(CsvRow row)
    {
        _content.Clear();
        foreach (var field in AllFields)
            if (row[field] is { } value) _content.Append((int)field).Append('=').Append(value).Append('\n');
        foreach (var (name, value) in row.Facts) _content.Append(name).Append('=').Append(value).Append('\n');
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(_content.ToString()), hash);
        return "row:" + Convert.ToHexStringLower(hash[..16]);
    }
}
