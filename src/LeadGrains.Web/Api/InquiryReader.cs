namespace LeadGrains.Web;

/// <summary>What a body means, or every fault in it.</summary>
internal sealed record InquiryReading(Inquire? Command, List<string> Faults);

/// <summary>Makes an inquiry of what a form says. Pure.</summary>
internal static class InquiryReader
{
    /// <summary>Characters of a value, facts and interests of one inquiry, characters of an idempotency key.</summary>
    public const int ValueCharsMax = 2_000, FactsMax = 100, InterestsMax = 50, KeyCharsMax = 190;

    public static InquiryReading Read(InquiryBody body, Program program, Moment now)
    {
        var faults = new List<string>();
        var identities = Identities(body, faults);
        foreach (var (name, value) in Texts(body))
            if (value.Length > ValueCharsMax) faults.Add($"{name} has at most {ValueCharsMax} characters.");
        if (body.ExternalId is { Length: > 0 } && body.ExternalId.Length + (body.Source?.Length ?? 0) > KeyCharsMax) faults.Add($"externalId and source have at most {KeyCharsMax} characters together.");
        foreach (var (name, value) in body.Facts ?? new Dictionary<string, string>())
            if (name.Length == 0 || value is null) faults.Add($"facts.{name} needs a name and a value.");
        if (body.Facts?.Count > FactsMax) faults.Add($"facts are at most {FactsMax}.");
        if (body.Interests?.Count > InterestsMax) faults.Add($"interests are at most {InterestsMax}.");
        foreach (var strange in (body.Interests ?? []).Except(program.Topics))
            faults.Add($"'{strange}' is no topic of the program; it has {string.Join(", ", program.Topics)}.");
        if (body.Consent is { } consent && string.IsNullOrWhiteSpace(consent.Words)) faults.Add("consent needs the words that the person agreed to.");
        if (body is { Consent: { Form: null or "" }, Page: null or "", Source: null or "" }) faults.Add("consent needs the form, page or source where it was given.");
        if (body.At > now) faults.Add("at lies in the future.");
        if (faults.Count > 0) return new InquiryReading(null, faults);

        return new InquiryReading(new Inquire(identities[0], OriginOf(body), PersonOf(body, identities))
        {
            Also = [.. identities.Skip(1)],
            Facts = [.. (body.Facts ?? new Dictionary<string, string>()).Select(f => new Telling(f.Key, f.Value))],
            Consents = [.. Consents(body)],
            Wish = body.Wish,
            At = body.At,
        }, faults);
    }

    // The best first; whoever can't be reached at all is no lead.
    private static List<Identity> Identities(InquiryBody body, List<string> faults)
    {
        var identities = new List<Identity>(3);
        if (body.Email is { Length: > 0 } email)
        {
            if (EmailAddress.TryParse(email, out var address)) identities.Add(Identity.Email(address.Text));
            else faults.Add("email is no e-mail address.");
        }
        if (body.Phone is { Length: > 0 } phone)
        {
            if (PhoneNumber.TryParse(phone, null, out var number)) identities.Add(Identity.Phone(number.Text));
            else if (identities.Count == 0) faults.Add("phone needs its country's code, such as +4930123456.");
        }
        if (body is { ExternalId.Length: > 0, Source.Length: > 0 }) identities.Add(Identity.External(body.Source, body.ExternalId));
        if (identities.Count == 0 && faults.Count == 0) faults.Add("email, phone, or source with externalId is needed: else nobody knows who it is.");
        return identities;
    }

    private static Origin OriginOf(InquiryBody body) => new()
    {
        Source = body.Source ?? "",
        Campaign = body.Campaign,
        Offer = body.Offer,
        Page = body.Page,
        Referrer = body.Referrer,
        SubmissionId = body.ExternalId,
    };

    private static Person PersonOf(InquiryBody body, List<Identity> identities) => new()
    {
        FirstName = body.FirstName,
        LastName = body.LastName,
        Company = body.Company,
        JobTitle = body.JobTitle,
        Country = body.Country,
        Email = Value(identities, IdentityKind.Email),
        Phone = Value(identities, IdentityKind.Phone) ?? (body.Phone is { Length: > 0 } typed ? typed : null),
    };

    private static string? Value(List<Identity> identities, IdentityKind kind) =>
        identities.Where(i => i.Kind == kind).Select(i => i.Value).FirstOrDefault();

    // Interest without consent is a fact and no permission.
    private static IEnumerable<ConsentGiven> Consents(InquiryBody body)
    {
        if (body.Consent is not { } given) yield break;
        var proof = new ConsentProof { Words = given.Words ?? "", WordsVersion = given.WordsVersion, Form = given.Form, Page = body.Page, Address = given.Address };
        foreach (var topic in body.Interests is { Count: > 0 } topics ? topics.Distinct() : [LeadGrains.Lifecycle.Consents.EveryTopic])
            foreach (var channel in (given.Channels ?? [Channel.Email]).Distinct()) yield return new ConsentGiven(topic, channel, proof);
    }

    private static IEnumerable<(string Name, string Value)> Texts(InquiryBody body) =>
        new[]
        {
            ("email", body.Email), ("phone", body.Phone), ("firstName", body.FirstName), ("lastName", body.LastName), ("company", body.Company),
            ("jobTitle", body.JobTitle), ("country", body.Country), ("source", body.Source), ("campaign", body.Campaign), ("offer", body.Offer),
            ("page", body.Page), ("referrer", body.Referrer), ("externalId", body.ExternalId), ("consent.words", body.Consent?.Words),
            ("consent.form", body.Consent?.Form), ("consent.address", body.Consent?.Address), ("consent.wordsVersion", body.Consent?.WordsVersion),
        }.Concat((body.Facts ?? new Dictionary<string, string>()).SelectMany(f => new[] { ("the name of a fact", (string?)f.Key), ($"facts.{f.Key[..Math.Min(f.Key.Length, 40)]}", f.Value) }))
        .Where(t => t.Item2 is not null).Select(t => (t.Item1, t.Item2!));
}
