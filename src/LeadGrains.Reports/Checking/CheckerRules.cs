using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>The promises, one after the other, for one lead's next event.</summary>
internal sealed partial class CheckerRules(Program program, Action<ViolationKind, long, string> report)
{
    /// <summary>
    /// An offer may outlive its deadline by this: one sweep, or our own outage (RELIABILITY.md: 1 h at most).
    /// </summary>
    public static readonly TimeSpan OfferGrace = TimeSpan.FromHours(1);

    /// <summary>
    /// When somebody has a right to hear from us again after a pause, a bounce or an owner, the silence may have been
    /// long before. The next touch then comes within the gap and the longest holiday.
    /// </summary>
    private readonly TimeSpan _catchUp = program.Cadence.GapMin + TimeSpan.FromDays(8);

    private readonly Dictionary<string, int> _places =
        program.Content.Select((p, i) => (p.Id, i)).ToDictionary(p => p.Id, p => p.i);

    private readonly List<Piece> _lasting =
        [.. program.Content.Where(p => p.Kind is PieceKind.Drip or PieceKind.Readiness
            && p is { Routes.Count: 0, NotBefore: null, NotAfter: null })];

    /// <summary>The longest silence towards anybody who had a right to hear from us.</summary>
    public TimeSpan LongestSilence { get; private set; }

    /// <summary>The shortest time from a contact to the next touch.</summary>
    public TimeSpan? ShortestGap { get; private set; }

    /// <summary>
    /// Before an entry: nothing has happened since the last one, so what ran out meanwhile shows now.
    /// </summary>
    public void Before(LeadBook book, long row, Moment at)
    {
        Silence(book, row, at);
        if (book.OfferDueAt is { } due && at > due + OfferGrace)
        {
            report(ViolationKind.Offer, row, $"offer {book.Offer} ran out at {due} and is still open");
            book.OfferDueAt = null;
        }
    }

    /// <summary>After an entry: does the person have a right to hear from us now?</summary>
    public void After(LeadBook book, long row, Moment at)
    {
        if (book.Stage == Stage.None)
            report(ViolationKind.Owner, row, "it has a history and no beginning, so nobody owns it");
        if (book.Owner is not null != (book.Stage is Stage.SalesOwned or Stage.PartnerOwned)
            && book.Stage is not (Stage.Qualified or Stage.Won))
            report(ViolationKind.Owner, row, $"it is {book.Stage} and owned by {book.OwnerWords}");
        if (!IsObliged(book)) book.ObligedSinceAt = null;
        else book.ObligedSinceAt ??= at;
    }

    public void Finish(LeadBook book, long row, Moment at) => Before(book, row, at);

    /// <summary>Checks an event and notes it.</summary>
    public void Apply(LeadBook book, LeadEvent happened, long row, Moment at)
    {
        if (!StageRules.Allows(book.Stage, book.IsWorkedOn, happened))
            report(ViolationKind.Stage, row,
                $"{happened.GetType().Name} while {book.Stage}, owned by {book.OwnerWords}");
        switch (happened)
        {
            case Inquired e: Note(book, e.Person); break;
            case CycleStarted: book.Owner = null; break;
            case Learned { Person: { } person }: Note(book, person); break;
            case ConsentAsked e: Ask(book, e.Consent); break;
            case ConfirmationRequested e: Request(book, e.At, row); break;
            case OptedIn e: OptIn(book, e.Consent, row); break;
            case OptedOut e: Withdraw(book, e.Topic, e.Channel); break;
            case ReadinessAnswered { NotBeforeAt: { } until }: book.QuietUntilAt = until; break;
            case Paused e: book.QuietUntilAt = e.UntilAt; break;
            case Resumed: book.QuietUntilAt = Moment.Never; break;
            case Bounced { Hard: true }: book.MailDead = true; break;
            case TouchIntended e: Intend(book, e, row, at); break;
            case TouchBegun e: Begin(book, e, row, at); break;
            case TouchMade e: Make(book, e, row, at); break;
            case Called { NextAt: not null }: book.Begun = false; break;
            case TouchSkipped or TouchFailed or TouchLapsed: (book.Intended, book.Begun) = (null, false); break;
            case TouchSettled { Sent: false } e: Unmake(book, e.Doubt); break;
            case StreamExhausted: book.Exhausted = true; break;
            case Offered e: Offer(book, e, row); break;
            case DeadlineExtended e when book.OfferDueAt is not null: book.OfferDueAt = e.DueAt; break;
            case OfferDeclined e: Answered(book, e.Number, row, at); break;
            case OfferExpired e: Answered(book, e.Number, row, at); break;
            case OfferWithdrawn e: Answered(book, e.Number, row, at); break;
            case Accepted e: Accept(book, e, row, at); break;
            case ContactLogged e: By(book, e.By, row, "logged a contact"); Contact(book.Contacts, e.At); Contact(book.Outside, e.At); break;
            case Progressed e: By(book, e.By, row, "reported progress"); break;
            case Reclaimed e: From(book, e.From, row); break;
            case Recycled e: From(book, e.From, row); book.QuietUntilAt = e.NotBeforeAt ?? Moment.Never; break;
            case Won e: Won(book, e.Outcome.By, row); break;
            case Lost e: From(book, e.Outcome.By, row); break;
            case Merged: (book.Owner, book.BeforeMerge, book.OfferDueAt) = (null, book.Stage, null); break;
            case Erased e: From(book, e.From, row); book.Consents.Clear(); book.Unconfirmed.Clear(); break;
            case Absorbed e: Absorb(book, e.Known); break;
        }
        book.Stage = happened is Unmerged && book.BeforeMerge is Stage.Won or Stage.Lost or Stage.Inquiry
            ? book.BeforeMerge : StageRules.After(book.Stage, happened);
    }

