using System.Collections.Concurrent;
using LeadGrains.Mail.Tests;

namespace LeadGrains.MailKit.Tests.Folder;

/// <summary>Keeps the Message-IDs it is given, and can be told to take nothing now.</summary>
internal sealed class RecordingTaker : IMailTaker
{
    private readonly ConcurrentQueue<string> _taken = new();

    /// <summary>Asked before each message; throws what the taker shall throw.</summary>
    public Action<string> Before { get; set; } = _ => { };

    public IReadOnlyList<string> Taken => [.. _taken];

    public Task Take(string name, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var id = Readers.New().Read(bytes).MessageId!;
        Before(id);
        _taken.Enqueue(id.Split('@')[0]);
        return Task.CompletedTask;
    }
}

/// <summary>In memory; can be told to fail, as a crash would, after a message was taken.</summary>
internal sealed class RecordingCursor : IFolderCursor
{
    public FolderPlace? Place { get; set; }

    public Action<FolderPlace> Before { get; set; } = _ => { };

    public ValueTask<FolderPlace?> Read(CancellationToken cancel) => new(Place);

    public ValueTask Keep(FolderPlace place, CancellationToken cancel)
    {
        Before(place);
        Place = place;
        return default;
    }
}
