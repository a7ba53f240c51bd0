using LeadGrains.Mail;

namespace LeadGrains.Web;

/// <summary><c>/c/TOKEN</c>: the second step of a double opt-in (C1).</summary>
internal static class ConfirmPages
{
    public static void Map(IEndpointRouteBuilder app, Door door)
    {
        app.MapMethods("/c/{token}", PeoplePages.Looking, (HttpContext http, string token) =>
            door.Open(http, token, LinkKind.Confirm, visit => Show(door, visit)));
        app.MapPost("/c/{token}", (HttpContext http, string token) =>
            door.Open(http, token, LinkKind.Confirm, visit => Act(door, visit)));
    }

    private static async Task<IResult> Act(Door door, Visit visit)
    {
        if (OptInDetail.Read(visit.Ticket.Detail) is not var (topic, channel)) return Gone(door, visit);
        var proof = PreferencePages.ProofOf(visit, "confirmation") with { Words = PreferenceCentre.WordsOf(topic, channel) };
        return await door.Tell(visit, new ConfirmOptIn(topic, channel, proof)) ?? new LookAgain("?done=1");
    }

    private static Page Show(Door door, Visit visit)
    {
        var words = visit.Words;
        if (OptInDetail.Read(visit.Ticket.Detail) is not var (topic, channel)) return Gone(door, visit);
        if (visit.Lead.Consents.Allow(topic, channel)) return door.Plain(words.ConfirmTitle, words.Confirmed, words);
        return door.Show(visit, words.ConfirmTitle, Markup.Of($"""
            <p>{words.ConfirmAsk}</p>
            <p class="note">{PreferenceCentre.WordsOf(topic, channel)}</p>
            <form method="post"><button type="submit">{words.ConfirmButton}</button></form>
            """));
    }

    private static Page Gone(Door door, Visit visit) =>
        door.Plain(visit.Words.GoneTitle, visit.Words.Gone, visit.Words, StatusCodes.Status410Gone);
}
