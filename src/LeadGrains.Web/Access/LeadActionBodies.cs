namespace LeadGrains.Web;

/// <summary>Bodies of the commands; what isn't named here needs none.</summary>
public sealed record EmptyBody;

/// <param name="Offer">The number of the offer that is meant; null: the open one.</param>
public sealed record OfferBody(int? Offer = null);
public sealed record ReasonBody(string Reason, int? Offer = null);
public sealed record ContactBody(Channel Channel, string? Note = null);
public sealed record DispositionBody(Step Step, string? Note = null);
public sealed record RecycleBody(string Reason, Moment? NotBefore = null);
public sealed record WonBody(decimal? Value = null, string? Currency = null);
public sealed record LostBody(string Reason, string? Competitor = null);
public sealed record FactsBody(IReadOnlyDictionary<string, string> Facts);
public sealed record AssignBody(string Team, string Member);
public sealed record QualifyBody(string Because, Route Route = Route.Hot, string? Team = null, string? Member = null);
public sealed record MergeBody(LeadId Into);
public sealed record OptOutBody(string Topic = Consents.EveryTopic, Channel? Channel = null);
public sealed record PauseBody(Moment Until);
public sealed record DropBody(string Piece);
