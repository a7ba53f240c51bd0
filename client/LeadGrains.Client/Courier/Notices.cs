using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Reports;

namespace LeadGrains.Client.Courier;

/// <summary>Short plain mails to the people who own leads. An offer hides who the person is until it is accepted (P1).</summary>
internal static class Notices
{
    public static (string Title, string Text) Of(OfferNotice notice, Consignment item)
    {
        var lead = item.Lead;
        var title = notice.Reminder ? $"Reminder: a lead waits for your answer until {Say.Minute(notice.DueAt)} UTC" : "A lead for you";
        var facts = lead.Facts.Count == 0 ? "" : "\n" + string.Join('\n', Story.Answers(lead, item.Program).Select(line => $"  {line}")) + "\n";
        return (title, $"""
            {(lead.Standing is { } s ? $"{Say.Route(s.Route)}, {s.Score} points" : "A qualified lead")}{(lead.Person.Country is { } country ? $", {country}" : "")}
            {facts}
            Accept or decline until {Say.Minute(notice.DueAt)} UTC; after that it goes to the next.
              leadgrains offer accept {lead.Id} --as {notice.Team}/{notice.Member}
              leadgrains offer decline {lead.Id} --as {notice.Team}/{notice.Member} --reason {Reason(item.Program)}
            """);
    }

    private static string Reason(Program program) => program.DeclineReasons.Count > 0 ? program.DeclineReasons[0] : "…";

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
