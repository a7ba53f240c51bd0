namespace LeadGrains.Mail.Tests;

public sealed class ReturnPathTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, ReturnPath.KeyBytes).Select(i => (byte)i)];
    private static readonly LeadId Lead = LeadId.Of(Identity.Email("sam@example.com"));

    [Theory]
    [InlineData(1), InlineData(12), InlineData(int.MaxValue)]
    public void What_was_made_is_read_back_however_a_server_wrote_it(int number)
    {
        var address = ReturnPath.Make(Key, Lead, number, "bounces.kestrel.example").Address;
        Assert.InRange(address.IndexOf('@'), 1, 64);
        foreach (var came in new[] { address, address.ToUpperInvariant(), $"<{address}>", $" {address} " })
        {
            Assert.True(ReturnPath.TryRead(Key, came, out var lead, out var read));
            Assert.Equal((Lead, number), (lead, read));
        }
    }

    [Fact]
    public void Any_changed_character_is_noticed()
    {
        var address = ReturnPath.Make(Key, Lead, 3, "kestrel.example").Address;
        for (var i = 0; i < address.IndexOf('@'); i++)
        {
            var forged = address[..i] + (address[i] == 'a' ? 'b' : 'a') + address[(i + 1)..];
            Assert.False(ReturnPath.TryRead(Key, forged, out _, out _), $"character {i}");
        }
    }

    [Fact]
    public void Another_key_reads_nothing()
    {
        var address = ReturnPath.Make(Key, Lead, 3, "kestrel.example").Address;
        byte[] other = [.. Key.Reverse()];
        Assert.False(ReturnPath.TryRead(other, address, out _, out _));
        Assert.Throws<ArgumentException>(() => ReturnPath.Make([1, 2, 3], Lead, 1, "kestrel.example"));
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("bounce+@x"), InlineData("sam@example.com"), InlineData("bounce+aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1@x")]
    public void What_isn_t_ours_is_not_read(string? address) => Assert.False(ReturnPath.TryRead(Key, address, out _, out _));
}
