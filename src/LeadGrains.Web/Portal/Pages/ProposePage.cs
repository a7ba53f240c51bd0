using LeadGrains.Mail;

namespace LeadGrains.Web.Portal.Pages;

/// <summary>A change that is being written.</summary>
/// <param name="From">The version whose pieces of content go with it.</param>
/// <param name="Faults">Each with its line; empty before somebody tried.</param>
public sealed record ProposeModel(int From, string Yaml, string? Note, IReadOnlyList<string> Faults);

/// <summary><c>/portal/program/propose</c>: the text of a version, to be changed and put up for signing.</summary>
internal static class ProposePage
{
    /// <summary>Characters of the text, and bytes of the whole form with everything escaped.</summary>
    public const int YamlCharsMax = 128 * 1024, BodyBytesMax = 512 * 1024;

    public static void Map(IEndpointRouteBuilder portal, ApiContext context, PortalRooms rooms)
    {
        portal.MapGet("/program/propose", (HttpContext http, int? from) => Begin(http, context, rooms, from)).Needs(Right.Propose);
        portal.MapPost("/program/propose", (HttpContext http) => Propose(http, context, rooms)).Needs(Right.Propose)
            .WithFormOptions(valueLengthLimit: 4 * YamlCharsMax, multipartBodyLengthLimit: BodyBytesMax)
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(BodyBytesMax));
    }

    private static IResult Begin(HttpContext http, ApiContext context, PortalRooms rooms, int? from)
    {
        using var views = context.Read();
        var versions = ProgramBook.Versions(views);
        var number = from ?? versions.Agreement.Active;
        return versions.Find(number) is { } text ? http.Page<ProposeView, ProposeModel>(context, new ProposeModel(number, text.Yaml, null, [])) : VersionPage.Missing(http, context, rooms, number);
    }

    private static async Task<IResult> Propose(HttpContext http, ApiContext context, PortalRooms rooms)
    {
        var form = await FormFields.Of(http);
        var (yaml, note) = (await Text(http, form), form.Text("note"));
        using var views = context.Read();
        var versions = ProgramBook.Versions(views);
        var from = form.Number("from", "The version it begins with", 0, int.MaxValue) ?? versions.Agreement.Active;
        if (versions.Find(from) is not { } before) return VersionPage.Missing(http, context, rooms, from);
        if (context.House.Agreements is not { } agreements) return Again("This house takes no proposals.", StatusCodes.Status409Conflict);
        if (yaml.Length > YamlCharsMax) return Again($"A program has at most {YamlCharsMax / 1024} thousand characters.", StatusCodes.Status400BadRequest);

        var text = new ProgramText("proposal", yaml, before.Content);
        if (text.Check().Faults is { Count: > 0 } faults)
            return Again(faults.Count == 1 ? "One fault; nothing was proposed." : $"{faults.Count} faults; nothing was proposed.", StatusCodes.Status400BadRequest, faults);
        var reply = await agreements.Tell(new Propose(http.Caller().By, text.ToSetting(), note), http.RequestAborted);
        return reply.Trouble() is var (words, status) ? Again(words, status) : http.Done($"/portal/program/{reply.Version}", "proposed");

        IResult Again(string trouble, int status, IReadOnlyList<string>? faults = null) =>
            http.Page<ProposeView, ProposeModel>(context, new ProposeModel(from, yaml.Length > YamlCharsMax ? "" : yaml, note, faults ?? []), trouble, status);
    }

    // A file that was chosen beats what stands in the field.
    private static async Task<string> Text(HttpContext http, FormFields form)
    {
        if (await Form.File(http, "file") is not { } file) return form.Whole("yaml");
        using var reader = new StreamReader(file.OpenReadStream());
        return (await reader.ReadToEndAsync()).ReplaceLineEndings("\n");
    }
}
