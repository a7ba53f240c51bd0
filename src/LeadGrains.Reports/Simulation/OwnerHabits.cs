using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>
/// How reps, partners and call-centre agents behave: they look, accept, decline or let it lie, keep in touch, and bring
/// it to an end. All of it in their own working hours. The chances are assumptions.
/// </summary>
internal sealed class OwnerHabits(Population population, Program program, Agenda agenda)
{
    private const double LetsLie = 0.12, Declines = 0.16, NeverCalls = 0.04, WinsWhenBought = 0.6;
    private const int StepsMax = 40;
    private static readonly TimeSpan WorthKeeping = TimeSpan.FromDays(75);

    /// <summary>Plans the reaction to what happened.</summary>
    public void Hear(Prospect prospect, LeadEvent happened, Moment at)
    {
        switch (happened)
        {
            case Offered e: OfferedTo(prospect, e.Offer, at); break;
            case OfferDeclined or OfferExpired or OfferWithdrawn or LadderEnded: Release(prospect); break;
            case Accepted e: Taken(prospect, e, at); break;
            case Reclaimed or Recycled or Won or Lost or Erased or Merged: Release(prospect); break;
        }
    }

    /// <summary>What the member says when the time has come; null when they are no longer responsible.</summary>
    public LeadCommand? CommandOf(Prospect prospect, Deed deed, Moment now)
    {
        if (deed.Shift != prospect.Shift || prospect.Member is not { } by) return null;
        var dice = population.DiceOf(prospect.Number);
        return deed.Act switch
        {
            Act.View => new ViewOffer(deed.Turn, by),
            Act.Accept => new Accept(deed.Turn, by),
            Act.Decline => new Decline(deed.Turn, by, Reason(program.DeclineReasons, dice, deed)),
            Act.Contact => Contacted(prospect, by, deed, dice, now),
            Act.Step => Stepped(prospect, by, deed, dice, now),
            Act.FillIn => FilledIn(prospect, deed, dice, now),
            Act.Win => new Win(by, Math.Round((decimal)(400 * Math.Pow(10, 2 * dice.Roll(Why.Value)))), "EUR"),
            Act.Lose => new Lose(by, Reason(program.LostReasons, dice, deed)),
            Act.GiveBack => GivenBack(prospect, by, deed, dice, now),
            _ => null,
        };
    }

    private void OfferedTo(Prospect prospect, OpenOffer offer, Moment at)
    {
        var dice = population.DiceOf(prospect.Number);
        (prospect.Member, prospect.Hours, prospect.IsOwned) = (offer.Member, offer.Hours, false);
        prospect.Shift++;
        var roll = dice.Roll(Why.Offer, offer.Number);
        if (roll < LetsLie / 2) return;
        var time = BusinessTime.Between(offer.Hours, at, offer.DueAt);
        var viewedAt = Working(prospect, at, time * (0.45 * dice.Roll(Why.View, offer.Number)));
        Plan(prospect, at, viewedAt, Act.View, offer.Number);
        if (roll < LetsLie) return;
        var answerAt = Working(prospect, viewedAt, time * (0.45 * dice.Roll(Why.OfferAt, offer.Number)));
        Plan(prospect, at, answerAt, roll < LetsLie + Declines ? Act.Decline : Act.Accept, offer.Number);
    }

    private void Taken(Prospect prospect, Accepted e, Moment at)
    {
        var dice = population.DiceOf(prospect.Number);
        (prospect.Member, prospect.Hours) = (e.Owner.Member, e.Work.Hours);
        (prospect.Kind, prospect.IsOwned) = (e.Kind, true);
        prospect.Shift++;
        if (dice.Happens(NeverCalls, Why.Contact, e.Number)) return;
        var within = program.Sla.FirstContactWithin * (0.95 * dice.Roll(Why.ContactAt, e.Number));
        Plan(prospect, at, Working(prospect, at, within), Act.Contact, 0);
    }

    private static void Release(Prospect prospect)
    {
        (prospect.Member, prospect.Hours, prospect.IsOwned) = (null, null, false);
        prospect.Shift++;
    }

    private LogContact Contacted(Prospect prospect, string by, Deed deed, Dice dice, Moment now)
    {
        if (prospect.Kind == TeamKind.CallCentre) Plan(prospect, now, now + TimeSpan.FromMinutes(10), Act.FillIn, 0);
        else if (deed.Turn == 0) PlanStep(prospect, dice, 0, now);
        else Plan(prospect, now, now + TimeSpan.FromMinutes(15), Act.Step, deed.Turn);
        return new LogContact(by, dice.Happens(0.7, Why.Contact, -1 - deed.Turn) ? Channel.Call : Channel.Email);
    }

