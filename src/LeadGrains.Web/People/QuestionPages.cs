using LeadGrains.Mail;

namespace LeadGrains.Web;

/// <summary><c>/q/TOKEN</c>: the one question of a piece, with its answers to choose from (I5).</summary>
internal static class QuestionPages
{
    private const string AnswerField = "answer";

    public static void Map(IEndpointRouteBuilder app, Door door) => door.Map(app, LinkKind.Question, visit => Show(door, visit), visit => Act(door, visit));

    private static async Task<IResult> Act(Door door, Visit visit)
    {
        var answer = (await Form.Of(visit.Http)).One(AnswerField);
        if (QuestionOf(visit) is not { } question || !question.Choices.Any(c => c.Value == answer))
            return door.Wrong(visit, visit.Words.ChooseAnswer);
        return await door.Tell(visit, new Answer([new Telling(question.Fact, answer)])) ?? new LookAgain("?done=1");
    }

    private static Page Show(Door door, Visit visit)
    {
        var words = visit.Words;
        if (visit.IsDone) return door.Plain(words.QuestionTitle, words.QuestionThanks, words);
        // The program may ask something else by now.
        if (QuestionOf(visit) is not { } question) return door.Plain(words.GoneTitle, words.Gone, words, StatusCodes.Status410Gone);
        var known = visit.Lead.Fact(question.Fact)?.Value;
        return door.Show(visit, words.QuestionTitle, Markup.Of($"""
            <form method="post">
            <fieldset><legend>{question.Words}</legend>
            {Markup.All(question.Choices, c => Form.Choice("radio", AnswerField, c.Value, c.Value == known, c.Words))}
            </fieldset>
            <button type="submit">{words.Send}</button>
            </form>
            """));
    }

    private static Question? QuestionOf(Visit visit) => visit.Program.Questions.FirstOrDefault(q => q.Fact == visit.Ticket.Detail);
}
