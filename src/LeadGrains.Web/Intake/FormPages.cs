using LeadGrains.Intake;

namespace LeadGrains.Web;

/// <summary>
/// A form of our own: <c>GET /form/NAME</c> to link to, and <c>GET /embed.js</c> to paste it into any page. Without script it
/// is one plain form; with it one question is asked at a time, and none that was answered in this browser before.
/// </summary>
internal static class FormPages
{
    public static void Map(IEndpointRouteBuilder web, IntakeDoor door, WebHouse house)
    {
        var app = web.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        app.MapMethods("/form/{name}", PeoplePages.Looking, (HttpContext http, string name) => Show(http, name, door.Settings, house));
        app.MapMethods("/embed.js", PeoplePages.Looking, (HttpContext http) =>
        {
            http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
            http.Response.Headers.CacheControl = "public, max-age=3600";
            return Results.Text(EmbedScript.Text, "text/javascript; charset=utf-8");
        });
    }

    private static IResult Show(HttpContext http, string name, IntakeSettings settings, WebHouse house)
    {
        if (settings.Form(name) is not { } own)
            return new Page("There is no such form", Markup.Of($"<p>Please look at the address again.</p>"), house.Company, Status: StatusCodes.Status404NotFound);
        var form = FormOf(name, own, settings, house.Program());
        if (!http.Request.Query.ContainsKey("part"))
            return new Page(own.Offer ?? "Write to us", form, house.Company, house.Program().Language) { Script = EmbedScript.Text };
        // Only the form, for another page to paste in.
        http.Response.Headers.AccessControlAllowOrigin = "*";
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return Results.Text(form.ToString(), "text/html; charset=utf-8");
    }

    // The trap is moved out of sight for people, and told to programs that read pages aloud.
    private static Markup FormOf(string name, DoorSettings own, IntakeSettings settings, Program program) => Markup.Of($"""
        <form method="post" action="/in/form/{name}" data-leadgrains="{name}">
        {Field("email", "E-mail", "email", "email", isNeeded: true)}
        {Field("name", "Name", "text", "name", isNeeded: false)}
        {Markup.All(Asked(own, program), fact => Question(fact, program))}
        {Markup.All(own.Consents, box => Markup.Of($"""<label><input type="checkbox" name="{box.Key}" value="yes"><span>{box.Value.Words}</span></label>{Break}"""))}
        <div hidden><label>Please leave this empty <input name="{settings.Traps[0]}" tabindex="-1" autocomplete="off"></label></div>
        <button>Send</button>
        </form>
        """);

    private static IEnumerable<string> Asked(DoorSettings own, Program program) => own.Asks.Count > 0 ? own.Asks : [.. program.Questions.Select(q => q.Fact).Take(1)];

    private static Markup Field(string name, string words, string type, string fill, bool isNeeded) => Markup.Of(
        $"""<label class="field">{words}<input type="{type}" name="{name}" autocomplete="{fill}" maxlength="300"{(isNeeded ? Markup.Of($" required") : Markup.Empty)}></label>{Break}""");

    private static Markup Question(string fact, Program program) => program.Questions.SingleOrDefault(q => q.Fact == fact) is not { } question
        ? Field(fact, fact, "text", "off", isNeeded: false) : question.Choices.Count == 0 ? Field(fact, question.Words, "text", "off", isNeeded: false)
        : Markup.Of($"""
            <label class="field">{question.Words}<select name="{fact}"><option value=""></option>
            {Markup.All(question.Choices, choice => Form.Option(choice.Value, false, choice.Words))}</select></label>
            """);

    private static Markup Break => Markup.Of($"\n");
}
