using System.Globalization;
using System.Text;

namespace LeadGrains.Benchmarks;

/// <summary>
/// A request as its bytes, with places for a number: writing eight digits is all that a further request costs. One
/// connection uses it.
/// </summary>
internal sealed class RequestText
{
    /// <summary>Where the number goes, and where its last four digits go.</summary>
    public const string Number = "{number-}", Short = "{no}";

    private const int Digits = 8, ShortDigits = 4;
    private readonly List<(int At, int Digits)> _places = [];

    private RequestText(byte[] bytes, IEnumerable<(int, int)> places)
    {
        Bytes = bytes;
        _places.AddRange(places);
    }

    public byte[] Bytes { get; }

    public static RequestText Get(string path, string key) => Of($"GET {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {key}\r\n\r\n");

    /// <param name="headers">Each with its line end.</param>
    public static RequestText Post(string path, string headers, string contentType, string body)
    {
        var length = body.Replace(Number, new string('0', Digits), StringComparison.Ordinal).Replace(Short, new string('0', ShortDigits), StringComparison.Ordinal).Length;
        return Of($"POST {path} HTTP/1.1\r\nHost: bench\r\n{headers}Content-Type: {contentType}\r\nContent-Length: {length}\r\n\r\n{body}");
    }

    /// <summary>One for another connection.</summary>
    public RequestText Copy() => new([.. Bytes], _places);

    /// <summary>Writes a number, 0 to 99,999,999, into its places.</summary>
    public RequestText With(int number)
    {
        Span<byte> digits = stackalloc byte[Digits];
        _ = number.TryFormat(digits, out _, "D8", CultureInfo.InvariantCulture);
        foreach (var (at, count) in _places) digits[^count..].CopyTo(Bytes.AsSpan(at));
        return this;
    }

    // Only ASCII, so that a character is a byte.
    private static RequestText Of(string text)
    {
        var places = new List<(int, int)>();
        foreach (var (mark, digits) in new[] { (Number, Digits), (Short, ShortDigits) })
            for (var at = text.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(mark, StringComparison.Ordinal))
            {
                for (var i = 0; i < places.Count; i++)
                    if (places[i].Item1 > at) places[i] = (places[i].Item1 - mark.Length + digits, places[i].Item2);
                places.Add((at, digits));
                text = string.Concat(text.AsSpan(0, at), new string('0', digits), text.AsSpan(at + mark.Length));
            }
        return new RequestText(Encoding.ASCII.GetBytes(text), places);
    }
}
