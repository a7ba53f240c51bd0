using LeadGrains.Engine;
using LeadGrains.Mail;
using LeadGrains.Reports;

namespace LeadGrains.Web.Courier;

/// <summary>Mails to the people who own leads. An offer hides who the person is until it is accepted (P1).</summary>
internal static class Notices
{
    /// <summary>
    /// An offer as the program's piece words it, with the link that opens it in the portal and accepts nothing by itself (P2); in
    /// plain words where there is no portal or no such piece.
    /// </summary>
    public static RenderedPiece Of(OfferNotice notice, Consignment item, ContentSet content, Stationery stationery)
    {
        var pieces = content.Pieces.Where(p => p.Kind == PieceKind.OfferNotice).ToList(); // the program's own list has touches only
        var piece = pieces.Find(p => p.Language == item.Program.Language) ?? pieces.FirstOrDefault();
        if (stationery.Home() is not { } home || piece is null || content.Find(piece.Id, piece.Language) is not { } text)
        {
            var (title, plain) = Of(notice, item);
            return new RenderedPiece(title, "", plain);
        }
        var rendered = Renderer.Render(text, FieldsOf(notice, item, home, stationery));
        return notice.Reminder ? rendered with { Title = $"Reminder: {rendered.Title}" } : rendered;
    }

    // Nothing in it that somebody typed: a fact in their own words may name them.
    private static FieldValues FieldsOf(OfferNotice notice, Consignment item, string home, Stationery stationery)
    {
        var lead = item.Lead with { Facts = Story.FactsOfOffer(item.Lead, item.Program) };
        var interests = Story.InterestsOfOffer(lead, item.Program);
        return new FieldValues
        {
            ["owner.name"] = stationery.Members(notice.Team, notice.Member)?.DisplayName ?? notice.Member,
            ["lead.topic"] = interests.Split([',', ' '], 2)[0],
            ["sender.name"] = stationery.Sender.Name,
            ["sender.company"] = stationery.Sender.Company,
            ["sender.address"] = stationery.Sender.PostalAddress,
            ["story.summary"] = Story.Summary(lead, item.Program),
            ["story.interests"] = interests,
            ["offer.link"] = $"{home}/portal/leads/{lead.Id}",
            ["offer.answerBy"] = $"{Say.Minute(notice.DueAt)} UTC",
            ["offer.why"] = Story.WhyOffered(lead, item.Program, item.At).TrimEnd('.'),
        };
    }

    /// <summary>The same in plain words, to be answered at the command line.</summary>
    public static (string Title, string Text) Of(OfferNotice notice, Consignment item)
    {
        var lead = item.Lead with { Facts = Story.FactsOfOffer(item.Lead, item.Program) };
        var title = notice.Reminder ? $"Reminder: a lead waits for your answer until {Say.Minute(notice.DueAt)} UTC" : "A lead for you";
        var facts = lead.Facts.Count == 0 ? "" : "\n" + string.Join('\n', Story.Answers(lead, item.Program).Select(line => $"  {line}")) + "\n";
        return (title, $"""
            {(lead.Standing is { } s ? $"{Say.Route(s.Route)}, {s.Score} points" : "A qualified lead")}{(Story.CountryOfOffer(lead, item.Program) is { } country ? $", {country}" : "")}
            {facts}
            Accept or decline until {Say.Minute(notice.DueAt)} UTC; after that it goes to the next.
              leadgrains offer accept {lead.Id} --as {notice.Team}/{notice.Member}
              leadgrains offer decline {lead.Id} --as {notice.Team}/{notice.Member} --reason {Reason(item.Program)}
            """);
    }

    private static string Reason(Lifecycle.Program program) => program.DeclineReasons.Count > 0 ? program.DeclineReasons[0] : "…";

    public static (string Title, string Text) Of(OwnerNotice notice, Consignment item)
    {
        var (lead, person) = (item.Lead, item.Lead.Person);
        var who = person.Name ?? person.Company ?? "your lead";
        var reach = string.Join(", ", new[] { person.Email, person.Phone }.OfType<string>());
        var due = notice.DueAt is { } at ? $" until {Say.Minute(at)} UTC" : "";
        return notice.Kind switch
        {
            OwnerNoticeKind.Story => ($"{who} is yours", $"{Story.Of(lead, item.Program, item.At)}\n\nPlease make first contact{due}."),
            OwnerNoticeKind.ContactDue => ($"{who} waits for your first contact", $"{who} ({reach}): please make first contact{due}, else the lead is taken back."),
            OwnerNoticeKind.ProgressDue => ($"How is {who} coming along?", $"{who} ({reach}): please report progress{due}, else the lead is taken back."),
            OwnerNoticeKind.WantsToTalk => ($"{who} wants to talk to you", $"{who} ({reach}) has written or asked for a call. Now is the moment."),
            OwnerNoticeKind.Replied => ($"{who} has written to you", $"{who} ({reach}) wrote:\n\n{notice.Words}\n\nNobody has answered yet; we never do by ourselves."),
            _ => ("A lead was taken back from you", $"Lead {lead.Id} is with marketing again; nothing is left to do."),
        };
    }
}
