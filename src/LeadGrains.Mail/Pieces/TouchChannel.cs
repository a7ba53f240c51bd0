namespace LeadGrains.Mail;

/// <summary>How a touch reaches a person (N7).</summary>
public enum TouchChannel
{
    /// <summary>An e-mail, as HTML and as plain text.</summary>
    Email,

    /// <summary>A task for the call centre; the piece is the caller's script.</summary>
    Call,

    /// <summary>A printed letter.</summary>
    Post,
}
