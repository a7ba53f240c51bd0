using System.Text.Json.Serialization;

namespace LeadGrains.Lifecycle;

/// <summary>
/// Everything a lead can be told; a closed family. Saying one twice is harmless: the second is answered "already so".
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(Inquire), nameof(Inquire))]
[JsonDerivedType(typeof(Answer), nameof(Answer))]
[JsonDerivedType(typeof(Correct), nameof(Correct))]
[JsonDerivedType(typeof(Supplement), nameof(Supplement))]
[JsonDerivedType(typeof(Ask), nameof(Ask))]
[JsonDerivedType(typeof(Engage), nameof(Engage))]
[JsonDerivedType(typeof(Write), nameof(Write))]
[JsonDerivedType(typeof(AnswerReadiness), nameof(AnswerReadiness))]
[JsonDerivedType(typeof(Identify), nameof(Identify))]
[JsonDerivedType(typeof(OptIn), nameof(OptIn))]
[JsonDerivedType(typeof(ConfirmOptIn), nameof(ConfirmOptIn))]
[JsonDerivedType(typeof(OptOut), nameof(OptOut))]
[JsonDerivedType(typeof(Prefer), nameof(Prefer))]
[JsonDerivedType(typeof(Pause), nameof(Pause))]
[JsonDerivedType(typeof(Resume), nameof(Resume))]
[JsonDerivedType(typeof(Bounce), nameof(Bounce))]
[JsonDerivedType(typeof(Complain), nameof(Complain))]
[JsonDerivedType(typeof(Drop), nameof(Drop))]
[JsonDerivedType(typeof(Wake), nameof(Wake))]
[JsonDerivedType(typeof(BeginTouch), nameof(BeginTouch))]
[JsonDerivedType(typeof(ReportTouch), nameof(ReportTouch))]
[JsonDerivedType(typeof(SettleTouch), nameof(SettleTouch))]
[JsonDerivedType(typeof(QueueTouch), nameof(QueueTouch))]
[JsonDerivedType(typeof(TakeTask), nameof(TakeTask))]
[JsonDerivedType(typeof(ReportCall), nameof(ReportCall))]
[JsonDerivedType(typeof(Qualify), nameof(Qualify))]
[JsonDerivedType(typeof(Offer), nameof(Offer))]
[JsonDerivedType(typeof(Wait), nameof(Wait))]
[JsonDerivedType(typeof(SeekAgain), nameof(SeekAgain))]
[JsonDerivedType(typeof(ViewOffer), nameof(ViewOffer))]
[JsonDerivedType(typeof(Accept), nameof(Accept))]
[JsonDerivedType(typeof(Decline), nameof(Decline))]
[JsonDerivedType(typeof(Assign), nameof(Assign))]
[JsonDerivedType(typeof(LogContact), nameof(LogContact))]
[JsonDerivedType(typeof(Progress), nameof(Progress))]
[JsonDerivedType(typeof(Win), nameof(Win))]
[JsonDerivedType(typeof(Lose), nameof(Lose))]
[JsonDerivedType(typeof(Recycle), nameof(Recycle))]
[JsonDerivedType(typeof(HandOn), nameof(HandOn))]
[JsonDerivedType(typeof(Purchase), nameof(Purchase))]
[JsonDerivedType(typeof(Merge), nameof(Merge))]
[JsonDerivedType(typeof(Absorb), nameof(Absorb))]
[JsonDerivedType(typeof(Unmerge), nameof(Unmerge))]
[JsonDerivedType(typeof(Part), nameof(Part))]
[JsonDerivedType(typeof(Erase), nameof(Erase))]
public abstract record LeadCommand;

// What the person does.

/// <summary>Somebody asked about something: the start of a lead, or of its next cycle.</summary>
/// <param name="Identity">The primary identity; the lead's id is its hash.</param>
public sealed record Inquire(Identity Identity, Origin Origin, Person Person) : LeadCommand
{
    public IReadOnlyList<Telling> Facts { get; init; } = [];
    public IReadOnlyList<ConsentGiven> Consents { get; init; } = [];
    public IReadOnlyList<Identity> Also { get; init; } = [];
    public Wish? Wish { get; init; }

    /// <summary>When it was asked where that was before now, as in an import; null means now.</summary>
    public Moment? At { get; init; }

    /// <summary>
    /// A list says so, not the person: an import. It never brings back who asked to be forgotten, and without a date its
    /// consents never undo a withdrawal.
    /// </summary>
    public bool Secondhand { get; init; }
}

