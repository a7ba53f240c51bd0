using System.CommandLine;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains stages</c>: how many leads are where.</summary>
internal static class StagesCommand
{
    private const int BarChars = 24;

    public static Command Build()
    {
        var command = new Command("stages", "Show how many leads are in each stage");
        command.SetAction(Session.Run((session, _) => Run(session)));
        return command;
    }

    private static int Run(Session session)
    {
        using var views = session.Read();
        var stages = views.Stages();
        if (session.Out.Json) session.Out.Document(Document(stages));
        else
        {
            session.Out.Table(Table(stages));
            session.Out.Line($"{Say.Count(stages.Sum(s => s.Count), "lead")} in {session.FilePath}.");
        }
        return Session.Fine;
    }

    /// <summary>Stages that only an unusual lead is in are shown when one is.</summary>
    public static Grid Table(IReadOnlyList<StageCount> stages)
    {
        var grid = new Grid("stage", ">leads", "", ">ever came in", ">ever left");
        var most = Math.Max(1, stages.Max(s => s.Count));
        foreach (var stage in stages)
            if (stage.Stage is not (Stage.Merged or Stage.Erased) || stage.Entered > 0)
                grid.Add(Say.Stage(stage.Stage), Say.Number(stage.Count), Bar.Of(stage.Count, most, BarChars),
                    Say.Number(stage.Entered), Say.Number(stage.Left));
        return grid;
    }

    private static JsonObject Document(IReadOnlyList<StageCount> stages) => new()
    {
        ["leads"] = stages.Sum(s => s.Count),
        ["stages"] = new JsonArray([.. stages.Select(s => new JsonObject
        {
            ["stage"] = Say.Stage(s.Stage), ["count"] = s.Count, ["entered"] = s.Entered, ["left"] = s.Left,
        })]),
    };
}
