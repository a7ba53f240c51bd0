using System.Xml.Linq;

namespace LeadGrains.Mail.Tests;

/// <summary>Holds the table of <c>docs/addresses.md</c>: each category of is_email, and its verdict here.</summary>
public class AddressTests
{
#pragma warning disable format // one row per category, in columns
    private static readonly (string Category, bool IsAccepted)[] Verdicts =
    [
        ("ISEMAIL_VALID_CATEGORY", true),
        ("ISEMAIL_DNSWARN",        true),
        ("ISEMAIL_RFC5321",        false),
        ("ISEMAIL_CFWS",           false),
        ("ISEMAIL_DEPREC",         false),
        ("ISEMAIL_RFC5322",        false),
        ("ISEMAIL_ERR",            false),
    ];
#pragma warning restore format

    [DataFact("addresses/isemail-tests.xml")]
    public void Every_category_is_judged_as_the_documentation_says()
    {
        var documented = File.ReadAllText(TestData.RepositoryPath("docs/addresses.md"));
        var tests = XDocument.Load(TestData.PathOf("addresses/isemail-tests.xml")).Descendants("test").Select(test => (
            Category: test.Element("category")!.Value,
            // Control characters are written as their symbols (see the file).
            Address: string.Concat(test.Element("address")!.Value.Select(c => c is >= '\u2400' and <= '\u241F' ? (char)(c - 0x2400) : c)))).ToList();
        Assert.True(tests.Count > 150);
        Assert.Equal(Verdicts.Select(v => v.Category).Order(), tests.Select(t => t.Category).Distinct().Order());
        Assert.All(Verdicts.Skip(1), v => Assert.Contains($"`{v.Category["ISEMAIL_".Length..]}`", documented, StringComparison.Ordinal));
        var otherwise = tests.Where(t => EmailAddress.TryParse(t.Address, out _) != Verdicts.First(v => v.Category == t.Category).IsAccepted)
            // Blanks around an address are dropped, and one label is no domain that mail goes to.
            .Where(t => !(t.Address != t.Address.Trim() || !t.Address.Split('@')[^1].Contains('.'))).ToList();
        Assert.True(otherwise.Count == 0, string.Join('\n', otherwise));
    }
}
