namespace LeadGrains.Lifecycle.Tests.Leads;

using static Sample;

/// <summary>RELIABILITY.md, 25: every consent has who, when, where, which words. C6: who was forgotten stays so.</summary>
public sealed class ProofTests
{
    [Theory]
    [InlineData("", "/guide", "words")]
    [InlineData("  ", "/guide", "words")]
    [InlineData("Yes.", null, "form or page")]
    public void A_consent_that_proves_nothing_is_refused(string words, string? form, string lacking)
    {
        var given = new Given().Say(Inquiry(), new OptIn("news", Channel.Call, new ConsentProof { Words = words, Form = form }));
        Assert.Contains(lacking, given.Refusal);
    }

    [Fact]
    public void An_inquiry_is_kept_and_the_consent_it_can_not_prove_is_not()
    {
        var given = new Given().Say(Inquiry() with { Consents = [new("news", Channel.Email, new ConsentProof { Form = "/guide" })] });
        Assert.Equal(Stage.Inquiry, given.Lead.Stage);
        Assert.Empty(given.Lead.Consents);
    }

    [Fact]
    public void Where_nobody_names_the_form_it_is_the_page_or_source_of_the_inquiry()
    {
        ConsentGiven[] consents = [new("news", Channel.Email, new ConsentProof { Words = "Yes." })];
        var source = new Given().Say(Inquiry() with { Consents = consents });
        Assert.Equal("guide", Assert.Single(source.Lead.Consents).Proof!.Form);
        var page = new Given().Say(Inquiry() with { Consents = consents, Origin = new Origin { Source = "web", Page = "/contact" } });
        Assert.Equal("/contact", Assert.Single(page.Lead.Consents).Proof!.Page);
    }

    [Fact]
    public void A_list_without_dates_never_undoes_a_withdrawal()
    {
        var given = new Given().Say(Inquiry(), new OptOut()).After(Days(1));
        given.Say(Inquiry() with { Origin = new Origin { Source = "import" }, Secondhand = true });
        Assert.False(given.Lead.Consents.Allow("news", Channel.Email));
        given.Say(Inquiry() with { Origin = new Origin { Source = "list" }, Secondhand = true, At = Monday + Hours(12) });
        Assert.True(given.Lead.Consents.Allow("news", Channel.Email));
    }

    [Fact]
    public void A_list_read_anew_in_other_words_is_learnt_and_is_no_second_inquiry()
    {
        var row = Inquiry() with { Origin = new Origin { SubmissionId = "row:1" }, Person = new Person { FirstName = "Meyer" }, Consents = [], Secondhand = true };
        var given = new Given().Say(row).After(Days(3));
        var corrected = row with
        {
            Origin = new Origin { Source = "fair", SubmissionId = "row:1" },
            Person = new Person { FirstName = "Ann" },
            Facts = [new("budget", "planned")],
            Consents = [new("news", Channel.Email, new ConsentProof { Words = "Yes.", Form = "stand" })],
        };
        given.Say(corrected);
        Assert.Equal((1, "Ann", "planned", true), (given.Lead.Inquiries, given.Lead.Person.FirstName, given.Lead.Fact("budget")?.Value, given.Lead.Consents.Allow("news", Channel.Email)));
        Assert.Equal(given.Lead.FirstInquiryAt, given.Lead.Fact("budget")!.At);
        var before = given.History.Count;
        given.Say(corrected);
        Assert.Equal(before, given.History.Count);
    }

    [Fact]
    public void Another_list_of_the_same_instant_only_fills_gaps()
    {
        var row = Inquiry() with { Origin = new Origin { SubmissionId = "row:1" }, Person = new Person { FirstName = "Ann" }, Secondhand = true, At = Monday };
        var given = new Given().Say(row, row with { Origin = new Origin { SubmissionId = "row:2" }, Person = new Person { FirstName = "Anna", Company = "Meyer" } });
        Assert.Equal((1, "Ann", "Meyer"), (given.Lead.Inquiries, given.Lead.Person.FirstName, given.Lead.Person.Company));
    }

