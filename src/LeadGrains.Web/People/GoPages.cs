using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LeadGrains.Engine;
using LeadGrains.Mail;

namespace LeadGrains.Web;

/// <summary>
/// <c>/g/TOKEN</c>: on to a page elsewhere. Looking shows where it leads and records nothing; the page's script tells us
/// of the click and goes on, and without a script there is a link (docs/decisions/0017).
/// </summary>
internal static class GoPages
{
    // Not while a browser only renders ahead, nor when a program drives it; told once, whether or not we answer.
    internal const string Script =
        "(function(){var a=document.getElementById('on');function go(){if(!navigator.webdriver){try{fetch(location.href,"
        + "{method:'POST',keepalive:true,credentials:'omit'})}catch(e){}}location.replace(a.href)}"
        + "if(document.prerendering)document.addEventListener('prerenderingchange',go,{once:true});"
        + "else if(document.visibilityState==='visible')go();"
        + "else document.addEventListener('visibilitychange',go,{once:true})})()";

    public static void Map(IEndpointRouteBuilder app, Door door)
    {
        var waiting = 0;
        door.Map(app, LinkKind.ClickThrough, visit => Show(door, visit), async visit =>
        {
            // A scanner that follows the other links as well does so within moments.
            var wait = Interlocked.Increment(ref waiting) <= WebLimits.ClicksWaitingMax;
            try
            {
                if (wait) await Task.Delay(ClickRules.BurstWithin, door.House.Time, CancellationToken.None);
                return await Act(door, visit);
            }
            finally
            {
                Interlocked.Decrement(ref waiting);
            }
        });
    }

    private static async Task<IResult> Act(Door door, Visit visit)
    {
        var verdict = ClickRules.Judge(ClickOf(door, visit));
        var command = new Engage(EngagementKind.Clicked, visit.Ticket.Piece is { Length: > 0 } piece ? piece : null) { Scanner = verdict.Scanner };
        // The same link of the same mail counts once, however often the person comes back to it.
        var ticket = verdict.IsPerson ? new Ticket(IdOf(visit.Ticket), By: Door.ByPerson) : new Ticket(By: "scanner");
        return await door.Tell(visit, command, ticket) ?? Results.NoContent();
    }

    private static Click ClickOf(Door door, Visit visit)
    {
        var headers = visit.Http.Request.Headers;
        return new Click(visit.Http.Request.Method, visit.Ticket.MadeAt, visit.Now)
        {
            Agent = headers.UserAgent.ToString(),
            Purpose = string.Concat(headers["Sec-Purpose"], headers["Purpose"], headers["X-Purpose"], headers["X-Moz"]),
            FetchSite = headers["Sec-Fetch-Site"].ToString(),
            LinksAtOnce = door.Nearby.Around(visit.Ticket, visit.Now),
        };
    }

    private static string IdOf(LinkTicket ticket) =>
        $"click-{ticket.Touch.ToString(CultureInfo.InvariantCulture)}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ticket.Detail)).AsSpan(0, 8))}";

    private static Page Show(Door door, Visit visit)
    {
        var target = new Uri(visit.Ticket.Detail); // signed by us, http or https
        return door.Show(visit, visit.Words.GoTitle, Markup.Of($"""
            <p>{visit.Words.GoTo(target.Host)}</p>
            <p><a class="button" id="on" rel="noreferrer noopener" href="{target.AbsoluteUri}">{visit.Words.GoOn}</a></p>
            """)) with
        { Script = Script };
    }
}
