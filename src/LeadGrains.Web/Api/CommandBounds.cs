namespace LeadGrains.Web;

/// <summary>How much a command's body may say: it is kept with the lead and in its journal for ever.</summary>
internal static class CommandBounds
{
    /// <summary>Letters of a currency's code (ISO 4217).</summary>
    private const int CurrencyLetters = 3;

    /// <summary>Every fault of a body; none of one that is within its bounds.</summary>
    public static IReadOnlyList<string> Faults(object body)
    {
        var faults = new List<string>();
        foreach (var (name, text) in Texts(body))
            if (text?.Length > InquiryReader.ValueCharsMax) faults.Add($"{name} has at most {InquiryReader.ValueCharsMax} characters.");
        if (body is FactsBody { Facts.Count: > InquiryReader.FactsMax }) faults.Add($"facts are at most {InquiryReader.FactsMax}.");
        if (body is WonBody { Currency: { } currency } && (currency.Length != CurrencyLetters || !currency.All(char.IsAsciiLetterUpper))) faults.Add("currency is a code of three capital letters, such as EUR.");
        if (body is WonBody { Value: < 0 }) faults.Add("value isn't below zero.");
        return faults;
    }

#pragma warning disable format // one row per body, in columns
    private static IEnumerable<(string Name, string? Text)> Texts(object body) => body switch
    {
        ReasonBody b      => [("reason", b.Reason)],
        ContactBody b     => [("note", b.Note)],
        DispositionBody b => [("note", b.Note)],
        RecycleBody b     => [("reason", b.Reason)],
        LostBody b        => [("reason", b.Reason), ("competitor", b.Competitor)],
        QualifyBody b     => [("because", b.Because), ("team", b.Team), ("member", b.Member)],
        AssignBody b      => [("team", b.Team), ("member", b.Member)],
        OptOutBody b      => [("topic", b.Topic)],
        DropBody b        => [("piece", b.Piece)],
        FactsBody b       => (b.Facts ?? new Dictionary<string, string>()).SelectMany(f => new[] { ("the name of a fact", (string?)f.Key), ("a fact", f.Value) }),
        _                 => [],
    };
#pragma warning restore format
}
