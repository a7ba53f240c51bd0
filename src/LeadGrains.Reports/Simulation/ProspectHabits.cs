using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>
/// How prospects behave. The chances are assumptions in the usual range of B2B mail (clicks a few per cent, opt-outs
/// well under one), higher when the time to buy is near; they only have to be believable, not right.
/// </summary>
internal sealed class ProspectHabits(Population population, Program program, Agenda agenda)
{
    private static readonly int[] Rhythms = [14, 28, 56, 91];
    private static readonly TimeSpan NearBefore = TimeSpan.FromDays(60);

    private readonly Dictionary<string, Piece> _pieces = program.Content.ToDictionary(p => p.Id);
    private readonly Dictionary<string, int> _facts =
        population.Facts.Select((f, i) => (f, i)).ToDictionary(p => p.f, p => p.i);

    /// <summary>Plans what a prospect will do by themselves, whatever we send.</summary>
    public void Begin(Prospect prospect, SampleLead lead, Moment now)
    {
        var dice = population.DiceOf(prospect.Number);
        if (dice.Happens(0.0008, Why.Erase)) Plan(prospect, now, now + dice.Days(20, 500, Why.EraseAt), Act.Erase);
        if (prospect.Intention == Intention.DecidesAgainst && dice.Happens(0.3, Why.Against))
            Plan(prospect, now, now + lead.Decided.After, Act.OptOut);
        if (prospect.BuysAt is not { } buysAt) return;

        var nearAt = Moment.Later(now + TimeSpan.FromHours(3), buysAt - dice.Days(14, 50, Why.NearAt));
        Plan(prospect, now, nearAt, Act.Visit);
        if (dice.Happens(0.3, Why.Near)) Plan(prospect, now, nearAt + TimeSpan.FromDays(1), Act.WantCall);
        if (dice.Happens(0.15, Why.Again)) Plan(prospect, now, nearAt + TimeSpan.FromDays(2), Act.Return);
        Plan(prospect, now, buysAt, Act.Buy);
    }

    /// <summary>Plans the reaction to what happened.</summary>
    public void Hear(Prospect prospect, LeadEvent happened, Moment at)
    {
        switch (happened)
        {
            case TouchMade e: Touched(prospect, e, at); break;
            case ConfirmationRequested: Asked(prospect, at); break;
            case Learned e:
                foreach (var fact in e.Facts)
                    if (_facts.TryGetValue(fact.Name, out var i) && i < 64) prospect.Known |= 1UL << i;
                break;
            case Scored e: prospect.Route = e.Verdict.Route; break;
            case Qualified e: prospect.Route = e.Verdict.Route; break;
        }
    }

    /// <summary>What the prospect says when the time has come; null when it no longer matters.</summary>
    public LeadCommand? CommandOf(Prospect prospect, Deed deed, Moment now)
    {
        if (prospect.Stage is Stage.Erased or Stage.Merged) return null;
        var dice = population.DiceOf(prospect.Number);
        return deed.Act switch
        {
            Act.Return => Again(prospect, dice),
            Act.Click => new Engage(EngagementKind.Clicked, prospect.Piece),
            Act.Reply => new Engage(EngagementKind.Replied, prospect.Piece),
            Act.Visit => new Engage(EngagementKind.Visited),
            Act.AnswerOne => AnswerOne(prospect),
            Act.AnswerReadiness => Ready(prospect, dice, deed.Turn, now),
            Act.WantCall => prospect.IsOwned || prospect.Stage is Stage.Won ? null : new Ask(Wish.Call),
            Act.Confirm => new ConfirmOptIn(Consents.EveryTopic, Channel.Email, new ConsentProof { Page = "/c", Address = "192.0.2.1" }),
            Act.OptOut => new OptOut(),
            Act.Prefer => new Prefer(dice.Pick(Rhythms, Why.RhythmDays, deed.Turn), dice.Happens(0.1, Why.Channel, deed.Turn) ? Channel.Call : null),
            Act.Pause => new Pause(now + dice.Days(30, 90, Why.Pause, deed.Turn + 1)),
            Act.Bounce => new Bounce(true, "550 5.1.1 no such mailbox"),
            Act.Complain => new Complain(),
            Act.Erase => new Erase(),
            Act.Buy => Buy(prospect, dice),
            _ => null,
        };
    }

