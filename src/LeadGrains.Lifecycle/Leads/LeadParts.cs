using System.Text.Json.Serialization;

namespace LeadGrains.Lifecycle;

/// <summary>Who a lead is as a person; every field may be unknown.</summary>
public sealed record Person
{
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? Company { get; init; }
    public string? JobTitle { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? Country { get; init; }

    /// <summary>Where letters go, as written on the envelope.</summary>
    public string? PostalAddress { get; init; }

    /// <summary>Language tag such as <c>en</c>; the program's language where unknown.</summary>
    public string? Language { get; init; }

    /// <summary>IANA time zone; the program's holds where it is unknown, also to this machine.</summary>
    public string? Zone { get; init; }

    /// <summary>First and last name as far as known, or null.</summary>
    [JsonIgnore]
    public string? Name => (FirstName, LastName) switch
    {
        (null, null) => null,
        (null, _) => LastName,
        (_, null) => FirstName,
        _ => $"{FirstName} {LastName}",
    };

    /// <summary>What the newer one says, and this one where the newer is silent.</summary>
    public Person With(Person newer) => new()
    {
        FirstName = newer.FirstName ?? FirstName,
        LastName = newer.LastName ?? LastName,
        Company = newer.Company ?? Company,
        JobTitle = newer.JobTitle ?? JobTitle,
        Email = newer.Email ?? Email,
        Phone = newer.Phone ?? Phone,
        Country = newer.Country ?? Country,
        PostalAddress = newer.PostalAddress ?? PostalAddress,
        Language = newer.Language ?? Language,
        Zone = newer.Zone ?? Zone,
    };
}

/// <summary>Where an inquiry came from (I1).</summary>
public sealed record Origin
{
    /// <summary>The channel that brought the person, such as <c>paid_search</c>; empty where nobody said.</summary>
    public string Source { get; init; } = "";
    public string? Campaign { get; init; }

    /// <summary>What was responded to.</summary>
    public string? Offer { get; init; }
    public string? Page { get; init; }
    public string? Referrer { get; init; }

    /// <summary>UTM parameters and click ids, by their names.</summary>
    public IReadOnlyDictionary<string, string>? Tracking { get; init; }

    /// <summary>The submission's own id at its source, such as a form's or an ad platform's.</summary>
    public string? SubmissionId { get; init; }
}

/// <summary>Who told us a fact. A person's own words are never overwritten by enrichment (I7).</summary>
public enum FactSource { Enrichment, Inquiry, Person, Owner }

/// <summary>A fact as somebody tells it: <c>budget</c> is <c>planned</c>.</summary>
public sealed record Telling(string Name, string Value);

/// <summary>A fact with who told it and when (I6). Earlier values are in the journal.</summary>
public sealed record Fact(string Name, string Value, FactSource Source, Moment At);

/// <summary>The proof behind a consent (C1): what was read, where, from which address.</summary>
public sealed record ConsentProof
{
    /// <summary>The words the person agreed to.</summary>
    public string Words { get; init; } = "";
    public string? WordsVersion { get; init; }
    public string? Form { get; init; }
    public string? Page { get; init; }

    /// <summary>The IP address it came from, where one is known.</summary>
    public string? Address { get; init; }

    /// <summary>When the person confirmed it elsewhere, as in an import; null: not that anybody said.</summary>
    public Moment? ConfirmedAt { get; init; }

    /// <summary>
    /// What a proof can't do without and this one lacks, in words; null when it is whole. Who and when are the lead's and
    /// the journal's; which words and where are here (RELIABILITY.md, 25).
    /// </summary>
    [JsonIgnore]
    public string? Lacks => string.IsNullOrWhiteSpace(Words) ? "the words that the person agreed to"
        : string.IsNullOrWhiteSpace(Form) && string.IsNullOrWhiteSpace(Page) ? "the form or page on which they did" : null;
}

/// <summary>What holds for one topic on one channel.</summary>
public enum ConsentStanding { Asked, Given, Withdrawn }

/// <summary>Consent for a topic on a channel; <see cref="Consents.EveryTopic"/> stands for all topics.</summary>
/// <param name="At">When it came to stand as it does: asked, given or confirmed, withdrawn.</param>
public sealed record Consent(string Topic, Channel Channel, ConsentStanding Standing, Moment At, ConsentProof? Proof)
{
    /// <summary>The first step of a double opt-in, once the second was made; null for a single step.</summary>
    public ConsentRequest? Request { get; init; }
}

/// <summary>The first step of a double opt-in: when the person asked for it, and what they read.</summary>
public sealed record ConsentRequest(Moment At, ConsentProof? Proof);

/// <summary>A wish to be contacted, as an inquiry carries it.</summary>
public sealed record ConsentGiven(string Topic, Channel Channel, ConsentProof Proof);

/// <summary>What the person set for themselves (C3); null means as the program proposes.</summary>
public sealed record Preferences
{
    /// <summary>Days between touches the person wants, 7 to 366.</summary>
    public int? RhythmDays { get; init; }
    public Channel? Channel { get; init; }

    /// <summary>No touch before this instant: a pause, an out-of-office, or "not before" (C2, N5).</summary>
    public Moment? QuietUntilAt { get; init; }
}

/// <summary>What a person may ask for that only a human gives (Q4).</summary>
public enum Wish { Call, Quote }

/// <summary>What a person did with what we sent.</summary>
public enum EngagementKind { Visited, Clicked, Downloaded, Replied, Attended }

/// <summary>Engagement points as of an instant; they halve every half-life of the definition.</summary>
public readonly record struct Engagement(double Points, Moment At)
{
    /// <summary>The latest one: said again at the same instant it is the same, another one is not.</summary>
    public EngagementKind Kind { get; init; }
    public string? Piece { get; init; }
}

/// <summary>The three answers to a readiness check (N5).</summary>
public enum Readiness { StillExploring, TalkNow, NotBefore }
