using LeadGrains.Lifecycle;

namespace LeadGrains.Store.Tests;

/// <summary>What every journal promises.</summary>
public abstract class JournalContract : IDisposable
{
    private static readonly Moment T = House.Start;

    public abstract IJournal Journal { get; }

    private House? _house;
    private House House => _house ??= new House(Journal);

    public virtual void Dispose() => GC.SuppressFinalize(this);

    [Fact]
    public void A_new_journal_is_empty()
    {
        Assert.Equal((0, 0, 0), (Journal.LastSeq, Journal.LastLead, Journal.LastParcel));
        Assert.Null(Journal.Find(LeadId.Of(Identity.Email("nobody@example.org"))));
        Assert.Null(Journal.Find(1));
        Assert.Null(Journal.Find(0));
        Assert.Null(Journal.FindTeam("sales"));
        Assert.Null(Journal.NextDue());
        Assert.Null(Journal.NextReady());
        Assert.Null(Journal.Setting("sending"));
        Assert.Empty(Journal.DueLeads(T, 10));
        Assert.Empty(Journal.Waiting("sales", 10));
    }

    [Fact]
    public void A_lead_is_found_by_its_id_its_row_and_a_further_identity()
    {
        var ann = House.Lead("ann");
        var phone = LeadId.Of(Identity.Phone("+4930123"));
        House.Batch.Aliases.Add((phone, ann));
        House.Commit();

        foreach (var found in (LeadRow?[])[Journal.Find(ann.Id), Journal.Find(ann.Row), Journal.Find(phone)])
        {
            Assert.NotNull(found);
            Assert.Equal((ann.Id, 1, 1, 1), (found.Id, found.Row, found.Version, found.LastSeq));
            Assert.Equal(Sample.Dump(ann.State), Sample.Dump(found.State));
            Assert.Equal(Stage.Nurturing, found.StoredStage);
        }
        Assert.Equal((1, 1), (Journal.LastSeq, Journal.LastLead));
    }

    [Fact]
    public void An_inquiry_in_quarantine_is_kept_once_found_and_gone_with_its_number_never_given_again()
    {
        Quarantined Of(string name, Moment at) => new(0, LeadId.Of(Identity.Email($"{name}@example.org")), "form#1@2", "form:contact", "trap", at,
            new Inquire(Identity.Email($"{name}@example.org"), new Origin { Source = "website" }, new Person { FirstName = name }) { Facts = [new Telling("message", "ä\n😀")] })
        { Sender = "192.0.2.1", Refused = [Channel.Email] };
        House.Batch.Quarantined.AddRange([Of("ann", T), Of("bob", T + TimeSpan.FromDays(1)), Of("ann", T)]);
        House.Commit();
        Assert.Equal(2, Journal.QuarantinedCount);
        var ann = Journal.FindQuarantined(1)!;
        Assert.Equal((1, "ann", "ä\n😀", "192.0.2.1", Channel.Email, T), (ann.Number, ann.Inquiry.Person.FirstName, ann.Inquiry.Facts[0].Value, ann.Sender, ann.Refused[0], ann.At));
        Assert.Equal([1], Journal.QuarantinedUntil(T, 10));
        Assert.Equal([1], Journal.QuarantinedUntil(T + TimeSpan.FromDays(9), 1));

        House.Batch.Unquarantined.UnionWith([1, 2]);
        House.Commit();
        House.Batch.Quarantined.Add(Of("cid", T));
        House.Commit();
        Assert.Null(Journal.FindQuarantined(1));
        Assert.Null(Journal.FindQuarantined(2));
        Assert.NotNull(Journal.FindQuarantined(Journal.QuarantinedUntil(T, 10)[0]));
        Assert.DoesNotContain(2, Journal.QuarantinedUntil(T + TimeSpan.FromDays(9), 10));
    }

    [Fact]
    public void What_is_not_committed_is_not_there()
    {
        var ann = House.Lead("ann");
        House.Commit();
        var mine = Journal.Find(ann.Id)!;
        mine.State = mine.State with { Cycle = 99 };
        mine.DueAt = T;
        Assert.Equal(1, Journal.Find(ann.Id)!.State.Cycle);
        Assert.Null(Journal.NextDue());
    }

