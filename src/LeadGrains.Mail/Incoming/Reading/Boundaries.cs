using System.Text;

namespace LeadGrains.Mail;

/// <summary>Cuts a multipart into the byte ranges of its parts (RFC 2046, 5.1).</summary>
internal static class Boundaries
{
    // RFC 2046, 5.1.1 allows 70; a very long one could make the search slow.
    private const int BoundaryCharsMax = 200;

    /// <summary>
    /// The parts' ranges. Without a closing line the last part goes to the end; without any line of that boundary, the
    /// first that looks like one is taken; without that there are none.
    /// </summary>
    public static List<Range> Split(ReadOnlySpan<byte> body, string boundary, int partsMax)
    {
        var mark = boundary.Length is 0 or > BoundaryCharsMax ? [] : Encoding.UTF8.GetBytes("--" + boundary.TrimEnd());
        var parts = mark.Length == 0 ? [] : Split(body, mark, partsMax);
        return parts.Count > 0 || Guess(body) is not { Length: > 2 } guessed ? parts : Split(body, guessed, partsMax);
    }

    private static List<Range> Split(ReadOnlySpan<byte> body, byte[] mark, int partsMax)
    {
        var parts = new List<Range>();
        var (at, from) = (0, -1);
        while (at < body.Length)
        {
            // Whole lines only: the mark in the middle of one means nothing.
            var found = body[at..].IndexOf(mark);
            if (found < 0) break;
            var here = at + found;
            var line = Lines.Next(body, here, out var next);
            // A guessed mark may end in a stray CR, which elsewhere is part of the line's end.
            var tail = line.Length >= mark.Length ? line[mark.Length..].TrimEnd(" \t"u8) : "?"u8;
            var isClose = tail.SequenceEqual("--"u8);
            if ((here > 0 && body[here - 1] != '\n') || (!tail.IsEmpty && !isClose))
            {
                at = here + mark.Length;
                continue;
            }
            if (from >= 0) parts.Add(from..Math.Max(from, BeforeLineEnd(body, here)));
            if (isClose || parts.Count >= partsMax) return parts;
            (from, at) = (next, next);
        }
        if (from >= 0 && from <= body.Length) parts.Add(from..body.Length);
        return parts;
    }

    // The line end before a boundary belongs to the boundary.
    private static int BeforeLineEnd(ReadOnlySpan<byte> body, int at)
    {
        if (at > 0 && body[at - 1] == '\n') at--;
        return at > 0 && body[at - 1] == '\r' ? at - 1 : at;
    }

    // A line of "--something" right before a header.
    private static byte[]? Guess(ReadOnlySpan<byte> body)
    {
        const int linesMax = 200;
        var at = 0;
        for (var i = 0; i < linesMax && at < body.Length; i++)
        {
            var line = Lines.Next(body, at, out var next);
            if (line.Length > 4 && line.StartsWith("--"u8) && next < body.Length
                && Lines.Next(body, next, out _) is { Length: > 8 } after && Ascii.EqualsIgnoreCase(after[..8], "content-"u8))
                return line.TrimEnd(" \t"u8).ToArray();
            at = next;
        }
        return null;
    }
}
