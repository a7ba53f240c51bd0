using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace LeadGrains.Benchmarks;

/// <summary>Collects figures and prints them, as a table or as one JSON document.</summary>
internal sealed class Report(bool json)
{
    private readonly List<Figure> _figures = [];

    /// <summary>Engine commands at 512 callers over the bare loop, the lower of new leads and random ones.</summary>
    public double? Ratio { get; set; }

    public void Add(Figure figure)
    {
        _figures.Add(figure);
        if (!json) Console.Error.WriteLine($"  {figure.Name}: {Text(figure.Value)} {figure.Unit}");
    }

    public static void Say(string words) => Console.Error.WriteLine(words);

    public void Print()
    {
        if (json) Console.WriteLine(Document().ToJsonString(new() { WriteIndented = true }));
        else AnsiConsole.Write(Table());
    }

    private JsonObject Document()
    {
        var figures = new JsonArray();
        foreach (var f in _figures)
            figures.Add(new JsonObject { ["name"] = f.Name, ["value"] = Math.Round(f.Value, 3), ["unit"] = f.Unit, ["bar"] = f.Bar, ["reached"] = f.IsReached });
        return new JsonObject { ["ratio"] = Ratio is { } r ? Math.Round(r, 3) : null, ["figures"] = figures };
    }

    private Table Table()
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn("what");
        table.AddColumn(new TableColumn("measured").RightAligned());
        table.AddColumn("unit");
        table.AddColumn(new TableColumn("bar").RightAligned());
        table.AddColumn("");
        foreach (var f in _figures)
            table.AddRow(
                Markup.Escape(f.Name), Text(f.Value), Markup.Escape(f.Unit),
                f.Bar is { } bar ? $"{(f.AtLeast ? "≥" : "≤")} {Text(bar)}" : "",
                f.IsReached switch { true => "[green]ok[/]", false => "[red]missed[/]", null => "" });
        return table;
    }

    private static string Text(double value) =>
        value.ToString(value >= 100 ? "N0" : value >= 10 ? "N1" : "N2", CultureInfo.InvariantCulture);
}
