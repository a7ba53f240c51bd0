using static LeadGrains.Lifecycle.FaultList;

namespace LeadGrains.Lifecycle;

/// <summary>Questions and pieces: what is asked counts, and what is sent belongs to the program.</summary>
public static partial class ProgramFaults
{
    private static void Questions(Program program, FaultList faults)
    {
        faults.AtMost("questions", program.Questions.Count, QuestionsMax, "questions");
        faults.Once([.. program.Questions.Select(q => q.Fact)], i => $"questions[{i}]", "question for");
        for (var i = 0; i < program.Questions.Count; i++)
        {
            var (path, question) = ($"questions[{i}]", program.Questions[i]);
            faults.Text($"{path}.words", question.Words);
            if (question.Choices.Count is < ChoicesMin or > ChoicesMax)
                faults.Add($"{path}.choices", $"'{Short(question.Fact)}' has {question.Choices.Count} answers to choose"
                    + $" from; {ChoicesMin} to {ChoicesMax} are allowed");
            faults.Once([.. question.Choices.Select(c => c.Value)], j => $"{path}.choices[{j}]", "answer");

            var criterion = program.Definition.Criteria.FirstOrDefault(c => c.Fact == question.Fact);
            if (criterion is null)
                faults.Add(path, $"no criterion has the fact '{Short(question.Fact)}', so that the answer would count"
                    + $" for nothing; facts are {List(program.Definition.Criteria.Select(c => c.Fact))}");
            for (var j = 0; j < question.Choices.Count; j++)
                Answer($"{path}.choices[{j}]", question.Choices[j], criterion, faults);
        }
    }

    private static void Answer(string path, Choice choice, Criterion? criterion, FaultList faults)
    {
        faults.Text($"{path}.words", choice.Words);
        if (criterion is null || Counts(criterion, choice.Value)) return;
        faults.Add(path, $"the criterion '{Short(criterion.Fact)}' has no points for '{Short(choice.Value)}'; "
            + (criterion.Bands.Count > 0 ? "write a number"
                : $"give it some, if only 0, or choose from {List(criterion.Values.Keys)}"));
    }

    private static bool Counts(Criterion criterion, string value) =>
        criterion.Values.ContainsKey(value) || (criterion.Bands.Count > 0 && Scoring.Number(value) is not null);

    private static void Content(Program program, FaultList faults)
    {
        var content = program.Content;
        faults.AtMost("content", content.Count, PiecesMax, "pieces");
        faults.Once([.. content.Select(p => p.Id)], i => $"content[{i}].id", "piece");
        for (var i = 0; i < content.Count; i++)
        {
            var (path, piece) = ($"content[{i}]", content[i]);
            if (piece.Topic is { } topic && !program.Topics.Contains(topic))
                faults.Add($"{path}.topic", $"the piece '{Short(piece.Id)}' is about '{Short(topic)}', which is no"
                    + $" topic; topics are {List(program.Topics)}");
            if (piece.Question is { } fact && !program.Questions.Any(q => q.Fact == fact))
                faults.Add($"{path}.question", $"the piece '{Short(piece.Id)}' asks for '{Short(fact)}', for which"
                    + $" there is no question; questions are {List(program.Questions.Select(q => q.Fact))}");
            if (piece.NotAfter < piece.NotBefore)
                faults.Add($"{path}.notAfter", $"the piece '{Short(piece.Id)}' ends before it begins; swap the dates");
        }
        if (content.Count > 0 && !content.Any(p => p.Language == program.Language))
            faults.Add("language", $"no piece is in '{Short(program.Language)}'; "
                + $"there are pieces in {List(content.Select(p => p.Language).Distinct())}");
    }
}
