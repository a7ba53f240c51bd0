using LeadGrains.Store;

namespace LeadGrains.Client.Files;

/// <summary>The demo's folder: its own earlier one is replaced, anybody else's is left alone.</summary>
internal static class DemoFolder
{
    private const string Marker = ".leadgrains-demo";

    /// <summary>Makes it, empty but for its marker. Throws a problem when something foreign is in it.</summary>
    public static void Prepare(string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            if (!File.Exists(Path.Combine(folder, Marker)))
                throw new ProblemException(ProblemKind.Refused,
                    $"the folder {folder} isn't empty and isn't an earlier demo's; --out names another.");
            var file = Path.Combine(folder, "leadgrains.db");
            // Refused while somebody serves the earlier demo.
            if (File.Exists(file)) SqliteJournal.Open(file).Dispose();
            Directory.Delete(folder, recursive: true);
        }
        Directory.CreateDirectory(folder);
        File.WriteAllText(
            Path.Combine(folder,
            Marker), "Made by 'leadgrains demo', which replaces this folder when it runs again.\n");
    }

    /// <summary>Three commands that work when pasted.</summary>
    public static IReadOnlyList<string> Next(string file, string mailFolder)
    {
        var self = Self();
        using var views = LeadViews.Open(file);
        var owned = views.Leads(new LeadFilter { Stage = Lifecycle.Stage.SalesOwned }, 1)
            .Concat(views.Leads(new LeadFilter(), 1)).First();
        return
        [
            $"{self} show {owned.Id.ToString()[..8]} --file {file}",
            $"{self} tail --file {file}",
            $"{self} serve --file {file}",
        ];
    }

    // However we were started, the same way again: from the source, from the path, by a host or by itself.
    private static string Self()
    {
        var project = Path.Combine("client", "LeadGrains.Client");
        if (AppContext.BaseDirectory.StartsWith(Path.GetFullPath(project) + Path.DirectorySeparatorChar,
            StringComparison.Ordinal))
            return $"dotnet run -c Release --project {project} --";
        if (IsOnPath() || Environment.ProcessPath is not { } path) return "leadgrains";
        return Path.GetFileNameWithoutExtension(path) == "leadgrains" ? Quoted(path)
            : $"{Quoted(path)} {Quoted(Path.Combine(AppContext.BaseDirectory, "leadgrains.dll"))}";
    }

    private static bool IsOnPath() => Environment.ProcessPath is { } self
        && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(f => Path.Combine(f, Path.GetFileName(self)) == self);

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;
}
