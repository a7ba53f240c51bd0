namespace LeadGrains.Lifecycle;

using Decision = Decision<TeamEvent>;

/// <summary>The rules of a team: who gets a lead, who has a free hand, what is handed on. Pure, as the lead's are.</summary>
public static class TeamLifecycle
{
    /// <summary>Members of one team; a further one is refused.</summary>
    public const int MembersMax = 1_000;

    /// <summary>A company that nobody accepted a lead of for this long begins afresh.</summary>
    public static readonly TimeSpan AccountKeptFor = TimeSpan.FromDays(2 * 366);

    /// <summary>What a command leads to.</summary>
#pragma warning disable format // one row per rule, in columns
    public static Decision Decide(TeamState team, string name, TeamCommand command, Moment now, Program program) => command switch
    {
        AddMember c    => Adding(team, name, c.Member, now, program),
        ChangeMember c => team.Seat(c.Member.Name) is not { } seat ? Unknown(team, c.Member.Name) : Same(seat.Member, c.Member) ? Decision.AlreadySo : MemberFaults.Of(c.Member) is { } fault ? Decision.Refuse(fault)
                        : Happened(new MemberChanged(c.Member) { Worked = Worked(seat, name, now, program), At = now }),
        PauseMember c  => team.Seat(c.Name) is not { } seat ? Unknown(team, c.Name) : seat.PausedUntilAt == c.UntilAt ? Decision.AlreadySo
                        : c.UntilAt <= now ? Decision.Refuse("A pause ends after now; give a later date.")
                        : Happened(new MemberPaused(c.Name, c.UntilAt) { Worked = Worked(seat, name, now, program) }),
        ResumeMember c => team.Seat(c.Name) is not { } seat ? Unknown(team, c.Name) : seat.PausedUntilAt is null ? Decision.AlreadySo : Happened(new MemberResumed(c.Name) { At = now }),
        RemoveMember c => team.Seat(c.Name) is null ? Decision.AlreadySo : Happened(new MemberRemoved(c.Name)),
        Seek c         => Seeking(team, name, c, now, program),
        Settle c       => Settling(team, c, now),
        NoneWaiting    => team.WaitingSinceAt is null ? Decision.AlreadySo : Happened(new WaitingEnded()),
        OpenValve      => DueAt(team, program) <= now ? Happened(new WaitingCalled(FreeHands(team, now, program), now)) : Decision.AlreadySo,
        _              => Decision.Refuse($"{command.GetType().Name} means nothing to a team; it takes members, requests and their answers."),
    };

    /// <summary>The state after one event.</summary>
    public static TeamState Evolve(TeamState team, TeamEvent happened) => happened switch
    {
        MemberAdded e   => team with { Name = e.Team, Seats = [.. team.Seats, new Seat(e.Member) { Given = e.Given, Worked = e.Worked, CountedAt = e.At }] },
        MemberChanged e => With(team, e.Member.Name, s => s with { Member = e.Member, Worked = e.Worked, CountedAt = Moment.Later(e.At, s.PausedUntilAt ?? e.At) }),
        MemberPaused e  => With(team, e.Name, s => s with { PausedUntilAt = e.UntilAt, Worked = e.Worked, CountedAt = e.UntilAt }),
        MemberResumed e => With(team, e.Name, s => s with { PausedUntilAt = null, CountedAt = s.CountedAt < e.At ? s.CountedAt : e.At }),
        MemberRemoved e => team with { Seats = [.. team.Seats.Where(s => s.Member.Name != e.Name)], Accounts = [.. team.Accounts.Where(a => a.Member != e.Name)] },
        OfferMade e     => Given(team, e),
        HandsFull e     => e.WorthWaiting ? team with { WaitingSinceAt = team.WaitingSinceAt ?? e.At, CalledAt = Moment.Later(team.CalledAt, team.WaitingSinceAt is null ? e.At : team.CalledAt) } : team,
        Settled e       => Released(team, e),
        WaitingCalled e => team with { CalledAt = e.At },
        WaitingEnded    => team with { WaitingSinceAt = null },
        _               => team,
    };
#pragma warning restore format

