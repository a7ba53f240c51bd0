using System.Text;

namespace LeadGrains.Web.Tests;

/// <summary>Small damage to bytes, by a seed.</summary>
internal static class Mutation
{
    private static readonly string[] Bits =
    [
        "\0", "\"", "{", "}", "[", "]", "<", ">", "&", "=", "%", "%zz", "%00", "%FF", "\\ud800", "\\u0000", "null", "1e999", "-0", "\uFEFF", "😀", "<!DOCTYPE a>", "&lol;", "]]>", "<![CDATA[",
        "\r\n", "--XX", "\"x\":{\"x\":1},", "'; DROP TABLE lead; --", "{{{", "<script>", "\u202e", "=1+1", "9999-12-31T23:59:59Z", "0001-01-01", "99999999999999999999", "/*", "//", "\r\nBcc: x@example.org\r\n",
    ];

    public static byte[] Of(Random random, byte[] good)
    {
        var bytes = good.ToList();
        for (var i = random.Next(1, 6); i > 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(9))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1 or 2: bytes.InsertRange(at, Encoding.UTF8.GetBytes(Bits[random.Next(Bits.Length)])); break;
                case 3: bytes.RemoveRange(at, Math.Min(random.Next(30), bytes.Count - at)); break;
                case 4: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(200), bytes.Count - at))); break;
                case 5: bytes.RemoveRange(at, bytes.Count - at); break;
                case 6: bytes.InsertRange(at, Enumerable.Repeat((byte)"[{<&="[random.Next(5)], random.Next(3_000))); break;
                case 7: bytes.InsertRange(at, Enumerable.Repeat((byte)'x', random.Next(20_000))); break;
                default: bytes.InsertRange(at, [0xC3, 0x28, 0xFF]); break;
            }
        }
        return [.. bytes];
    }
}
