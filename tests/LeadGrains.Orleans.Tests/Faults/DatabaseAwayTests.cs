using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using static LeadGrains.Contract.SmallProgram;

namespace LeadGrains.Orleans.Tests;

/// <summary>Silos are up and the database isn't: nobody could answer, which is nobody's fault.</summary>
[Collection(OnPostgres.Name)]
public sealed class DatabaseAwayTests(Postgres postgres)
{
    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task An_offer_that_ran_out_while_the_database_was_away_stands_as_long_again(bool answerAtOnce)
    {
        await using var house = await OrleansHouse.Open(postgres);
        await house.Engine.Tell("sales", new AddMember(new Member("ines")));
        await house.Engine.Tell(IdOf("ann"), Inquiry("ann", Wish.Call));
        var offer = (await house.Until(IdOf("ann"), s => s.Handoff?.Offer is not null)).State.Handoff!.Offer!;
        // Monday at 16:50; the offer ends at 17:00, and the database is back at 17:20.
        await house.Advance(offer.DueAt - house.Now - TimeSpan.FromMinutes(10));
        await postgres.End();
        foreach (var silo in house.Silos) silo.DatabaseIsAway(); // as its watch says, in real time after a quarter of a minute
        house.Time.Advance(TimeSpan.FromMinutes(30));
        await postgres.Begin();
        if (!answerAtOnce)
        {
            await house.Advance(TimeSpan.FromMinutes(1));
            await house.Until(IdOf("ann"), s => s.Handoff?.Offer is { } open && open.DueAt > offer.DueAt);
            await house.Advance(TimeSpan.FromHours(16));
        }
        Assert.Equal(ReplyKind.Done, (await house.Engine.Tell(IdOf("ann"), new Accept(offer.Number, "ines"))).Kind);
    }

    [Fact]
    public async Task What_was_answered_before_the_database_went_is_there_when_it_is_back_and_what_is_asked_meanwhile_waits()
    {
        await using var house = await OrleansHouse.Open(postgres);
        await house.Engine.Tell(IdOf("ann"), Inquiry("ann"));
        await postgres.End(crash: true);
        var meanwhile = house.Engine.Tell(IdOf("ann"), new Prefer(14, null));
        var unheard = house.Engine.Tell(IdOf("bob"), Inquiry("bob"));
        await postgres.Begin();
        Assert.Equal((ReplyKind.Done, 2), ((await meanwhile).Kind, (await meanwhile).Version));
        Assert.Equal(ReplyKind.Done, (await unheard).Kind);
        Assert.Equal(14, (await house.Engine.Find(IdOf("ann")))!.State.Preferences.RhythmDays);
    }
}