    /// <summary>When the team next has something to do by itself: a new working day while somebody waits.</summary>
    public static Moment? DueAt(TeamState team, Program program)
    {
        if (team.WaitingSinceAt is null) return null;
        Moment? due = null;
        foreach (var seat in team.Seats)
        {
            var from = Moment.Later(team.CalledAt, seat.PausedUntilAt ?? Moment.Never);
            due = Moment.Earlier(due, BusinessTime.StartOfNextWorkingDay(HoursOf(seat.Member, team.Name, program), from));
        }
        return due;
    }

    /// <summary>The effects of one event, given the team after all events of its command.</summary>
    public static IReadOnlyList<Effect> React(TeamEvent happened, TeamState before, TeamState team, Moment now, Program program) => happened switch
    {
        OfferMade e => [new TellLead(e.Lead, new Offer(e.Number, team.Name, e.Member, e.Hours, e.RemindAt, e.DueAt))],
        HandsFull e => [new TellLead(e.Lead, new Wait(e.Number, before.Name, e.WorthWaiting))],
        Queued e => [new TellLead(e.Lead, new Wait(e.Number, before.Name, true)), .. Called(team, now, program)],
        MemberPaused e => HandOn(before, e.Name, "on holiday"),
        MemberRemoved e => HandOn(before, e.Name, "left the team"),
        MemberChanged e => [.. HandOn(team, e.Member.Name, "takes others now", h => h.Needs is { } needs && !Fits(e.Member, needs)), .. Called(team, now, program)],
        Settled { How: not Settlement.Accepted } or MemberAdded or MemberResumed => Called(team, now, program),
        WaitingCalled e => e.Free > 0 ? [new CallWaiting(team.Name, e.Free)] : [],
        _ => [],
    };

    private static Decision Happened(params TeamEvent[] events) => Decision.Happened(events);

    private static Decision Unknown(TeamState team, string name) => Decision.Refuse(team.Seats.Count == 0
        ? $"Nobody is in this team yet; add {name} first."
        : $"There is no {name} in this team; it has {string.Join(", ", team.Seats.Take(20).Select(s => s.Member.Name))}.");

    private static IReadOnlyList<Effect> Called(TeamState team, Moment now, Program program) =>
        team.WaitingSinceAt is not null && FreeHands(team, now, program) is > 0 and var free ? [new CallWaiting(team.Name, free)] : [];

    // Who joins stands where the others stand on average: neither first for everything nor last.
    private static Decision Adding(TeamState team, string name, Member member, Moment now, Program program)
    {
        if (team.Seat(member.Name) is { } seat)
            return Same(seat.Member, member) ? Decision.AlreadySo
                : Decision.Refuse($"{member.Name} is in the team already; change the member instead.");
        if (MemberFaults.Of(member) is { } fault) return Decision.Refuse(fault);
        return team.Seats.Count >= MembersMax ? Decision.Refuse($"A team has at most {MembersMax} members; make a second team.")
            : Happened(new MemberAdded(name, member, team.Seats.Count == 0 ? 0 : (int)Math.Round(team.Seats.Average(s => s.Given)))
            {
                Worked = team.Seats.Count == 0 ? TimeSpan.Zero
                    : TimeSpan.FromMilliseconds(Math.Round(team.Seats.Average(s => Worked(s, name, now, program).TotalMilliseconds))),
                At = now,
            });
    }

