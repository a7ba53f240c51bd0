namespace LeadGrains.Mail;

/// <summary>What kind of weakness <see cref="ContentCheck"/> found.</summary>
public enum FindingKind
{
    /// <summary>A field that the program never fills, so that it is always blank.</summary>
    DeadField,

    /// <summary>A field that may be empty stands without <c>{{#if}}</c> and would leave a gap: "Dear ,".</summary>
    UnguardedField,

    /// <summary>
    /// The piece lacks a language that the program speaks, or the frame has no words in its language.
    /// </summary>
    MissingLanguage,

    /// <summary>A stream runs dry before the time leads are nurtured.</summary>
    ExhaustedStream,

    /// <summary>No lead can ever get the piece.</summary>
    Unreachable,
}

/// <summary>Something that is no fault, but that a marketer should know.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Place"><c>file:line</c> for a piece, or the stream's name: <c>planning (en)</c>.</param>
/// <param name="Message">A sentence for a person.</param>
public sealed record ContentFinding(FindingKind Kind, string Place, string Message)
{
    /// <summary><c>place: message</c>.</summary>
    public override string ToString() => $"{Place}: {Message}";
}
