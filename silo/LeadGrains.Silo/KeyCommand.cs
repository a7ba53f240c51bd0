using System.CommandLine;
using LeadGrains.Web;

namespace LeadGrains.Silo;

/// <summary><c>leadgrains-silo key</c>: a key of the API, kept in the cluster's database; every process takes it at once.</summary>
internal static class KeyCommand
{
    public static Command Build()
    {
        var name = new Argument<string>("name") { Description = "What the key is for, such as website" };
        var role = new Argument<string>("role") { Description = $"What it may do: {string.Join(", ", Enum.GetValues<Role>().Select(Word))}" };
        var member = new Option<string?>("--member") { Description = "Whose it is, for the key of a member, as sales/ines", HelpName = "TEAM/NAME" };
        var database = new Option<string?>(SiloOption.Database.Name) { Description = $"{SiloOption.Database.Help} [{SiloOption.Database.Variable}]", HelpName = SiloOption.Database.Words };
        var command = new Command("key", "Make a key of the API and show it, once") { name, role, member, database };
        command.SetAction(async (parsed, cancel) =>
        {
            var (options, faults) = SiloOptions.Read(o => o == SiloOption.Database ? parsed.GetValue(database) ?? Environment.GetEnvironmentVariable(o.Variable) : o.Usual);
            var known = Enum.GetValues<Role>().Where(r => Word(r) == parsed.GetValue(role)).ToList();
            if (known.Count == 0) faults = [.. faults, $"There is no role '{parsed.GetValue(role)}'; there are {string.Join(", ", Enum.GetValues<Role>().Select(Word))}."];
            var whose = parsed.GetValue(member)?.Split('/', 2);
            if (whose is { Length: 1 }) faults = [.. faults, "--member is a team and a name, as sales/ines."];
            if (options is null || faults.Count > 0) throw new StartException(StartFault.Usage, "no key was made.") { Faults = faults };
            await using var house = await Database.Open(options.Database, SettingFiles.Read(options), cancel);
            var caller = new Caller(parsed.GetValue(name)!, known[0], whose?[0], whose?[1]);
            if (ApiKey.Fault(caller, house.Program().Program) is { } fault) throw new StartException(StartFault.Usage, "no key was made.") { Faults = [fault] };
            using var keys = house.Keys();
            var (key, text) = await keys.Add(caller, Moment.From(TimeProvider.System.GetUtcNow()));
            Console.Error.WriteLine($"Key {key.Number} for {key.Name}; it is shown once:");
            Console.Out.WriteLine(text);
            return 0;
        });
        return command;
    }

    private static string Word(Role role) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(role.ToString());
}
