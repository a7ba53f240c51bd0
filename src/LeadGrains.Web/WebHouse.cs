using LeadGrains.Engine;
using LeadGrains.Intake;
using LeadGrains.Mail;

namespace LeadGrains.Web;

/// <summary>What the web stands in front of.</summary>
/// <param name="Engine">Everything that changes anything goes through it.</param>
/// <param name="Program">The program at work; asked anew for each request.</param>
/// <param name="File">The journal's file, for lists and histories; read only.</param>
/// <param name="Links">What the links in mail are signed with.</param>
/// <param name="Keys">Who may use the API.</param>
/// <param name="Company">Whose pages these are, as their readers know it.</param>
public sealed record WebHouse(
    ILeadEngine Engine, Func<Program> Program, string File, SignedLinks Links, KeyBook Keys, string Company, TimeProvider Time)
{
    /// <summary>An earlier version of the program by its number; null when it isn't kept.</summary>
    public Func<int, Program?> Versions { get; init; } = _ => null;

    /// <summary>Where forms and ad platforms hand inquiries in; null: nowhere.</summary>
    public IntakeDoor? Intake { get; init; }

    /// <summary>The webhooks of this house, and who tells them; null: there are none.</summary>
    public WebhookBook? Webhooks { get; init; }
    public WebhookPost? WebhookPost { get; init; }

    /// <summary>The instant of a request.</summary>
    public Moment Now => Moment.From(Time.GetUtcNow());
}
