namespace LeadGrains.MailKit;

/// <summary>A token that stands for a password at a mail server (RFC 7628), and for whom it is. It never shows itself.</summary>
/// <param name="user">The account's name, usually its address.</param>
/// <param name="value">The token as its issuer gave it.</param>
public sealed class AccessToken(string user, string value)
{
    /// <summary>The account's name.</summary>
    public string User { get; } = user;

    internal string Value { get; } = value;

    /// <summary>Without the token.</summary>
    public override string ToString() => $"{User}:***";
}

/// <summary>
/// Asked each time a connection is opened; keeps and renews tokens as its issuer wants. From any thread. What it throws
/// is a connection that couldn't be had for now.
/// </summary>
/// <param name="host">The server that the token is for, as <c>mail.yaml</c> names it.</param>
public delegate ValueTask<AccessToken> TokenSource(string host, CancellationToken cancel);
