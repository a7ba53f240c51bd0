namespace LeadGrains.Mail;

/// <summary>A header as it came: unfolded, encoded words still encoded.</summary>
public readonly record struct MailHeader(string Name, string Raw);

/// <summary>Headers of a message or a part, in their order; names are compared without case. A name may repeat.</summary>
public sealed class MailHeaders(IReadOnlyList<MailHeader> all)
{
    /// <summary>No headers.</summary>
    public static readonly MailHeaders None = new([]);

    /// <summary>All of them.</summary>
    public IReadOnlyList<MailHeader> All { get; } = all;

    /// <summary>Is there such a header?</summary>
    public bool Has(string name) => All.Any(h => Named(h, name));

    /// <summary>The first value of that name, unfolded and trimmed; empty when there is none.</summary>
    public string Raw(string name)
    {
        foreach (var header in All)
            if (Named(header, name)) return header.Raw;
        return "";
    }

    /// <summary>The first value of that name with encoded words read (RFC 2047); empty when there is none.</summary>
    public string Text(string name) => EncodedWords.Read(Raw(name));

    /// <summary>All values of that name.</summary>
    public IEnumerable<string> Every(string name) => All.Where(h => Named(h, name)).Select(h => h.Raw);

    private static bool Named(MailHeader header, string name) => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
