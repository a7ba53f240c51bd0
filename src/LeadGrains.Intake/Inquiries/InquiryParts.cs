using LeadGrains.Lifecycle;

namespace LeadGrains.Intake;

/// <summary>The parts of an inquiry, made the same way of every row and every form. Pure.</summary>
internal static class InquiryParts
{
    /// <summary>What is kept of where it came from, by the names under which links carry it.</summary>
    private static readonly (CsvField Field, string Name)[] Tracked =
    [
        (CsvField.UtmSource, "utm_source"), (CsvField.UtmMedium, "utm_medium"), (CsvField.UtmCampaign, "utm_campaign"),
        (CsvField.UtmTerm, "utm_term"), (CsvField.UtmContent, "utm_content"), (CsvField.ClickId, "click_id"),
    ];

    /// <summary>Where it came from (I1).</summary>
    /// <param name="tracking">What a form knows beyond the fields, or null; taken over and added to.</param>
    public static Origin OriginOf(ISaid said, IDictionary<string, string>? tracking = null)
    {
        foreach (var (field, name) in Tracked)
            if (said[field] is { } value) (tracking ??= new Dictionary<string, string>())[name] = value;
        return new Origin
        {
            Source = said[CsvField.Source] ?? "",
            Campaign = said[CsvField.Campaign],
            Offer = said[CsvField.Offer],
            Page = said[CsvField.Page],
            Referrer = said[CsvField.Referrer],
            Tracking = (IReadOnlyDictionary<string, string>?)tracking,
        };
    }

    /// <summary>Who it is; a whole name is split at its last blank.</summary>
    public static Person PersonOf(ISaid said, EmailAddress? email, PhoneNumber? phone, string? zone, string? language)
    {
        var (first, last) = (said[CsvField.FirstName], said[CsvField.LastName]);
        if (first is null && last is null && said[CsvField.Name] is { } name)
            (first, last) = name.LastIndexOf(' ') is > 0 and var at ? (name[..at], name[(at + 1)..]) : (null, name);
        return new Person
        {
            FirstName = first,
            LastName = last,
            Company = said[CsvField.Company],
            JobTitle = said[CsvField.JobTitle],
            Email = email?.Text,
            Phone = phone?.Text ?? said[CsvField.Phone],
            Country = said[CsvField.Country],
            Language = language,
            Zone = zone,
        };
    }

    /// <summary>What was agreed to, where topics, channels and words stand in fields of their own.</summary>
    public static IReadOnlyList<ConsentGiven> Consents(ISaid said)
    {
        if (said[CsvField.ConsentTopics] is not { } topics || said[CsvField.ConsentChannels] is not { } channels) return [];
        var proof = new ConsentProof
        {
            Words = said[CsvField.ConsentWording] ?? "",
            Form = said[CsvField.ConsentForm],
            Page = said[CsvField.ConsentWhere]
        };
        return [.. from topic in Split(topics) from channel in Split(channels).Select(ChannelOf).OfType<Channel>() select new ConsentGiven(topic, channel, proof)];
    }

    /// <summary><c>call</c> or <c>quote</c>; null for anything else.</summary>
    public static Wish? WishOf(string? word) => word switch { "call" => Wish.Call, "quote" => Wish.Quote, _ => null };

    /// <summary>The parts of a list as people write it in one cell.</summary>
    public static string[] Split(string list) =>
        list.Split([',', ';', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A channel by its names; null for anything else.</summary>
    public static Channel? ChannelOf(string name) => name.ToLowerInvariant() switch
    {
        "email" or "e-mail" or "mail" => Channel.Email,
        "call" or "phone" or "telephone" => Channel.Call,
        "post" or "letter" => Channel.Post,
        "message" or "sms" => Channel.Message,
        _ => null,
    };
}