    [Fact]
    public void A_row_that_somebody_else_has_moved_on_is_never_overwritten()
    {
        var ann = House.Lead("ann");
        House.Commit();
        var stale = Journal.Find(ann.Id)!;
        House.Happen(ann, new Resumed());
        House.Commit();
        House.Happen(stale, new Resumed());
        Assert.ThrowsAny<InvalidOperationException>(House.Commit);
    }

    [Fact]
    public void Due_leads_come_earliest_first_and_ties_by_their_rows()
    {
        var leads = "abcd".Select(c => House.Lead(c.ToString())).ToList();
        (leads[0].DueAt, leads[1].DueAt, leads[2].DueAt) = (T + TimeSpan.FromDays(2), T, T + TimeSpan.FromDays(1));
        leads[3].DueAt = T;
        House.Commit();

        Assert.Equal(T, Journal.NextDue());
        Assert.Equal([2, 4, 3, 1], Journal.DueLeads(T + TimeSpan.FromDays(2), 10));
        Assert.Equal([2, 4], Journal.DueLeads(T, 10));
        Assert.Equal([2], Journal.DueLeads(T, 1));
        Assert.Empty(Journal.DueLeads(T - TimeSpan.FromMilliseconds(1), 10));
    }

    [Fact]
    public void A_lead_that_is_due_at_another_time_is_no_longer_due_at_the_first()
    {
        var (ann, bob) = (House.Lead("ann"), House.Lead("bob"));
        (ann.DueAt, bob.DueAt) = (T, T + TimeSpan.FromDays(5));
        House.Commit();
        foreach (var due in (Moment?[])[T + TimeSpan.FromDays(9), T, null, T])
        {
            ann.DueAt = due;
            House.Happen(ann, new Resumed());
            House.Commit();
            Assert.Equal(due is null || due > bob.DueAt ? bob.DueAt : due, Journal.NextDue());
            Assert.Equal(due == T ? [1] : [], Journal.DueLeads(T, 10));
        }
    }

    [Fact]
    public void Those_who_wait_for_a_team_come_best_rank_first()
    {
        var leads = "abcd".Select(c => House.Lead(c.ToString())).ToList();
        for (var i = 0; i < 4; i++)
        {
            House.Happen(leads[i], new Qualified(new Verdict(1, 50, 50, Route.Hot, "", []), null, T),
                new OwnerSought(1, 0, i == 3 ? "partners" : "sales", null), new Held(1, "sales", T));
            leads[i].Rank = 10 - i / 2;
        }
        House.Commit();
        Assert.Equal([3, 1, 2], Journal.Waiting("sales", 10));
        Assert.Equal([3, 1], Journal.Waiting("sales", 2));
        Assert.Equal([4], Journal.Waiting("partners", 2));

        leads[2].Rank = null;
        House.Happen(leads[2], new LadderEnded(Route.Hot, T));
        House.Commit();
        Assert.Equal([1, 2], Journal.Waiting("sales", 10));
    }

    [Fact]
    public void A_team_is_kept_and_due()
    {
        var team = House.Happen(new TeamRow { Name = "sales" }, new MemberAdded("sales", new Member("ines"), 0));
        team.DueAt = T;
        team.Heard = [new HeardAnswer(5, AnswerKind.Refused, 0, "no such member")];
        House.Commit();

        var found = Journal.FindTeam("sales")!;
        Assert.Equal((1, 1L, T), (found.Version, found.LastSeq, found.DueAt));
        Assert.Equal(Sample.Dump(team.State), Sample.Dump(found.State));
        Assert.Equal(team.Heard, found.Heard);
        Assert.Equal(["sales"], Journal.DueTeams(T));
        Assert.Empty(Journal.DueTeams(T - TimeSpan.FromDays(1)));
        Assert.Equal(T, Journal.NextDue());

        House.Happen(found, new MemberResumed("ines")).DueAt = null;
        House.Commit();
        Assert.Equal(2, Journal.FindTeam("sales")!.Version);
        Assert.Null(Journal.NextDue());
    }