    private static Decision Seeking(TeamState team, string name, Seek c, Moment now, Program program)
    {
        if (team.Held.TryGetValue(c.Lead, out var held) && held.Number >= c.Number) return Decision.AlreadySo;
        // A named member takes it past capacity, but not on holiday: nobody hands on what came in meanwhile (Q13).
        var candidates = team.Seats.Where(s => c.Named is { } named ? s.Member.Name == named && !(s.PausedUntilAt > now)
            : !c.Avoid.Contains(s.Member.Name) && Fits(s.Member, c.Needs)).ToList();
        var seat = c.Named is not null ? candidates.FirstOrDefault() : Chosen(team, name, c, candidates, now, program);
        if (seat is null) return Happened(new HandsFull(c.Lead, c.Number, candidates.Count > 0 && c.Named is null, now));
        if (team.WaitingSinceAt is not null && !c.Waited && c.Named is null) return Happened(new Queued(c.Lead, c.Number));

        var hours = HoursOf(seat.Member, name, program);
        var offerFor = RuleOf(name, program).OfferFor;
        var remindAt = BusinessTime.NextOpen(hours, BusinessTime.Add(hours, now, offerFor * (1 - program.Sla.RemindAtLeft)));
        var dueAt = BusinessTime.Add(hours, now, offerFor);
        return Happened(new OfferMade(c.Lead, c.Number, seat.Member.Name, DayOf(hours, now), hours, remindAt < dueAt ? remindAt : dueAt, dueAt)
        {
            At = now,
            Worked = Worked(seat, name, now, program),
            Company = c.Company,
            Needs = c.Named is null ? c.Needs : null,
        });
    }

    // Of those with a free hand: who knows the person, who knows the company, who fits best, and whose turn it is (Q11).
    private static Seat? Chosen(TeamState team, string name, Seek c, List<Seat> candidates, Moment now, Program program)
    {
        var free = candidates.FindAll(s => Free(s, name, now, program) > 0);
        if (free.Find(s => s.Member.Name == c.Before) is { } before) return before;
        if (AccountOf(team, c.Company, now) is { } account && free.Find(s => s.Member.Name == account.Member) is { } colleague) return colleague;
        var best = free.Count == 0 ? 0 : free.Max(s => Fit(s.Member, c.Needs));
        return free.Where(s => Fit(s.Member, c.Needs) == best)
            .OrderBy(s => Share(s, name, now, program)).ThenBy(s => s.Given).ThenBy(s => s.Open)
            .ThenBy(s => s.Member.Name, StringComparer.Ordinal).FirstOrDefault();
    }

    // Offers per hour worked, were the next one theirs.
    private static double Share(Seat seat, string team, Moment now, Program program) =>
        Worked(seat, team, now, program) is { TotalHours: > 0 and var hours } ? (seat.Given + 1) / hours : double.PositiveInfinity;

    private static TimeSpan Worked(Seat seat, string team, Moment now, Program program) => seat.CountedAt >= now ? seat.Worked
        : seat.Worked + BusinessTime.Between(HoursOf(seat.Member, team, program), seat.CountedAt, now);

    private static Account? AccountOf(TeamState team, string? company, Moment now)
    {
        if (company is null) return null;
        foreach (var account in team.Accounts)
            if (account.Company == company) return now - account.At <= AccountKeptFor ? account : null;
        return null;
    }

    private static Decision Settling(TeamState team, Settle c, Moment now)
    {
        if (!team.Held.TryGetValue(c.Lead, out var held) || (c.Number != 0 && held.Number != c.Number)) return Decision.AlreadySo;
        return c.How == Settlement.Accepted && held.Owned ? Decision.AlreadySo : Happened(new Settled(c.Lead, c.How) { At = now });
    }

    private static bool Same(Member a, Member b) =>
        a == b with { Countries = a.Countries, Languages = a.Languages, Segments = a.Segments }
        && a.Countries.SequenceEqual(b.Countries) && a.Languages.SequenceEqual(b.Languages) && a.Segments.SequenceEqual(b.Segments);

    private static bool Fits(Member member, Needs needs) =>
        (member.Countries.Count == 0 || needs.Country is null || member.Countries.Contains(needs.Country))
        && (member.Languages.Count == 0 || needs.Language is null || member.Languages.Contains(needs.Language))
        && (member.Segments.Count == 0 || needs.Segment is null || member.Segments.Contains(needs.Segment));

