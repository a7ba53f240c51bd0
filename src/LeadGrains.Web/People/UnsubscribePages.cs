using LeadGrains.Mail;

namespace LeadGrains.Web;

/// <summary>
/// <c>/u/TOKEN</c>: the way out, by a button, or by the mail program itself with one click (RFC 8058): a POST that needs
/// no cookie, is answered without a redirect, and is durable before the answer.
/// </summary>
internal static class UnsubscribePages
{
    private const string ScopeField = "scope", Everything = "everything";
    private const string OneClickField = "List-Unsubscribe", OneClick = "One-Click";

    public static void Map(IEndpointRouteBuilder app, Door door) => door.Map(app, LinkKind.Unsubscribe, visit => Show(door, visit), visit => Act(door, visit));

    // Whatever was posted here, nobody meant "keep writing to me".
    private static async Task<IResult> Act(Door door, Visit visit)
    {
        var form = await Form.Of(visit.Http);
        var everything = form.One(ScopeField) == Everything;
        if (await door.Tell(visit, new OptOut(Consents.EveryTopic, everything ? null : Channel.Email)) is { } trouble) return trouble;
        return form.One(OneClickField) == OneClick ? Results.Text(visit.Words.Unsubscribed + "\n") : new LookAgain("?done=1");
    }

    private static Page Show(Door door, Visit visit)
    {
        var words = visit.Words;
        if (!visit.Lead.Consents.Allow(null, Channel.Email) && (visit.IsDone || !visit.Lead.Consents.AnyGiven()))
            return door.Plain(words.UnsubscribeTitle, visit.Lead.Consents.AnyGiven() ? words.Unsubscribed : words.UnsubscribedAll, words);
        var preferences = door.House.Links.Sign(visit.Ticket with { Kind = LinkKind.Preferences });
        return door.Show(visit, words.UnsubscribeTitle, Markup.Of($"""
            <p>{words.UnsubscribeAsk(PreferenceCentre.Masked(visit.Lead.Person))}</p>
            <form method="post">
            <button type="submit">{words.UnsubscribeMail}</button>
            <button type="submit" class="quiet" name="{ScopeField}" value="{Everything}">{words.UnsubscribeAll}</button>
            </form>
            <p><a href="../p/{preferences}">{words.RatherLess}</a></p>
            """));
    }
}
