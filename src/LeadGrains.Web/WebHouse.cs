using LeadGrains.Engine;
using LeadGrains.Intake;
using LeadGrains.Mail;
using LeadGrains.Store;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadGrains.Web;

/// <summary>What the web stands in front of.</summary>
/// <param name="Engine">Everything that changes anything goes through it.</param>
/// <param name="Program">The program at work; asked anew for each request.</param>
/// <param name="Views">For lists and histories; closed with the web.</param>
/// <param name="Links">What the links in mail are signed with.</param>
/// <param name="Keys">Who may use the API.</param>
/// <param name="Company">Whose pages these are, as their readers know it.</param>
public sealed record WebHouse(
    ILeadEngine Engine, Func<Program> Program, ViewPool Views, SignedLinks Links, KeyBook Keys, string Company, TimeProvider Time)
{
    /// <summary>An earlier version of the program by its number; null when it isn't kept.</summary>
    public Func<int, Program?> Versions { get; init; } = _ => null;

    /// <summary>Where versions of the program are proposed and signed; null: not here.</summary>
    public IAgreements? Agreements { get; init; }

    /// <summary>Where inquiries wait until somebody has looked at them; null: not here.</summary>
    public IQuarantine? Quarantine => Intake?.Quarantine;

    /// <summary>Commands that wait to be decided now.</summary>
    public Func<int> CommandsWaiting { get; init; } = () => 0;

    /// <summary>Where mail goes, for operators; null where nobody said.</summary>
    public string? MailGoesTo { get; init; }

    /// <summary>Where forms and ad platforms hand inquiries in; null: nowhere.</summary>
    public IntakeDoor? Intake { get; init; }

    /// <summary>Who may sign in to the portal; null: nobody, and there is no page to.</summary>
    public PeopleBook? People { get; init; }

    /// <summary>How links to sign in reach people; null: nobody gets any by mail.</summary>
    public ISignInPost? SignInPost { get; init; }

    /// <summary>Where people reach this house, such as <c>https://leads.kestrel.example</c>; null: where it listens.</summary>
    public string? PublicAddress { get; init; }

    /// <summary>Whose tokens the API takes beside our own keys; null: nobody's.</summary>
    public TokenSettings? Tokens { get; init; }

    /// <summary>Where lines about sign-ins go.</summary>
    public ILoggerFactory Logs { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Who is in the teams, as they are now.</summary>
    public Membership Members => new(async team => (await Engine.FindTeam(team))?.State, Program);

    /// <summary>Set in a demo only: its clock, for its visitors to adjust.</summary>
    public DemoStage? Demo { get; init; }

    /// <summary>The webhooks of this house, and who tells them; null: there are none.</summary>
    public WebhookBook? Webhooks { get; init; }
    public WebhookPost? WebhookPost { get; init; }

    /// <summary>Where callers' commands to webhooks are executed; null: there are none.</summary>
    public WebhookDesk? WebhookDesk => Webhooks is { } book && WebhookPost is { } post ? new WebhookDesk(book, post, Views.Take, Program, () => Now) : null;

    /// <summary>The time that links to sign in and sessions live in; null: that of the house. A demo's clock runs away from the people at it.</summary>
    public TimeProvider? Wall { get; init; }

    /// <summary>The instant for whoever signs in.</summary>
    public Moment WallNow => Moment.From((Wall ?? Time).GetUtcNow());

    /// <summary>What a caller reads out: the touch's piece filled in for the person; null when the content has none any more.</summary>
    public Func<LeadState, PendingTouch, RenderedPiece?> Script { get; init; } = (_, _) => null;

    /// <summary>Pages of another program beside the portal; null: none.</summary>
    public IAnnex? Annex { get; init; }

    /// <summary>Does the house take commands? Asked for <c>/health/ready</c>; the engine has answered before.</summary>
    public Func<Task<bool>> IsReady { get; init; } = () => Task.FromResult(true);

    /// <summary>The instant of a request.</summary>
    public Moment Now => Moment.From(Time.GetUtcNow());
}
