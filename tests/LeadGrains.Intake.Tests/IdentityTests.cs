using System.Xml.Linq;
using LeadGrains.Lifecycle;

namespace LeadGrains.Intake.Tests;

public class IdentityTests
{
    [Theory]
    [InlineData(" Ada.Lovelace@Example.COM ", "ada.lovelace@example.com")]
    [InlineData("o'neil+news@mail.example.co.uk", "o'neil+news@mail.example.co.uk")]
    [InlineData("a@xn--bcher-kva.example", "a@xn--bcher-kva.example")]
    [InlineData("a@BÜCHER.example", "a@bücher.example")]
    public void An_address_is_kept_in_one_form(string typed, string kept)
    {
        Assert.True(EmailAddress.TryParse(typed, out var address));
        Assert.Equal(kept, address.Text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("ada@")]
    [InlineData("@example.com")]
    [InlineData("a@b@example.com")]
    [InlineData("ada@example")]
    [InlineData("ada@example..com")]
    [InlineData("ada@-example.com")]
    [InlineData("ada@10.0.0.1")]
    [InlineData("ada@[10.0.0.1]")]
    [InlineData("\"ada\"@example.com")]
    [InlineData("ada\r\nBcc: x@example.com")]
    [InlineData("ada@exa\u0000mple.com")]
    [InlineData("ada@exam\ud800ple.com")]
    public void What_nobody_can_be_written_to_is_no_address(string? typed) =>
        Assert.False(EmailAddress.TryParse(typed, out _));

    [Fact]
    public void Lengths_are_bounded_as_RFC_5321_bounds_them()
    {
        var label = new string('d', 63);
        Assert.True(EmailAddress.TryParse(new string('a', 64) + "@example.com", out _));
        Assert.False(EmailAddress.TryParse(new string('a', 65) + "@example.com", out _));
        Assert.False(EmailAddress.TryParse($"a@{label}d.com", out _));
        Assert.True(EmailAddress.TryParse($"a@{label}.{label}.{label}.{new string('e', 60)}", out var longest));
        Assert.Equal(EmailAddress.OctetsMax, longest.Text.Length);
        Assert.False(EmailAddress.TryParse($"a@{label}.{label}.{label}.{new string('e', 61)}", out _));
    }

    [DataFact("addresses/isemail-tests.xml")]
    public void Addresses_are_judged_as_is_email_judges_them()
    {
        var verdicts = XDocument.Load(TestData.PathOf("addresses/isemail-tests.xml")).Descendants("test")
            .Select(test => (Category: test.Element("category")!.Value, Diagnosis: test.Element("diagnosis")!.Value,
                Address: string.Concat(test.Element("address")!.Value
                    .Select(c => c is >= '\u2400' and <= '\u241F' ? (char)(c - 0x2400) : c))))
            .Where(test => test.Address == test.Address.Trim())     // white space around is ignored here
            .ToList();
        Assert.True(verdicts.Count > 100);

        var wrong = verdicts.Where(test => EmailAddress.TryParse(test.Address, out _) != Expected(test)).ToList();
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));

        // The documented subset: no quoted strings or literals, no bare or numeric top level, nothing deprecated.
        static bool Expected((string Category, string Diagnosis, string Address) test) =>
            test.Category is "ISEMAIL_VALID_CATEGORY" or "ISEMAIL_DNSWARN" && test.Address.Split('@')[^1].Contains('.');
    }

    [Theory]
    [InlineData("+49 30 123456", null, "+4930123456")]
    [InlineData("0049-30-123456", null, "+4930123456")]
    [InlineData("+49 (0)30 / 12 34 56", null, "+4930123456")]
    [InlineData("030 123456", 49, "+4930123456")]
    [InlineData("(11) 91234-5678", 55, "+5511912345678")]
    [InlineData("1 (212) 555-0100", 1, "+12125550100")]
    [InlineData("06 1234 5678", 39, "+390612345678")]
    public void A_number_is_kept_as_E164(string typed, int? country, string kept)
    {
        Assert.True(PhoneNumber.TryParse(typed, country, out var number));
        Assert.Equal(kept, number.Text);
    }

    [Theory]
    [InlineData(null, 49)]
    [InlineData("", 49)]
    [InlineData("030 123456", null)]
    [InlineData("+49 30 123456 ext. 7", null)]
    [InlineData("+1234567", null)]
    [InlineData("+1234567890123456", null)]
    [InlineData("+0301234567", null)]
    [InlineData("call me", 49)]
    [InlineData("+", 49)]
    [InlineData("00", 49)]
    public void What_is_no_whole_number_is_not_an_identity(string? typed, int? country) =>
        Assert.False(PhoneNumber.TryParse(typed, country, out _));
}
