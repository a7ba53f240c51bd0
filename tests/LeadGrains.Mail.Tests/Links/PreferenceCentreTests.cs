namespace LeadGrains.Mail.Tests;

public sealed class PreferenceCentreTests
{
    private static readonly Moment Now = Moment.Utc(2027, 3, 1, 9);
    private static readonly Program Program = new() { Topics = ["planning", "data-quality"] };
    private static readonly ConsentProof Proof = new() { Form = "preferences", Address = "192.0.2.1" };
    private static readonly LeadState Sam = new()
    {
        Stage = Stage.Nurturing,
        Person = new Person { FirstName = "Sam", Email = "sam@example.com", Phone = "+441632960123" },
        Consents = [new Consent(Consents.EveryTopic, Channel.Email, ConsentStanding.Given, Now, null)],
    };

    [Fact]
    public void A_person_sees_what_they_chose_on_every_channel_that_reaches_them()
    {
        var view = PreferenceCentre.Of(Sam with { Preferences = new Preferences { RhythmDays = 20, QuietUntilAt = Now } }, Program, Now);
        Assert.Equal("s…@example.com", view.Reach);
        Assert.Equal([Channel.Email, Channel.Call], view.Channels.Select(c => c.Channel));
        Assert.Equal([true, true, false, false], view.Channels.SelectMany(c => c.Topics).Select(t => t.IsWanted));
        Assert.Equal((20, null, false), (view.RhythmDays, view.QuietUntilAt, view.IsAllOff));
        Assert.Contains(20, view.Rhythms);
    }

    [Fact]
    public void Who_agreed_to_text_messages_can_withdraw_them()
    {
        var texted = Sam with { Consents = [new Consent("planning", Channel.Message, ConsentStanding.Given, Now, null)] };
        Assert.Equal([Channel.Email, Channel.Call, Channel.Message], PreferenceCentre.Of(texted, Program, Now).Channels.Select(c => c.Channel));
        Assert.Equal([new OptOut(Consents.EveryTopic, Channel.Message)], Said(texted, "shown=message").Commands);
        Assert.Equal("Send me text messages about planning.", PreferenceCentre.WordsOf("planning", Channel.Message));
    }

    [Fact]
    public void What_waits_for_a_confirmation_is_not_withdrawn_by_saving_something_else()
    {
        var asked = Sam with { Consents = [new Consent("planning", Channel.Email, ConsentStanding.Asked, Now, null)] };
        Assert.Equal([new Prefer(61, null)], Said(asked, "shown=email", "rhythm=61", "channel=", "pause=").Commands);
    }

    [Fact]
    public void A_form_as_it_was_shown_changes_nothing() =>
        AssertNothing(Said(Sam, "shown=email", "topics-email=planning", "topics-email=data-quality", "shown=call", "rhythm=", "channel=", "pause="));

    [Fact]
    public void An_empty_form_changes_nothing() => AssertNothing(Said(Sam));

    [Fact]
    public void A_topic_left_out_is_withdrawn_and_one_ticked_is_agreed_to_with_the_words_beside_it()
    {
        var (commands, _) = Said(Sam, "shown=email", "topics-email=planning", "shown=call", "topics-call=data-quality");
        Assert.Equal(
            [new OptOut("data-quality", Channel.Email), new OptIn("data-quality", Channel.Call, Proof with { Words = "Call me about data quality." })],
            commands);
    }

    [Fact]
    public void No_topic_at_all_on_a_channel_withdraws_everything_there() =>
        Assert.Equal([new OptOut(Consents.EveryTopic, Channel.Email)], Said(Sam, "shown=email").Commands);

    [Fact]
    public void What_the_commands_lead_to_is_what_the_form_said()
    {
        var (commands, _) = Said(Sam, "shown=email", "topics-email=data-quality", "rhythm=91", "channel=call", "pause=30");
        var after = commands.Aggregate(Sam, (lead, c) => LeadLifecycle.Evolve(lead, LeadLifecycle.Decide(lead, c, Now, Program).Events));
        var view = PreferenceCentre.Of(after, Program, Now);
        Assert.Equal([false, true], view.Channels[0].Topics.Select(t => t.IsWanted));
        Assert.Equal((91, Channel.Call, Moment.Utc(2027, 3, 31)), (view.RhythmDays, view.Preferred, view.QuietUntilAt));
        Assert.Equal([new Resume()], Said(after, "pause=resume").Commands);
    }

    [Fact]
    public void All_off_is_all_off() => Assert.Equal([new OptOut()], Said(Sam, "all=off", "rhythm=nonsense").Commands);

    [Fact]
    public void A_pause_may_end_on_a_day_of_choice() =>
        Assert.Equal([new Pause(Moment.Utc(2027, 12, 24))], Said(Sam, "pause=date", "until=2027-12-24").Commands);

    [Theory]
    [InlineData("“letters” is no rhythm that can be chosen.", "rhythm=letters")]
    [InlineData("“8” is no rhythm that can be chosen.", "rhythm=8")]
    [InlineData("We can't reach you by “post”.", "channel=post")]
    [InlineData("We can't reach you by “fax”.", "shown=fax")]
    [InlineData("We have nothing about “<b>”.", "shown=email", "topics-email=<b>")]
    [InlineData("“31” is no pause that can be chosen.", "pause=31")]
    [InlineData("Until which day? A date such as 2027-03-31 is meant.", "pause=date", "until=tomorrow")]
    [InlineData("A pause ends after today and within 2 years.", "pause=date", "until=2027-03-01")]
    [InlineData("A pause ends after today and within 2 years.", "pause=date", "until=2030-01-01")]
    public void A_wrong_form_changes_nothing_and_says_why(string fault, params string[] fields)
    {
        var (commands, faults) = Said(Sam, fields);
        Assert.Empty(commands);
        Assert.Equal(fault, Assert.Single(faults));
    }

    private static void AssertNothing((IReadOnlyList<LeadCommand> Commands, IReadOnlyList<string> Faults) said)
    {
        Assert.Empty(said.Commands);
        Assert.Empty(said.Faults);
    }

    private static (IReadOnlyList<LeadCommand> Commands, IReadOnlyList<string> Faults) Said(LeadState lead, params string[] fields)
    {
        var sent = fields.Select(f => f.Split('=', 2)).ToLookup(f => f[0], f => f[1]);
        var reading = PreferenceCentre.Read(field => [.. sent[field]], lead, Program, Now, Proof);
        return (reading.Commands, reading.Faults);
    }
}
