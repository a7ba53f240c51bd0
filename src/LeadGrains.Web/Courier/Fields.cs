using LeadGrains.Engine;
using LeadGrains.Mail;
using LeadGrains.Reports;

namespace LeadGrains.Web.Courier;

/// <summary>The values of one touch's fields, from what the lead knows.</summary>
internal static class Fields
{
    public static FieldValues Of(Piece piece, Consignment item, Stationery stationery, TouchLinks links)
    {
        var (lead, person, sender) = (item.Lead, item.Lead.Person, stationery.Sender);
        var owner = (lead.Owner.Member is null ? lead.LastOwner : lead.Owner) is { Member: { } name } last
            ? stationery.Members(last.Team, name) : null;
        // A piece has room for a question or not; which one is asked, the definition says (I5).
        var question = piece.Question is null ? null : Scoring.NextQuestion(lead, item.At, item.Program);
        return new FieldValues
        {
            ["lead.firstName"] = person.FirstName ?? "",
            ["lead.lastName"] = person.LastName ?? "",
            ["lead.name"] = person.Name ?? "",
            ["lead.company"] = person.Company ?? "",
            ["lead.address"] = person.PostalAddress ?? "",
            ["lead.topic"] = piece.Topic ?? TopicOf(lead),
            ["owner.name"] = owner?.DisplayName ?? sender.Name,
            ["owner.email"] = owner?.Email ?? sender.Email,
            ["owner.phone"] = owner?.Phone ?? "",
            ["sender.name"] = sender.Name,
            ["sender.company"] = sender.Company,
            ["sender.address"] = sender.PostalAddress,
            ["links.preferences"] = links.Preferences.AbsoluteUri,
            ["links.unsubscribe"] = links.Unsubscribe.AbsoluteUri,
            ["links.confirm"] = links.Confirm(Consents.EveryTopic, Channel.Email).AbsoluteUri,
            ["links.readiness.exploring"] = links.Readiness(ReadinessAnswer.Exploring).AbsoluteUri,
            ["links.readiness.talk"] = links.Readiness(ReadinessAnswer.Talk).AbsoluteUri,
            ["links.readiness.later"] = links.Readiness(ReadinessAnswer.Later).AbsoluteUri,
            ["story.summary"] = Story.Summary(lead, item.Program),
            ["story.interests"] = Story.Interests(lead),
            ["question.text"] = question?.Words ?? "",
            ["question.link"] = question is null ? "" : links.Question(question.Fact).AbsoluteUri,
        };
    }

    private static string TopicOf(LeadState lead) =>
        lead.Consents.FirstOrDefault(c => c.Standing == ConsentStanding.Given
            && c.Topic != Consents.EveryTopic)?.Topic ?? "";
}
