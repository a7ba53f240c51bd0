using System.Globalization;

namespace LeadGrains.Mail;

/// <summary>
/// The words around every mail in one language. Why somebody gets it, and both ways out, are in each (C2).
/// </summary>
/// <param name="WhyTopic">{0} is the sender's company, {1} the topic.</param>
/// <param name="Why">The same without a topic.</param>
/// <param name="WhyOwner">For owners: {0} is the sender's company.</param>
/// <param name="Preferences">The link to the preference centre.</param>
/// <param name="Unsubscribe">The link out.</param>
/// <param name="ByPost">At the foot of a letter, before the printed address of the preference centre.</param>
internal sealed record FrameWords(
    string WhyTopic, string Why, string WhyOwner, string Preferences, string Unsubscribe, string ByPost)
{
    private static readonly Dictionary<string, FrameWords> Known = new(StringComparer.Ordinal)
    {
        ["en"] = new("You get this because you asked {0} about {1}.",
            "You get this because you asked {0} for information.",
            "You get this because you take leads for {0}.",
            "Choose topics, rhythm or a pause", "Unsubscribe",
            "If you would rather not get letters from us, tell us here:"),
        ["de"] = new("Sie erhalten dies, weil Sie {0} nach {1} gefragt haben.",
            "Sie erhalten dies, weil Sie {0} um Informationen gebeten haben.",
            "Sie erhalten dies, weil Sie für {0} Interessenten übernehmen.",
            "Themen, Rhythmus oder Pause wählen", "Abmelden",
            "Wenn Sie keine Briefe von uns möchten, sagen Sie es uns hier:"),
        ["fr"] = new("Vous recevez ce message parce que vous avez interrogé {0} au sujet de\u00a0: {1}.",
            "Vous recevez ce message parce que vous avez demandé des informations à {0}.",
            "Vous recevez ce message parce que vous suivez des contacts pour {0}.",
            "Choisir les sujets, le rythme ou une pause", "Se désinscrire",
            "Si vous ne souhaitez plus de courrier de notre part, dites-le nous ici\u00a0:"),
    };

    public static IReadOnlyCollection<string> Languages => Known.Keys;

    /// <summary>The words of a language or of its parent (<c>de</c> for <c>de-at</c>), else English.</summary>
    public static FrameWords For(string language) =>
        Known.GetValueOrDefault(language) ?? Known.GetValueOrDefault(language.Split('-')[0]) ?? Known["en"];

    public static bool Has(string language) => Known.ContainsKey(language) || Known.ContainsKey(language.Split('-')[0]);

    public string Reason(PieceKind kind, string company, string topic)
    {
        var words = kind is PieceKind.OfferNotice ? WhyOwner : topic.Length > 0 ? WhyTopic : Why;
        return string.Format(CultureInfo.InvariantCulture, words, company, topic);
    }
}