    [Fact]
    public void An_answer_is_the_same_for_ever_with_its_words()
    {
        var ann = House.Lead("ann");
        ann.Heard = [new(1, AnswerKind.Done, 1), new(ulong.MaxValue, AnswerKind.Refused, 1, "Ünmöglich"),
            new(3, AnswerKind.AlreadySo, 1)];
        House.Commit();
        var found = Journal.Find(ann.Row)!;
        Assert.Equal(ann.Heard, found.Heard);
        Assert.False(found.HeardLongAgo);

        House.Batch.HeardLongAgo.AddRange(ann.Heard.Select(answer => (ann, answer)));
        (ann.Heard, ann.HeardLongAgo) = ([], true);
        House.Batch.Leads.Add(ann);
        House.Commit();
        found = Journal.Find(ann.Row)!;
        Assert.True(found.HeardLongAgo);
        Assert.Empty(found.Heard);
        Assert.Equal(new HeardAnswer(ulong.MaxValue, AnswerKind.Refused, 1, "Ünmöglich"),
            Journal.HeardLongAgo(ann.Row, ulong.MaxValue));
        Assert.Equal(new HeardAnswer(3, AnswerKind.AlreadySo, 1), Journal.HeardLongAgo(ann.Row, 3));
        Assert.Null(Journal.HeardLongAgo(ann.Row, 4));
    }

    [Fact]
    public void Parcels_leave_in_their_order_wait_longer_and_are_removed()
    {
        var ann = House.Lead("ann");
        var late = House.Post(ann, T + TimeSpan.FromHours(1));
        var (first, second) = (House.Post(ann, T), House.Post(ann, T));
        House.Commit();
        Assert.Equal([first, second], Journal.Ready(T, 10));
        Assert.Equal([first, second, late], Journal.Ready(T + TimeSpan.FromDays(1), 10));
        Assert.Equal([first], Journal.Ready(T + TimeSpan.FromDays(1), 1));
        Assert.Equal(T, Journal.NextReady());

        House.Batch.Delayed.Add((first.Number, T + TimeSpan.FromHours(2)));
        House.Batch.Removed.Add(second.Number);
        House.Commit();
        Assert.Equal([late, first with { ReadyAt = T + TimeSpan.FromHours(2), Attempts = 1 }],
            Journal.Ready(T + TimeSpan.FromDays(1), 10));
        Assert.Equal(late.ReadyAt, Journal.NextReady());

        House.Batch.Removed.AddRange([first.Number, late.Number]);
        House.Commit();
        Assert.Null(Journal.NextReady());
        Assert.Equal(3, Journal.LastParcel);
    }

    [Fact]
    public void Settings_are_kept_and_changed()
    {
        House.Batch.Settings["sending"] = "held";
        House.Commit();
        Assert.Equal("held", Journal.Setting("sending"));
        House.Batch.Settings["sending"] = "on";
        House.Commit();
        Assert.Equal("on", Journal.Setting("sending"));
    }

    [Fact]
    public void An_empty_batch_is_nothing()
    {
        Journal.Commit(new JournalBatch());
        Assert.Equal(0, Journal.LastSeq);
    }
}

public sealed class MemoryJournalTests : JournalContract
{
    private readonly List<Entry> _entries = [];

    public MemoryJournalTests() => Journal = new MemoryJournal(_entries.Add);

    public override IJournal Journal { get; }

    [Fact]
    public void Whoever_wants_the_entries_gets_each_in_order()
    {
        var house = new House(Journal);
        house.Lead("ann");
        house.Lead("bob");
        house.Commit();
        Assert.Equal([1, 2], _entries.Select(e => e.Seq));
        Assert.Equal(new StageCount(Stage.Nurturing, 2, 2, 0), ((MemoryJournal)Journal).CountOf(Stage.Nurturing));
    }
}

public sealed class SqliteJournalTests : JournalContract
{
    private readonly TempFolder _folder = new();

    public SqliteJournalTests() => Journal = SqliteJournal.Create(_folder.File());

    public override IJournal Journal { get; }

    public override void Dispose()
    {
        Journal.Dispose();
        _folder.Dispose();
        base.Dispose();
    }
}
