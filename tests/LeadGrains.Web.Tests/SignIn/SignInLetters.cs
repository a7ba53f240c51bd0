using System.Threading.Channels;

namespace LeadGrains.Web.Tests;

/// <summary>A post that keeps its letters, so that a test can read them.</summary>
public sealed class SignInLetters : ISignInPost
{
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(30);
    private readonly Channel<SignInLetter> _letters = System.Threading.Channels.Channel.CreateUnbounded<SignInLetter>();

    /// <summary>Sent and not yet read.</summary>
    public int Count => _letters.Reader.Count;

    /// <inheritdoc/>
    public async Task<bool> Send(SignInLetter letter, CancellationToken cancel)
    {
        await _letters.Writer.WriteAsync(letter, cancel);
        return true;
    }

    /// <summary>The next letter; waits for it.</summary>
    public async Task<SignInLetter> Next() => await _letters.Reader.ReadAsync().AsTask().WaitAsync(WaitMax);
}
