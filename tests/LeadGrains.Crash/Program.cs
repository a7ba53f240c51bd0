using System.Globalization;
using System.Text;
using LeadGrains.Contract;
using LeadGrains.Crash;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

// Loads an engine until somebody kills it: LeadGrains.Crash FILE ROUND CALLERS [answer-first]
// Every acknowledged command becomes a line "ID LEAD VERSION" on the standard output, which the one who kills it reads.
// With "answer-first" the engine is made to lie: it answers before the commit. The kill rounds must notice that.
// Or: LeadGrains.Crash FILE send-twice PORT, which sends mail and repeats what was in doubt. The judge must notice that.

if (args is [_, "send-twice", var port])
{
    await RepeatingSender.Run(args[0], int.Parse(port, CultureInfo.InvariantCulture));
    return;
}
var file = args[0];
var round = int.Parse(args[1], CultureInfo.InvariantCulture);
var callers = int.Parse(args[2], CultureInfo.InvariantCulture);
var limits = new EngineLimits { AnswerBeforeCommit = args.Contains("answer-first") };

await using var engine = new EmbeddedEngine(
    SqliteJournal.OpenOrCreate(file), SmallProgram.Program, new RecordingCourier { IsRepeatable = true }, TimeProvider.System, limits);
for (var rep = 0; rep < 20; rep++)
    await engine.Tell("sales", new AddMember(new Member($"rep-{rep}") { CapacityOpen = 1000, CapacityNewPerDay = 1000 }));

// One writer, whole lines, flushed before the next command of the same caller: a line is a promise that was given.
using var output = Console.OpenStandardOutput();
var outputLock = new Lock();
await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => Load(caller))));

async Task Load(int caller)
{
    var random = new Random(HashCode.Combine(round, caller));
    for (var n = 0; ; n++)
    {
        var person = $"p{caller}-{random.Next(40)}";
        var lead = SmallProgram.IdOf(person);
        var id = $"r{round}-c{caller}-{n}";
        LeadCommand command = random.Next(6) switch
        {
            0 => SmallProgram.Inquiry(person),
            1 => SmallProgram.Inquiry(person, Wish.Call),
            2 => new Engage(EngagementKind.Clicked),
            3 => new Prefer(random.Next(7, 366), null),
            4 => new Answer([new Telling("budget", random.Next(2) == 0 ? "approved" : "none")]),
            _ => new Pause(Moment.From(TimeProvider.System.GetUtcNow()) + TimeSpan.FromDays(random.Next(1, 300))),
        };
        var reply = await engine.Tell(lead, command, new Ticket(id));
        if (reply.Kind != ReplyKind.Done) continue;
        var line = Encoding.ASCII.GetBytes($"{id} {lead} {reply.Version}\n");
        lock (outputLock)
        {
            output.Write(line);
            output.Flush();
        }
    }
}
