namespace LeadGrains.Intake;

/// <summary>
/// Stands between the decoder and CsvHelper's reader and lets only whole, well-formed records of bounded length
/// through. The reader alone holds a record of any length in memory or throws at it, and after a stray quote takes
/// the rest of the file for one cell; the gate stops each of those, says why and where, and finds the next record. In
/// place of a bad record it passes one quoted cell with the record's beginning, so that what <see cref="Passed"/>
/// tells stays in step with the reader. A quote opens a quoted cell only as its first character (elsewhere it is
/// text, as in <c>5" pipe</c>); inside one it is doubled or closes the cell. CR, LF and CRLF all end a record. Not
/// thread-safe.
/// </summary>
internal sealed class RecordGate(TextReader source, char delimiter) : TextReader
{
    /// <summary>The longest record let through, in characters.</summary>
    public const int RecordCharsMax = 1024 * 1024;

    /// <summary>
    /// How far the end of an overlong quoted cell is looked for, in characters, before its line end counts.
    /// </summary>
    public const int DiscardCharsMax = 64 * 1024 * 1024;

    /// <summary>What is kept of a bad record, in characters.</summary>
    public const int RawCharsMax = 2000;

    private const int BlockChars = 32 * 1024;
    private char[] buffer = new char[2 * BlockChars];
    private int start;      // of the current record
    private int length;     // of the current record, without its line end
    private int next;       // where the next record starts
    private int end;        // of what was read
    private int handed = 1; // characters of the current record that the reader has taken; one more for the line end
    private string? substitute;
    private long nextLine = 1;
    private string? raw;

    /// <summary>The row as a spreadsheet counts: every record and every blank line, the header is usually 1.</summary>
    public long RecordNumber { get; private set; }

    /// <summary>The line as a text editor counts, where the record starts, from 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>Why the record didn't pass; null when it did.</summary>
    public string? Fault { get; private set; }

    /// <summary>How many cells a row has, once the header is known: tells a stray quote from a long cell.</summary>
    public int Columns { get; set; }

    /// <summary>
    /// Where each record that the reader has taken but not yet told of came from; first in, first out.
    /// </summary>
    public Queue<RecordOrigin> Passed { get; } = [];

    /// <summary>The record as written, without its line end. Valid until <see cref="Next"/>.</summary>
    public ReadOnlySpan<char> Text => buffer.AsSpan(start, length);

    /// <summary>Whether the current record ends where the file does.</summary>
    public bool AtEnd => next == end && source.Peek() < 0;

    /// <summary>The first <see cref="RawCharsMax"/> characters of the record as written.</summary>
    public string Raw() => raw ?? Bounded(Text);

    /// <summary>Goes on to the next record that is not a blank line; false at the end of the file.</summary>
    public bool Next()
    {
        do
        {
            (start, length, raw, Fault) = (next, 0, null, null);
            if (start == end && !Fill(ref start)) return false;
            RecordNumber++;
            LineNumber = nextLine;
            Frame();
        }
        while (Fault is null && Text.IsWhiteSpace());
        return true;
    }

    /// <summary>Hands out records, each with a line feed, as many as there is room for.</summary>
    public override int Read(Span<char> buffer)
    {
        var written = 0;
        while (written < buffer.Length)
        {
            var record = substitute is null ? Text : substitute;
            if (handed > record.Length)
            {
                if (!Pass()) break;
                continue;
            }
            var count = Math.Min(record.Length - handed, buffer.Length - written);
            record.Slice(handed, count).CopyTo(buffer[written..]);
            (handed, written) = (handed + count, written + count);
            if (handed < record.Length || written == buffer.Length) continue;
            buffer[written++] = '\n';
            handed++;
        }
        return written;
    }

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    private bool Pass()
    {
        if (!Next()) return false;
        handed = 0;
        Passed.Enqueue(new RecordOrigin(RecordNumber, LineNumber, Fault));
        substitute = Fault is null ? null : $"\"{Raw().Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) source.Dispose();
        base.Dispose(disposing);
    }

    private void Frame()
    {
        var at = 0;         // relative to start, which moves when the buffer is filled
        var quoted = false;
        while (true)
        {
            if (at > RecordCharsMax)
            {
                Overflow(at, quoted);
                return;
            }
            var rest = buffer.AsSpan(start + at, end - start - at);
            var found = quoted ? rest.IndexOf('"') : rest.IndexOfAny('"', '\r', '\n');
            if (found < 0)
            {
                at += rest.Length;
                if (Fill(ref start)) continue;
                if (quoted) FirstLine("a quote is opened here and never closed");
                else EndAt(at);
                return;
            }
            at += found;
            if (!quoted && buffer[start + at] != '"')
            {
                EndAt(at);
                return;
            }
            if (!quoted) quoted = at == 0 || buffer[start + at - 1] == delimiter;
            else if (Peek(at + 1) is '"') at++;
            else if (ClosesBefore(Peek(at + 1))) quoted = false;
            else
            {
                FirstLine("a quote stands inside a quoted cell; it should be written twice");
                return;
            }
            at++;
        }
    }