    // Three of four confirm, most within hours, some too late (assumption).
    private void Asked(Prospect prospect, Moment at)
    {
        var dice = population.DiceOf(prospect.Number);
        var turn = (int)(at.Milliseconds / 60_000);
        if (!dice.Happens(0.75, Why.Confirm, turn)) return;
        var late = dice.Roll(Why.ConfirmAt, turn);
        Plan(prospect, at, at + TimeSpan.FromMinutes(2) + TimeSpan.FromDays(9) * Math.Pow(late, 6), Act.Confirm);
    }

    private void Touched(Prospect prospect, TouchMade e, Moment at)
    {
        if (e.Channel != Channel.Email || !_pieces.TryGetValue(e.Piece, out var piece)) return;
        var (dice, turn) = (population.DiceOf(prospect.Number), e.Number);
        prospect.Piece = e.Piece;
        if (turn == 1 && dice.Happens(0.01, Why.Bounce))
        {
            Plan(prospect, at, at + TimeSpan.FromMinutes(3), Act.Bounce, turn);
            return;
        }
        var near = prospect.BuysAt is { } buysAt && buysAt - NearBefore <= at && at < buysAt;
        var soon = at + dice.Between(TimeSpan.FromMinutes(5), TimeSpan.FromHours(40), Why.ClickAt, turn);
        if (dice.Happens(0.0025, Why.OptOut, turn)) Plan(prospect, at, soon, Act.OptOut, turn);
        else if (dice.Happens(0.0002, Why.Complaint, turn)) Plan(prospect, at, soon, Act.Complain, turn);
        else if (piece.Kind == PieceKind.Readiness && dice.Happens(0.35, Why.Ready, turn))
            Plan(prospect, at, soon, Act.AnswerReadiness, turn);
        else if (dice.Happens(near ? 0.35 : 0.06, Why.Click, turn))
        {
            Plan(prospect, at, soon, Act.Click, turn);
            if (dice.Happens(0.5, Why.Answer, turn))
                Plan(prospect, at, soon + TimeSpan.FromMinutes(2), Act.AnswerOne, turn);
        }
        if (dice.Happens(0.004, Why.Reply, turn)) Plan(prospect, at, soon, Act.Reply, turn);
        if (dice.Happens(0.006, Why.Rhythm, turn)) Plan(prospect, at, soon, Act.Prefer, turn);
        if (dice.Happens(0.003, Why.Pause, turn)) Plan(prospect, at, soon, Act.Pause, turn);
    }

    private static Inquire Again(Inquire first, string source) =>
        first with
        {
            Origin = new Origin { Source = source, Page = "/pricing" },
            Consents = [],
            Facts = [],
            Wish = null,
        };

    private Inquire Again(Prospect prospect, Dice dice) =>
        Again(population.Lead(prospect.Number).Inquiry, dice.Happens(0.5, Why.Again, 1) ? "direct" : "organic_search");

    // One question at a time: the first that isn't answered yet.
    private Answer? AnswerOne(Prospect prospect)
    {
        for (var i = 0; i < Math.Min(64, population.Facts.Count); i++)
            if ((prospect.Known >> i & 1) == 0)
                return new Answer([new Telling(population.Facts[i], population.Truth(prospect.Number, i))]);
        return null;
    }

    private static AnswerReadiness Ready(Prospect prospect, Dice dice, int turn, Moment now)
    {
        if (prospect.BuysAt is not { } buysAt || buysAt < now) return new AnswerReadiness(Readiness.StillExploring);
        if (buysAt - now < NearBefore) return new AnswerReadiness(Readiness.TalkNow);
        var notBefore = buysAt - NearBefore;
        return notBefore - now > TimeSpan.FromDays(45) && notBefore - now < LeadLifecycle.QuietMax
            && dice.Happens(0.4, Why.Ready, -turn)
            ? new AnswerReadiness(Readiness.NotBefore, notBefore)
            : new AnswerReadiness(Readiness.StillExploring);
    }

    // Whoever has no rep by now serves themselves here, or somewhere else.
    private static Purchase? Buy(Prospect prospect, Dice dice)
    {
        if (prospect.IsOwned || prospect.Stage is Stage.Won or Stage.Lost) return null;
        return dice.Happens(prospect.Route == Route.LowPotential ? 0.5 : 0.12, Why.Purchase)
            ? new Purchase(Math.Round((decimal)(150 + 900 * dice.Roll(Why.Value))), "EUR") : null;
    }

    private void Plan(Prospect prospect, Moment now, Moment at, Act act, int turn = 0) =>
        agenda.Plan(now, at, new Deed(act, prospect.Number, turn));
}
