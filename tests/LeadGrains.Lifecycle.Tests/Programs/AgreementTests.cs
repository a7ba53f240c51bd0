namespace LeadGrains.Lifecycle.Tests.Programs;

/// <summary>Q1: a version is proposed by one, signed by both sides, and only then it holds.</summary>
public sealed class AgreementTests
{
    private static readonly Moment Now = Moment.Utc(2026, 3, 2, 10);
    private Agreement _agreement = AgreementRules.Evolve(Agreement.None, new VersionBegan(1, Agreement.DigestOf("one"), Now));

    [Fact]
    public void A_version_that_both_sides_signed_takes_over()
    {
        Assert.Equal("VersionProposed", Say(new Propose("Mara", "two", "fewer declines")));
        Assert.Equal("VersionSigned", Say(new Sign(2, Side.Marketing, "Mara")));
        Assert.Equal("VersionSigned", Say(new Sign(2, Side.Sales, "Sam")));
        Assert.Equal("VersionActivated", Say(Activation(2)));
        Assert.Equal((2, "fewer declines", true), (_agreement.Active, _agreement.Version(2)!.Note, _agreement.Version(2)!.IsSigned));
    }

    [Fact]
    public void Without_both_signatures_it_is_refused_and_says_whose_is_missing()
    {
        Say(new Propose("Mara", "two"));
        Assert.Equal("Version 2 is not signed for marketing and sales yet; both sides sign first.", Say(Activation(2)));
        Say(new Sign(2, Side.Sales, "Sam"));
        Assert.Equal("Version 2 is not signed for marketing yet; both sides sign first.", Say(Activation(2)));
        Assert.Equal(1, _agreement.Active);
    }

    [Fact]
    public void Nobody_signs_for_both_sides_however_they_write_their_name()
    {
        Say(new Propose("Mara", "two"));
        Say(new Sign(2, Side.Marketing, "Mara  Lind"));
        Assert.Equal("Mara Lind has signed version 2 for marketing; somebody else must sign for sales.", Say(new Sign(2, Side.Sales, " mara lind ")));
        Assert.Equal("Mara Lind has signed version 2 for marketing already.", Say(new Sign(2, Side.Marketing, "Otto")));
    }

    [Fact]
    public void A_changed_text_is_another_version_and_needs_signatures_of_its_own()
    {
        Say(new Propose("Mara", "two"));
        Say(new Sign(2, Side.Marketing, "Mara"));
        Say(new Sign(2, Side.Sales, "Sam"));
        Assert.Equal("VersionProposed", Say(new Propose("Mara", "two, changed")));
        Assert.Contains("Version 3 is not signed", Say(Activation(3)), StringComparison.Ordinal);
    }

    [Fact]
    public void Saying_it_twice_is_harmless()
    {
        Assert.Equal("already so", Say(new Propose("Mara", "one")));
        Say(new Propose("Mara", "two"));
        Assert.Equal("already so", Say(new Propose("Otto", "two")));
        Say(new Sign(2, Side.Marketing, "Mara"));
        Assert.Equal("already so", Say(new Sign(2, Side.Marketing, "MARA")));
        Say(new Sign(2, Side.Sales, "Sam"));
        Say(Activation(2));
        Assert.Equal("already so", Say(Activation(2)));
    }

    [Fact]
    public void One_can_go_back_to_what_was_signed_before()
    {
        Say(new Propose("Mara", "two"));
        Say(new Sign(2, Side.Marketing, "Mara"));
        Say(new Sign(2, Side.Sales, "Sam"));
        Say(Activation(2));
        Assert.Equal("VersionActivated", Say(Activation(1)));
        Assert.Equal("Version 1 is what the file began with; it needs no signature.", Say(new Sign(1, Side.Sales, "Sam")));
    }

    [Fact]
    public void What_makes_no_sense_is_refused_with_words()
    {
        Assert.Equal("There is no version 7; there is 1.", Say(new Sign(7, Side.Sales, "Sam")));
        Assert.StartsWith("Say who does it", Say(new Propose("  ", "two")), StringComparison.Ordinal);
        Assert.StartsWith("A note has at most", Say(new Propose("Mara", "two", new string('x', 2_000))), StringComparison.Ordinal);
        Say(new Propose("Mara", "two"));
        Say(new Sign(2, Side.Marketing, "Mara"));
        Say(new Sign(2, Side.Sales, "Sam"));
        Assert.Equal("What was read is version 9, not 2.", Say(new Activate(2, "Sam", new Program { Version = 9 })));
    }

    private static Activate Activation(int number) => new(number, "Sam", new Program { Version = number });

    private string Say(AgreementCommand command)
    {
        var decision = AgreementRules.Decide(_agreement, command, Now);
        _agreement = decision.Events.Aggregate(_agreement, AgreementRules.Evolve);
        return decision.Refusal ?? (decision.IsAlreadySo ? "already so" : decision.Events[0].GetType().Name);
    }
}
