using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using LeadGrains.Client.Terminal;
using LeadGrains.Client.Typing;
using LeadGrains.Lifecycle;
using LeadGrains.Reports;

namespace LeadGrains.Client.Tests;

public class WordsTests
{
    public static TheoryData<Type> Events() => [.. Derived(typeof(LeadEvent)), .. Derived(typeof(TeamEvent))];
    public static TheoryData<string> Commands() => [.. CommandReader.Known.Keys];

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_has_a_sentence_of_its_own(Type type)
    {
        var blank = RuntimeHelpers.GetUninitializedObject(type);
        string said;
        try
        {
            said = blank is LeadEvent lead ? Sentences.Of(lead) : Sentences.Of((TeamEvent)blank);
        }
        catch (Exception e) when (e is NullReferenceException or ArgumentNullException)
        {
            return; // its sentence wants its parts
        }
        Assert.NotEqual(type.Name, said);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_can_be_typed_from_its_usage(string name)
    {
        var fields = CommandField.Of(CommandReader.Known[name]).Where(f => f.IsNeeded)
            .Select(f => f.Form.Split('=') is [var key, var form]
            ? KeyValuePair.Create(key == "fact.NAME" ? "fact.role" : key, form switch
            {
                "…" => key switch
                { "number" => "1", "into" => new string('a', 32), "identity" => "a@example.org", _ => "x" },
                _ => form.Split('|')[0],
            }) : default).ToList();
        Assert.NotNull(CommandReader.Read(name, fields, null));
        Assert.NotNull(CommandReader.Read(name.ToUpperInvariant(), fields, null));
    }

    [Fact]
    public void A_command_reads_persons_dates_and_amounts()
    {
        var win = (Win)CommandReader.Read("win",
            [new("by", "ines"), new("value", "1200.50"), new("currency", "EUR"), new("at", "2026-03-01")], null);
        Assert.Equal(new Win("ines", 1200.50m, "EUR", Moment.Utc(2026, 3, 1)), win);
        var correct =
            (Correct)CommandReader.Read("correct", [new("person.firstName", "Ann"), new("fact.role", "decides")], null);
        Assert.Equal(("Ann", "role"), (correct.Person!.FirstName, correct.Facts[0].Name));
        Assert.Equal(ProblemKind.Usage,
            Assert.Throws<ProblemException>(() =>
            CommandReader.Read("win", [new("by", "x"), new("value", "much")], null)).Kind);
    }

    [Fact]
    public void Strangers_cant_steer_the_terminal() =>
        Assert.Equal("a·[31mb·c·", Output.Safe("a\x1b[31mb\u202ec\u0007"));

    [Fact]
    public void A_grid_aligns_numbers_and_wraps_its_last_column()
    {
        var grid = new Grid("name", ">n", "words");
        grid.Add("a", "1", "one two three four five six seven");
        grid.Add("bbbb", "100", "x");
        var (header, lines) = grid.Lines(34);
        Assert.Equal("name    n  words", header);
        Assert.Equal(["a       1  one two three four five", "           six seven", "bbbb  100  x"], lines);
    }

    [Theory]
    [InlineData("stagse", "stages")]
    [InlineData("exprot", "export")]
    [InlineData("q", "qualify")]
    public void What_was_meant_is_found(string typed, string meant) =>
        Assert.Contains(meant, Nearest.To(typed, ["stages", "export", "qualify", "doctor"]));

    private static IEnumerable<Type> Derived(Type family) => family.GetCustomAttributes<JsonDerivedTypeAttribute>().Select(d => d.DerivedType);
}
