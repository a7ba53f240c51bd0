using System.IO.Compression;
using System.Text;
using LeadGrains.Intake;

namespace LeadGrains.Web.Tests;

/// <summary>Bodies that are wrong for certain, by the language they are written in; at least 200 of each.</summary>
internal static class Broken
{
    private static readonly string[] NotJson =
    [
        "", " ", "\0", "null", "true", "1", "\"text\"", "[]", "[[]]", "{", "}", "{}}", "{\"\"}", "{'a':1}", "{a:1}", "{\"a\":}", "{\"a\":01}", "{\"a\":+1}", "{\"a\":.5}", "{\"a\":1.}", "{\"a\":0x1F}", "{\"a\":NaN}",
        "{\"a\":Infinity}", "{\"a\":-Infinity}", "{\"a\":1,}", "{\"a\":\"\t\"}", "{\"a\":\"\n\"}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}", "{\"a\":tru}", "{\"a\":undefined}", "{\"a\" 1}", "{\"a\":1 \"b\":2}",
        "<json/>", "email=ann@example.com", "\uFEFF\uFEFF{}", "{\"a\":1}{\"a\":1}", "{\"a\":1} x", "\u0085{}", "{\"\\ud800\":1}", "{\"a\":\"\\ud800", "]", "{\"a\":[1,2}", "{\"__proto__\":", "{}{}", "// nothing", "/* */",
    ];

