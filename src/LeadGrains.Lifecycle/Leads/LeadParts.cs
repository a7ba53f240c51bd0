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

    /// <summary>IANA time zone; the program's where unknown.</summary>
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

/// <summary>A touch that was decided and not yet finished.</summary>
/// <param name="Number">1, 2, 3 … over the whole life of the lead.</param>
/// <param name="DueAt">When the plan wanted it; lateness is counted from here.</param>
/// <param name="Begun">The message was handed to the transport: from here on it may have been sent.</param>
public sealed record PendingTouch(int Number, string Piece, Channel Channel, Moment DueAt, Moment SendAt, bool Begun)
{
    /// <summary>A drop that doesn't get out waits again; the drip chooses anew.</summary>
    public TouchPlace Place { get; init; }

    /// <summary>Where people make the touch: what waits for them.</summary>
    public OpenTask? Task { get; init; }
}

/// <summary>A call to be made or a letter to be printed: it waits for whoever takes it.</summary>
/// <param name="FromAt">Not before this instant: later than queued after a call in vain.</param>
/// <param name="LapseAt">Nobody did it by then: the plan goes on without it.</param>
public sealed record OpenTask(Moment QueuedAt, Moment FromAt, Moment LapseAt)
{
    /// <summary>Calls in vain so far.</summary>
    public int Attempts { get; init; }

    /// <summary>Who has it in hand, or had it last.</summary>
    public string? By { get; init; }
}

/// <summary>How a call went.</summary>
public enum CallOutcome { Reached, NotReached, WantsToTalk, WantsNoCalls, NotBefore }

/// <summary>What a touch is part of: a drop and an introduction leave the drip's place as it was.</summary>
public enum TouchPlace { Drip, Readiness, Drop, Introduction }

/// <summary>
/// What became of a touch. Refused for good says that this one can't be sent, no such address that none can (N9).
/// </summary>
public enum TouchOutcome { Sent, RefusedForNow, RefusedForGood, Uncertain, NoSuchAddress }

/// <summary>A touch of which nobody knows whether it was sent; an operator may say so later.</summary>
public sealed record Doubt(int Number, string Piece, Channel Channel, Moment At);

/// <summary>Why a touch that was due was not made.</summary>
public enum SkipReason { Late, NoConsent, NotNurtured, Budget, Quiet, NoChannel, Superseded }

/// <summary>What keeps the lead gently in touch: what was seen, when, and what comes next.</summary>
public sealed record Nurture
{
    /// <summary>Contacts remembered; the budget can't count further than this.</summary>
    public const int ContactsKept = 8;

    /// <summary>Ids of pieces the person got or may have got, oldest first; never offered again (N2).</summary>
    public IReadOnlyList<string> Seen { get; init; } = [];

    /// <summary>The instants of the latest contacts by anyone, oldest first, at most <see cref="ContactsKept"/> (C4).</summary>
    public IReadOnlyList<Moment> Contacts { get; init; } = [];

    /// <summary>The latest place on the cadence that was used or skipped; the next one is counted from here.</summary>
    public Moment SlotAt { get; init; }

    /// <summary>No place of this cycle was used yet: the first comes sooner than the rhythm says.</summary>
    public bool Fresh { get; init; }

    /// <summary>The latest readiness check, or the start of the cycle.</summary>
    public Moment ReadinessAt { get; init; }

    /// <summary>When a touch last didn't get out: the next try keeps its distance, so that nothing is tried in a loop.</summary>
    public Moment TriedAt { get; init; }

    /// <summary>When the person last wrote to us: a conversation has begun, and the drip keeps its distance from it.</summary>
    public Moment HeardAt { get; init; }

    /// <summary>Touches decided so far; the next one has the next number.</summary>
    public int Touches { get; init; }
    public PendingTouch? Pending { get; init; }

    /// <summary>Pieces dropped by a market event, to be sent before the drip goes on (N4).</summary>
    public IReadOnlyList<string> Drops { get; init; } = [];

