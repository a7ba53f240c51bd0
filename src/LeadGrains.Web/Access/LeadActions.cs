namespace LeadGrains.Web;

/// <summary>Everything that a caller can tell a lead, once: the API and the portal are both made of this table.</summary>
internal static class LeadActions
{
#pragma warning disable format // one row per command, in columns
    public static readonly IReadOnlyList<LeadAction> All =
    [
        Of("view",        Right.Work,   OfOffer,                                                           (b, l, by) => new ViewOffer(b.Offer ?? l.Requests, by), new OfferBody()) with { AnswersOffer = true },
        Of("accept",      Right.Work,   OfOffer,                                                           (b, l, by) => new Accept(b.Offer ?? l.Requests, by), new OfferBody()) with { AnswersOffer = true },
        Of("decline",     Right.Work,   f => new ReasonBody(f.Needed("reason", "why"), f.Number("offer")), (b, l, by) => new Decline(b.Offer ?? l.Requests, by, b.Reason)) with { AnswersOffer = true },
        Of("contacted",   Right.Work,   f => new ContactBody(f.NeededWord<Channel>("channel", "how you were in touch"), f.Text("note")), (b, _, by) => new LogContact(by, b.Channel, b.Note)),
        Of("disposition", Right.Work,   f => new DispositionBody(f.NeededWord<Step>("step", "how far you are"), f.Text("note")),         (b, _, by) => new Progress(by, b.Step, b.Note)),
        Of("recycle",     Right.Work,   f => new RecycleBody(f.Needed("reason", "why you give it back"), f.Day("notBefore")),            (b, _, by) => new Recycle(by, b.Reason, b.NotBefore)),
        Of("won",         Right.Work,   OfSale,                                                            (b, _, by) => new Win(by, b.Value, b.Currency)),
        Of("lost",        Right.Work,   f => new LostBody(f.Needed("reason", "why it was lost"), f.Text("competitor")),                  (b, _, by) => new Lose(by, b.Reason, b.Competitor)),
        Of("answer",      Right.Learn,  f => new FactsBody(f.Facts()),                                     (b, _, _)  => new Answer(Told(b))),
        Of("correct",     Right.Learn,  f => new FactsBody(f.Facts()),                                     (b, _, _)  => new Correct(Told(b))),
        Of("opt-out",     Right.Learn,  f => new OptOutBody(f.Text("topic") ?? Consents.EveryTopic, f.Word<Channel>("channel")),         (b, _, _)  => new OptOut(b.Topic, b.Channel)),
        Of("pause",       Right.Learn,  f => new PauseBody(f.Needed("until", "until when") is { Length: > 0 } ? f.Day("until") ?? default : default), (b, _, _) => new Pause(b.Until)),
        Of("resume",      Right.Learn,  OfNothing,                                                         (_, _, _)  => new Resume(), new EmptyBody()),
        Of("assign",      Right.Assign, OfMember,                                                          (b, _, by) => new Assign(b.Team, b.Member, by)),
        Of("qualify",     Right.Judge,  OfJudgement,                                                       (b, _, by) => new Qualify(by, b.Because) { Route = b.Route, Team = b.Team, Member = b.Member }),
        Of("drop",        Right.Judge,  f => new DropBody(f.Needed("piece", "which piece")),               (b, _, _)  => new Drop(b.Piece)),
        Of("merge",       Right.Unite,  f => new MergeBody(f.Lead("into")),                                (b, _, _)  => new Merge(b.Into)),
        Of("unmerge",     Right.Unite,  OfNothing,                                                         (_, _, _)  => new Unmerge(), new EmptyBody()),
        Of("purchased",   Right.Sell,   OfSale,                                                            (b, _, _)  => new Purchase(b.Value, b.Currency)),
        Of("erase",       Right.Forget, OfErasure,                                                         (_, _, _)  => new Erase(), new EmptyBody()),
    ];
#pragma warning restore format

    /// <summary>What is typed before a person is erased.</summary>
    public const string EraseWord = "ERASE";

    private static LeadAction<TBody> Of<TBody>(string name, Right right, Func<LeadFields, TBody> body, Func<TBody, LeadState, string, LeadCommand> make, TBody? silent = null)
        where TBody : class => new(name, right, body, make) { Silent = silent };

    private static EmptyBody OfNothing(LeadFields form) => new();
    private static OfferBody OfOffer(LeadFields form) => new(form.Number("offer"));
    private static WonBody OfSale(LeadFields form) => new(form.Amount("value"), form.Text("currency")?.ToUpperInvariant());

    private static AssignBody OfMember(LeadFields form)
    {
        form.Needed("to", "who gets it");
        return form.Member("to") is var (team, member) ? new AssignBody(team, member) : new AssignBody("", "");
    }

    private static QualifyBody OfJudgement(LeadFields form) => new(form.Needed("because", "why it is ripe"), form.Word<Route>("route") ?? Route.Hot)
    {
        Team = form.Member("to")?.Team,
        Member = form.Member("to")?.Member,
    };

    private static EmptyBody OfErasure(LeadFields form)
    {
        form.Confirmed("confirm", EraseWord);
        return new EmptyBody();
    }

    private static List<Telling> Told(FactsBody body) => [.. (body.Facts ?? new Dictionary<string, string>()).Select(f => new Telling(f.Key, f.Value))];
}