    /// <summary>JSON that is none, is too deep, says a name twice, or is in another encoding.</summary>
    public static IEnumerable<Attack> Json(Random random, string good)
    {
        var bytes = Encoding.UTF8.GetBytes(good.Trim());
        foreach (var text in NotJson) yield return Attack.Of("no JSON of this kind", text);
        for (var i = 0; i < 60; i++) yield return new("truncated", bytes[..random.Next(1, bytes.Length - 1)]);
        for (var i = 0; i < 40; i++) yield return new("a control character", With(bytes, random.Next(bytes.Length), (byte)random.Next(0, 8)));
        for (var i = 0; i < 20; i++) yield return new("no UTF-8", [.. bytes[..InText(random, good)], 0xC3, 0x28, .. bytes[^3..]]);
        for (var i = 0; i < 10; i++) yield return new("half a character of UTF-8", [.. bytes[..^1], (byte)(0x80 + i), .. bytes[^1..]]);
        foreach (var depth in (int[])[70, 100, 1_000, 5_000, 50_000]) yield return Attack.Of($"{depth} levels", $"{{\"a\":{new string('[', depth)}{new string(']', depth)}}}");
        foreach (var depth in (int[])[70, 1_000, 20_000]) yield return Attack.Of($"{depth} objects", string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth));
        foreach (var coding in (Encoding[])[Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32])
        {
            yield return new($"{coding.WebName} without its mark", coding.GetBytes(good));
            yield return new($"{coding.WebName} with its mark", [.. coding.GetPreamble(), .. coding.GetBytes(good)]);
            yield return new($"{coding.WebName}, and says so", coding.GetBytes(good)) { Type = $"application/json; charset={coding.WebName}" };
        }
        foreach (var name in Names(good)) yield return Attack.Of($"'{name}' twice", good.Trim().Insert(1, $"\"{name}\":null,"));
        foreach (var between in (string[])["/* comment */", "// comment\n", ",", "\\", "#", "<!-- -->", "\u00A0"]) yield return Attack.Of($"{between} inside", good.Trim().Insert(1, between));
        foreach (var behind in (string[])["x", "{}", ",", "\0", "null", "]", ";alert(1)"]) yield return Attack.Of("something behind it", good.Trim() + behind);
        foreach (var attack in Packed(bytes)) yield return attack;
        foreach (var attack in Methods(bytes)) yield return attack;
        yield return new("nothing but x, too long", [.. Enumerable.Repeat((byte)'x', IntakeLimits.BodyBytesMax + 1)]);
        yield return Attack.Of("one value, too long", good.Trim().Insert(1, $"\"x\":\"{new string('y', IntakeLimits.BodyBytesMax)}\","));
    }

    /// <summary>XML that is none, has a document type or entities, or is no ADF.</summary>
    public static IEnumerable<Attack> Xml(Random random, string good)
    {
        var adf = good[good.IndexOf("<adf>", StringComparison.Ordinal)..].Trim();
        var bytes = Encoding.UTF8.GetBytes(adf);
        for (var i = 0; i < 70; i++) yield return new("truncated", bytes[..random.Next(1, bytes.Length - 3)]);
        for (var i = 0; i < 40; i++) yield return new("a control character", With(bytes, random.Next(bytes.Length), (byte)random.Next(0, 8)));
        for (var i = 0; i < 25; i++) yield return Attack.Of("a tag less", adf.Remove(adf.IndexOf("</", random.Next(adf.LastIndexOf("</", StringComparison.Ordinal)), StringComparison.Ordinal), 2));
        foreach (var entity in (string[])["&x;", "&undeclared;", "&#xD800;", "&#0;", "&#x1F;", "&#xFFFFFFFF;", "&#-1;", "&#99999999999999;", "&", "& ", "&;", "&#;", "&#x;"])
            yield return Attack.Of($"the entity {entity}", adf.Replace("Ann", entity, StringComparison.Ordinal));
        foreach (var type in (string[])
        [
            "<!DOCTYPE adf>", "<!DOCTYPE adf []>", "<!DOCTYPE adf [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>", "<!DOCTYPE adf SYSTEM \"http://127.0.0.1:9/adf.dtd\">", "<!DOCTYPE adf PUBLIC \"-//x\" \"http://127.0.0.1:9/adf.dtd\">",
            "<!DOCTYPE adf [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/p\"> %p;]>", "<!DOCTYPE adf [<!ENTITY x \"lol\">]>", "<!DOCTYPE adf [<!ATTLIST adf a CDATA \"x\">]>", "<!doctype adf>", "<!DOCTYPE adf [<!ELEMENT adf ANY>]>",
            "<!DOCTYPE adf [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY x \"&d;&d;&d;&d;&d;\">]>",
            "<!DOCTYPE adf [<!ENTITY x \"" + new string('A', 100_000) + "\">]>", "<!DOCTYPE adf SYSTEM \"data:text/plain,x\">", "<!DOCTYPE adf SYSTEM \"expect://id\">", "<!DOCTYPE adf SYSTEM \"\\\\127.0.0.1\\share\\x.dtd\">",
        ])
            foreach (var before in (string[])["", "<?ADF version=\"1.0\"?>", "<?xml version=\"1.0\" standalone=\"no\"?>"])
                yield return Attack.Of("a document type", before + type + adf.Replace("Ann", "&x;", StringComparison.Ordinal));
        foreach (var text in (string[])
        [
            "", " ", "\0", "{}", "<", "<?ADF", "<?ADF version=", "<adf/>", "<adf></adf>", "<adf><prospect/></adf>", "<adf><prospect><customer/></prospect></adf>", "<html>" + adf + "</html>", "<adf><adf/></adf>", "email=ann@example.com",
            adf.Replace("</adf>", "</ADF>", StringComparison.Ordinal), adf + adf, adf + "x", "x" + adf, "<adf xmlns:a=\"\"><prospect/></adf>", "<a:adf><a:prospect/></a:adf>", "<adf a=\"1\" a=\"2\">" + adf[5..], "<adf a=1>" + adf[5..],
            "<adf><![CDATA[" + adf + "]]></adf>", "<adf><!-- " + adf, string.Concat(Enumerable.Repeat("<a>", 50_000)), string.Concat(Enumerable.Repeat("<adf>", 3_000)) + string.Concat(Enumerable.Repeat("</adf>", 3_000)),
            "<adf>" + string.Concat(Enumerable.Repeat("<x>", 100)) + string.Concat(Enumerable.Repeat("</x>", 100)) + adf[5..], "<" + new string('a', 200_000) + "/>",
            "<adf>" + string.Concat(Enumerable.Repeat("<prospect><customer><contact/></customer></prospect>", IntakeLimits.InquiriesMax + 1)) + "</adf>", "<adf " + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"a{i}='x' ")) + "/>",
        ]) yield return Attack.Of("no ADF", text);
        foreach (var attack in Packed(bytes)) yield return attack;
        foreach (var attack in Methods(bytes)) yield return attack;
        yield return new("too long", [.. bytes, .. Enumerable.Repeat((byte)' ', IntakeLimits.BodyBytesMax)]);
    }

    /// <summary>CSV without a row that could be a lead.</summary>
    public static IEnumerable<Attack> Csv(Random random, string good)
    {
        foreach (var text in (string[])["", " ", "\n", "\r\n\r\n", "\0", "\0\0\0\0", "email\n", "email,name\n", "nothing,known\n1,2\n", "\"email\n", "\"\"\"", ",,,\n,,,\n", ";;\n;;\n", "\t\t\n", "sep=;\n", "email,email\n", "=cmd|' /C calc'!A0\n1\n", "<adf/>", "{}", "%PDF-1.4"])
            yield return Attack.Of("no table of leads", text);
        var header = good[..(good.IndexOf('\n', StringComparison.Ordinal) + 1)];
        string[] wrong = ["nobody", "@", "ann@", "@example.com", "ann@@example.com", "ann@exa mple.com", "\"ann@\nexample.com\"", "ann@example..com", "=1+1", "", "\"\"\"\"", "ann@-example.com", new string('a', 300) + "@example.com"];
        for (var i = 0; i < 120; i++) yield return Attack.Of("no row can be taken", header + string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => $"{wrong[random.Next(wrong.Length)]},A,B,,\n")));
        for (var i = 0; i < 60; i++)
        {
            var noise = new byte[random.Next(1, 4_000)];
            random.NextBytes(noise);
            yield return new("noise", noise);
        }
        for (var i = 0; i < 10; i++) yield return new("half of UTF-16", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("email\nnobody\n").AsSpan(0, 1 + 2 * i)]);
        yield return Attack.Of("one cell of 5 MB", header + new string('x', 5_000_000) + ",,,,\n");
        yield return Attack.Of("a quote that never ends", header + "\"" + new string('x', 1_000_000));
        yield return Attack.Of("10,000 columns", string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"c{i}")) + "\n" + new string(',', 9_999) + "\n");
        yield return Attack.Of("too many rows", header + string.Concat(Enumerable.Repeat("nobody,,,,\n", IntakeLimits.CsvRowsMax + 1)));
        foreach (var attack in Packed(Encoding.UTF8.GetBytes(good))) yield return attack;
        foreach (var attack in Methods(Encoding.UTF8.GetBytes(good))) yield return attack;
        yield return new("too long", [.. Enumerable.Repeat((byte)'x', IntakeLimits.CsvBytesMax + 1)]);
    }

    /// <summary>Forms that are none, or have no end.</summary>
    public static IEnumerable<Attack> Form(Random random, string good)
    {
        var bytes = Encoding.UTF8.GetBytes(good);
        foreach (var text in (string[])["", "&", "&&&&", "=", "=x", "&=&=", "=ann@example.com"]) yield return Attack.Of("an empty form", text);
        foreach (var type in (string[])["image/png", "application/xml", "text/html", "application/octet-stream", "multipart/mixed; boundary=XX", "application/x-www-form-urlencodedx", "application/jsonx", "a", "/", "application/", ";", "text/csv", "application/vnd.api+json"])
            yield return new($"sent as {type}", bytes) { Type = type == ";" ? "x;" : type };
        const string Multipart = "--XX\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\nann@example.com\r\n--XX\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nAnn Archer\r\n--XX--\r\n";
        foreach (var type in (string[])["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"", "multipart/form-data; boundary=YY", "multipart/form-data; boundary=" + new string('X', 71), "multipart/form-data; charset=utf-8", "multipart/form-data, boundary=XX"])
            yield return Attack.Of($"parts sent as {type}", Multipart) with { Type = type };
        for (var i = 0; i < 40; i++) yield return Attack.Of("truncated parts", Multipart[..random.Next(4, Multipart.Length - 5)]) with { Type = "multipart/form-data; boundary=XX" };
        foreach (var text in (string[])["", "--", "--XX", "--XX--", "--XX\r\n", "XX", "--XX\n\n--XX--", "--XX\r\nContent-Disposition: form-data\r\n\r\nx\r\n--XX--", "--XX\r\n\r\nx\r\n--XX--\r\n", string.Concat(Enumerable.Repeat("--XX\r\n", 40_000))])
            yield return Attack.Of("parts of nothing", text) with { Type = "multipart/form-data; boundary=XX" };
        yield return Attack.Of("only files", "--XX\r\nContent-Disposition: form-data; name=\"email\"; filename=\"x\"\r\n\r\nann@example.com\r\n--XX--\r\n") with { Type = "multipart/form-data; boundary=XX" };
        yield return Attack.Of("10,000 fields", string.Join('&', Enumerable.Range(0, 10_000).Select(i => $"a{i}=1")));
        yield return Attack.Of("10,000 times the same field", string.Join('&', Enumerable.Repeat("email=ann@example.com", 10_000)));
        yield return Attack.Of("10,000 parts", string.Concat(Enumerable.Repeat("--XX\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n", 5_000)) + "--XX--") with { Type = "multipart/form-data; boundary=XX" };
        for (var i = 0; i < 10; i++) yield return Attack.Of("a name without end", $"{new string('n', IntakeLimits.NameCharsMax + 1 + i * 1_000)}=1&email=ann@example.com");
        yield return Attack.Of("a value without end", $"email={new string('x', IntakeLimits.BodyBytesMax)}");
        foreach (var text in NotJson.Append("{}").Append("{\"email\":{}}").Append("{\"email\":[]}").Append("{\"a\":{\"email\":\"ann@example.com\"}}")) yield return Attack.Of("no flat JSON", text) with { Type = "application/json" };
        for (var i = 0; i < 40; i++) yield return Attack.Of("truncated JSON", """{"email":"ann@example.com","name":"Ann Archer","message":"Please write."}"""[..random.Next(1, 70)]) with { Type = "application/json; charset=utf-8" };
        foreach (var depth in (int[])[17, 1_000, 50_000]) yield return Attack.Of($"{depth} levels", $"{{\"a\":{new string('[', depth)}{new string(']', depth)}}}") with { Type = "application/json" };
        foreach (var attack in Packed(bytes)) yield return attack;
        foreach (var attack in Methods(bytes)) yield return attack;
    }

    // Nothing is unpacked here, so a bomb stays small.
    private static IEnumerable<Attack> Packed(byte[] good)
    {
        var zeros = new byte[20_000_000];
        foreach (var (coding, pack) in (IReadOnlyList<(string, Func<Stream, Stream>)>)[
            ("gzip", s => new GZipStream(s, CompressionLevel.Fastest)), ("deflate", s => new ZLibStream(s, CompressionLevel.Fastest)), ("br", s => new BrotliStream(s, CompressionLevel.Fastest))])
            foreach (var (what, content) in (IReadOnlyList<(string, byte[])>)[("packed", good), ("a bomb", zeros)])
            {
                var packed = new MemoryStream();
                using (var stream = pack(packed)) stream.Write(content);
                yield return new($"{what} with {coding}", packed.ToArray()) { Headers = [("Content-Encoding", coding)] };
            }
        foreach (var coding in (string[])["gzip", "zstd", "gzip, gzip", "x", "identity, br"]) yield return new($"not {coding} at all", good) { Headers = [("Content-Encoding", coding)] };
    }

    private static IEnumerable<Attack> Methods(byte[] good) =>
        ((string[])["PUT", "PATCH", "DELETE", "PROPFIND", "LEADS"]).Select(method => new Attack(method, good) { Method = method });

    private static byte[] With(byte[] bytes, int at, byte value)
    {
        var changed = (byte[])bytes.Clone();
        changed[at] = value;
        return changed;
    }

    private static int InText(Random random, string good) => Math.Max(1, Encoding.UTF8.GetByteCount(good.AsSpan(0, good.LastIndexOf('"'))) - random.Next(1, 40));

    // Of the object itself: those that stand before anything is nested.
    private static IEnumerable<string> Names(string good)
    {
        using var document = System.Text.Json.JsonDocument.Parse(good);
        return [.. document.RootElement.EnumerateObject().Select(p => p.Name)];
    }
}
