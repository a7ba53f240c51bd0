using System.Diagnostics;
using System.Globalization;

namespace LeadGrains.Benchmarks;

/// <summary><c>leadgrains import</c> of a generated file, as a process: time and memory.</summary>
internal static class ImportBench
{
    public static async Task Run(Report report, string folder, int rows)
    {
        Report.Say($"Import of {rows:N0} rows with 15 columns");
        var csv = Path.Combine(folder, "leads.csv");
        Generate(csv, rows);
        var file = Path.Combine(folder, "import.db");
        using (var init = Served.Run("init", "--file", file)) await init.WaitForExitAsync();
        var clock = Stopwatch.StartNew();
        using var process = Served.Run("import", csv, "--file", file);
        var residentBytes = 0L;
        while (!process.HasExited)
        {
            process.Refresh();
            try
            {
                residentBytes = Math.Max(residentBytes, process.WorkingSet64);
            }
            catch (InvalidOperationException)
            {
                break; // it ended meanwhile
            }
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"import ended with {process.ExitCode}.");
        report.Add(new Figure($"import of {rows:N0} rows", clock.Elapsed.TotalSeconds, "s", rows == 1_000_000 ? 75 : null, AtLeast: false));
        report.Add(new Figure("import, rows per second", rows / clock.Elapsed.TotalSeconds, "per s"));
        report.Add(new Figure("import, most resident memory", residentBytes / 1e6, "MB", 500, AtLeast: false));
    }

    private static void Generate(string path, int rows)
    {
        string[] sources = ["organic_search", "paid_search", "social", "email", "referral", "trade_show"];
        string[] countries = ["DE", "FR", "NL", "PL", "IT", "US", "BR"];
        var random = new Random(7);
        using var csv = new StreamWriter(path);
        csv.WriteLine("Id,First Name,Last Name,Email,Phone,Company,Job Title,Country,Lead Source,Campaign,Employees,Budget,Timeline,Website,Created");
        for (var n = 1; n <= rows; n++)
            csv.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{n},First{n % 997},Last{n % 9973},person-{n}@company-{n % 40_000}.example.com,+4930{n:D8},\"Company {n % 40_000}, Ltd\",Planner,{countries[n % 7]},{sources[random.Next(6)]},campaign-{n % 12},{random.Next(1, 900)},{(n % 3 == 0 ? "approved" : "")},{(n % 5 == 0 ? "6-months" : "")},www.company-{n % 40_000}.example.com,{new DateOnly(2025, 1, 1).AddDays(n % 600):yyyy-MM-dd}"));
    }
}
