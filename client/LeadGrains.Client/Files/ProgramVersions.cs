using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Client.Files;

/// <summary>The versions of the program that a file keeps, with their texts.</summary>
internal sealed class ProgramVersions
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
                new VersionBegan(_atWork.Read().Program.Version, Agreement.DigestOf(_atWork.ToSetting()),
                    Moment.Never));
    }

    /// <summary>All of them; before the first proposal the one that the file began with.</summary>
    public Agreement Agreement { get; }

    /// <summary>What a file keeps.</summary>
    public static ProgramVersions Of(LeadViews views) => new(views.Setting);

    /// <summary>What a version that a file keeps says; null when it keeps none of this number.</summary>
    public static Program? Of(string file, int number)
    {
        using var views = LeadViews.Open(file);
        var versions = Of(views);
        return versions.Agreement.Version(number) is null ? null : versions.Text(number).Read().Program;
    }

    /// <summary>A version's text. Throws a problem when there is none.</summary>
    public ProgramText Text(int number)
    {
        if (Agreement.Version(number) is null)
            throw new ProblemException(ProblemKind.NotFound, $"there is no version {number}; "
                + $"'leadgrains program list' shows {string.Join(", ", Agreement.Versions.Select(v => v.Number))}.");
        return _setting(AgreementBook.TextSetting(number)) is { } text ? ProgramText.Parse(text, number)
            : _atWork with { Number = number };
    }
}
