namespace LeadGrains.Intake;

/// <summary>Every bound of what strangers may hand in; beyond one nothing is taken, and the sender is told.</summary>
public static class IntakeLimits
{
    /// <summary>Bytes of a submission's body.</summary>
    public const int BodyBytesMax = 256 * 1024;

    /// <summary>Bytes and rows of a CSV file that is posted; larger ones are for <c>leadgrains import</c>.</summary>
    public const int CsvBytesMax = 8 * 1024 * 1024, CsvRowsMax = 20_000;

    /// <summary>Fields of one submission, and characters of a field's name.</summary>
    public const int FieldsMax = 300, NameCharsMax = 200;

    /// <summary>Facts of one inquiry and characters of a fact's value; what is longer is cut.</summary>
    public const int FactsMax = CsvFields.FactsMax, FactCharsMax = CsvFields.FactCharsMax;

    /// <summary>Tracking parameters of one inquiry and characters of each.</summary>
    public const int TrackedMax = 40, TrackedCharsMax = 500;

    /// <summary>Inquiries in one request that isn't a file.</summary>
    public const int InquiriesMax = 200;

    /// <summary>Levels of nesting in JSON and in XML.</summary>
    public const int JsonDepthMax = 16, XmlDepthMax = 32;

    /// <summary>A submission can say that it was made this long ago; one that says longer was made now.</summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromDays(366);

    /// <summary>Faults told at once.</summary>
    public const int FaultsMax = 20;
}
