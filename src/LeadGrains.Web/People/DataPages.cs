using LeadGrains.Mail;

namespace LeadGrains.Web;

/// <summary><c>/d/TOKEN</c>: a person sees what is held, takes it along, and is forgotten (C6).</summary>
internal static class DataPages
{
    private const string SureField = "sure";

    public static void Map(IEndpointRouteBuilder app, Door door)
    {
        door.Map(app, LinkKind.MyData, visit => Show(door, visit), visit => Act(door, visit));
        app.MapMethods("/d/{token}/export", PeoplePages.Looking, (HttpContext http, string token) =>
            door.Open(http, token, LinkKind.MyData, visit => Export(door, visit)));
    }

    private static async Task<IResult> Act(Door door, Visit visit)
    {
        if ((await Form.Of(visit.Http)).One(SureField).Length == 0) return door.Wrong(visit, visit.Words.EraseUnchecked);
        return await door.Tell(visit, new Erase()) ?? new LookAgain("?done=1");
    }

    private static IResult Export(Door door, Visit visit)
    {
        using var views = door.House.Views.Take();
        return Results.File(MyDataExport.Of(views, visit.Lead, visit.Now), "application/json", "my-data.json");
    }

    private static Page Show(Door door, Visit visit)
    {
        var (words, lead) = (visit.Words, visit.Lead);
        using var views = door.House.Views.Take();
        var sent = MyDataExport.Entries(views, lead).SelectMany(e => e.LeadEvents).OfType<TouchMade>().ToList();
        return door.Show(visit, words.DataTitle, Markup.Of($"""
            <p><a class="button" href="{visit.Http.Request.RouteValues["token"] as string}/export" download>{words.Export}</a></p>
            <h2>{words.DataPerson}</h2>{List(Person(lead))}
            <h2>{words.DataFacts}</h2>{List(lead.Facts.Select(f => (f.Name, $"{f.Value} ({words.Day(f.At)}, {f.Source})")))}
            <h2>{words.DataConsents}</h2>{List(lead.Consents.Select(c => ($"{PreferenceCentre.Said(c.Topic)}, {words.ByChannel(c.Channel)}", $"{c.Standing}, {words.Day(c.At)}{(c.Proof?.Words is { Length: > 0 } said ? $": “{said}”" : "")}")))}
            <h2>{words.DataSent}</h2>{List(sent.Select(t => (words.Day(t.At), $"{t.Piece} ({words.ByChannel(t.Channel)})")))}
            <form method="post">
            <fieldset><legend>{words.EraseLegend}</legend>
            <p>{words.EraseExplained}</p>
            {Form.Choice("checkbox", SureField, "yes", false, words.EraseCheck)}
            <button type="submit" class="quiet">{words.EraseButton}</button>
            </fieldset>
            </form>
            """));

        Markup List(IEnumerable<(string Name, string Value)> lines) => lines.ToList() is { Count: > 0 } all
            ? Markup.Of($"<dl>{Markup.All(all, line => Markup.Of($"<dt>{line.Name}</dt><dd>{line.Value}</dd>"))}</dl>") : Markup.Of($"<p>{words.Nothing}</p>");
    }

    private static IEnumerable<(string Name, string Value)> Person(LeadState lead) =>
        typeof(Person).GetProperties().Where(p => p.CanWrite && p.GetValue(lead.Person) is string)
            .Select(p => (p.Name, (string)p.GetValue(lead.Person)!));
}
