namespace LeadGrains.Lifecycle;

using Decision = Decision<LeadEvent>;

/// <summary>How consent is given: with its proof, and in two steps where the program asks for both (C1).</summary>
public static partial class LeadLifecycle
{
    /// <summary>
    /// Does anything still wait for this request to be answered? Asked again before it leaves: a withdrawal, or a
    /// confirmation by an earlier one, beats it.
    /// </summary>
    public static bool IsWanted(ConfirmationRequest request, LeadState lead, Moment now, Program program) =>
        now <= request.AskedAt + program.Consent.ConfirmWithin
        && lead is { Person.Email: not null, Nurture.MailDead: false }
        && Waiting(lead.Consents, Consents.EveryTopic, Channel.Email).Any();

    private static Decision OptingIn(LeadState lead, OptIn c, Moment now, Program program)
    {
        if (c.Proof.Lacks is { } lacking)
            return Refuse($"A consent is worth what it can prove, and this one lacks {lacking}; send that with it.");
        if (lead.Consents.Of(c.Topic, c.Channel)?.Standing == ConsentStanding.Given) return Decision.AlreadySo;
        var events = new List<LeadEvent>(2);
        var flooded = Consenting(lead, events, [new ConsentGiven(c.Topic, c.Channel, c.Proof)], lead.Person.Email, now, now, program);
        return flooded ? Refuse($"This person got {ConsentRules.RequestsMax} requests to confirm within {ConsentRules.RequestsWindow.Days} days"
            + " and has answered none; let them find one of these.") : Decision.Happened(events);
    }

    private static Decision Confirming(LeadState lead, ConfirmOptIn c, Moment now, Program program)
    {
        var waiting = Waiting(lead.Consents, c.Topic, c.Channel).ToList();
        if (waiting.Count > 0)
            return lead.Confirmations.Count > 0 && now <= lead.Confirmations[^1] + program.Consent.ConfirmWithin
                ? Happened(waiting.ConvertAll<LeadEvent>(asked => new OptedIn(Confirmed(asked, c.Proof, now))))
                : Refuse("This request to confirm has run out; opt in again, and a new one is sent.");
        return lead.Consents.Of(c.Topic, c.Channel)?.Standing switch
        {
            ConsentStanding.Given => Decision.AlreadySo,
            ConsentStanding.Withdrawn => Refuse("This consent was withdrawn after it was asked for; ask the person to opt in again."),
            _ => Refuse($"Nobody asked for consent to {c.Topic} by {c.Channel}; opt in first."),
        };
    }

    private static IEnumerable<Consent> Waiting(IReadOnlyList<Consent> consents, string topic, Channel channel) =>
        consents.Where(x => x.Standing == ConsentStanding.Asked && x.Channel == channel && (topic == Consents.EveryTopic || topic == x.Topic));

    // Who clicks a link reads few words: those of the first step hold.
    private static Consent Confirmed(Consent asked, ConsentProof proof, Moment now) => asked with
    {
        Standing = ConsentStanding.Given,
        At = now,
        Proof = proof.Words.Length > 0 ? proof : proof with { Words = asked.Proof?.Words ?? "", WordsVersion = asked.Proof?.WordsVersion },
        Request = new ConsentRequest(asked.At, asked.Proof),
    };

    // What an inquiry says of consent, as far as it can prove it and nothing newer was said. Where nobody names the form, it is
    // the inquiry's own page or source.
    private static IEnumerable<ConsentGiven> Willing(LeadState lead, Inquire c, Moment at)
    {
        var saidAt = c is { Secondhand: true, At: null } ? Moment.Never : at;
        var somewhere = c.Origin.Page is null && c.Origin.Source.Length > 0 ? c.Origin.Source : null;
        return c.Consents
            .Select(given => given.Proof is { Form: null, Page: null } p ? given with { Proof = p with { Page = c.Origin.Page, Form = somewhere } } : given)
            .Where(given => given.Proof.Lacks is null && !lead.Consents.Overruled(given.Topic, given.Channel, saidAt));
    }

    // Adds what comes of it; true when a request would be one too many.
    private static bool Consenting(
        LeadState lead, List<LeadEvent> events, IEnumerable<ConsentGiven> wanted, string? email, Moment at, Moment now, Program program)
    {
        var asked = 0;
        var latestAt = lead.Confirmations.Count == 0 ? Moment.Never : lead.Confirmations[^1];
        foreach (var (topic, channel, proof) in wanted)
        {
            if (!program.Consent.Asks(topic, channel) || proof.ConfirmedAt is not null)
                events.Add(new OptedIn(new Consent(topic, channel, ConsentStanding.Given, at, proof)));
            else if (lead.Consents.Of(topic, channel) is not { Standing: var standing } || standing == ConsentStanding.Withdrawn
                || (standing == ConsentStanding.Asked && now >= latestAt + ConsentRules.RequestGap))
            {
                events.Add(new ConsentAsked(new Consent(topic, channel, ConsentStanding.Asked, at, proof)));
                asked++;
            }
        }
        if (asked == 0 || email is null || (lead.Nurture.MailDead && email == lead.Person.Email)) return false;
        if (lead.Confirmations.Count >= ConsentRules.RequestsMax && now < lead.Confirmations[0] + ConsentRules.RequestsWindow) return true;
        // Two forms at once are one request: the mail names all that waits.
        if (latestAt == Moment.Never || now >= latestAt + ConsentRules.RequestGap || !Waiting(lead.Consents, Consents.EveryTopic, Channel.Email).Any())
            events.Add(new ConfirmationRequested(now));
        return false;
    }
}
