using System.Globalization;
using LeadGrains.Engine;
using LeadGrains.Mail;

namespace LeadGrains.Web;

/// <summary><c>/r/TOKEN</c>: the answer to a readiness check, confirmed by the person (N5).</summary>
internal static class ReadinessPages
{
    private const string AnswerField = "answer", LaterField = "later";
    private static readonly int[] LaterDays = [91, 182, 366];

    public static void Map(IEndpointRouteBuilder app, Door door) => door.Map(app, LinkKind.Readiness, visit => Show(door, visit), visit => Act(door, visit));

    private static async Task<IResult> Act(Door door, Visit visit)
    {
        var form = await Form.Of(visit.Http);
        if (!Enum.TryParse<ReadinessAnswer>(form.One(AnswerField), ignoreCase: true, out var answer) || !Enum.IsDefined(answer))
            return door.Wrong(visit, visit.Words.ChooseAnswer);
        if (answer == ReadinessAnswer.Exploring) return await Exploring(door, visit);
        if (answer == ReadinessAnswer.Talk)
            return await door.Tell(visit, new AnswerReadiness(Readiness.TalkNow)) ?? new LookAgain("?done=1");
        if (!int.TryParse(form.One(LaterField), NumberStyles.None, CultureInfo.InvariantCulture, out var days) || !LaterDays.Contains(days))
            return door.Wrong(visit, visit.Words.LaterLabel);
        var day = visit.Now.UtcDate.AddDays(days);
        return await door.Tell(visit, new AnswerReadiness(Readiness.NotBefore, Moment.Utc(day.Year, day.Month, day.Day))) ?? new LookAgain("?done=1");
    }

    // Once for each touch: pressed again it would count as a check that was answered just now.
    private static async Task<IResult> Exploring(Door door, Visit visit)
    {
        var ticket = new Ticket($"exploring-{visit.Ticket.Touch.ToString(CultureInfo.InvariantCulture)}", By: Door.ByPerson);
        return await door.Tell(visit, new AnswerReadiness(Readiness.StillExploring), ticket) ?? new LookAgain("?done=1");
    }

    private static Page Show(Door door, Visit visit)
    {
        var words = visit.Words;
        if (visit.IsDone) return door.Plain(words.ReadinessTitle, words.ReadinessThanks, words);
        return door.Show(visit, words.ReadinessTitle, Markup.Of($"""
            <p>{words.ReadinessAsk}</p>
            <form method="post">
            <fieldset><legend>{words.ReadinessTitle}</legend>
            {Radio(ReadinessAnswer.Exploring, words.Exploring)}{Radio(ReadinessAnswer.Talk, words.Talk)}{Radio(ReadinessAnswer.Later, words.Later)}
            <label class="field">{words.LaterLabel}<select name="{LaterField}">
            {Markup.All(LaterDays, days => Form.Option(days.ToString("D", null), false, words.LaterIn(days)))}</select></label>
            </fieldset>
            <button type="submit">{words.Confirm}</button>
            </form>
            """));

        Markup Radio(ReadinessAnswer answer, string text)
        {
            var word = answer.ToString().ToLowerInvariant();
            return Form.Choice("radio", AnswerField, word, visit.Ticket.Detail == word, text);
        }
    }
}
