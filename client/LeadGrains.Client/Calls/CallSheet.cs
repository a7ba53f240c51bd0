using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;
using LeadGrains.Reports;
using LeadGrains.Web.Courier;

namespace LeadGrains.Client.Calls;

/// <summary>What a caller has in front of them: whom, the story so far, the script, the one question, how to report.</summary>
internal static class CallSheet
{
    public static void Show(Session session, WaitingCall call, ReadProgram program, string by)
    {
        var (lead, person) = (call.Lead.State, call.Lead.State.Person);
        var question = call.Question(program.Program, session.Now);
        var script = TouchText.Of(lead, new TouchParcel(call.Touch.Number, call.Touch.Piece, Channel.Call), session.Now, program.Program,
            program.Content, Stationery.Of(session));
        if (session.Out.Json) session.Out.Document(Document(call, script?.Text, question));
        var to = session.Out;
        to.Line($"Call {LeadFinder.Name(call.Lead)}: {person.Phone}", Look.Strong);
        to.Line($"{(call.Task.Attempts > 0 ? $"{Say.Count(call.Task.Attempts, "attempt")} so far, by {call.Task.By}; " : "")}worth it until {Say.Minute(call.Task.LapseAt)} UTC");
        to.Line();
        foreach (var line in Story.Of(lead, program.Program, session.Now).Split('\n')) to.Line(line);
        to.Line();
        to.Line(script?.Title ?? $"The program has no script {call.Touch.Piece} any more.", Look.Accent);
        foreach (var line in (script?.Text ?? "").TrimEnd().Split('\n')) to.Line(line);
        to.Line();
        to.Line("Afterwards", Look.Accent);
        foreach (var line in Ways(call.Lead.Id, by, question)) to.Verbatim(line);
    }

    private static IEnumerable<string> Ways(LeadId lead, string by, Question? question)
    {
        var done = $"leadgrains call done {lead.ToString()[..8]} --as {by} --outcome";
        var answer = question is null ? "" : $" --answer {question.Fact}={string.Join('|', question.Choices.Select(c => c.Value))}";
        yield return $"  {done} reached{answer} --note \"…\"";
        yield return $"  {done} not-reached";
        yield return $"  {done} wants-to-talk --note \"when, about what\"";
        yield return $"  {done} not-before --date 2027-03-01";
        yield return $"  {done} wants-no-calls";
    }

    public static JsonObject Document(WaitingCall call, string? script = null, Question? question = null)
    {
        var person = call.Lead.State.Person;
        var document = new JsonObject
        {
            ["lead"] = call.Lead.Id.ToString(),
            ["touch"] = call.Touch.Number,
            ["piece"] = call.Touch.Piece,
            ["name"] = person.Name,
            ["company"] = person.Company,
            ["phone"] = person.Phone,
            ["attempts"] = call.Task.Attempts,
            ["takenBy"] = call.IsTaken ? call.Task.By : null,
            ["mayBeginNow"] = call.MayBeginNow,
            ["fromAt"] = call.Task.FromAt.ToString(),
            ["untilAt"] = call.Task.LapseAt.ToString(),
        };
        if (script is not null) document["script"] = script;
        if (question is not null)
            document["question"] = new JsonObject
            {
                ["fact"] = question.Fact,
                ["words"] = question.Words,
                ["choices"] = new JsonObject(question.Choices.Select(c => KeyValuePair.Create<string, JsonNode?>(c.Value, c.Words))),
            };
        return document;
    }
}
