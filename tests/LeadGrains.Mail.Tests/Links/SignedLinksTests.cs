using System.Buffers.Text;

namespace LeadGrains.Mail.Tests;

public sealed class SignedLinksTests
{
    private static readonly Moment Now = Moment.Utc(2027, 3, 1, 9);
    private static readonly LinkKeys Keys = new(new LinkKey(2, Key(2)), new LinkKey(1, Key(1)));
    private static readonly SignedLinks Links = new(Keys);
    private static readonly LinkTicket Ticket =
        new(LinkKind.ClickThrough, LeadId.Of(Identity.Email("sam@example.com")), 300, Now)
        { Piece = "planning-1", Detail = "https://kestrel.example/päge?a=1&b=2", NotAfterAt = Now + TimeSpan.FromDays(30) };

    public static TheoryData<LinkKind> Kinds => [.. Enum.GetValues<LinkKind>()];

    [Theory, MemberData(nameof(Kinds))]
    public void A_link_says_what_was_signed_and_only_on_its_own_kind_of_page(LinkKind kind)
    {
        var ticket = Ticket with { Kind = kind };
        var token = Links.Sign(ticket);
        Assert.Equal(new LinkReading(LinkStanding.Good, ticket), Links.Read(token, kind, Now));
        foreach (var other in Enum.GetValues<LinkKind>().Where(k => k != kind))
            Assert.Equal(new LinkReading(LinkStanding.Wrong, null), Links.Read(token, other, Now));
    }

    [Fact]
    public void Every_changed_bit_and_every_other_length_is_wrong()
    {
        var bytes = Base64Url.DecodeFromChars(Links.Sign(Ticket));
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var changed = bytes.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(LinkStanding.Wrong, Links.Read(Base64Url.EncodeToString(changed), Ticket.Kind, Now).Standing);
        }
        for (var length = 0; length < bytes.Length; length++)
            Assert.Equal(LinkStanding.Wrong, Links.Read(Base64Url.EncodeToString(bytes.AsSpan(0, length)), Ticket.Kind, Now).Standing);
    }

    [Fact]
    public void A_token_has_one_spelling_and_nonsense_is_wrong()
    {
        var token = Links.Sign(Ticket);
        string?[] spellings =
        [
            null, "", " ", token + "=", token + " ", " " + token, token + "A", token.ToUpperInvariant(), "../" + token, "💥",
            new('A', SignedLinks.TokenCharsMax), new('A', SignedLinks.TokenCharsMax + 1), .. SameBytes(token),
        ];
        foreach (var spelling in spellings)
            Assert.True(Links.Read(spelling, Ticket.Kind, Now).Standing == LinkStanding.Wrong, $"'{spelling}' is taken");
    }

    [Fact]
    public void A_link_is_good_to_the_end_of_its_time_and_expired_after_it()
    {
        var token = Links.Sign(Ticket);
        var end = Ticket.NotAfterAt!.Value;
        Assert.Equal(LinkStanding.Good, Links.Read(token, Ticket.Kind, end).Standing);
        Assert.Equal(new LinkReading(LinkStanding.Expired, Ticket), Links.Read(token, Ticket.Kind, end + TimeSpan.FromMinutes(1)));
        var forEver = Links.Sign(Ticket with { NotAfterAt = null });
        Assert.Equal(LinkStanding.Good, Links.Read(forEver, Ticket.Kind, Moment.Utc(9000, 1, 1)).Standing);
    }

    [Fact]
    public void A_link_of_the_key_before_holds_and_one_of_an_older_key_doesnt()
    {
        var old = new SignedLinks(new LinkKeys(Keys.Previous!)).Sign(Ticket);
        Assert.Equal(LinkStanding.Good, Links.Read(old, Ticket.Kind, Now).Standing);
        var rotated = new SignedLinks(LinkKeys.Next(Keys).Keys);
        Assert.Equal(LinkStanding.Good, rotated.Read(Links.Sign(Ticket), Ticket.Kind, Now).Standing);
        Assert.Equal(LinkStanding.Wrong, rotated.Read(old, Ticket.Kind, Now).Standing);
        var stranger = new SignedLinks(new LinkKeys(new LinkKey(2, Key(9))));
        Assert.Equal(LinkStanding.Wrong, stranger.Read(Links.Sign(Ticket), Ticket.Kind, Now).Standing);
    }

    [Fact]
    public void Keys_are_kept_as_settings_and_never_printed()
    {
        var settings = new Dictionary<string, string>();
        Assert.Null(LinkKeys.Read(settings.GetValueOrDefault));
        LinkKeys? keys = null;
        for (var i = 1; i <= 3; i++)
        {
            (keys, var name, var value) = LinkKeys.Next(keys);
            settings[name] = value;
        }
        var read = LinkKeys.Read(settings.GetValueOrDefault)!;
        Assert.Equal((3, 2), (read.Current.Number, read.Previous!.Number));
        Assert.Equal(keys!.Current.Bytes.ToArray(), read.Current.Bytes.ToArray());
        Assert.DoesNotContain(settings.Values, value => read.ToString().Contains(value, StringComparison.Ordinal));
        Assert.Contains("link key 3", read.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ReadOnlyMemory", read.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_in_a_piece_go_through_our_page_and_our_own_pages_and_mail_addresses_dont()
    {
        var links = new TouchLinks(Links, "https://kestrel.example", Ticket.Lead, 7, "planning-1", Now);
        var through = links.Through("https://other.example/a?b=c");
        Assert.StartsWith("https://kestrel.example/g/", through, StringComparison.Ordinal);
        var ticket = Links.Read(through.Split('/')[^1], LinkKind.ClickThrough, Now).Ticket!;
        Assert.Equal(("https://other.example/a?b=c", 7, "planning-1"), (ticket.Detail, ticket.Touch, ticket.Piece));
        foreach (var same in (string[])["mailto:a@example.com", links.Preferences.AbsoluteUri, "javascript:alert(1)", "/local", "https://long.example/" + new string('a', 2_000)])
            Assert.Equal(same, links.Through(same));
    }

    [Fact]
    public void A_confirmation_keeps_channel_and_topic() =>
        Assert.Equal(("a:b", Channel.Post), OptInDetail.Read(OptInDetail.Write("a:b", Channel.Post)));

    // The last character of a token may have bits that no byte uses.
    private static IEnumerable<string> SameBytes(string token)
    {
        var bytes = Base64Url.DecodeFromChars(token);
        foreach (var c in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
            if (token[..^1] + c is var other && other != token && Base64Url.IsValid(other)
                && Base64Url.DecodeFromChars(other).SequenceEqual(bytes)) yield return other;
    }

    private static byte[] Key(byte value) => [.. Enumerable.Repeat(value, 32)];
}
