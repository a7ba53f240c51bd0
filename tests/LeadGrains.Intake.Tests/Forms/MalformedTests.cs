using System.Diagnostics;
using System.Text;
using LeadGrains.Lifecycle;
using Xunit.Abstractions;
using static LeadGrains.Intake.Tests.Samples;

namespace LeadGrains.Intake.Tests;

/// <summary>Whatever strangers send: faults, or an inquiry within its bounds; never an exception, never slow.</summary>
public class MalformedTests(ITestOutputHelper output)
{
    private const int VariationsPerDoor = 2_000;
    private static readonly TimeSpan EachMax = TimeSpan.FromSeconds(2);

    private static readonly string[] Bits =
        ["\0", "\"", "{", "}", "[", "]", "<", ">", "&", "=", "%", "%zz", "%00", "%FF", "\\ud800", "\\u0000", "null", "1e999", "-0", "\uFEFF", "😀", "<!DOCTYPE a>", "&lol;", "]]>", "<![CDATA[",
            "\r\n", "--XX", "\"x\":{\"x\":1},", "'; DROP TABLE lead; --", "{{{", "<script>", "\u202e", "=1+1"];

    public static TheoryData<string> All => SameLeadTests.All;

    [Theory]
    [MemberData(nameof(All))]
    public void No_variation_of_a_submission_makes_a_door_throw_or_linger(string door)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("LEADGRAINS_SEED"), out var given) ? given : Environment.TickCount;
        output.WriteLine($"LEADGRAINS_SEED={seed}");
        var (random, refused, watch) = (new Random(seed), 0, Stopwatch.StartNew());
        for (var i = 0; i < VariationsPerDoor; i++)
        {
            var body = Mutate(random, Encoding.UTF8.GetBytes(Doors[door].Body));
            try
            {
                refused += Check(door, body) ? 1 : 0;
            }
            catch (Exception e)
            {
                Assert.Fail($"LEADGRAINS_SEED={seed}, {door}, variation {i}: {Convert.ToBase64String(body)}\n{e}");
            }
        }
        output.WriteLine($"{door}: {refused} of {VariationsPerDoor} refused in {watch.Elapsed.TotalSeconds:0.0} s");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void What_is_broken_for_certain_is_refused_with_words(string door)
    {
        var seed = 20260302;
        var random = new Random(seed);
        var broken = new List<byte[]> { Array.Empty<byte>(), new byte[CsvUploadBytes(door) + 1] };
        if (Doors[door].Type == "application/json") broken.AddRange(BrokenJson(random, Doors[door].Body));
        if (door == "adf") broken.AddRange(BrokenXml(random));
        foreach (var body in broken)
        {
            var result = Read(Post(door, Doors[door].Type, body));
            Assert.True(result.Faults.Count > 0 && result.Inquiries.Count == 0 && result.Reply.Status is >= 400 and < 500, $"{door}: {Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(300, body.Length)))}");
            Assert.All(result.Faults, fault => Assert.True(fault.Length is > 5 and < 600 && !fault.Contains("Exception", StringComparison.Ordinal) && !fault.Any(char.IsControl), fault));
            Assert.Equal("application/problem+json", result.Reply.ContentType);
        }
        output.WriteLine($"{door}: {broken.Count} refused");
    }

    private static int CsvUploadBytes(string door) => door == "csv" ? IntakeLimits.CsvBytesMax : IntakeLimits.BodyBytesMax;

    private static IEnumerable<byte[]> BrokenJson(Random random, string good)
    {
        var bytes = Encoding.UTF8.GetBytes(good);
        for (var i = 0; i < 150; i++) yield return bytes[..random.Next(1, bytes.Length - 3)];                              // truncated
        foreach (var root in (string[])["null", "1", "\"text\"", "[]", "true", "{}", "[[]]", "{\"\":1}", " ", "\0"]) yield return Encoding.UTF8.GetBytes(root);
        foreach (var depth in (int[])[17, 100, 5_000]) yield return Encoding.UTF8.GetBytes($"{{\"a\":{new string('[', depth)}{new string(']', depth)}}}");
        yield return [.. bytes[..^1], 0xC3, 0x28, .. "\"}"u8];                                                             // no UTF-8
        yield return Encoding.Unicode.GetBytes(good);
        yield return Encoding.UTF8.GetBytes(good.Insert(1, "\"x\":1,\"x\":2,"));
        yield return Encoding.UTF8.GetBytes(good.Insert(1, "\"\\ud800\":1,"));
        foreach (var name in (string[])["user_column_data", "entry", "fields", "formResponse", "email"])
            if (good.IndexOf($"\"{name}\":", StringComparison.Ordinal) is >= 0 and var at && good.IndexOf("\"email\":", StringComparison.Ordinal) is var email && (name != "email" || email == at))
                foreach (var wrong in (string[])["{},\"z\":", "[[1]],\"z\":", "{\"a\":[]},\"z\":"])
                    yield return Encoding.UTF8.GetBytes(good[..(at + name.Length + 3)] + wrong + good[(at + name.Length + 3)..]);
        for (var i = 0; i < 50; i++)
        {
            var broken = (byte[])bytes.Clone();
            broken[random.Next(broken.Length)] = (byte)random.Next(0, 8);                                                  // a bare control character
            yield return broken;
        }
    }

    private static IEnumerable<byte[]> BrokenXml(Random random)
    {
        var adf = Adf[Adf.IndexOf("<adf>", StringComparison.Ordinal)..];
        var bytes = Encoding.UTF8.GetBytes(Adf);
        for (var i = 0; i < 150; i++) yield return bytes[..random.Next(1, bytes.Length - 3)];
        for (var i = 0; i < 50; i++)
        {
            var broken = (byte[])bytes.Clone();
            broken[random.Next(Adf.IndexOf("<adf>", StringComparison.Ordinal), broken.Length)] = (byte)random.Next(0, 8);
            yield return broken;
        }
        string[] texts =
        [
            "<!DOCTYPE adf [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + adf.Replace("Ann", "&x;", StringComparison.Ordinal),
            "<!DOCTYPE adf SYSTEM \"http://example.org/adf.dtd\">" + adf,
            "<!DOCTYPE lolz [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]>" + adf.Replace("Ann", "&c;", StringComparison.Ordinal),
            "<?ADF?><!DOCTYPE adf [<!ENTITY % p SYSTEM \"http://example.org/p\"> %p;]>" + adf,
            adf.Replace("Ann", "&undeclared;", StringComparison.Ordinal), adf.Replace("Ann", "&#xD800;", StringComparison.Ordinal), adf.Replace("Ann", "&#0;", StringComparison.Ordinal),
            adf.Replace("</adf>", "</ADF>", StringComparison.Ordinal), "<html>" + adf + "</html>", "<adf/>", "<adf></adf>", "<adf><prospect/></adf>", "<adf><prospect><customer/></prospect></adf>",
            "<?ADF", "<?ADF version=", "{}", "<adf xmlns:a=\"\"><prospect/></adf>", string.Concat(Enumerable.Repeat("<a>", 50_000)),
            "<adf>" + string.Concat(Enumerable.Repeat("<x>", 100)) + string.Concat(Enumerable.Repeat("</x>", 100)) + adf[5..],
            "<adf>" + string.Concat(Enumerable.Repeat("<prospect><customer><contact/></customer></prospect>", IntakeLimits.InquiriesMax + 1)) + "</adf>",
        ];
        foreach (var text in texts) yield return Encoding.UTF8.GetBytes(text);
    }

    // True when it was refused.
    private static bool Check(string door, byte[] body)
    {
        var watch = Stopwatch.StartNew();
        var result = Read(Post(door, Doors[door].Type, body));
        Assert.True(watch.Elapsed < EachMax, $"it took {watch.Elapsed}");
        Assert.InRange(result.Reply.Status, 200, 499);
        Assert.Equal(result.Faults.Count > 0, result.Reply.Status >= 400);
        Assert.True(result.Faults.Count == 0 || result.Inquiries.Count == 0);
        foreach (var submitted in result.Inquiries)
        {
            var command = submitted.Inquiry;
            Assert.Equal(LeadId.Of(command.Identity), submitted.Lead);
            Assert.InRange(submitted.CommandId.Length, 1, 190);
            Assert.True(command.Facts.Count <= IntakeLimits.FactsMax);
            Assert.All(command.Facts, f => Assert.True(f.Name.Length <= IntakeLimits.NameCharsMax && f.Value.Length <= IntakeLimits.FactCharsMax && !f.Value.Contains('\0', StringComparison.Ordinal)));
            foreach (var text in (string?[])[command.Person.FirstName, command.Person.LastName, command.Person.Company, command.Person.Email, command.Person.Phone, command.Origin.Source])
                Assert.True(text is null || (text.Length <= 320 && !text.Any(char.IsControl)), text);
            Assert.All(command.Consents, c => Assert.NotEqual("", c.Proof.Words));
        }
        return result.Faults.Count > 0;
    }

    private static byte[] Mutate(Random random, byte[] good)
    {
        var bytes = good.ToList();
        for (var i = random.Next(1, 6); i > 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(8))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.InsertRange(at, Encoding.UTF8.GetBytes(Bits[random.Next(Bits.Length)])); break;
                case 2: bytes.RemoveRange(at, Math.Min(random.Next(30), bytes.Count - at)); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(200), bytes.Count - at))); break;
                case 4: bytes.RemoveRange(at, bytes.Count - at); break;
                case 5: bytes.InsertRange(at, Enumerable.Repeat((byte)"[{<&="[random.Next(5)], random.Next(3_000))); break;
                case 6: bytes.InsertRange(at, Enumerable.Repeat((byte)'x', random.Next(20_000))); break;
                default: bytes.InsertRange(at, [0xC3, 0x28, 0xFF]); break;
            }
        }
        return [.. bytes];
    }
}
