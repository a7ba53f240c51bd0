using LeadGrains.Benchmarks;
using LeadGrains.Orleans.Benchmarks;
using LeadGrains.Orleans.Tests;

// Measures the cluster over a PostgreSQL of its own: LeadGrains.Orleans.Benchmarks [--quick] [--json] [commands] [reminders]

var quick = args.Contains("--quick");
var sections = args.Where(a => !a.StartsWith('-')).ToList();
if (args.FirstOrDefault(a => a is not ("--quick" or "--json" or "commands" or "reminders")) is { } wrong)
{
    Console.Error.WriteLine($"There is no '{wrong}'. Use: [--quick] [--json] [commands] [reminders]");
    return 2;
}
var report = new Report(args.Contains("--json"));
var postgres = new Postgres();
await postgres.InitializeAsync();
try
{
    if (Wanted("commands")) await CommandBench.Run(report, postgres, quick ? 5_000 : 20_000, TimeSpan.FromSeconds(quick ? 3 : 10));
    if (Wanted("reminders")) await ReminderBench.Run(report, postgres, quick ? 5_000 : 100_000, TimeSpan.FromMinutes(quick ? 1 : 5));
}
finally
{
    await postgres.DisposeAsync();
}
report.Print();
return 0;

bool Wanted(string section) => sections.Count == 0 || sections.Contains(section);
