using System.Xml;
using System.Xml.Linq;

namespace LeadGrains.Intake;

/// <summary>
/// ADF 1.0, as car dealers' systems send leads (its DTD: <c>adf(prospect+)</c>). Document types and entities are off; the
/// instruction <c>&lt;?ADF …?&gt;</c> may be written in any case, and anywhere before the document. Pure.
/// </summary>
public static class AdfProspects
{
    private static readonly string[] Vehicle =
        ["year", "make", "model", "vin", "stock", "trim", "doors", "bodystyle", "transmission", "odometer", "price", "pricecomments", "comments"];

    private static readonly string[] Address = ["street", "apartment", "city", "regioncode", "postalcode"], Called = ["year", "make", "model"];

    /// <summary>Reads one document with all its prospects.</summary>
    public static IntakeResult Read(IntakeRequest request, IntakeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(settings);
        if (IntakeResult.Unfit(request) is { } unfit) return unfit;
        if (Parse(Decoded(request), out var root) is { } fault) return IntakeResult.BadInput(fault);
        var prospects = root!.Children("prospect").ToList();
        if (!Is(root!, "adf") || prospects.Count == 0) return IntakeResult.BadInput("The document is no <adf> with a <prospect>.");
        if (prospects.Count > IntakeLimits.InquiriesMax) return IntakeResult.Refuse(413, $"One document has at most {IntakeLimits.InquiriesMax} prospects.");
        if (prospects.Exists(p => p.Child("customer")?.Child("contact") is null)) return IntakeResult.BadInput("A prospect has no customer with a contact.");
        return IntakeResult.Of([.. prospects.Select(p => Lead(p, request, settings))], IntakeReply.Fine);
    }

    private static Submitted Lead(XElement prospect, IntakeRequest request, IntakeSettings settings)
    {
        var submission = new Submission("adf", settings.Adf, settings, request);
        var (customer, provider) = (prospect.Child("customer")!, prospect.Child("provider"));
        var contact = customer.Child("contact")!;
        if (prospect.Child("id") is { } id && id.Value.Trim().Length > 0) submission.Id = $"{id.Said("source") ?? provider?.Text("name")}:{id.Value.Trim()}";
        submission.At = Instants.Iso(prospect.Text("requestdate"));
        submission.Say(CsvField.Source, provider?.Text("name") is { } from ? from.ToLowerInvariant().Replace(' ', '_') : null);
        foreach (var name in contact.Children("name"))
            if (name.Said("type") == "business") submission.Say(CsvField.Company, name.Value);
            else submission.Say(name.Said("part") switch { "first" => CsvField.FirstName, "last" or "surname" => CsvField.LastName, _ => CsvField.Name }, name.Value);
        submission.Say(CsvField.Email, contact.Text("email"));
        foreach (var phone in contact.Children("phone").OrderBy(p => p.Said("preferredcontact") == "1" ? 0 : p.Said("type") is "fax" or "pager" ? 2 : 1))
            submission.Say(CsvField.Phone, phone.Value, $"phone {phone.Said("type")}".TrimEnd());
        if (contact.Elements().FirstOrDefault(e => e.Said("preferredcontact") == "1") is { } preferred) submission.Tell("preferredContact", preferred.Name.LocalName.ToLowerInvariant());
        if (contact.Children("phone").Select(p => p.Said("time")).FirstOrDefault(t => t is not (null or "nopreference")) is { } time) submission.Tell("bestTime", time);
        if (contact.Child("address") is { } address)
        {
            foreach (var part in Address)
                foreach (var line in address.Children(part)) submission.Tell(part, line.Value);
            submission.Say(CsvField.Country, address.Text("country"));
        }
        submission.Tell("message", customer.Text("comments"));
        submission.Tell("timeline", customer.Child("timeframe")?.Text("description"));
        submission.Tell("latestDate", customer.Child("timeframe")?.Text("latestdate"));
        submission.Tell("vendor", prospect.Child("vendor")?.Text("vendorname"));
        foreach (var vehicle in prospect.Children("vehicle").Take(10)) Wanted(submission, vehicle);
        return submission.ToInquiry();
    }

    // What is traded in is another car than the one that is wanted.
    private static void Wanted(Submission submission, XElement vehicle)
    {
        var interest = vehicle.Said("interest") ?? "buy";
        var prefix = interest == "trade-in" ? "tradeIn" : "vehicle";
        foreach (var part in Vehicle) submission.Tell($"{prefix} {part}", vehicle.Text(part));
        if (prefix == "tradeIn") return;
        submission.Tell("interest", interest);
        submission.Tell("vehicle status", vehicle.Said("status"));
        submission.Say(CsvField.Offer, string.Join(' ', Called.Select(vehicle.Text).OfType<string>()));
    }

    private static string? Parse(string? text, out XElement? root)
    {
        root = null;
        if (text is null) return "The body is not text in UTF-8, UTF-16 or Windows-1252.";
        text = WithoutInstructions(text);
        var rules = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = IntakeLimits.BodyBytesMax,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        try
        {
            // Once for the depth, so that nothing is built that is too deep.
            using (var looked = XmlReader.Create(new StringReader(text), rules))
                while (looked.Read())
                    if (looked.Depth > IntakeLimits.XmlDepthMax) return $"The document is nested deeper than {IntakeLimits.XmlDepthMax} levels.";
            using var reader = XmlReader.Create(new StringReader(text), rules);
            root = XElement.Load(reader);
            return null;
        }
        catch (XmlException e)
        {
            return $"The document is no XML without a document type; line {Math.Max(1, e.LineNumber)} can't be read.";
        }
    }

    private static string? Decoded(IntakeRequest request)
    {
        var (encoding, bomBytes) = Encodings.Detect(request.Body.Span);
        var text = encoding.GetString(request.Body.Span[bomBytes..]);
        return text.Contains('\0', StringComparison.Ordinal) ? null : text;
    }

    // The declaration may stand behind the instruction, which XML doesn't allow.
    private static string WithoutInstructions(string text)
    {
        for (text = text.TrimStart(); text.StartsWith("<?", StringComparison.Ordinal);)
            if (text.IndexOf("?>", StringComparison.Ordinal) is > 0 and var end) text = text[(end + 2)..].TrimStart();
            else break;
        return text;
    }

    private static bool Is(XElement element, string name) => element.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<XElement> Children(this XElement element, string name) => element.Elements().Where(e => Is(e, name));

    private static XElement? Child(this XElement element, string name) => element.Children(name).FirstOrDefault();

    private static string? Text(this XElement element, string name) => element.Child(name)?.Value.Trim() is { Length: > 0 } text ? text : null;

    // An attribute, in lower case.
    private static string? Said(this XElement element, string name) =>
        element.Attributes().FirstOrDefault(a => a.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value.Trim().ToLowerInvariant();
}