    [Fact]
    public void A_list_read_anew_never_undoes_what_was_said_since()
    {
        var row = Inquiry() with { Origin = new Origin { SubmissionId = "row:1" }, Facts = [new("budget", "none")], Secondhand = true, At = Monday };
        var given = new Given().Say(row).After(Days(1)).Say(new Answer([new("budget", "approved")]), new OptOut()).After(Days(1));
        given.Say(row with { Facts = [new("budget", "planned")], Consents = [new("news", Channel.Email, new ConsentProof { Words = "Yes.", Form = "stand" })] });
        Assert.Equal(("approved", false), (given.Lead.Fact("budget")?.Value, given.Lead.Consents.Allow("news", Channel.Email)));
    }

    [Fact]
    public void A_list_never_brings_back_who_was_forgotten_and_their_own_inquiry_does()
    {
        var given = new Given().Say(Inquiry(), new Erase()).After(Days(5));
        Assert.Contains("forgotten", given.Say(Inquiry() with { Secondhand = true }).Refusal);
        Assert.Contains("forgotten", given.Say(new Supplement([new("size", "9")], new Person { Email = "ann@example.org" })).Refusal);
        given.Say(Inquiry() with { Consents = [] });
        Assert.Equal(Stage.Inquiry, given.Lead.Stage);
        Assert.DoesNotContain(given.Live(Days(100)).History, e => e is TouchIntended);
        given.Say(new OptIn("news", Channel.Email, Proof));
        Assert.Contains(given.Live(Days(100)).History, e => e is TouchMade);
    }

    [Fact]
    public void Nobody_asks_in_the_name_of_a_hash() =>
        Assert.NotNull(new Given().Say(Inquiry(Identity.Forgotten(IdOf(Ann)))).Refusal);

    /// <summary>Whatever two people said, in whatever order: both must have agreed, or one agreed and the other said nothing.</summary>
    [Fact]
    public void A_merge_of_any_two_is_as_strict_as_the_stricter_and_parting_loosens_nothing()
    {
        const int Seed = 20260302;
        var random = new Random(Seed);
        string[] topics = [Consents.EveryTopic, "news", "guides"];
        for (var round = 0; round < 2_000; round++)
        {
            var (mine, theirs) = (Someone(Ann), Someone(Bob));
            var merged = new Given { Lead = mine.Lead, Now = mine.Now }.Say(new Absorb(IdOf(Bob), theirs.Lead));
            foreach (var topic in topics)
                foreach (var channel in Enum.GetValues<Channel>())
                {
                    var strictest = Forbids(mine, topic, channel) || Forbids(theirs, topic, channel);
                    Assert.False(strictest && merged.Lead.Consents.Allow(topic, channel), $"seed {Seed}, round {round}: {topic} by {channel}");
                }
            // They were two after all: what was withdrawn meanwhile or before reaches the other one too.
            merged.Say(new OptOut("news", Channel.Email), new Part(IdOf(Bob)));
            var other = new Given { Lead = theirs.Lead, Now = merged.Now };
            foreach (var told in LeadLifecycle.React(merged.History[^1], merged.Lead, Program).OfType<TellLead>()) other.Say(told.Command);
            Assert.False(other.Lead.Consents.Allow("news", Channel.Email));
            foreach (var topic in topics)
                foreach (var channel in Enum.GetValues<Channel>())
                    Assert.False(other.Lead.Consents.Allow(topic, channel) && !theirs.Lead.Consents.Allow(topic, channel), $"seed {Seed}, round {round}: parting");
        }

        Given Someone(Identity who)
        {
            var given = new Given().Say(Inquiry(who) with { Consents = [] });
            for (var i = random.Next(5); i > 0; i--)
            {
                var (topic, channel) = (topics[random.Next(3)], (Channel)random.Next(3));
                given.After(Hours(1)).Say(random.Next(2) == 0 ? new OptIn(topic, channel, Proof) : new OptOut(topic, random.Next(2) == 0 ? channel : null));
            }
            return given;
        }

        // Said no to exactly this, or no to everything and nothing newer of this.
        static bool Forbids(Given who, string topic, Channel channel) =>
            (who.Lead.Consents.Of(topic, channel) ?? who.Lead.Consents.Of(Consents.EveryTopic, channel))?.Standing == ConsentStanding.Withdrawn;
    }
}
