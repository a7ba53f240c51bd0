namespace LeadGrains.Intake;

/// <summary>What somebody said about one person, field by field: a row of a file, or a form.</summary>
internal interface ISaid
{
    /// <summary>Trimmed, of bounded length, free of control characters; null where nothing was said.</summary>
    string? this[CsvField field] { get; }
}