/// <summary>The person answers a question; their own words beat enrichment.</summary>
public sealed record Answer(IReadOnlyList<Telling> Facts) : LeadCommand;

/// <summary>The person asks for what only a human gives: qualified by request (Q4).</summary>
public sealed record Ask(Wish Wish, string? Words = null) : LeadCommand;

/// <summary>The person did something with what we sent.</summary>
public sealed record Engage(EngagementKind Kind, string? Piece = null) : LeadCommand
{
    /// <summary>Why it was a machine and not the person: kept, never scored. Null when it was the person.</summary>
    public string? Scanner { get; init; }
}

/// <summary>
/// The person wrote to us, or somebody in their name: a sender's address proves nothing, so it is told to the owner and
/// scored as a reply, and it gives no consent and decides nothing.
/// </summary>
/// <param name="Words">Their own words as plain text, at most <see cref="WordsCharsMax"/> characters; may be empty.</param>
public sealed record Write(string Words) : LeadCommand
{
    /// <summary>Longer letters are refused; whoever takes mail in cuts them.</summary>
    public const int WordsCharsMax = 4_000;
}

/// <summary>The answer to a readiness check (N5); "not before" needs the date.</summary>
public sealed record AnswerReadiness(Readiness Readiness, Moment? NotBeforeAt = null) : LeadCommand;

/// <summary>Consent; refused without a whole proof. Where the program wants it confirmed, a request goes out first (C1).</summary>
public sealed record OptIn(string Topic, Channel Channel, ConsentProof Proof) : LeadCommand;

/// <summary>The second step: the person confirms from their mailbox. <see cref="Consents.EveryTopic"/> confirms whatever waits.</summary>
public sealed record ConfirmOptIn(string Topic, Channel Channel, ConsentProof Proof) : LeadCommand;

/// <summary>Withdraws consent for one topic or all, on one channel or all (C2).</summary>
public sealed record OptOut(string Topic = Consents.EveryTopic, Channel? Channel = null) : LeadCommand;

/// <summary>Sets rhythm (7 to 366 days) and preferred channel; null gives the choice back to the program.</summary>
public sealed record Prefer(int? RhythmDays, Channel? Channel) : LeadCommand;

/// <summary>No touch before an instant, at most two years ahead: a pause or an out-of-office.</summary>
public sealed record Pause(Moment UntilAt) : LeadCommand
{
    /// <summary>A note says that they are away: a pause they asked for themselves is never shortened by it.</summary>
    public bool Away { get; init; }
}

public sealed record Resume : LeadCommand;

/// <summary>A purchase without a rep: self-service (Q3). A win.</summary>
public sealed record Purchase(decimal? Value = null, string? Currency = null) : LeadCommand;

/// <summary>The person asked to be forgotten (C6).</summary>
public sealed record Erase : LeadCommand;

// What others find out.

/// <summary>An owner or a call-centre agent corrects or adds facts (I6).</summary>
public sealed record Correct(IReadOnlyList<Telling> Facts, Person? Person = null) : LeadCommand;

/// <summary>Enrichment fills what nobody told; it never overwrites a person's words (I7).</summary>
public sealed record Supplement(IReadOnlyList<Telling> Facts, Person? Person = null) : LeadCommand;
public sealed record Identify(Identity Identity) : LeadCommand;

/// <summary>Mail came back. Only a hard bounce stops mail; the lead lives on (N9).</summary>
public sealed record Bounce(bool Hard, string? Diagnosis = null) : LeadCommand;

/// <summary>The person called our mail spam: all mail stops.</summary>
public sealed record Complain : LeadCommand;

// Nurture.

/// <summary>A piece for everybody who wants its topic, inside the same budget (N4).</summary>
public sealed record Drop(string Piece) : LeadCommand;

/// <summary>The alarm rang: do what is due now, if anything still is.</summary>
public sealed record Wake : LeadCommand
{
    /// <summary>The engine was down before it rang; null when it wasn't.</summary>
    public Outage? Outage { get; init; }
}

/// <summary>
/// The engine was down: nobody could answer an offer or report through it. What fell due after <paramref name="FromAt"/>
/// and up to <paramref name="ToAt"/> is granted <see cref="Grace"/> from then on.
/// </summary>
public sealed record Outage(Moment FromAt, Moment ToAt)
{
    /// <summary>A deadline is never extended by more.</summary>
    public static readonly TimeSpan GraceMax = TimeSpan.FromHours(1);

    /// <summary>As long as the outage was, at most <see cref="GraceMax"/>.</summary>
    [JsonIgnore]
    public TimeSpan Grace => ToAt - FromAt < GraceMax ? ToAt - FromAt : GraceMax;