    // Each step follows a contact, and brings the next or the end.
    private Progress? Stepped(Prospect prospect, string by, Deed deed, Dice dice, Moment now)
    {
        switch (Outlook(prospect, now, deed.Turn))
        {
            case Prospects.Ripe:
                Plan(prospect, now, Closing(prospect, dice, now),
                    dice.Happens(WinsWhenBought, Why.Close) ? Act.Win : Act.Lose, deed.Turn);
                break;
            case Prospects.WorthKeeping: PlanStep(prospect, dice, deed.Turn, now); break;
            case Prospects.Gone: Plan(prospect, now, now + TimeSpan.FromMinutes(20), Act.Lose, deed.Turn); break;
            default: Plan(prospect, now, now + TimeSpan.FromHours(1), Act.GiveBack, deed.Turn); break;
        }
        var step = deed.Turn switch { 1 => Step.Working, 2 or 3 => Step.Meeting, _ => Step.Proposal };
        return new Progress(by, step);
    }

    private enum Prospects { Ripe, WorthKeeping, Later, Gone }

    private Prospects Outlook(Prospect prospect, Moment now, int turn)
    {
        if (prospect.BuysAt is { } buysAt && turn <= StepsMax)
        {
            if (buysAt < now - TimeSpan.FromDays(30)) return Prospects.Gone;
            if (buysAt < now + TimeSpan.FromDays(7)) return Prospects.Ripe;
            if (buysAt < now + WorthKeeping) return Prospects.WorthKeeping;
            return turn < 2 ? Prospects.WorthKeeping : Prospects.Later;
        }
        if (turn < 2) return Prospects.WorthKeeping;
        var giveUp = prospect.Intention == Intention.DecidesAgainst ? 0.8 : 0.3;
        return population.DiceOf(prospect.Number).Happens(giveUp, Why.GiveUp)
            ? Prospects.Gone : Prospects.Later;
    }

    private static Moment Closing(Prospect prospect, Dice dice, Moment now) => Working(prospect,
        Moment.Later(now, prospect.BuysAt!.Value) + TimeSpan.FromHours(2),
        TimeSpan.FromHours(6) * dice.Roll(Why.CloseAt));

    // The call centre asks what is missing; the core scores again at once and takes it from there.
    private Correct? FilledIn(Prospect prospect, Deed deed, Dice dice, Moment now)
    {
        var later = TimeSpan.FromHours(2) + TimeSpan.FromHours(5) * dice.Roll(Why.GiveBackAt);
        Plan(prospect, now, Working(prospect, now, later), Act.GiveBack, deed.Turn);
        var told = new List<Telling>();
        for (var i = 0; i < Math.Min(64, population.Facts.Count); i++)
            if ((prospect.Known >> i & 1) == 0)
                told.Add(new Telling(population.Facts[i], population.Truth(prospect.Number, i)));
        return told.Count == 0 ? null : new Correct(told);
    }

    private Recycle GivenBack(Prospect prospect, string by, Deed deed, Dice dice, Moment now)
    {
        var until = prospect.BuysAt is { } buysAt && buysAt > now + TimeSpan.FromDays(90)
            ? buysAt - TimeSpan.FromDays(60) : now + dice.Days(30, 90, Why.GiveBackAt, 1);
        var latest = now + LeadLifecycle.QuietMax - TimeSpan.FromDays(1);
        Moment? notBefore = prospect.Kind == TeamKind.CallCentre ? null : until < latest ? until : latest;
        return new Recycle(by, Reason(program.RecycleReasons, dice, deed), notBefore);
    }

    private void PlanStep(Prospect prospect, Dice dice, int turn, Moment now)
    {
        var at = Working(prospect, now + dice.Days(4, 15, Why.StepAt, turn),
            TimeSpan.FromHours(4) * dice.Roll(Why.StepAt, -1 - turn));
        Plan(prospect, now, at, Act.Contact, turn + 1);
    }

    private static string Reason(IReadOnlyList<string> reasons, Dice dice, Deed deed) =>
        reasons.Count == 0 ? "other" : dice.Pick(reasons, Why.Reason, deed.Turn);

    private static Moment Working(Prospect prospect, Moment from, TimeSpan working) =>
        BusinessTime.Add(prospect.Hours!, from, working);

    private void Plan(Prospect prospect, Moment now, Moment at, Act act, int turn) =>
        agenda.Plan(now, at, new Deed(act, prospect.Number, turn, prospect.Shift));
}
