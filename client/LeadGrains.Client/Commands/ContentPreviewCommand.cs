using System.CommandLine;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;
using LeadGrains.Web.Courier;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains content preview ID</c>: a piece as its reader gets it, for a sample person or a lead.</summary>
internal static class ContentPreviewCommand
{
    public static Command Build()
    {
        var id = new Argument<string>("ID") { Description = "The piece, as 'content list' names it" };
        var lead = new Option<string?>("--lead") { Description = "For this lead of the file instead of a sample person", HelpName = "LEAD" };
        var language = new Option<string?>("--language") { Description = "In this language (default: the program's)", HelpName = "TAG" };
        var to = new Option<string?>("--out", "-o") { Description = "Where to write the two files (default: a temporary folder)", HelpName = "FOLDER" };
        var quiet = new Option<bool>("--no-open") { Description = "Only write them; don't open them in the browser" };
        var command = new Command("preview", "Write a piece as HTML and as text, and open it") { id, lead, language, to, quiet };
        command.SetAction(Session.Run((session, parsed) => Preview(session, parsed.GetValue(id)!, parsed.GetValue(lead), parsed.GetValue(language),
            parsed.GetValue(to), !parsed.GetValue(quiet))));
        return command;
    }

    private static int Preview(Session session, string id, string? lead, string? language, string? folder, bool open)
    {
        var (program, content) = ContentCommand.ProgramOf(session);
        var text = content.Find(id, language ?? program.Language) ?? throw Unknown(id, language, content);
        var rendered = Renderer.Render(text, lead is null ? SampleOf(text.Piece, program) : ValuesOf(session, lead, text.Piece, program));
        var name = $"{text.Piece.Id}.{text.Piece.Language}";
        folder = Directory.CreateDirectory(folder ?? Path.Combine(Path.GetTempPath(), "leadgrains-preview")).FullName;
        var (html, plain) = (Path.Combine(folder, name + ".html"), Path.Combine(folder, name + ".txt"));
        var hasHtml = rendered.Html.Length > 0;
        if (hasHtml) File.WriteAllText(html, rendered.Html, new UTF8Encoding(false));
        File.WriteAllText(plain, $"{rendered.Title}\n\n{rendered.Text}", new UTF8Encoding(false));

        session.Out.Line(rendered.Title, Look.Strong);
        if (hasHtml) session.Out.Verbatim($"  {html}");
        session.Out.Verbatim($"  {plain}");
        if (session.Out.Json)
            session.Out.Document(new JsonObject { ["id"] = id, ["title"] = rendered.Title, ["html"] = hasHtml ? html : null, ["text"] = plain });
        if (open && session.Out.IsTerminal && !session.Out.Json) Open(hasHtml ? html : plain);
        return Session.Fine;
    }

    // A sample person, and what the piece itself says: its topic stands in the footer, its question is asked.
    private static FieldValues SampleOf(Piece piece, Program program)
    {
        var values = FieldValues.Sample();
        if (piece.Topic is { } topic) values["lead.topic"] = topic;
        var question = program.Questions.FirstOrDefault(q => q.Fact == piece.Question);
        if (question is not null) values["question.text"] = question.Words;
        else (values["question.text"], values["question.link"]) = ("", "");
        return values;
    }

    private static FieldValues ValuesOf(Session session, string who, Piece piece, Program program)
    {
        using var views = session.Read();
        var state = LeadFinder.One(views, who).State;
        var touch = new TouchParcel(state.Nurture.Touches + 1, piece.Id, piece.Channel);
        // Links in a preview lead nowhere: whoever looks at it must not unsubscribe the person.
        var stationery = Stationery.Of(session) with { Links = new SignedLinks(LinkKeys.Next(null).Keys) };
        return Web.Courier.Fields.Of(piece, new Consignment(touch, state, program, "", session.Now), stationery,
            stationery.LinksOf(state.Id, touch.Number, piece.Id, session.Now));
    }

    private static ProblemException Unknown(string id, string? language, ContentSet content)
    {
        var languages = content.Pieces.Where(p => p.Id == id).Select(p => p.Language).ToList();
        var near = Nearest.To(id, content.Pieces.Select(p => p.Id).Distinct());
        return new ProblemException(ProblemKind.NotFound, languages.Count > 0
            ? $"{id} has no text in {language}; it has {Say.List(languages)}."
            : $"there is no piece '{id}'{(near.Count > 0 ? $"; did you mean {Say.List(near)}" : "")}. 'leadgrains content list' shows all.");
    }

    // Only where there is a desktop; over ssh a browser in the terminal would be a surprise.
    private static void Open(string path)
    {
        var program = OperatingSystem.IsWindows() ? path : OperatingSystem.IsMacOS() ? "open"
            : (Environment.GetEnvironmentVariable("DISPLAY") ?? Environment.GetEnvironmentVariable("WAYLAND_DISPLAY")) is { Length: > 0 } ? "xdg-open" : null;
        if (program is null) return;
        try
        {
            var start = new ProcessStartInfo(program) { UseShellExecute = OperatingSystem.IsWindows() };
            if (!OperatingSystem.IsWindows()) start.ArgumentList.Add(path);
            using var opened = Process.Start(start);
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or FileNotFoundException)
        {
            Output.Note($"Nothing here opens {path}; open it yourself.");
        }
    }
}
