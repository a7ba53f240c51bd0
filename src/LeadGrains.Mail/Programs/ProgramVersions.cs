using System.Globalization;
using LeadGrains.Engine;

namespace LeadGrains.Mail;

/// <summary>The versions of the program that a file keeps, with their texts.</summary>
public sealed class ProgramVersions
{
    private readonly Func<string, string?> _setting;
    private readonly ProgramText _atWork;

    private ProgramVersions(Func<string, string?> setting)
    {
        _setting = setting;
        _atWork = ProgramText.Kept(setting) ?? ProgramText.Default;
        Agreement = AgreementBook.Read(setting);
        if (Agreement.Versions.Count == 0)
            Agreement = AgreementRules.Evolve(Agreement.None,
                new VersionBegan(_atWork.Check().Read?.Program.Version ?? 1, Agreement.DigestOf(_atWork.ToSetting()), Moment.Never));
    }

    /// <summary>All of them; before the first proposal the one that the file began with.</summary>
    public Agreement Agreement { get; }

    /// <summary>What a file keeps.</summary>
    /// <param name="setting">A setting of the file, or null. Asked again for each text.</param>
    public static ProgramVersions Of(Func<string, string?> setting) => new(setting);

    /// <summary>A version's text, or null where there is no such version.</summary>
    public ProgramText? Find(int number) => Agreement.Version(number) is null ? null
        : _setting(AgreementBook.TextSetting(number)) is { } text ? ProgramText.Parse(text, number)
        : _atWork with { Number = number };

    /// <summary>What one text says otherwise than another: the program in words, and the pieces whose words are others.</summary>
    /// <exception cref="ArgumentException">One of them has faults.</exception>
    public static IReadOnlyList<ProgramChange> Compare(ProgramText before, ProgramText after)
    {
        var old = before.Content.ToDictionary(f => f.Name, f => f.Text);
        return [.. ProgramDiff.Of(Read(before), Read(after)),
            .. after.Content.Where(f => old.TryGetValue(f.Name, out var was) && was != f.Text)
                .Select(f => new ProgramChange("content", f.Name, Length(old[f.Name], ""), Length(f.Text, "other words, ")))];
    }

    private static Program Read(ProgramText text) => text.Check() is { Read: { } read } ? read.Program
        : throw new ArgumentException($"The program ({text.Source}) has faults.", nameof(text));

    private static string Length(string text, string before) => string.Create(CultureInfo.InvariantCulture, $"{before}{text.Length:N0} characters");
}
