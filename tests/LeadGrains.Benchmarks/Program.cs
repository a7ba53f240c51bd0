using LeadGrains.Benchmarks;
using LeadGrains.Contract;
using LeadGrains.Engine;
using LeadGrains.Store;

var folder = Directory.CreateTempSubdirectory("leadgrains-bench-").FullName;
var file = Path.Combine(folder, "e.db");
var seconds = TimeSpan.FromSeconds(4);
await using (var engine = new EmbeddedEngine(SqliteJournal.OpenOrCreate(file), SmallProgram.Program, new RecordingCourier(), TimeProvider.System))
{
    await engine.HoldSending(true);
    var load = new Load(engine);
    await load.NewLeads(512, TimeSpan.FromSeconds(1));
    foreach (var callers in new[] { 1, 64, 512 }) Console.WriteLine($"new {callers}: {await load.NewLeads(callers, seconds)}");
    foreach (var callers in new[] { 1, 64, 512 }) Console.WriteLine($"cmd {callers}: {await load.Commands(callers, seconds)}");
}
using var bare = new BareLoop(Path.Combine(folder, "b.db"), file);
Console.WriteLine($"bare new {bare.NewLeads(seconds):N0}");
Console.WriteLine($"bare upd {bare.Updates(seconds):N0}");
Directory.Delete(folder, true);
