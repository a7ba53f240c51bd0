namespace LeadGrains.Intake;

/// <summary>What a column can be mapped to. In <c>mapping.yaml</c> each is written in camel case.</summary>
public enum CsvField
{
    /// <summary>The e-mail address; must be plausible.</summary>
    Email,
    /// <summary>A telephone number; an identity only where it reads as E.164.</summary>
    Phone,
    FirstName, LastName,
    /// <summary>The whole name, where the file doesn't split it.</summary>
    Name,
    Company, JobTitle, Country, Language, TimeZone,
    Source, Campaign, Offer, Page, Referrer,
    UtmSource, UtmMedium, UtmCampaign, UtmTerm, UtmContent, ClickId,
    /// <summary>What the other system calls this person or inquiry.</summary>
    ExternalId,
    /// <summary>The name of that other system.</summary>
    ExternalSource,
    /// <summary>When the inquiry was made.</summary>
    At,
    /// <summary><c>call</c> or <c>quote</c>: what only a rep can give.</summary>
    Request,
    ConsentTopics, ConsentChannels, ConsentWording, ConsentForm, ConsentWhere,
    /// <summary>Deals: who qualified the lead.</summary>
    QualifiedBy,
    /// <summary>Deals: who closed it.</summary>
    Owner,
    WonAt, LostAt, LostReason,
    /// <summary>Deals: a plain number, in <see cref="Currency"/>.</summary>
    Value,
    /// <summary>Deals: ISO 4217.</summary>
    Currency,
}

/// <summary>What a section of the mapping may hold, and how long each value may be.</summary>
internal static class CsvFields
{
    /// <summary>The longest cell accepted, in characters; a row with a longer one is a bad row.</summary>
    public const int CellCharsMax = 64 * 1024;

    /// <summary>The longest value of a fact, in characters.</summary>
    public const int FactCharsMax = 4000;

    /// <summary>The most facts one row may carry.</summary>
    public const int FactsMax = 100;

    public static readonly CsvField[] All = Enum.GetValues<CsvField>();

    private static readonly CsvField[] DealFields =
    [
        CsvField.Email, CsvField.Phone, CsvField.ExternalId, CsvField.ExternalSource,
        CsvField.QualifiedBy, CsvField.Owner, CsvField.WonAt, CsvField.LostAt, CsvField.LostReason, CsvField.Value, CsvField.Currency,
    ];

    public static bool IsConsent(CsvField field) => field is >= CsvField.ConsentTopics and <= CsvField.ConsentWhere;

    public static bool IsDate(CsvField field) => field is CsvField.At or CsvField.WonAt or CsvField.LostAt;

    /// <summary>Whether the field belongs in the section <c>leads</c> or, else, <c>deals</c>.</summary>
    public static bool BelongsIn(CsvField field, bool deals) =>
        deals ? DealFields.Contains(field) : field < CsvField.QualifiedBy;

    /// <summary>Fields whose plain value in the mapping is the text itself, not the name of a column.</summary>
    public static bool IsLiteral(CsvField field) =>
        field is CsvField.ExternalSource or CsvField.Currency || IsConsent(field);

    /// <summary>As in the mapping: <c>jobTitle</c>; those of consent without the first word: <c>topics</c>.</summary>
    public static string NameOf(CsvField field)
    {
        var name = field.ToString();
        if (IsConsent(field)) name = name["Consent".Length..];
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>The longest value, in characters: generous for people, too short for a mistake to be stored.</summary>
    public static int CharsMax(CsvField field) => field switch
    {
        CsvField.Email => 320,          // then EmailAddress says what is wrong with it
        CsvField.Phone or CsvField.TimeZone or CsvField.At or CsvField.WonAt or CsvField.LostAt => 64,
        CsvField.Language => 35,        // RFC 5646 §4.4.1
        CsvField.Currency => 3,
        CsvField.Value or CsvField.Request => 40,
        CsvField.Page or CsvField.Referrer => 2048,
        CsvField.ConsentWording => 4000,
        CsvField.LostReason => 1000,
        CsvField.Company or CsvField.Name or CsvField.ConsentTopics => 300,
        >= CsvField.UtmSource and <= CsvField.ClickId => 500,
        _ => 200,
    };
}
