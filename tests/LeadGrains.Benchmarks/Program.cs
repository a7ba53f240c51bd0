using LeadGrains.Benchmarks;

// Measures the engine, as a table or with --json: LeadGrains.Benchmarks [--quick] [--json] [section …]
// Sections: commands, alarms, cold, mail, web, lists, import, rehearsal, year, growth. --quick takes under a minute and leaves out the largest sizes.

if (args is [BareWeb.Argument])
{
    await BareWeb.Run();
    return 0;
}

Environment.SetEnvironmentVariable(Served.InlineSockets, "1");
string[] known = ["commands", "alarms", "cold", "mail", "web", "lists", "import", "rehearsal", "year", "growth"];
var sections = args.Where(a => !a.StartsWith('-')).ToList();
var wrong = args.Where(a => a is not ("--quick" or "--json") && !known.Contains(a)).ToList();
if (wrong.Count > 0)
{
    Console.Error.WriteLine($"There is no '{wrong[0]}'. Use: [--quick] [--json] [{string.Join("|", known)}]…");
    return 2;
}

var quick = args.Contains("--quick");
var report = new Report(args.Contains("--json"));
var folder = Directory.CreateTempSubdirectory("leadgrains-bench-").FullName;
var span = TimeSpan.FromSeconds(quick ? 1.5 : 8);
try
{
    if (Wanted("commands")) await CommandBench.Run(report, folder, quick ? 30_000 : 250_000, span);
    if (Wanted("alarms")) await AlarmBench.Burst(report, folder, quick ? 20_000 : 100_000);
    if (Wanted("cold")) await AlarmBench.ColdStart(report, folder, quick ? 50_000 : 1_000_000);
    if (Wanted("mail")) await MailBench.Run(report, folder, quick ? 2_000 : 20_000);
    if (Wanted("web")) await WebBench.Run(report, folder, span);
    if (Wanted("lists")) await ListBench.Run(report, folder, quick ? 50_000 : 1_000_000, quick ? 5 : 100);
    if (Wanted("import")) await ImportBench.Run(report, folder, quick ? 50_000 : 1_000_000);
    if (Wanted("rehearsal")) RehearsalBench.Run(report, folder, quick ? 2_000 : 100_000, quick ? 300 : 2_000);
    if (Wanted("year")) RehearsalBench.Year(report, quick ? 2_000 : 100_000);
    if (Wanted("growth") && !quick) await CommandBench.Growth(report, folder, 100_000, 5_000_000, span);
}
finally
{
    Directory.Delete(folder, recursive: true);
}
report.Print();
return 0;

bool Wanted(string section) => sections.Count == 0 || sections.Contains(section);
