namespace LeadGrains.Lifecycle.Tests.Leads;

using static Sample;

/// <summary>A lead in every situation that the rules tell apart, and one valid command of every kind.</summary>
internal static class Situations
{
    /// <summary>The instant at which every situation is looked at.</summary>
    public static readonly Moment Now = Monday + Hours(4);

    public static readonly IReadOnlyList<(string Name, LeadState Lead)> All =
    [
        ("None", LeadState.Unknown),
        ("Inquiry", Asked().Lead),
        ("Nurturing", Nurtured().Lead),
        ("Nurturing, touch intended", Touched().Lead),
        ("Nurturing, touch begun", Begun().Lead),
        ("Nurturing, call queued", CallTests.Queued(Now - Hours(1)).Lead),
        ("Nurturing, call taken", CallTests.Queued(Now - Hours(1)).Say(new TakeTask(1, "callers/kim")).Lead),
        ("Nurturing, touch in doubt", Begun().Say(new ReportTouch(1, TouchOutcome.Uncertain)).Lead),
        ("Qualified, asked", Hot().Lead),
        ("Qualified, waiting", Hot().Say(new Wait(1, "sales", true)).Lead),
        ("Qualified, offered", Hot().OfferedTo("ines").Lead),
        ("Qualified, call-centre-owned", With(Inquiry(null, new Telling("budget", "planned"))).AcceptedBy("kim").Lead),
        ("Sales-owned", Hot().AcceptedBy("ines").Lead),
        ("Partner-owned", With(Inquiry(null, new Telling("segment", "small"))).AcceptedBy("pia").Lead),
        ("Won", Hot().AcceptedBy("ines").Say(new Win("ines", 100, "EUR")).Lead),
        ("Lost", Hot().AcceptedBy("ines").Say(new Lose("ines", "no need")).Lead),
        ("Merged", Asked().Say(new Merge(IdOf(Bob))).Lead),
        ("Erased", Asked().Say(new Erase()).Lead),
    ];

    /// <summary>One valid instance of every command; where a number matters, that of the situation.</summary>
    public static IReadOnlyDictionary<Type, LeadCommand> Commands(LeadState lead)
    {
        var member = lead.Handoff?.Offer?.Member ?? lead.Owner.Member ?? "ines";
        var team = lead.Handoff?.Team ?? "sales";
        LeadCommand[] commands =
        [
            Inquiry() with { Origin = new Origin { Source = "fair", SubmissionId = "fair-1" } },
            new Answer([new("need", "urgent")]),
            new Correct([new("budget", "approved"), new("timeline", "2")], new Person { JobTitle = "Buyer" }),
            new Supplement([new("size", "50")], new Person { Company = "Example" }),
            new Ask(Wish.Quote, "for 30 seats"),
            new Engage(EngagementKind.Clicked, "drip-1"),
            new Write("Could you send the drawings?"),
            new AnswerReadiness(Readiness.NotBefore, Now + Days(60)),
            new Identify(Identity.Phone("+4930123456")),
            new OptIn("news", Channel.Call, Proof),
            new ConfirmOptIn("news", Channel.Email, Proof),
            new OptOut(),
            new Prefer(30, Channel.Call),
            new Pause(Now + Days(30)),
            new Resume(),
            new Bounce(true, "550 no such user"),
            new Complain(),
            new Drop("drop-1"),
            new Wake(),
            new BeginTouch(Math.Max(1, lead.Nurture.Touches)),
            new ReportTouch(Math.Max(1, lead.Nurture.Touches), TouchOutcome.Sent),
            new SettleTouch(Math.Max(1, lead.Nurture.Touches), Sent: true),
            new QueueTouch(Math.Max(1, lead.Nurture.Touches)),
            new TakeTask(Math.Max(1, lead.Nurture.Touches), "callers/kim"),
            new ReportCall(Math.Max(1, lead.Nurture.Touches), "callers/kim", CallOutcome.Reached) { Facts = [new("need", "urgent")] },
            new Qualify("mia", "met at the fair"),
            OfferTo(team, "ines", lead.Requests, Now),
            new Wait(lead.Requests, team, true),
            new SeekAgain(team),
            new ViewOffer(lead.Requests, member),
            new Accept(lead.Requests, member),
            new Decline(lead.Requests, member, "too small"),
            new Assign("sales", "otto", "boss"),
            new LogContact(member, Channel.Call, "talked"),
            new Progress(member, Step.Meeting),
            new Win(member, 1000, "EUR"),
            new Lose(member, "no need"),
            new Recycle(member, "not now", Now + Days(90)),
            new HandOn(team, member, "on holiday"),
            new Purchase(50, "EUR"),
            new Merge(IdOf(Bob)),
            new Absorb(IdOf(Bob), With(Inquiry(Bob)).Lead),
            new Unmerge(),
            new Part(IdOf(Bob)),
            new Erase(),
        ];
        return commands.ToDictionary(c => c.GetType());
    }

    private static Given With(LeadCommand first) => new Given().Say(first);
    private static Given Asked() => With(Inquiry());
    private static Given Hot() => With(HotInquiry());

    private static Given Nurtured()
    {
        var given = new Given { Now = Monday - Days(12) }.Say(Inquiry());
        return given.Live(Days(11));
    }

    // Asked for so long ago that the first touch is intended within the hours before now.
    private static Given Touched()
    {
        for (var ago = 24; ; ago++)
        {
            var given = new Given { Now = Now - Hours(ago) }.Say(Inquiry()).After(Days(1)).Say(new Wake());
            if (given.DueAt is not { } due || due <= Now - Hours(2) || due > Now - Hours(1)) continue;
            given.Now = due;
            return given.Say(new Wake());
        }
    }

    private static Given Begun()
    {
        var given = Touched();
        return given.Say(new BeginTouch(1));
    }
}