    /// <summary>Touches that were perhaps sent, oldest first; no more than there are pieces, as each is sent once.</summary>
    public IReadOnlyList<Doubt> Doubts { get; init; } = [];

    /// <summary>The earliest instant for the first of <see cref="Drops"/>: each person has another, so that a drop isn't a burst.</summary>
    public Moment DropAt { get; init; }

    /// <summary>Topics they did something with, the latest first, at most <see cref="InterestsMax"/>: told first.</summary>
    public IReadOnlyList<string> Interests { get; init; } = [];

    /// <summary>Topics remembered as interests.</summary>
    public const int InterestsMax = 3;

    /// <summary>E-mail came back for good: other channels are tried (N9).</summary>
    public bool MailDead { get; init; }

    /// <summary>Calls came to nothing: other channels come first until the person is reached or wants calls (N7).</summary>
    public bool Unreached { get; init; }

    /// <summary>The marketer was told that the stream has run dry.</summary>
    public bool Exhausted { get; init; }

    /// <summary>The latest contact by anyone, or null.</summary>
    [JsonIgnore]
    public Moment? LastContactAt => Contacts.Count == 0 ? null : Contacts[^1];
}

/// <summary>One line of a decision trace: a criterion, what it saw, and the points it gave.</summary>
public sealed record TraceLine(string Criterion, string Saw, int Points);

/// <summary>What the definition says of a lead, and why (Q2). Points are whole; potential adds what unknown facts could still bring.</summary>
public sealed record Verdict(
    int ProgramVersion, int Score, int Potential, Route Route, string Because, IReadOnlyList<TraceLine> Trace);

/// <summary>A verdict as the state keeps it; the trace is in the journal and can be recomputed.</summary>
public sealed record Standing(int ProgramVersion, int Score, Route Route, Moment At);

/// <summary>A qualified lead shown to one member until a deadline in their working hours (Q7).</summary>
public sealed record OpenOffer(
    int Number, string Team, string Member, WorkingHours Hours, Moment OfferedAt, Moment RemindAt, Moment DueAt)
{
    public Moment? ViewedAt { get; init; }
    public bool Reminded { get; init; }
}

/// <summary>Who turned the lead down in this cycle; never offered to them again.</summary>
public sealed record Declined(string Team, string Member, string Reason, Moment At);

/// <summary>On the way to an owner: where on the ladder, with whom.</summary>
public sealed record Handoff
{
    public Route Route { get; init; }

    /// <summary>Step of the route's ladder, from 0.</summary>
    public int Rung { get; init; }

    /// <summary>Offers tried on this rung.</summary>
    public int Tries { get; init; }

    /// <summary>The number of the latest request to a team; its answer carries the same.</summary>
    public int Number { get; init; }
    public string? Team { get; init; }

    /// <summary>The request has no answer yet.</summary>
    public bool Asked { get; init; }

    /// <summary>Qualified or assigned by a person: while it waits, the score doesn't take it off the ladder again.</summary>
    public bool ByHand { get; init; }

    /// <summary>Named by somebody, so that only this member is asked.</summary>
    public string? Named { get; init; }

    /// <summary>Since when the lead waits on this rung for somebody with a free hand.</summary>
    public Moment? WaitingSinceAt { get; init; }
    public OpenOffer? Offer { get; init; }
}

/// <summary>How far an owner has come.</summary>
public enum Step { Accepted, Contacted, Working, Meeting, Proposal }

/// <summary>What an owner has done since acceptance, and what is expected next (Q8).</summary>
public sealed record Work
{
    public Moment AcceptedAt { get; init; }
    public WorkingHours Hours { get; init; } = new WorkingHours();
    public Step Step { get; init; }
    public Moment? FirstContactAt { get; init; }

    /// <summary>First contact, and later progress, is due here; missing it takes the lead back.</summary>
    public Moment RemindAt { get; init; }
    public Moment DueAt { get; init; }
    public bool Reminded { get; init; }
}

/// <summary>How a cycle ended.</summary>
public sealed record Outcome(bool Won, Moment At, decimal? Value, string? Currency, string? Reason, string? Competitor, Owner By);
