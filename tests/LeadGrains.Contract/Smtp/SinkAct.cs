namespace LeadGrains.Contract;

/// <summary>Where a dialogue with the sink is.</summary>
public enum SinkPhase { Connect, Hello, StartTls, Auth, Mail, Recipient, Data, Text, Dot, Answered, Reset, Quit, Other }

/// <summary>What the sink does instead of what it usually does.</summary>
public abstract record SinkAct
{
    private SinkAct() { }

    /// <summary>As ever.</summary>
    public static readonly SinkAct Usual = new AsEver();

    /// <summary>Hangs up without a word.</summary>
    public static readonly SinkAct HangUp = new Gone();

    /// <summary>Never answers, and leaves the connection open.</summary>
    public static readonly SinkAct Silence = new Silent();

    /// <summary>Waits, then goes on as ever.</summary>
    public static SinkAct After(Task task) => new Held(task);

    /// <summary>Says this line.</summary>
    public static SinkAct Say(string line) => new Spoken(line);

    public sealed record AsEver : SinkAct;
    public sealed record Gone : SinkAct;
    public sealed record Silent : SinkAct;
    public sealed record Held(Task Task) : SinkAct;
    public sealed record Spoken(string Line) : SinkAct;
}

/// <summary>What a script is asked.</summary>
/// <param name="Connection">1, 2, 3 … in the order they came.</param>
/// <param name="Line">What the client just said; empty where it said nothing.</param>
public sealed record SinkMoment(int Connection, SinkPhase Phase, string Line);

/// <summary>A mail whose final dot the sink has read.</summary>
/// <param name="Text">As it arrived, before dots were unstuffed again.</param>
public sealed record SunkMail(string From, string To, string Text, int Connection, bool Secure, string? User)
{
    /// <summary>A header's value, unfolded, or empty.</summary>
    public string Header(string name)
    {
        var head = Text[..Math.Max(0, Text.IndexOf("\r\n\r\n", StringComparison.Ordinal))].Replace("\r\n ", " ", StringComparison.Ordinal);
        return head.Split("\r\n").FirstOrDefault(l => l.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..] ?? "";
    }
}
