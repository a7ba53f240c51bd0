using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadGrains.Deploy.Tests;

/// <summary>The systemd unit: one that systemd takes, and that leaves the service little but its own folder.</summary>
public sealed partial class SystemdTests : IDisposable
{
    private const string Unit = "deploy/systemd/leadgrains.service";
    private const double ExposureMax = 2.0; // of 10, by systemd-analyze's own measure

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadgrains-unit-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void It_stops_politely_starts_again_and_is_nobody()
    {
        var lines = Repository.Text(Unit).Split('\n');
        foreach (var line in (string[])["KillSignal=SIGTERM", "TimeoutStopSec=60", "Restart=on-failure", "DynamicUser=yes", "ProtectSystem=strict", "NoNewPrivileges=yes", "UMask=0077"])
            Assert.Contains(line, lines);
        Assert.DoesNotContain(lines, l => l.StartsWith("Environment", StringComparison.Ordinal) && l.Contains("PASSWORD", StringComparison.OrdinalIgnoreCase));
    }

    [FactWith("systemd-analyze", "--version")]
    public void Systemd_takes_it()
    {
        // The program isn't installed here; another stands for it.
        var copy = Path.Combine(_folder.FullName, "leadgrains.service");
        File.WriteAllText(copy, Repository.Text(Unit).Replace("ExecStart=/opt/leadgrains/leadgrains ", "ExecStart=/bin/true ", StringComparison.Ordinal));
        var (exit, text) = Repository.Run("systemd-analyze", "verify", "--man=no", copy);
        Assert.True(exit == 0 && text.Length == 0, text);
    }

    [FactWith("systemd-analyze", "security", "--help")]
    public void It_is_exposed_to_little()
    {
        var (_, text) = Repository.Run("systemd-analyze", "security", "--offline=yes", "--no-pager", Unit);
        var exposure = Exposure().Match(text);
        Assert.True(exposure.Success, text);
        Assert.InRange(double.Parse(exposure.Groups[1].Value, CultureInfo.InvariantCulture), 0, ExposureMax);
    }

    [GeneratedRegex(@"Overall exposure level for leadgrains\.service: (\d+\.\d+)")]
    private static partial Regex Exposure();
}
