using LeadGrains.Lifecycle;

namespace LeadGrains.Store.Tests;

/// <summary>Writes what happens into a journal as an engine would, without deciding anything.</summary>
internal sealed class House(IJournal journal)
{
    public static readonly Moment Start = Moment.Utc(2026, 1, 5, 9);

    private readonly JournalBatch _batch = new();
    private long _seq = journal.LastSeq, _row = journal.LastLead, _parcel = journal.LastParcel;

    public IJournal Journal => journal;
    public JournalBatch Batch => _batch;

    public static Inquired Inquiry(string name, string source = "organic_search") =>
        new(Identity.Email($"{name}@example.org"), new Origin { Source = source },
            new Person { FirstName = name, Email = $"{name}@example.org" }, null, Start);

    /// <summary>The next lead's row.</summary>
    public long NewRow() => ++_row;

    /// <summary>A new lead that asked, nurtured.</summary>
    public LeadRow Lead(string name, string source = "organic_search") => Happen(
        new LeadRow { Id = LeadId.Of(Identity.Email($"{name}@example.org")), Row = ++_row }, Inquiry(name, source),
            new CycleStarted(1, Start), new NurtureStarted(Start));

    /// <summary>One command's events.</summary>
    public LeadRow Happen(LeadRow lead, params LeadEvent[] events)
    {
        _batch.Entries.Add(new Entry(++_seq, lead.Row, null, ++lead.Version, lead.LastSeq, Start, "system",
            $"c{_seq}")
        { LeadEvents = events });
        lead.LastSeq = _seq;
        lead.State = LeadLifecycle.Evolve(lead.State, events);
        _batch.Leads.Add(lead);
        return lead;
    }

    public TeamRow Happen(TeamRow team, params TeamEvent[] events)
    {
        _batch.Entries.Add(new Entry(++_seq, 0, team.Name, ++team.Version, team.LastSeq, Start, "system",
            null)
        { TeamEvents = events });
        team.LastSeq = _seq;
        foreach (var happened in events) team.State = TeamLifecycle.Evolve(team.State, happened);
        _batch.Teams.Add(team);
        return team;
    }

    /// <summary>Qualified, offered to a member of the team and accepted; the team knows.</summary>
    public void HandOver(LeadRow lead, TeamRow team, string member)
    {
        var hours = new WorkingHours();
        if (team.State.Seat(member) is null) Happen(team, new MemberAdded(team.Name, new Member(member), 0));
        Happen(lead, new Qualified(new Verdict(1, 80, 90, Route.Hot, "score", []), null, Start),
            new OwnerSought(1, 0, team.Name, null));
        Happen(team, new OfferMade(lead.Id, 1, member, new DateOnly(2026, 1, 5), hours, Start, Start));
        Happen(lead, new Offered(new OpenOffer(1, team.Name, member, hours, Start, Start, Start)));
        Happen(lead, new Accepted(1, new Owner(team.Name, member), TeamKind.Sales,
            new Work { AcceptedAt = Start, DueAt = Start, RemindAt = Start }));
        Happen(team, new Settled(lead.Id, Settlement.Accepted));
    }

    public OutboxParcel Post(LeadRow lead, Moment readyAt)
    {
        var parcel = new OutboxParcel(++_parcel, lead.Row, readyAt, new TouchParcel(1, "welcome", Channel.Email));
        _batch.Posted.Add(parcel);
        return parcel;
    }

    public void Commit()
    {
        journal.Commit(_batch);
        _batch.Clear();
    }
}

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadgrains-");

    public string File(string name = "leadgrains.db") => Path.Combine(_folder.FullName, name);
    public void Dispose() => _folder.Delete(recursive: true);
}
