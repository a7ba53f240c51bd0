using System.Globalization;
using LeadGrains.Lifecycle;

namespace LeadGrains.Engine;

/// <summary>What one lead alone can't know: that another identity belongs to somebody forgotten, or who was told already.</summary>
internal sealed partial class Workbench
{
    internal const string ListSaysForgotten =
        "One of these identities belongs to a person who asked to be forgotten; a list can't bring them back.";

    private readonly Dictionary<string, string> _alertedOn = [];
    private bool _pointsToForgotten; // a further identity of the command being decided

    // A list may name an erased person by another identity than the first: their phone, their number elsewhere.
    private string? Forgotten(LeadCommand command) => _pointsToForgotten && command is Inquire { Secondhand: true } ? ListSaysForgotten : null;

    // Enrichment must not give the address of somebody forgotten to another lead, who would then be written to.
    private string? Suppressed(LeadCommand command) =>
        command is Supplement { Person: { } person } && Reaching(person).Any(id => Find(id)?.State.Stage == Stage.Erased) ? ListSaysForgotten : null;

    internal static IEnumerable<LeadId> Reaching(Person person)
    {
        if (EmailAddress.TryParse(person.Email, out var email)) yield return LeadId.Of(Identity.Email(email.Text));
        if (person.Phone is { } phone) yield return LeadId.Of(Identity.Phone(phone));
    }

    // Kept with the data, so that a restart doesn't tell it again. A command that is taken back all the same costs one alert.
    private bool IsFirstToday(string name, Moment now)
    {
        var setting = "alerted: " + name;
        var today = now.UtcDate.ToString("O", CultureInfo.InvariantCulture);
        if (!_alertedOn.TryGetValue(name, out var last)) last = journal.Setting(setting);
        if (last == today) return false;
        Set(setting, _alertedOn[name] = today);
        return true;
    }
}
