namespace LeadGrains.Client.Tests;

public sealed class QuarantineTests : IDisposable
{
    private readonly Place _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Nothing_waits_in_a_new_file_and_what_is_not_there_is_told()
    {
        _place.Fine("init");
        Assert.Contains("Nothing waits.", _place.Fine("quarantine", "list").Out, StringComparison.Ordinal);
        Assert.Equal(0, _place.Fine("quarantine", "list", "--json").Json.GetProperty("list").GetArrayLength());
        _place.Run("quarantine", "show", "7").WithCleanError(4);
        _place.Run("quarantine", "release", "7").WithCleanError(4);
        _place.Run("quarantine", "purge", "7").WithCleanError(4);
        _place.Run("quarantine", "purge").WithCleanError(2);
        _place.Run("quarantine", "release", "7", "--email", "nobody").WithCleanError(2);
        Assert.Equal(0, _place.Fine("quarantine", "purge", "--reason", "trap", "--json").Json.GetProperty("purged").GetInt32());
    }
}
