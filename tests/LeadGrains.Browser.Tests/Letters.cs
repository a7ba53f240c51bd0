using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using LeadGrains.Mail;

namespace LeadGrains.Browser.Tests;

/// <summary>A mail as its reader gets it.</summary>
/// <param name="To">The bare address.</param>
/// <param name="Html">Null for plain notices.</param>
public sealed partial record Letter(string To, string Subject, DateTimeOffset Date, string Text, string? Html, string? OneClick)
{
    /// <summary>Every address in it, in order.</summary>
    public IReadOnlyList<Uri> Links { get; } = [.. Http().Matches(Text).Select(m => new Uri(m.Value.TrimEnd('.', ')')))];

    /// <summary>The path of its first link of a kind; null when it has none.</summary>
    public string? Path(LinkKind kind) => Links.Select(l => l.PathAndQuery).FirstOrDefault(p => p.StartsWith($"/{kind.Letter()}/", StringComparison.Ordinal));

    /// <summary>As a mail program shows it, with the sender's public address being that of the house under test.</summary>
    public string Shown(Uri house) => Public().Replace(Html ?? Linked(), house.GetLeftPart(UriPartial.Authority));

    // Mail programs make links of addresses in plain text.
    private string Linked() => $"<!DOCTYPE html><title>{WebUtility.HtmlEncode(Subject)}</title><pre>{Http().Replace(WebUtility.HtmlEncode(Text), "<a href=\"$0\">$0</a>")}</pre>";

    [GeneratedRegex(@"https?://[^\s<>""]+")]
    private static partial Regex Http();

    [GeneratedRegex(@"https://kestrel\.example(?=/)")]
    private static partial Regex Public();
}

/// <summary>The pick-up folder of a house, as the postman sees it.</summary>
public sealed partial class Letters(string folder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly MailReader _reader = new(TimeProvider.System);
    private readonly Dictionary<string, Letter> _read = []; // by file: a letter never changes

    /// <summary>All there are, the latest first.</summary>
    public IReadOnlyList<Letter> All()
    {
        if (!Directory.Exists(folder)) return [];
        foreach (var file in Directory.EnumerateFiles(folder, "*.eml").Where(f => !_read.ContainsKey(f)).ToList()) _read[file] = Read(File.ReadAllBytes(file));
        return [.. _read.Values.OrderByDescending(l => l.Date)];
    }

    /// <summary>Waits for a letter to somebody.</summary>
    public Task<Letter> To(string address, string? subject = null) =>
        First(l => l.To == address && (subject is null || l.Subject.Contains(subject, StringComparison.Ordinal)), address);

    /// <summary>Waits for the letter that speaks of a lead by its id.</summary>
    public Task<Letter> About(string lead) => First(l => l.Text.Contains(lead, StringComparison.Ordinal), $"somebody about {lead}");

    /// <summary>Does something, and waits for the letter that somebody gets for it.</summary>
    public async Task<Letter> After(Func<Task> act, string address, string? subject = null)
    {
        var before = All().Where(l => l.To == address).ToHashSet();
        await act();
        return await First(l => l.To == address && !before.Contains(l) && (subject is null || l.Subject.Contains(subject, StringComparison.Ordinal)), address);
    }

    private async Task<Letter> First(Func<Letter, bool> isIt, string address)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Patience; await Task.Delay(100))
            if (All().FirstOrDefault(isIt) is { } letter) return letter;
        throw new TimeoutException($"No mail to {address} within {Patience.TotalSeconds:N0} s; there are {string.Join(" | ", All().Take(5).Select(l => $"{l.To}: {l.Subject}"))}");
    }

    private Letter Read(byte[] bytes)
    {
        var mail = _reader.Read(bytes);
        string? Part(string type) => mail.Parts.FirstOrDefault(p => p.Type.Is(type))?.Text;
        return new Letter(Address().Match(mail.Headers.Raw("To")).Value, mail.Subject, mail.Date ?? default, Part("text/plain") ?? "", Part("text/html"),
            OneClick().Match(mail.Headers.Raw("List-Unsubscribe")) is { Success: true } match ? match.Groups[1].Value : null);
    }

    [GeneratedRegex(@"[^\s<>,]+@[^\s<>,]+")]
    private static partial Regex Address();

    [GeneratedRegex(@"<https://[^/]+(/u/[^>\s]+)>")]
    private static partial Regex OneClick();
}