    // Who takes just this comes before who takes anything.
    private static int Fit(Member member, Needs needs) =>
        (needs.Country is { } country && member.Countries.Contains(country) ? 1 : 0)
        + (needs.Language is { } language && member.Languages.Contains(language) ? 1 : 0)
        + (needs.Segment is { } segment && member.Segments.Contains(segment) ? 1 : 0);

    private static TeamRule RuleOf(string team, Program program) => program.Team(team) ?? new TeamRule(team, TeamKind.Sales);

    private static WorkingHours HoursOf(Member member, string team, Program program) =>
        member.Hours ?? program.Team(team)?.Hours ?? new WorkingHours();

    // An offer made in the evening counts for the next working day: its deadline runs only then.
    private static DateOnly DayOf(WorkingHours hours, Moment now) =>
        BusinessTime.LocalDate(hours.Zone, BusinessTime.NextOpen(hours, now));

    private static int Free(Seat seat, string team, Moment now, Program program)
    {
        if (seat.PausedUntilAt > now) return 0;
        var rule = RuleOf(team, program);
        var open = (seat.Member.CapacityOpen ?? rule.CapacityOpen) - seat.Open;
        if (open <= 0) return 0;
        var today = seat.Day == DayOf(HoursOf(seat.Member, team, program), now) ? seat.GivenToday : 0;
        return Math.Max(0, Math.Min(open, (seat.Member.CapacityNewPerDay ?? rule.CapacityNewPerDay) - today));
    }

    /// <summary>Offers that the members of a team can take now.</summary>
    public static int FreeHands(TeamState team, Moment now, Program program) =>
        team.Seats.Sum(s => Free(s, team.Name, now, program));

    private static TeamState With(TeamState team, string member, Func<Seat, Seat> change) =>
        team with { Seats = [.. team.Seats.Select(s => s.Member.Name == member ? change(s) : s)] };

    // A newer request of the same lead says that the older one is over.
    private static TeamState Given(TeamState team, OfferMade e)
    {
        team = Released(team, new Settled(e.Lead, Settlement.Withdrawn));
        var held = new Holding(e.Number, e.Member, Owned: false) { Company = e.Company, Needs = e.Needs };
        return With(team with { Held = team.Held.SetItem(e.Lead, held) }, e.Member, s => s with
        {
            Open = s.Open + 1,
            Given = s.Given + 1,
            GivenToday = s.Day == e.Day ? s.GivenToday + 1 : 1,
            Day = e.Day,
            Worked = e.Worked,
            CountedAt = e.At,
        });
    }

    private static TeamState Released(TeamState team, Settled e)
    {
        if (!team.Held.TryGetValue(e.Lead, out var held)) return team;
        return e.How == Settlement.Accepted
            ? Remembered(team with { Held = team.Held.SetItem(e.Lead, held with { Owned = true, Needs = null }) }, held, e.At)
            : With(team with { Held = team.Held.Remove(e.Lead) }, held.Member, s => s with { Open = Math.Max(0, s.Open - 1) });
    }

    // Who has the company keeps it while they are there, though somebody else takes a colleague meanwhile.
    private static TeamState Remembered(TeamState team, Holding held, Moment at)
    {
        if (held.Company is not { } company) return team;
        var known = AccountOf(team, company, at);
        var others = team.Accounts.Where(a => a.Company != company);
        return team with { Accounts = [.. others.TakeLast(TeamState.AccountsMax - 1), new Account(company, known?.Member ?? held.Member, at)] };
    }

    private static IReadOnlyList<Effect> HandOn(TeamState team, string member, string because, Func<Holding, bool>? which = null) =>
        [.. team.Held.Where(h => h.Value.Member == member && which?.Invoke(h.Value) is not false).OrderBy(h => h.Key)
            .Select(h => new TellLead(h.Key, new HandOn(team.Name, member, because)))];
}
