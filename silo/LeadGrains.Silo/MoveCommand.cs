using System.CommandLine;
using LeadGrains.Mail;

namespace LeadGrains.Silo;

/// <summary><c>leadgrains-silo move in FILE</c>, <c>move out FILE</c>: the whole house between a moving file and the cluster's database.</summary>
internal static class MoveCommand
{
    public static Command Build() => new("move", "Move house: everything, event for event, from what 'leadgrains export --all' wrote, or back into such a file")
    {
        Way("in", "Into a database in which nothing has happened, while no silo is up; sending is held in it", In),
        Way("out", "As it is at one instant, into a new file; packed when its name ends in .gz", Out),
    };

    private static Command Way(string name, string description, Func<Database, string, CancellationToken, string> move)
    {
        var file = new Argument<string>("FILE") { Description = "The moving file" };
        var database = new Option<string?>(SiloOption.Database.Name) { Description = $"{SiloOption.Database.Help} [{SiloOption.Database.Variable}]", HelpName = SiloOption.Database.Words };
        var command = new Command(name, description) { file, database };
        command.SetAction(async (parsed, cancel) =>
        {
            var (options, faults) = SiloOptions.Read(o => o == SiloOption.Database ? parsed.GetValue(database) ?? Environment.GetEnvironmentVariable(o.Variable) : o.Usual);
            if (options is null) throw new StartException(StartFault.Usage, "nothing was moved.") { Faults = faults };
            await using var house = await Database.Open(options.Database, SettingFiles.Read(options), cancel);
            Console.Out.WriteLine(await Task.Run(() => Moved(() => move(house, parsed.GetValue(file)!, cancel)), CancellationToken.None));
            return 0;
        });
        return command;
    }

    private static string In(Database house, string path, CancellationToken cancel)
    {
        var header = new ClusterMoving(house.Source).MoveIn(path, ProgramOf, cancel: cancel);
        return $"Moved in: {Said(header.Counts)}; each replayed, and read again the same line for line. Sending is held: release it when nothing sends from the old house any more.";
    }

    private static string Out(Database house, string path, CancellationToken cancel)
    {
        MovedHeader? header = null;
        MovingFile.Write(path, (to, isPacked) =>
            new ClusterMoving(house.Source).MoveOut(to, house.Program().Program, Moment.From(TimeProvider.System.GetUtcNow()), isPacked, line => header ??= line as MovedHeader, cancel));
        return $"Moved out to {path}: {Said(header!.Counts)}; each actor replayed. It holds people's data, keys and secrets.";
    }

    private static string Said(MovedCounts counts) => $"{counts.Leads:N0} leads, {counts.Entries:N0} entries, {counts.Teams:N0} teams, {counts.Aliases:N0} further identities, {counts.Parcels:N0} parcels in the outbox, "
        + $"{counts.Quarantined:N0} in quarantine, {counts.Webhooks:N0} webhooks, {counts.Settings:N0} settings";

    private static Lifecycle.Program ProgramOf(IReadOnlyDictionary<string, string> settings)
    {
        var (read, faults) = (ProgramText.Kept(settings.GetValueOrDefault) ?? ProgramText.Default).Check();
        return read?.Program ?? throw new StartException(StartFault.BadInput, "the program in the file has faults.") { Faults = faults };
    }

    private static string Moved(Func<string> move)
    {
        try
        {
            return move();
        }
        catch (Exception e) when (e is MovingException or IOException or UnauthorizedAccessException)
        {
            throw new StartException(StartFault.BadInput, e.Message, e);
        }
        catch (JournalRefusedException e)
        {
            throw new StartException(StartFault.DatabaseUnusable, e.Message, e);
        }
    }
}
