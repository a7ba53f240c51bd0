namespace LeadGrains.Lifecycle.Tests.Histories;

using static Sample;

/// <summary>What people may do at any time, sensible or not.</summary>
internal static class Doings
{
    private static readonly string[] Budgets = ["none", "planned", "approved"];
    private static readonly string[] Needs = ["curious", "urgent"];
    private static readonly string[] Segments = ["small", "large"];

    public static void Something(World world)
    {
        var random = world.Random;
        if (random.Next(12) == 0) world.Tell(Any(random, world.Program.Teams).Name, TeamCommand(world));
        else Something(world, Chosen(world));
    }

    private static void Something(World world, LeadId id) => world.Tell(id, LeadCommand(world, id));

    // Offers and owned leads are few and short-lived: they get half of the attention, or little would happen to them.
    private static LeadId Chosen(World world)
    {
        var busy = world.Random.Next(2) == 0 ? world.Leads.Where(l => l.Value.Handoff is not null).Select(l => l.Key).ToList() : [];
        return busy.Count > 0 ? Any(world.Random, busy) : LeadId.Of(Any(world.Random, world.Identities));
    }

    private static LeadCommand LeadCommand(World world, LeadId id)
    {
        var random = world.Random;
        var lead = world.Leads[id];
        var identity = world.Identities.First(i => LeadId.Of(i) == id);
        var team = lead.Handoff?.Offer?.Team ?? (lead.Owner.Member is null ? Any(random, world.Program.Teams).Name : lead.Owner.Team);
        var member = random.Next(10) == 0 ? $"{team}-otto" : lead.Handoff?.Offer?.Member ?? lead.Owner.Member ?? $"{team}-ines";
        var number = random.Next(10) == 0 ? random.Next(5) : lead.Requests;
        var topic = Any(random, [Consents.EveryTopic, "news", "guides"]);
        var channel = Any(random, [Channel.Email, Channel.Email, Channel.Call, Channel.Post]);
        if (lead.Stage == Stage.None && random.Next(3) > 0) return Inquiry(world, identity);
        if (lead.Handoff?.Offer is not null && random.Next(3) > 0)
            return Any<LeadCommand>(random, [new Accept(number, member), new Accept(number, member), new Decline(number, member, "too small"), new ViewOffer(number, member)]);
        if (lead.Work is not null && random.Next(2) == 0) return Report(world, member);
        return random.Next(38) switch
        {
            < 3 => Inquiry(world, identity),
            3 => new Answer([Fact(random)]),
            4 => new Correct([Fact(random), Fact(random)], random.Next(3) == 0 ? new Person { Email = $"new{random.Next(99)}@example.org" } : null),
            5 => new Supplement([Fact(random)], new Person { Company = "Example", JobTitle = "Buyer" }),
            6 => new Ask(Any(random, [Wish.Call, Wish.Quote]), random.Next(2) == 0 ? "soon" : null),
            7 => new Engage(Any(random, Enum.GetValues<EngagementKind>()), "drip-1") { Scanner = random.Next(4) == 0 ? "a scanner" : null },
            8 => new Write("Thanks, one question …"),
            9 => new AnswerReadiness(Any(random, Enum.GetValues<Readiness>()), world.Now + Days(random.Next(-3, 300))),
            10 => new Identify(Identity.Phone($"+49301{random.Next(9)}")),
            11 or 12 => new OptIn(topic, channel, Proof),
            13 => new ConfirmOptIn(topic, channel, Proof),
            14 => new OptOut(topic, random.Next(2) == 0 ? channel : null),
            15 => new Prefer(random.Next(4) == 0 ? null : random.Next(5, 120), random.Next(2) == 0 ? channel : null),
            16 => new Pause(world.Now + Days(random.Next(-2, 200))),
            17 => new Resume(),
            18 => new Bounce(random.Next(4) == 0, "550"),
            19 => random.Next(4) == 0 ? new Complain() : new Wake(),
            20 or 21 => new Drop($"drop-{random.Next(1, 5)}"),
            22 => new BeginTouch(lead.Nurture.Touches),
            23 => new ReportTouch(lead.Nurture.Touches + random.Next(2), Any(random, Enum.GetValues<TouchOutcome>())),
            24 => new Qualify("mia", "met at the fair") { Route = Any(random, Enum.GetValues<Route>()), Team = random.Next(2) == 0 ? team : null, Member = random.Next(3) == 0 ? $"{team}-uma" : null },
            25 => new Wait(number, team, random.Next(2) == 0),
            26 => new SeekAgain(team),
            27 => new Assign(team, $"{team}-{Any(random, ["ines", "otto", "uma", "nobody"])}", "boss"),
            28 => new Purchase(10, "EUR"),
            29 => random.Next(3) == 0 ? new Merge(LeadId.Of(Other(world, id))) : new Wake(),
            30 => new Unmerge(),
            31 => random.Next(6) == 0 ? new Erase() : new Wake(),
            32 => new Accept(number, member),
            33 => Report(world, member),
            34 => new TakeTask(lead.Nurture.Touches, "callers/uma"),
            // A call that was made is a fact at any hour; who keeps to the queue makes it when it may be made.
            35 when lead.Nurture.Pending?.Begun is true || LeadLifecycle.MayTake(lead, world.Now, world.Program) => new ReportCall(lead.Nurture.Touches, Any(random, ["callers/kim", "callers/uma"]), Any(random, Enum.GetValues<CallOutcome>())) { NotBeforeAt = world.Now + Days(30) },
            36 when lead.Nurture.Doubts is [var doubt, ..] => new SettleTouch(doubt.Number, random.Next(2) == 0),
            _ => new Wake(),
        };
    }

