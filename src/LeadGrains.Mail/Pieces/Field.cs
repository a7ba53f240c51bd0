namespace LeadGrains.Mail;

/// <summary>A field that content may use.</summary>
/// <param name="Name">Dotted, as it stands between the braces: <c>lead.firstName</c>.</param>
/// <param name="IsLink">Its value is an absolute http or https address; it may be a link's destination.</param>
/// <param name="MayBeEmpty">Nobody promises a value, so content should guard it with <c>{{#if}}</c>.</param>
/// <param name="Kinds">The kinds of piece that may use it.</param>
public sealed record Field(string Name, bool IsLink, bool MayBeEmpty, IReadOnlySet<PieceKind> Kinds)
{
    internal bool IsOfQuestion => Name.StartsWith("question.", StringComparison.Ordinal);
}

/// <summary>The allow-list: these fields and no others.</summary>
public static class Fields
{
    private static readonly PieceKind[] Anything = Enum.GetValues<PieceKind>();
    private static readonly PieceKind[] ToLeads = [.. Anything.Except([PieceKind.OfferNotice])];
    private static readonly PieceKind[] WithOwner = [PieceKind.Introduction, PieceKind.ThankYou, PieceKind.Readiness];

    /// <summary>
    /// All fields in the order of the documentation. An offer notice sees no field that names the person or the
    /// company:
    /// contact details are hidden until acceptance (P1).
    /// </summary>
    public static IReadOnlyList<Field> All { get; } =
    [
        Optional("lead.firstName", ToLeads),
        Optional("lead.lastName", ToLeads),
        Optional("lead.name", ToLeads),
        Optional("lead.company", ToLeads),
        Optional("lead.address", ToLeads),
        Optional("lead.topic", Anything),
        Always("owner.name", [.. WithOwner, PieceKind.OfferNotice]),
        Always("owner.email", WithOwner),
        Optional("owner.phone", WithOwner),
        Always("sender.name", Anything),
        Always("sender.company", Anything),
        Always("sender.address", Anything),
        Link("links.preferences", ToLeads),
        Link("links.unsubscribe", ToLeads),
        Link("links.confirm", PieceKind.ConfirmOptIn),
        Link("links.readiness.exploring", PieceKind.Readiness),
        Link("links.readiness.talk", PieceKind.Readiness),
        Link("links.readiness.later", PieceKind.Readiness),
        Optional("question.text", ToLeads),
        new("question.link", IsLink: true, MayBeEmpty: true, ToLeads.ToHashSet()),
        Optional("story.summary", PieceKind.Introduction, PieceKind.CallScript, PieceKind.OfferNotice),
        Optional("story.interests", PieceKind.Introduction, PieceKind.CallScript, PieceKind.OfferNotice),
        Link("offer.link", PieceKind.OfferNotice),
        Always("offer.answerBy", PieceKind.OfferNotice),
        Optional("offer.why", PieceKind.OfferNotice),
    ];

    private static readonly Dictionary<string, Field> ByName =
        All.ToDictionary(field => field.Name, StringComparer.Ordinal);

    /// <summary>The field of that name, or null when content may not use it. Upper and lower case count.</summary>
    public static Field? Find(string name) => ByName.GetValueOrDefault(name);

    private static Field Optional(string name, params PieceKind[] kinds) => new(name, false, true, kinds.ToHashSet());
    private static Field Always(string name, params PieceKind[] kinds) => new(name, false, false, kinds.ToHashSet());
    private static Field Link(string name, params PieceKind[] kinds) => new(name, true, false, kinds.ToHashSet());
}
