using MimeKit;

namespace LeadGrains.MailKit;

/// <summary>
/// One message, taken apart. MimeKit says what begins and ends where, and only what is within the limits is kept: a tree of
/// MimeKit's own would hold as many parts as the message has lines.
/// </summary>
internal sealed class PartReading(ReadingBudget budget, Stream stream, int depth) : MimeReader(Within(budget.Limits, depth), stream)
{
    private readonly Stack<OpenPart> _open = new();
    private List<MailHeader> _headers = [];
    private MailPart? _root;

    /// <summary>The outermost part; null when MimeKit finds no message.</summary>
    public static MailPart? Read(ReadingBudget budget, Stream stream, int depth)
    {
        var reading = new PartReading(budget, stream, depth);
        try
        {
            reading.ReadMessage();
        }
        // The second is how MimeKit says that this is no message; the others, that it stumbled.
        catch (Exception e) when (e is EnoughException or FormatException or ArgumentException or IndexOutOfRangeException)
        {
            budget.Cut(e is EnoughException);
        }
        while (reading._open.Count > 0) reading.Close();
        return reading._root;
    }

    // MimeKit opens the root always, and takes a container at its limit for a leaf.
    private static ParserOptions Within(ReaderLimits limits, int depth)
    {
        var options = ParserOptions.Default.Clone();
        options.MaxMimeDepth = Math.Max(1, limits.DepthMax - depth);
        return options;
    }

#pragma warning disable format // MimeKit's events, one a line
    protected override void OnHeadersBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => _headers = [];
    protected override void OnHeaderRead(Header header, int beginLineNumber, CancellationToken cancellationToken) => Keep(header);
    protected override void OnMimePartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => Open(contentType, isLeaf: true);
    protected override void OnMultipartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => Open(contentType, isLeaf: false);
    protected override void OnMessagePartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => Open(contentType, isLeaf: false);
    protected override void OnMimePartContentRead(byte[] buffer, int startIndex, int count, CancellationToken cancellationToken) => _open.Peek().Keep(buffer.AsSpan(startIndex, count));
    protected override void OnMultipartPreambleRead(byte[] buffer, int startIndex, int count, CancellationToken cancellationToken) => _open.Peek().Keep(buffer.AsSpan(startIndex, count));
    protected override void OnMimePartContentEnd(long beginOffset, int beginLineNumber, long endOffset, int lines, NewLineFormat? newLineFormat, CancellationToken cancellationToken) => _open.Peek().End(endOffset - beginOffset);
    protected override void OnMultipartPreambleEnd(long beginOffset, int beginLineNumber, long endOffset, int lines, CancellationToken cancellationToken) => _open.Peek().End(endOffset - beginOffset);
    protected override void OnMimePartEnd(ContentType contentType, long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines, CancellationToken cancellationToken) => Close();
    protected override void OnMultipartEnd(ContentType contentType, long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines, CancellationToken cancellationToken) => Close();
    protected override void OnMessagePartEnd(ContentType contentType, long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines, CancellationToken cancellationToken) => Close();
#pragma warning restore format

    private void Keep(Header header)
    {
        if (header.RawValue.Length == 0) return; // a line that is no header
        var (raw, limits) = (header.RawValue, budget.Limits);
        budget.Cut(raw.Length > limits.HeaderBytesMax || _headers.Count == limits.HeadersMax);
        if (_headers.Count < limits.HeadersMax)
            _headers.Add(new MailHeader(header.Field, HeaderLines.Unfolded(raw.AsSpan(0, Math.Min(raw.Length, limits.HeaderBytesMax)))));
    }

    private void Open(ContentType type, bool isLeaf)
    {
        if (!budget.Spend()) throw new EnoughException();
        _open.Push(new OpenPart(new MailPart(new MailHeaders(_headers), Kinds.Of(type)), isLeaf, depth + _open.Count, budget));
    }

    private void Close()
    {
        var part = _open.Pop().Close();
        if (_open.TryPeek(out var around)) around.Inner.Add(part);
        else _root = part;
    }

    private sealed class EnoughException : Exception;
}