    private static LeadCommand Report(World world, string member) => world.Random.Next(9) switch
    {
        0 => new Win(member, 100, "EUR", world.Random.Next(4) == 0 ? world.Now - Days(2) : null),
        1 => new Lose(member, "no need"),
        2 => new Recycle(member, "not now", world.Random.Next(2) == 0 ? world.Now + Days(world.Random.Next(1, 200)) : null),
        < 6 => new LogContact(member, Channel.Call),
        _ => new Progress(member, Any(world.Random, Enum.GetValues<Step>())),
    };

    private static TeamCommand TeamCommand(World world)
    {
        var random = world.Random;
        var team = Any(random, world.Program.Teams).Name;
        var name = $"{team}-{Any(random, ["ines", "otto", "uma", "finn"])}";
        return random.Next(6) switch
        {
            0 => new AddMember(new Member(name)),
            1 => new ChangeMember(new Member(name) { CapacityOpen = random.Next(1, 4), Languages = random.Next(3) == 0 ? ["de"] : [] }),
            2 => new PauseMember(name, world.Now + Days(random.Next(-1, 20))),
            3 => new ResumeMember(name),
            4 => random.Next(2) == 0 ? new RemoveMember(name) : new AddMember(new Member(name)),
            _ => new OpenValve(),
        };
    }

    private static Inquire Inquiry(World world, Identity identity)
    {
        var random = world.Random;
        return new Inquire(identity, new Origin { Source = Any(random, ["guide", "fair"]), SubmissionId = random.Next(2) == 0 ? $"s{random.Next(50)}" : null },
            new Person { Email = identity.Value, Phone = random.Next(2) == 0 ? "+4930123456" : null, PostalAddress = random.Next(3) == 0 ? "Hauptstr. 1" : null, Zone = Any(random, [null, "America/New_York", "Asia/Tokyo"]) })
        {
            Facts = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Fact(random))],
            Consents = random.Next(5) == 0 ? [] : [new ConsentGiven(Any(random, [Consents.EveryTopic, "news"]), Any(random, [Channel.Email, Channel.Email, Channel.Call]), Proof)],
            Wish = random.Next(6) == 0 ? Wish.Call : null,
            At = random.Next(6) == 0 ? world.Now - Days(random.Next(200)) : null,
        };
    }

    private static Telling Fact(Random random) => random.Next(4) switch
    {
        0 => new("budget", Any(random, Budgets)),
        1 => new("timeline", random.Next(14).ToString(System.Globalization.CultureInfo.InvariantCulture)),
        2 => new("need", Any(random, Needs)),
        _ => new("segment", Any(random, Segments)),
    };

    // Only one that exists and lives: whoever merges looks that up.
    private static Identity Other(World world, LeadId id)
    {
        var living = world.Identities.Where(i => world.Leads[LeadId.Of(i)].Stage is not (Stage.None or Stage.Merged or Stage.Erased)).ToList();
        return living.Count == 0 ? world.Identities.First(i => LeadId.Of(i) == id) : Any(world.Random, living);
    }

    private static T Any<T>(Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];
}
