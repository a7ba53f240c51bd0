using System.CommandLine;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Mail;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains content …</c>: what there is to send, how it looks, and what could be better.</summary>
internal static class ContentCommand
{
    public static Command Build() => new("content", "What there is to send: list it, look at a piece, check all of it")
    {
        Listing(), ContentPreviewCommand.Build(), Checking(),
    };

    /// <summary>The folder's program with its content, else the file's, else what ships.</summary>
    public static ReadProgram ProgramOf(Session session)
    {
        if (session.ProgramFolder is { } folder) return ProgramText.FromFolder(folder).Read();
        if (!File.Exists(session.FilePath)) return ProgramText.Default.Read();
        using var views = session.Read();
        return session.ProgramOf(views.Setting).Read();
    }

    private static Command Listing()
    {
        var command = new Command("list", "Every piece: of which kind, by which channel, about what, for whom");
        command.SetAction(Session.Run((session, _) =>
        {
            var texts = ProgramOf(session).Content.Texts;
            if (session.Out.Json) session.Out.Document(new JsonArray([.. texts.Select(Document)]));
            else session.Out.Table(Table(texts));
            return Session.Fine;
        }));
        return command;
    }

    private static Command Checking()
    {
        var command = new Command("check", "Dead fields, missing languages, streams that run dry, pieces nobody can get; exit code 1 when something was found");
        command.SetAction(Session.Run((session, _) => Check(session)));
        return command;
    }

    private static int Check(Session session)
    {
        var (program, content) = ProgramOf(session);
        var findings = ContentCheck.Run(content, new ContentCheckOptions(session.Now.UtcDate, program.Topics)
        {
            Languages = [program.Language],
            Cadence = program.Cadence.Every,
            Questions = [.. program.Questions.Select(q => q.Fact)],
        });
        if (session.Out.Json)
            session.Out.Document(new JsonArray([.. findings.Select(f => (JsonNode)new JsonObject { ["kind"] = Say.Words(f.Kind), ["place"] = f.Place, ["words"] = f.Message })]));
        else if (findings.Count == 0)
            session.Out.Line($"Nothing to improve in {Say.Count(content.Texts.Count, "piece")}.", Look.Good);
        else
        {
            var grid = new Grid("what", "where", "");
            foreach (var finding in findings) grid.Add(Say.Words(finding.Kind, ' '), finding.Place, finding.Message);
            session.Out.Table(grid);
        }
        return findings.Count == 0 ? Session.Fine : Session.Refused;
    }

    private static Grid Table(IReadOnlyList<PieceText> texts)
    {
        var grid = new Grid("id", "kind", "by", "topic", "language", "asks", "subject or title");
        foreach (var text in texts)
            grid.Add(text.Piece.Id, Say.Words(text.Piece.Kind), Say.Channel(text.Piece.Channel), text.Piece.Topic ?? "any", text.Piece.Language, text.Piece.Question, text.Heading);
        return grid;
    }

    private static JsonNode Document(PieceText text) => new JsonObject
    {
        ["id"] = text.Piece.Id,
        ["kind"] = Say.Words(text.Piece.Kind),
        ["channel"] = text.Piece.Channel.ToString().ToLowerInvariant(),
        ["topic"] = text.Piece.Topic,
        ["language"] = text.Piece.Language,
        ["stages"] = new JsonArray([.. text.Piece.Stages.Select(s => (JsonNode)Say.Stage(s))]),
        ["routes"] = new JsonArray([.. text.Piece.Routes.Select(r => (JsonNode)Say.Route(r))]),
        ["notBefore"] = text.Piece.NotBefore?.ToString("yyyy-MM-dd"),
        ["notAfter"] = text.Piece.NotAfter?.ToString("yyyy-MM-dd"),
        ["question"] = text.Piece.Question,
        ["title"] = text.Heading,
        ["file"] = text.File,
    };
}
