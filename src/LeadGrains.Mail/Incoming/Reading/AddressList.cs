using System.Text;

namespace LeadGrains.Mail;

/// <summary>An address from a header, with the name beside it; both were written by strangers.</summary>
public readonly record struct MailAddress(EmailAddress Address, string Name);

/// <summary>Reads the addresses of a raw header (RFC 5322, 3.4), tolerantly; what is no address is left out.</summary>
public static class AddressList
{
    /// <summary>Addresses read from one header; the rest is left out.</summary>
    public const int AddressesMax = 100;

    /// <summary>In their order. A name's encoded words are read after the address was found, so none can hide in them.</summary>
    public static IReadOnlyList<MailAddress> Read(string raw)
    {
        var found = new List<MailAddress>();
        var (name, angle, comments) = (new StringBuilder(), default(StringBuilder?), true);
        for (var i = 0; i <= raw.Length && found.Count < AddressesMax; i++)
        {
            var c = i < raw.Length ? raw[i] : ',';
            if (c == '"' && angle is null) i = Quoted(raw, i, name);
            else if (c == '(' && comments && Comment(raw, i) is var end) (i, comments) = (Math.Max(i, end), end > 0);
            else if (c == '<') angle = new StringBuilder();
            else if (c == '>' && angle is not null) { }
            else if (c is ',' or ';') Take();
            else if (c == ':' && angle is null) name.Clear(); // the name of a group
            else (angle ?? name).Append(c);
        }
        return found;

        void Take()
        {
            var text = (angle ?? name).ToString();
            // A route (RFC 5322, 4.4) is what stands before the last colon.
            if (text.LastIndexOf(':') is >= 0 and var route) text = text[(route + 1)..];
            if (EmailAddress.TryParse(text, out var address))
                found.Add(new MailAddress(address, angle is null ? "" : EncodedWords.Read(name.ToString()).Trim()));
            name.Clear();
            angle = null;
        }
    }

    private static int Quoted(string raw, int at, StringBuilder name)
    {
        for (at++; at < raw.Length && raw[at] != '"'; at++)
        {
            if (raw[at] == '\\' && at + 1 < raw.Length) at++;
            name.Append(raw[at]);
        }
        return at;
    }

    private static int Comment(string raw, int at)
    {
        var open = 0;
        for (var i = at; i < raw.Length; i++)
        {
            if (raw[i] == '\\') i++;
            else if (raw[i] == '(') open++;
            else if (raw[i] == ')' && --open == 0) return i;
        }
        return -1; // never closed: none after it is, either
    }
}
