using System.Security.Cryptography;
using System.Text;
using LeadGrains.Intake;
using LeadGrains.Lifecycle;

namespace LeadGrains.Client.Import;

/// <summary>
/// Turns a row of a file into an inquiry, and gives it an id that is the same whenever the same row comes again. Not
/// thread-safe.
/// </summary>
internal sealed class RowInquiry(Program program)
{
    private static readonly CsvField[] TrackingFields =
        [CsvField.UtmSource, CsvField.UtmMedium, CsvField.UtmCampaign, CsvField.UtmTerm, CsvField.UtmContent,
            CsvField.ClickId];

    private static readonly string[] TrackingNames =
        ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "click_id"];
    private static readonly CsvField[] AllFields = Enum.GetValues<CsvField>();
    private readonly HashSet<string> _languages = [.. program.Content.Select(p => p.Language)];
    private readonly Dictionary<string, string?> _zones = [];
    private readonly StringBuilder _content = new();

    /// <summary>The lead, the command, and its id: the hash of everything that is mapped.</summary>
    public (LeadId Lead, Inquire Command, string CommandId) Read(CsvRow row)
    {
        var identities = Identities(row);
        var (zone, language) = (Zone(row[CsvField.TimeZone]), Language(row[CsvField.Language]));
        var command = new Inquire(identities[0], OriginOf(row), PersonOf(row, zone, language))
        {
            Also = identities.Count == 1 ? [] : identities[1..],
            Facts = Facts(row, zone),
            Consents = Consents(row),
            Wish = row[CsvField.Request] switch { "call" => Wish.Call, "quote" => Wish.Quote, _ => null },
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

    private static Origin OriginOf(CsvRow row)
    {
        Dictionary<string, string>? tracking = null;
        for (var i = 0; i < TrackingFields.Length; i++)
            if (row[TrackingFields[i]] is { } value) (tracking ??= [])[TrackingNames[i]] = value;
        return new Origin
        {
            Source = row[CsvField.Source] ?? "",
            Campaign = row[CsvField.Campaign],
            Offer = row[CsvField.Offer],
            Page = row[CsvField.Page],
            Referrer = row[CsvField.Referrer],
            Tracking = tracking,
        };
    }

    private static Person PersonOf(CsvRow row, string? zone, string? language)
    {
        var (first, last) = (row[CsvField.FirstName], row[CsvField.LastName]);
        if (first is null && last is null && row[CsvField.Name] is { } name)
            (first, last) = name.LastIndexOf(' ') is > 0 and var at ? (name[..at], name[(at + 1)..]) : (null, name);
        return new Person
        {
            FirstName = first,
            LastName = last,
            Company = row[CsvField.Company],
            JobTitle = row[CsvField.JobTitle],
            Email = row.Email?.Text,
            Phone = row.Phone?.Text ?? row[CsvField.Phone],
            Country = row[CsvField.Country],
            Language = language,
            Zone = zone,
        };
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

    private static IReadOnlyList<ConsentGiven> Consents(CsvRow row)
    {
        if (row[CsvField.ConsentTopics] is not { } topics
            || row[CsvField.ConsentChannels] is not { } channels) return [];
        var proof = new ConsentProof
        {
            Words = row[CsvField.ConsentWording] ?? "",
            Form = row[CsvField.ConsentForm],
            Page = row[CsvField.ConsentWhere]
        };
        return [.. from topic in Split(topics) from channel in Split(channels).Select(ChannelOf).OfType<Channel>() select new ConsentGiven(topic, channel, proof)];
    }

    private static string[] Split(string list) =>
        list.Split([',', ';', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static Channel? ChannelOf(string name) => name.ToLowerInvariant() switch
    {
        "email" or "e-mail" or "mail" => Channel.Email,
        "call" or "phone" or "telephone" => Channel.Call,
        "post" or "letter" => Channel.Post,
        "message" or "sms" => Channel.Message,
        _ => null,
    };

    private string? Zone(string? name)
    {
        if (name is null) return null;
        if (!_zones.TryGetValue(name, out var zone))
            _zones[name] = zone = TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found) ? found.Id : null;
        return zone;
    }

    // en-GB reads English; what no content is written in is the program's language.
    private string? Language(string? tag)
    {
        if (tag is null) return null;
        var whole = tag.Replace('_', '-').ToLowerInvariant();
        if (_languages.Contains(whole)) return whole;
        var main = whole.Split('-')[0];
        return _languages.Contains(main) ? main : null;
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
