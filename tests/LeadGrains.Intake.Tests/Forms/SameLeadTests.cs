using LeadGrains.Lifecycle;
using static LeadGrains.Intake.Tests.Samples;

namespace LeadGrains.Intake.Tests;

/// <summary>The same person by every door is the same lead, and the same submission is the same command.</summary>
public class SameLeadTests
{
    public static TheoryData<string> All => [.. Doors.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public void The_same_person_is_the_same_lead_by_every_door(string door)
    {
        var ann = One(door);
        Assert.Equal((Ann, Identity.Email("ann@example.com"), null), (ann.Lead, ann.Inquiry.Identity, ann.Suspicion));
        Assert.Equal(("Ann", "Archer", "ann@example.com"), (ann.Inquiry.Person.FirstName, ann.Inquiry.Person.LastName, ann.Inquiry.Person.Email));
        if (door != "linkedin") Assert.Equal([Identity.Phone("+4930123456")], ann.Inquiry.Also.Where(i => i.Kind == IdentityKind.Phone));
        if (door is not ("linkedin" or "adf" or "form/contact")) Assert.Equal("Kestrel", ann.Inquiry.Person.Company);
        if (door != "csv") Assert.NotEqual("", ann.Inquiry.Origin.Source);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_same_submission_twice_has_the_same_id(string door) => Assert.Equal(One(door).CommandId, One(door).CommandId);

    [Theory]
    [MemberData(nameof(All))]
    public void Two_submissions_have_two_ids(string door)
    {
        var (type, body) = Doors[door];
        var other = body.Replace("lead-0001", "lead-0002", StringComparison.Ordinal).Replace("4444444444", "4444444445", StringComparison.Ordinal)
            .Replace("a1b2c3", "a1b2c4", StringComparison.Ordinal).Replace("lead-77", "lead-78", StringComparison.Ordinal).Replace("kiosk-17", "kiosk-18", StringComparison.Ordinal)
            .Replace("Archer", "Baker", StringComparison.Ordinal);
        Assert.NotEqual(One(door).CommandId, Assert.Single(Read(Post(door, type, other)).Inquiries).CommandId);
    }

    [Theory]
    [InlineData("google", "google:Cj0KCQjw-lead-0001")]
    [InlineData("meta", "meta:4444444444")]
    [InlineData("linkedin", "linkedin:urn:li:leadGenFormResponse:a1b2c3")]
    [InlineData("adf", "adf:cars.example.com:lead-77")]
    [InlineData("json", "json:fair:kiosk-17")]
    public void A_submission_with_an_id_of_its_own_has_it_for_ever(string door, string id)
    {
        Assert.Equal(id, One(door).CommandId);
        var late = Post(door, Doors[door].Type, Doors[door].Body) with { At = Now + TimeSpan.FromDays(40) };
        Assert.Equal(id, Assert.Single(Read(late).Inquiries).CommandId);
    }

    [Theory]
    [InlineData("form/contact")]
    [InlineData("salesforce")]
    public void A_form_without_an_id_says_the_same_again_within_the_window_only(string door)
    {
        var (type, body) = Doors[door];
        string IdAt(TimeSpan after) => Assert.Single(Read(Post(door, type, body) with { At = Now + after }).Inquiries).CommandId;
        Assert.Equal(IdAt(TimeSpan.Zero), IdAt(TimeSpan.FromMinutes(9)));
        Assert.NotEqual(IdAt(TimeSpan.Zero), IdAt(TimeSpan.FromMinutes(11)));
    }

    [Fact]
    public void When_it_was_made_is_kept_as_far_as_it_can_be_so()
    {
        foreach (var door in (string[])["google", "meta", "linkedin", "adf", "json"])
            Assert.Equal(Moment.Utc(2026, 3, 2, 9, 58), One(door).Inquiry.At);
        var future = Doors["google"].Body.Replace("2026-03-02T09", "2027-03-02T09", StringComparison.Ordinal);
        Assert.Null(Assert.Single(Read(Post("google", "application/json", future)).Inquiries).Inquiry.At);
    }
}
