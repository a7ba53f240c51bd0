using LeadGrains.Mail;

namespace LeadGrains.Web;

/// <summary><c>/c/TOKEN</c>: the second step of a double opt-in (C1).</summary>
internal static class ConfirmPages
{
    public static void Map(IEndpointRouteBuilder app, Door door) => door.Map(app, LinkKind.Confirm, visit => Show(door, visit), visit => Act(door, visit));

    // The words of the first step hold: who clicks a link reads few.
    private static async Task<IResult> Act(Door door, Visit visit)
    {
        if (OptInDetail.Read(visit.Ticket.Detail) is not var (topic, channel)) return Gone(door, visit);
        var proof = PreferencePages.ProofOf(door, visit, "confirmation");
        return await door.Tell(visit, new ConfirmOptIn(topic, channel, proof)) ?? new LookAgain("?done=1");
    }

    private static Page Show(Door door, Visit visit)
    {
        var words = visit.Words;
        if (OptInDetail.Read(visit.Ticket.Detail) is not var (topic, channel)) return Gone(door, visit);
        var asked = visit.Lead.Consents.Where(c => c.Standing == ConsentStanding.Asked && c.Channel == channel
            && (topic == Consents.EveryTopic || topic == c.Topic)).ToList();
        if (asked.Count == 0)
            return visit.Lead.Consents.Allow(topic == Consents.EveryTopic ? null : topic, channel) ? door.Plain(words.ConfirmTitle, words.Confirmed, words) : Gone(door, visit);
        return door.Show(visit, words.ConfirmTitle, Markup.Of($"""
            <p>{words.ConfirmAsk}</p>
            {Markup.All(asked, c => Markup.Of($"<p class=\"note\">{(c.Proof?.Words is { Length: > 0 } said ? said : PreferenceCentre.WordsOf(c.Topic, channel))}</p>"))}
            <form method="post"><button type="submit">{words.ConfirmButton}</button></form>
            """));
    }

    private static Page Gone(Door door, Visit visit) =>
        door.Plain(visit.Words.GoneTitle, visit.Words.Gone, visit.Words, StatusCodes.Status410Gone);
}