    /// <summary>Did it fall due while nobody could do anything about it?</summary>
    public bool Covers(Moment dueAt) => dueAt > FromAt && dueAt <= ToAt;
}

/// <summary>The sender is about to hand touch <paramref name="Number"/> to the transport; consent is checked again.</summary>
public sealed record BeginTouch(int Number) : LeadCommand;

/// <summary>What became of a touch.</summary>
public sealed record ReportTouch(int Number, TouchOutcome Outcome, string? Detail = null) : LeadCommand;

/// <summary>An operator found out whether an uncertain touch was sent; one that wasn't may come again.</summary>
public sealed record SettleTouch(int Number, bool Sent) : LeadCommand;

/// <summary>
/// Touch <paramref name="Number"/> is made by people: it waits for the call centre or the printer. Said again, it asks
/// whether anybody still will.
/// </summary>
public sealed record QueueTouch(int Number) : LeadCommand;

/// <summary>Somebody begins with what waits: consent, gap and hours are looked at again; nobody else gets it.</summary>
/// <param name="By">A caller as <c>team/member</c>, or the batch that is printed.</param>
public sealed record TakeTask(int Number, string By) : LeadCommand;

/// <summary>How a call went, all at once: the touch's outcome, what was learnt, what the person wants.</summary>
/// <param name="By">The caller as <c>team/member</c>, of a team of kind call centre.</param>
public sealed record ReportCall(int Number, string By, CallOutcome Outcome) : LeadCommand
{
    public IReadOnlyList<Telling> Facts { get; init; } = [];
    public string? Note { get; init; }

    /// <summary>With <see cref="CallOutcome.NotBefore"/>: the day they named.</summary>
    public Moment? NotBeforeAt { get; init; }
}

// Qualification and hand-off.

/// <summary>Qualified by hand: somebody vouches for it. Team and member may be named.</summary>
public sealed record Qualify(string By, string Because) : LeadCommand
{
    public Route Route { get; init; } = Route.Hot;
    public string? Team { get; init; }
    public string? Member { get; init; }
}

/// <summary>The team's answer to a request: this member, until this deadline in their hours.</summary>
public sealed record Offer(int Number, string Team, string Member, WorkingHours Hours, Moment RemindAt, Moment DueAt) : LeadCommand;

/// <summary>The team's answer to a request: nobody has a free hand (Q6). False when nobody will.</summary>
public sealed record Wait(int Number, string Team, bool WorthWaiting) : LeadCommand;

/// <summary>The team has a free hand again: ask it once more.</summary>
public sealed record SeekAgain(string Team) : LeadCommand;
public sealed record ViewOffer(int Number, string By) : LeadCommand;
public sealed record Accept(int Number, string By) : LeadCommand;

/// <summary>Not this one, with a reason from the program's list (Q7).</summary>
public sealed record Decline(int Number, string By, string Reason) : LeadCommand;

/// <summary>A manager offers the lead to a named member, past the ladder.</summary>
public sealed record Assign(string Team, string Member, string By) : LeadCommand;

/// <summary>The team takes the member off the lead: they left, paused or changed (Q13).</summary>
public sealed record HandOn(string Team, string Member, string Because) : LeadCommand;

// What the owner reports. By is the member's name.

public sealed record LogContact(string By, Channel Channel, string? Note = null) : LeadCommand;
public sealed record Progress(string By, Step Step, string? Note = null) : LeadCommand;

/// <summary>Won. Value is zero or more; At is when it was won where that was before now, null means now.</summary>
public sealed record Win(string By, decimal? Value = null, string? Currency = null, Moment? At = null) : LeadCommand;

/// <summary>Lost, with a reason from the program's list (Q14).</summary>
public sealed record Lose(string By, string Reason, string? Competitor = null, Moment? At = null) : LeadCommand;

/// <summary>Back to nurture, not before a date (Q10).</summary>
public sealed record Recycle(string By, string Reason, Moment? NotBeforeAt = null) : LeadCommand;

// Two leads that are one person (I4).

/// <summary>This lead is the same person as another, which lives on for both.</summary>
public sealed record Merge(LeadId Into) : LeadCommand;

/// <summary>Sent to the lead that lives on: takes over what the other one knew. The stricter consent wins.</summary>
public sealed record Absorb(LeadId From, LeadState Known) : LeadCommand;

/// <summary>They were two people after all.</summary>
public sealed record Unmerge : LeadCommand;

/// <summary>Sent to the lead that lived on: the other one goes its own way again.</summary>
public sealed record Part(LeadId From) : LeadCommand;
