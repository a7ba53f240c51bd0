using System.Text;
using System.Text.RegularExpressions;

namespace LeadGrains.Mail.Tests;

/// <summary>Reads what <see cref="MimeWriter"/> wrote, by the RFCs and not by its code.</summary>
internal sealed partial class ReadBack
{
    private readonly List<(string Name, string Value)> headers = [];

    public IEnumerable<string> Names => headers.Select(header => header.Name);
    public List<ReadBack> Parts { get; } = [];
    public string Text { get; private set; } = "";
    public string Boundary { get; private set; } = "";
    public string this[string name] => Assert.Single(headers, header => header.Name == name).Value;

    public static ReadBack Parse(byte[] mail) => Parse(Encoding.ASCII.GetString(mail));

    private static ReadBack Parse(string mail)
    {
        var read = new ReadBack();
        var end = mail.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        foreach (var line in Unfold().Replace(mail[..end], " ").Split("\r\n"))
        {
            var colon = line.IndexOf(':');
            Assert.Matches("^[A-Za-z-]+$", line[..colon]);
            read.headers.Add((line[..colon], DecodeWords(line[(colon + 1)..].Trim())));
        }
        var body = mail[(end + 4)..];
        if (BoundaryName().Match(read["Content-Type"]) is { Success: true } match)
        {
            read.Boundary = match.Groups[1].Value;
            Assert.EndsWith($"\r\n--{read.Boundary}--\r\n", body);
            foreach (var part in body[..^$"\r\n--{read.Boundary}--\r\n".Length].Split($"--{read.Boundary}\r\n")[1..])
                read.Parts.Add(Parse(part.EndsWith("\r\n\r\n", StringComparison.Ordinal) ? part[..^2] : part));
        }
        else
        {
            Assert.Equal("quoted-printable", read["Content-Transfer-Encoding"]);
            Assert.All(body.Split("\r\n"), line =>
                Assert.True(line.Length <= 76 && line.TrimEnd() == line && line != "." && !line.StartsWith("From ")));
            read.Text = Decode(body.Replace("=\r\n", "")).Replace("\r\n", "\n");
        }
        return read;
    }

    private static string DecodeWords(string value) =>
        Word().Replace(BetweenWords().Replace(value, "$1"), match =>
            Encoding.UTF8.GetString(Convert.FromBase64String(match.Groups[1].Value)));

    private static string Decode(string body)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i] != '=') bytes.Add((byte)body[i]);
            else bytes.Add(Convert.ToByte(body[++i..(++i + 1)], 16));
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }

    [GeneratedRegex(@"\r\n[ \t]")] private static partial Regex Unfold();
    [GeneratedRegex(@"boundary=""([^""]+)""")] private static partial Regex BoundaryName();
    [GeneratedRegex(@"=\?utf-8\?B\?([A-Za-z0-9+/=]+)\?=")] private static partial Regex Word();
    [GeneratedRegex(@"(\?=)\s+(?==\?utf-8\?B\?)")] private static partial Regex BetweenWords();
}