    private bool ClosesBefore(char? c) => c is null or '\r' or '\n' || c == delimiter;

    private char? Peek(int at) => start + at < end || Fill(ref start) ? buffer[start + at] : null;

    // The record ends at a line end or at the end of the file.
    private void EndAt(int at)
    {
        length = at;
        var lineEnd = Peek(at) is null ? 0 : buffer[start + at] == '\r' && Peek(at + 1) is '\n' ? 2 : 1;
        next = start + at + lineEnd;
        nextLine += 1 + Lines(Text);
    }

    // What went wrong is blamed on the first line; the next record starts on the line after it.
    private void FirstLine(string fault)
    {
        Fault = fault;
        var from = 0;
        while (true)
        {
            var found = buffer.AsSpan(start + from, end - start - from).IndexOfAny('\r', '\n');
            if (found >= 0)
            {
                EndAt(from + found);
                return;
            }
            from = end - start;
            if (from > RecordCharsMax)
            {
                Discard(from, quoted: false);
                return;
            }
            if (Fill(ref start)) continue;
            EndAt(from);
            return;
        }
    }

    private void Overflow(int at, bool quoted)
    {
        if (quoted && NextLineLooksLikeARow())
            FirstLine("a quote is opened here and not closed in the rows that follow");
        else
        {
            Fault = $"the row is longer than {RecordCharsMax} characters";
            Discard(at, quoted);
        }
    }

    private bool NextLineLooksLikeARow()
    {
        var text = buffer.AsSpan(start, end - start);
        var lineEnd = text.IndexOfAny('\r', '\n');
        if (lineEnd < 0 || Columns < 2) return false;
        var rest = text[lineEnd..].TrimStart("\r\n");
        lineEnd = rest.IndexOfAny('\r', '\n');
        return lineEnd > 0 && CsvShape.Cells(rest[..lineEnd], delimiter) == Columns;
    }

    // Drops what follows the first `at` characters of the record, without keeping it.
    private void Discard(int at, bool quoted)
    {
        raw = Bounded(buffer.AsSpan(start, at));
        nextLine += Lines(buffer.AsSpan(start, at));
        next = start + at;
        var afterCr = buffer[next - 1] == '\r';
        var quoteBefore = false;
        for (long dropped = 0; next < end || Refill(); dropped++, next++)
        {
            var c = buffer[next];
            if (quoteBefore)
            {
                quoteBefore = false;
                if (c == '"') continue;
                quoted = !ClosesBefore(c);
            }
            if (quoted && dropped < DiscardCharsMax)
            {
                quoteBefore = c == '"';
                if (c == '\r' || (c == '\n' && !afterCr)) nextLine++;
                afterCr = c == '\r';
            }
            else if (c is '\r' or '\n')
            {
                next++;
                if (c == '\r' && (next < end || Refill()) && buffer[next] == '\n') next++;
                break;
            }
        }
        nextLine++;
        (start, length) = (next, 0);
    }

    private bool Refill()
    {
        next = end;
        var more = Fill(ref next);
        start = next;
        return more;
    }

    // Reads another block behind what is kept, moving what is kept from `from` on to the front; false at the end of
    // the file.
    private bool Fill(ref int from)
    {
        if (end == buffer.Length && from > 0)
        {
            Array.Copy(buffer, from, buffer, 0, end - from);
            (end, from) = (end - from, 0);
        }
        if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        var read = source.Read(buffer, end, Math.Min(BlockChars, buffer.Length - end));
        end += read;
        return read > 0;
    }

    private static long Lines(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny('\r', '\n') < 0) return 0;
        return text.Count('\n') + text.Count('\r') - text.Count("\r\n");
    }

    internal static string Bounded(ReadOnlySpan<char> text) =>
        text.Length <= RawCharsMax ? text.ToString() : string.Concat(text[..RawCharsMax], "…");
}

/// <summary>Where a record stood; why the gate stopped it, if it did.</summary>
internal readonly record struct RecordOrigin(long RecordNumber, long LineNumber, string? Stopped);
