using System.Collections.Frozen;
using LeadGrains.Lifecycle;

namespace LeadGrains.Intake;

/// <summary>How inquiries come in: what <c>intake.yaml</c> says, with what the program at work knows. Without that file, forms only.</summary>
public sealed record IntakeSettings
{
    /// <summary>The file's usual name, beside the database.</summary>
    public const string FileName = "intake.yaml";

    /// <summary>The country calling code of national telephone numbers; null: such numbers are text only.</summary>
    public int? CountryCallingCode { get; init; }

    /// <summary>A form without an id of its own that says the same again within this time is the same inquiry. 1 minute to 1 day.</summary>
    public TimeSpan SameWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Where a form may send the browser: addresses with all that lies below them.</summary>
    public IReadOnlyList<string> Redirects { get; init; } = [];

    /// <summary>Fields that people don't see; whoever fills one in is a program. The names that form services use.</summary>
    public IReadOnlyList<string> Traps { get; init; } = ["_gotcha", "bot-field", "honeypot", "_honey"];

    /// <summary>Domains of mailboxes that are thrown away, in lower case; those below them are meant too.</summary>
    public IReadOnlySet<string> DisposableDomains { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Forms by their names; while none is named, any name is a form.</summary>
    public IReadOnlyDictionary<string, DoorSettings> Forms { get; init; } = new Dictionary<string, DoorSettings>();
    public DoorSettings Salesforce { get; init; } = new() { Source = "website" };
    public DoorSettings Google { get; init; } = new() { Source = "google_ads" };
    public DoorSettings Meta { get; init; } = new() { Source = "meta_ads" };
    public DoorSettings HubSpot { get; init; } = new() { Source = "website" };
    public DoorSettings LinkedIn { get; init; } = new() { Source = "linkedin_ads" };
    public DoorSettings Adf { get; init; } = new() { Source = "adf" };
    public DoorSettings Json { get; init; } = new();
    public QuarantineSettings Quarantine { get; init; } = new();

    /// <summary>The program's topics; what somebody is interested in beyond them is a fact.</summary>
    public IReadOnlySet<string> Topics { get; init; } = FrozenSet<string>.Empty;

    /// <summary>In which content is written.</summary>
    public IReadOnlySet<string> Languages { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The same for a program.</summary>
    public IntakeSettings For(Program program)
    {
        ArgumentNullException.ThrowIfNull(program);
        return this with { Topics = program.Topics.ToFrozenSet(), Languages = program.Content.Select(p => p.Language).ToFrozenSet() };
    }

    /// <summary>The settings as they are at any time: made anew when another program has been activated. Thread-safe.</summary>
    public Func<IntakeSettings> Following(Func<Program> program)
    {
        ArgumentNullException.ThrowIfNull(program);
        Tuple<Program, IntakeSettings>? known = null; // replaced whole; two threads may both make one
        return () =>
        {
            var (now, last) = (program(), Volatile.Read(ref known));
            if (last is not null && ReferenceEquals(last.Item1, now)) return last.Item2;
            var made = For(now);
            Volatile.Write(ref known, Tuple.Create(now, made));
            return made;
        };
    }

    /// <summary>The form of a name; null when the settings name forms and not this one, or it is no name.</summary>
    public DoorSettings? Form(string name) =>
        !IsName(name) ? null : Forms.Count == 0 ? new DoorSettings { Source = "website" } : Forms.GetValueOrDefault(name);

    /// <summary>Is it a form's name: 1 to 60 letters and digits of ASCII, dots, hyphens and underscores? It stands in addresses and in the journal.</summary>
    internal static bool IsName(string name) => name.Length is > 0 and <= 60 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <summary>Is it a mailbox that is thrown away?</summary>
    internal bool IsDisposable(EmailAddress email)
    {
        for (var domain = email.Domain; domain.Contains('.', StringComparison.Ordinal); domain = domain[(domain.IndexOf('.', StringComparison.Ordinal) + 1)..])
            if (DisposableDomains.Contains(domain)) return true;
        return false;
    }
}

/// <summary>One door: what its fields mean, and what the person reads beside its boxes.</summary>
public sealed record DoorSettings
{
    /// <summary>The channel that brings people by this door, where the submission itself doesn't say.</summary>
    public string Source { get; init; } = "";

    /// <summary>What is responded to, such as <c>Price list 2026</c>.</summary>
    public string? Offer { get; init; }

    /// <summary>
    /// What fields mean that nobody knows by their names: <c>00N5g00000Abc12</c> is <c>budget</c>. A field of the mapping
    /// (<c>email</c>, <c>jobTitle</c>), the name of a fact, or <c>-</c> for nothing.
    /// </summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>Boxes to tick, by the name of the field or the other system's number.</summary>
    public IReadOnlyDictionary<string, ConsentText> Consents { get; init; } = new Dictionary<string, ConsentText>();

    /// <summary>Shown when there is nowhere to go on to.</summary>
    public string Thanks { get; init; } = "Thank you. We have your message.";

    /// <summary>Whose it must be: the oid of Salesforce, the portal of HubSpot; null: anybody's.</summary>
    public string? Account { get; init; }

    /// <summary>The key that Google sends, or the secret that Meta signs with; without one that door is closed.</summary>
    public string? Secret { get; init; }

    /// <summary>What Meta shows when it asks whether we are who we are.</summary>
    public string? VerifyToken { get; init; }

    /// <summary>The page's token with which Meta's answers are fetched; null: nobody fetches them.</summary>
    public string? PageToken { get; init; }

    /// <summary>Where they are fetched: the Graph API, with its version if one is meant.</summary>
    public Uri Graph { get; init; } = new("https://graph.facebook.com/");

    /// <summary>Facts that the form of our own (<c>/form/NAME</c>) asks for, after address and name; the program's first question where none is named.</summary>
    public IReadOnlyList<string> Asks { get; init; } = [];
}

/// <summary>The words beside a box, and what ticking it allows.</summary>
/// <param name="Words">Exactly as they are read; they are the proof.</param>
public sealed record ConsentText(string Words)
{
    public string? Version { get; init; }

    /// <summary>Every topic, where none is named.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [Consents.EveryTopic];
    public IReadOnlyList<Channel> Channels { get; init; } = [Channel.Email];
}

/// <summary>When somebody should look before an inquiry becomes a lead, and how much is kept for that.</summary>
public sealed record QuarantineSettings
{
    /// <summary>Kept at most; a further one is answered "busy". 100 to 100,000.</summary>
    public int ItemsMax { get; init; } = 10_000;

    /// <summary>Kept so long; purged, and counted, after that. 7 to 366 days.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Inquiries from one IP address in the window, by doors that anybody can use; a further one is looked at first. 1 to 10,000.</summary>
    public int PerSenderMax { get; init; } = 20;

    /// <summary>Inquiries of one person in the window. 1 to 1,000.</summary>
    public int PerPersonMax { get; init; } = 5;

    /// <summary>So many times the bound, and the sender is turned away. 2 to 100.</summary>
    public int TurnedAwayTimes { get; init; } = 10;

    /// <summary>1 minute to 1 day.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(10);
}
