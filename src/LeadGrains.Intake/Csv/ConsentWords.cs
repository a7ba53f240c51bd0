namespace LeadGrains.Intake;

/// <summary>What is wrong with a consent in a file, and what would be right.</summary>
internal static class ConsentWords
{
    public static string NoChannel(string name) =>
        $"channels: {Told(name)} is no channel; email, call, post or message is meant (translate it with values)";

    public static string NoTopic(string topic, IReadOnlyList<string> topics) =>
        $"topics: the program has no topic {Told(topic)}; it has {string.Join(", ", topics)}, and * for all (translate it with values)";

    public static string IsColumn(string name, string text) =>
        $"{name}: '{text}' is a column of the file, and a plain value here is the text itself; write {{column: {text}}}, or {{constant: {text}}} where the text is meant";

    private static string Told(string text) => text.Length <= 60 ? $"'{text}'" : $"'{text[..60]}…'";
}
