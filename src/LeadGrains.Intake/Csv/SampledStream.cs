namespace LeadGrains.Intake;

/// <summary>
/// A stream that can be looked into before it is read: keeps a prefix, and replays it to whoever reads.
/// Serves files and pipes alike. One thread at a time; disposing it disposes the inner stream.
/// </summary>
public sealed class SampledStream : Stream
{
    /// <summary>How much is looked at, in bytes: some thousand rows.</summary>
    public const int SampleBytesMax = 256 * 1024;

    private readonly Stream inner;
    private readonly byte[] sample = new byte[SampleBytesMax];
    private readonly int sampled;
    private readonly long origin;
    private int replayed;

    /// <summary>Reads the prefix from where the stream stands.</summary>
    public SampledStream(Stream inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        this.inner = inner;
        origin = inner.CanSeek ? inner.Position : 0;
        sampled = inner.ReadAtLeast(sample, SampleBytesMax, throwOnEndOfStream: false);
    }

    /// <summary>The prefix; shorter than <see cref="SampleBytesMax"/> only where the stream is.</summary>
    public ReadOnlySpan<byte> Sample => sample.AsSpan(0, sampled);

    /// <summary>Whether the sample is all there is.</summary>
    public bool SampleIsAll => sampled < SampleBytesMax;

    /// <summary>
    /// Whether <see cref="Rewind"/> works: always on a file, on a pipe only while the sample is all there is.
    /// </summary>
    public bool CanRewind => inner.CanSeek || SampleIsAll;

    /// <summary>Starts over. Throws <see cref="NotSupportedException"/> unless <see cref="CanRewind"/>.</summary>
    public void Rewind()
    {
        if (!CanRewind) throw new NotSupportedException("A pipe can be read once only.");
        replayed = 0;
        if (inner.CanSeek) inner.Position = origin + sampled;
    }

    /// <summary>The prefix as a stream of its own.</summary>
    internal MemoryStream SampleStream() => new(sample, 0, sampled, writable: false);

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (replayed >= sampled) return inner.Read(buffer);
        var count = Math.Min(buffer.Length, sampled - replayed);
        sample.AsSpan(replayed, count).CopyTo(buffer);
        replayed += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