    // Nurtured, reachable by what they allowed, and something left to tell.
    private bool IsObliged(LeadBook book) =>
        book.Stage is Stage.Inquiry or Stage.Nurturing or Stage.Qualified && book.Owner is null
        && (!book.Exhausted || HasMore(book))
        && ((book.Reaches(Channel.Email) && book.Allows(null, Channel.Email))
            || (book.Reaches(Channel.Call) && book.Allows(null, Channel.Call))
            || (book.Reaches(Channel.Post) && book.Allows(null, Channel.Post))
            || (book.Reaches(Channel.Message) && book.Allows(null, Channel.Message)));

    // "Exhausted" is believed only where nothing is left that would suit anybody in this stage.
    private bool HasMore(LeadBook book)
    {
        foreach (var piece in _lasting)
            if (!book.Got.Contains(_places[piece.Id]) && piece.Language == (book.Language ?? program.Language)
                && (piece.Stages.Count == 0 || piece.Stages.Contains(book.Stage))
                && book.Reaches(piece.Channel) && book.Allows(piece.Topic, piece.Channel)) return true;
        return false;
    }

    private void Silence(LeadBook book, long row, Moment at)
    {
        if (book.ObligedSinceAt is not { } since) return;
        var heardAt = Moment.Later(book.Contacts.Count > 0 ? book.Contacts[^1] : since, book.SilenceReportedAt);
        var resumedAt = Moment.Later(since, book.QuietUntilAt);
        var dueAt = Moment.Later(heardAt + program.Cadence.SilenceMax, resumedAt + _catchUp);
        var silence = at - Moment.Later(heardAt, resumedAt);
        if (silence > LongestSilence) LongestSilence = silence;
        if (at <= dueAt) return;
        report(ViolationKind.Silence, row, $"opted in, {book.Stage}, and heard nothing since {heardAt}");
        book.SilenceReportedAt = at;
    }

    private void Offer(LeadBook book, Offered e, long row)
    {
        if (book.OfferDueAt is not null)
            report(ViolationKind.Offer, row, $"offer {e.Offer.Number} while {book.Offer} is open");
        (book.Offer, book.OfferDueAt) = (e.Offer.Number, e.Offer.DueAt);
    }

    private void Answered(LeadBook book, int number, long row, Moment at)
    {
        if (book.OfferDueAt is not { } due || book.Offer != number)
            report(ViolationKind.Offer, row, $"offer {number} ended and was not open");
        else if (at > due + OfferGrace)
            report(ViolationKind.Offer, row, $"offer {number} ended after its deadline {due}");
        book.OfferDueAt = null;
    }

    private void Accept(LeadBook book, Accepted e, long row, Moment at)
    {
        if (at > book.OfferDueAt)
            report(ViolationKind.Offer, row, $"offer {e.Number} was accepted after {book.OfferDueAt}");
        Answered(book, e.Number, row, at);
        if (e.Owner.Member is not { } member) report(ViolationKind.Owner, row, $"accepted by nobody in {e.Owner.Team}");
        else if (book.Owner is not null)
            report(ViolationKind.Owner, row, $"{e.Owner} accepted it, {book.OwnerWords} owns it");
        else book.Owner = (e.Owner.Team, member);
    }

    private void By(LeadBook book, string by, long row, string what)
    {
        if (book.Owner?.Member != by) report(ViolationKind.Owner, row, $"{by} {what}, the owner is {book.OwnerWords}");
    }

    private void From(LeadBook book, Owner from, long row)
    {
        if (from.Member is null ? book.Owner is not null : book.Owner != (from.Team, from.Member))
            report(ViolationKind.Owner, row, $"it left {from}, the owner is {book.OwnerWords}");
        book.Owner = null;
    }

    // Who won it stays its owner until the next cycle begins.
    private void Won(LeadBook book, Owner by, long row)
    {
        var owner = book.Owner;
        From(book, by, row);
        book.Owner = owner;
    }

    private static void Note(LeadBook book, Person person)
    {
        book.HasMail |= person.Email is not null;
        book.HasPhone |= person.Phone is not null;
        book.HasAddress |= person.PostalAddress is not null;
        book.Language = person.Language ?? book.Language;
        book.Zone = person.Zone ?? book.Zone;
        book.Country = person.Country ?? book.Country;
    }

    private static void Withdraw(LeadBook book, string topic, Channel? channel)
    {
        foreach (var key in book.Consents.Keys.ToList())
            if ((topic == Consents.EveryTopic || key.Topic == topic) && (channel ?? key.Channel) == key.Channel)
                book.Consents[key] = false;
        foreach (var c in Enum.GetValues<Channel>())
            if ((channel ?? c) == c) book.Consents[(topic, c)] = false;
        if ((channel ?? Channel.Email) == Channel.Email) book.Unconfirmed.RemoveWhere(t => topic == Consents.EveryTopic || t == topic);
    }

    private static void Absorb(LeadBook book, LeadState known)
    {
        Note(book, known.Person);
        book.MailDead |= known.Nurture.MailDead;
        foreach (var c in known.Consents)
            if (c is { Standing: ConsentStanding.Asked, Channel: Channel.Email }) Ask(book, c);
            else if (c.Standing != ConsentStanding.Given) book.Consents[(c.Topic, c.Channel)] = false;
            else book.Consents.TryAdd((c.Topic, c.Channel), true);
        foreach (var at in known.Nurture.Contacts)
            if (book.Contacts.Count == 0 || at > book.Contacts[^1]) book.Contacts.Add(at);
        // What the person asked for as whoever they were before holds for who they are now.
        book.QuietUntilAt = Moment.Later(book.QuietUntilAt, known.Preferences.QuietUntilAt ?? Moment.Never);
    }
}
