using LeadGrains.Engine;
using LeadGrains.Mail;

namespace LeadGrains.Web;

/// <summary>Somebody who came by a good link: what it says, and the lead as it is now.</summary>
internal sealed record Visit(HttpContext Http, LinkTicket Ticket, LeadId Id, LeadState Lead, Program Program, WebWords Words, Moment Now)
{
    /// <summary>The act before led here, and went well.</summary>
    public bool IsDone => Http.Request.Query.ContainsKey("done");
}

/// <summary>
/// Lets in whoever has a good link, and nobody else. A wrong link, one for another kind of page and one of a lead that isn't there get the
/// same page, so that nothing can be learnt by trying.
/// </summary>
internal sealed class Door(WebHouse house, NearbyLinks nearby)
{
    public WebHouse House => house;
    public NearbyLinks Nearby => nearby;

    /// <summary>The page that a kind of link leads to: looking at it changes nothing, its form acts.</summary>
    public void Map(IEndpointRouteBuilder app, LinkKind kind, Func<Visit, IResult> look, Func<Visit, Task<IResult>> act)
    {
        var path = $"/{kind.Letter()}/{{token}}";
        app.MapMethods(path, PeoplePages.Looking, (HttpContext http, string token) => Open(http, token, kind, look));
        app.MapPost(path, (HttpContext http, string token) => Open(http, token, kind, act));
    }

    /// <summary>Reads the link and goes in, or answers the page that says why not.</summary>
    public async Task<IResult> Open(HttpContext http, string token, LinkKind kind, Func<Visit, Task<IResult>> inside)
    {
        var (program, now) = (house.Program(), house.Now);
        var words = WebWords.For(program.Language);
        var (standing, ticket) = house.Links.Read(token, kind, now);
        if (standing == LinkStanding.Wrong) return NotFound(words);
        if (standing == LinkStanding.Expired) return Plain(words.GoneTitle, words.Gone, words, StatusCodes.Status410Gone);
        nearby.Follow(ticket!, now);
        if (await Living(ticket!.Lead) is not { } lead) return NotFound(words);
        if (lead.State.Stage == Stage.Erased && kind != LinkKind.Unsubscribe)
            return Plain(words.ForgottenTitle, words.Forgotten, words, StatusCodes.Status410Gone);
        return await inside(new Visit(http, ticket, lead.Id, lead.State, program, words, now));
    }

    /// <summary>The same where nothing has to be waited for.</summary>
    public Task<IResult> Open(HttpContext http, string token, LinkKind kind, Func<Visit, IResult> inside) =>
        Open(http, token, kind, visit => Task.FromResult(inside(visit)));

    /// <summary>Says some commands in the person's name, one after the other; null when all went well, else the page that says why not.</summary>
    public async Task<IResult?> Tell(Visit visit, params IEnumerable<LeadCommand> commands)
    {
        foreach (var command in commands)
            if (await Tell(visit, command, new Ticket(By: ByPerson)) is { } trouble) return trouble;
        return null;
    }

    /// <summary>Says one command with its own ticket.</summary>
    public async Task<IResult?> Tell(Visit visit, LeadCommand command, Ticket ticket) =>
        // Not stopped when the browser goes away: half a form would be worse.
        Answer(visit.Words, await house.Engine.Tell(visit.Id, command, ticket, CancellationToken.None));

    /// <summary>Who says so, in the journal.</summary>
    public const string ByPerson = "person";

    /// <summary>A page with one paragraph.</summary>
    public Page Plain(string title, string text, WebWords words, int status = StatusCodes.Status200OK) =>
        new(title, Markup.Of($"<p>{text}</p>"), house.Company, words.Language, status);

    /// <summary>A page of this visit.</summary>
    public Page Show(Visit visit, string title, Markup body, int status = StatusCodes.Status200OK) =>
        new(title, body, house.Company, visit.Words.Language, status);

    /// <summary>What is wrong with a form, each fault a line; nothing was changed.</summary>
    public Page Wrong(Visit visit, params IEnumerable<string> faults) => Show(visit, visit.Words.WrongTitle, Markup.Of($"""
        <ul class="note bad">{Markup.All(faults, fault => Markup.Of($"<li>{fault}</li>"))}</ul>
        <p><a href="?">{visit.Words.BackToForm}</a></p>
        """), StatusCodes.Status400BadRequest);

    private Page NotFound(WebWords words) => Plain(words.NotFoundTitle, words.NotFound, words, StatusCodes.Status404NotFound);

    private Page? Answer(WebWords words, Reply reply) => reply.Kind switch
    {
        ReplyKind.Busy => Plain(words.BusyTitle, words.Busy, words, StatusCodes.Status503ServiceUnavailable) with { RetryAfter = reply.RetryAfter },
        _ when reply.IsFine => null,
        _ => Plain(words.WrongTitle, reply.Words ?? "", words, StatusCodes.Status409Conflict),
    };

    // Two leads that proved to be one person are one person here as well.
    private async Task<LeadSnapshot?> Living(LeadId id)
    {
        var lead = await house.Engine.Find(id);
        while (lead?.State.MergedInto is { } into && await house.Engine.Find(into) is { } survivor) lead = survivor;
        return lead;
    }
}
