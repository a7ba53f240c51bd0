using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace LeadGrains.Store;

/// <summary>
/// Reads a moving file a line at a time, packed or not: memory doesn't grow with the file. What it gives is only known to be
/// whole when it has come to the end.
/// </summary>
public sealed class MovingReader : IDisposable
{
    /// <summary>A longer line is none of ours: 64 MiB. The longest is a version of the program, some hundred KB.</summary>
    public const int LineBytesMax = 64 * 1024 * 1024;

    private readonly string _path;
    private readonly FileStream _file;
    private readonly Stream _from;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = new byte[256 * 1024];
    private int _start, _end;

    private MovingReader(string path)
    {
        _path = path;
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        Span<byte> magic = stackalloc byte[2];
        var isPacked = _file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic.SequenceEqual((ReadOnlySpan<byte>)[0x1f, 0x8b]); // RFC 1952
        _file.Position = 0;
        _from = isPacked ? new GZipStream(_file, CompressionMode.Decompress) : _file;
        try
        {
            Header = ReadHeader();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What the file says of itself.</summary>
    public MovedHeader Header { get; }

    /// <summary>The number of the latest line, from 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>How much of the file was read, 0 to 1.</summary>
    public double Part => _file.Length == 0 ? 1 : (double)_file.Position / _file.Length;

    /// <summary>Throws <see cref="MovingException"/> for what is no moving file or a newer format, and as <see cref="File"/> does.</summary>
    public static MovingReader Open(string path) => new(path);

    /// <summary>
    /// All lines between the header and the end, once. Throws <see cref="MovingException"/> at a line that can't be read, where
    /// the file was cut off, and at the end when it isn't what was written.
    /// </summary>
    public IEnumerable<MovedLine> Lines()
    {
        while (true)
        {
            var line = Next();
            if (line is MovedEnd end)
            {
                CheckEnd(end);
                yield break;
            }
            yield return line;
        }
    }

    public void Dispose()
    {
        _hash.Dispose();
        _from.Dispose();
        _file.Dispose();
    }

    private MovedHeader ReadHeader()
    {
        if (NextLine() is not { Length: > 0 } bytes || !bytes.Span.StartsWith("{\"is\":\""u8) || !bytes.Span[7..].StartsWith(System.Text.Encoding.ASCII.GetBytes(MovedHeader.Kind)))
            throw new MovingException($"{_path} is no moving file; 'leadgrains export --all --out FILE' writes one.");
        // Of a newer format only this much is known.
        using var format = JsonDocument.Parse(bytes);
        if (format.RootElement.TryGetProperty("format", out var number) && number.TryGetInt32(out var version) && version > MovedHeader.Latest)
            throw new MovingException($"{_path} has format {version}, and this LeadGrains reads up to {MovedHeader.Latest}; update this program.");
        return Parse(bytes.Span) as MovedHeader ?? throw Unreadable();
    }

    private MovedLine Next() => NextLine() is { } bytes ? Parse(bytes.Span)
        : throw new MovingException($"{_path} ends after line {LineNumber} without its last line: it was cut off. Move out again.");

    private MovedLine Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var line = MovedLine.Read(bytes);
            if (line is not MovedEnd)
            {
                _hash.AppendData(bytes);
                _hash.AppendData("\n"u8);
            }
            return line;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw Unreadable(e);
        }
    }

    private void CheckEnd(MovedEnd end)
    {
        if (end.Lines != LineNumber - 1)
            throw new MovingException($"{_path} has {LineNumber - 1} lines before its end, and {end.Lines} were written: some are missing or were added. Move out again.");
        if (end.Sha256 != Convert.ToHexStringLower(_hash.GetHashAndReset()))
            throw new MovingException($"{_path} was changed after it was written: its lines don't give the SHA-256 at its end. Move out again.");
    }

    // A line without its end is one that was cut off; valid until the next call.
    private ReadOnlyMemory<byte>? NextLine()
    {
        for (var looked = 0; ;)
        {
            var found = _buffer.AsSpan(_start + looked, _end - _start - looked).IndexOf((byte)'\n');
            if (found >= 0)
            {
                var line = _buffer.AsMemory(_start, looked + found);
                _start += looked + found + 1;
                LineNumber++;
                return line;
            }
            looked = _end - _start;
            if (looked >= LineBytesMax) throw new MovingException($"{_path}, line {LineNumber + 1}: longer than {LineBytesMax:N0} bytes, which no line of ours is.");
            if (!Fill()) return null;
        }
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        try
        {
            var read = _from.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            return read > 0;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new MovingException($"{_path} can't be unpacked after line {LineNumber}: it was cut off or damaged. Move out again.", e);
        }
    }

    private MovingException Unreadable(Exception? inner = null) => new($"{_path}, line {LineNumber}, can't be read: it was changed after it was written, or cut. Move out again.", inner);
}
