using LeadGrains.Intake;

namespace LeadGrains.Client.Import;

/// <summary>A mapping as it was asked for, and the text that makes it what it is.</summary>
/// <param name="Text">Of the mapping file and the options; two imports with the same text read a row the same
/// way.</param>
internal sealed record MapFile(Mapping Mapping, string Text)
{
    /// <summary>
    /// Reads the mapping file, if one is named, and puts the option over it. Throws a problem with every fault.
    /// </summary>
    public static MapFile Read(string? path, string? dates)
    {
        var mapping = Mapping.Automatic;
        var text = "";
        if (path is not null)
        {
            if (!File.Exists(path)) throw new ProblemException(ProblemKind.NotFound, $"there is no mapping {path}.");
            text = File.ReadAllText(path);
            var read = Mapping.Parse(text, path);
            mapping = read.Mapping ?? throw Faulty(path, read.Faults);
        }
        if (dates is null) return new MapFile(mapping, text);
        if (!DateReader.IsFormat(dates))
            throw new ProblemException(ProblemKind.Usage,
                $"'{dates}' is not a date format; one such as dd-MM-yyyy or M/d/yyyy is meant (MM is the month).");
        return new MapFile(mapping with { DateFormat = dates }, $"{text}\ndates: {dates}");
    }

    /// <summary>The file to be read. Throws a problem when there is none.</summary>
    public static FileStream OpenSource(string path)
    {
        if (Directory.Exists(path)) throw new ProblemException(ProblemKind.BadInput,
            $"{path} is a folder; name a file.");
        if (!File.Exists(path)) throw new ProblemException(ProblemKind.NotFound, $"there is no file {path}.");
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 256 * 1024,
            FileOptions.SequentialScan);
    }

    /// <summary>Puts the mapping to a file. Throws a problem with every fault.</summary>
    /// <param name="topics">Of the program; null: any.</param>
    public CsvLeads Open(Stream source, string path, IReadOnlyList<string>? topics = null)
    {
        var csv = CsvLeads.Open(source, Mapping, path, topics);
        return csv.Faults.Count == 0 ? csv : throw Faulty(path, csv.Faults);
    }

    /// <summary>The same for a file of deals.</summary>
    public CsvLeads OpenDeals(Stream source, string path)
    {
        var csv = CsvLeads.OpenDeals(source, Mapping, path);
        return csv.Faults.Count == 0 ? csv : throw Faulty(path, csv.Faults);
    }

    private static ProblemException Faulty(string path, IReadOnlyList<Fault> faults)
    {
        var ambiguous = faults.Any(f => f.Text.Contains("dates: {format", StringComparison.Ordinal));
        var help = ambiguous ? " Type --dates with the format that is right, such as --dates dd-MM-yyyy." : "";
        return new ProblemException(ProblemKind.BadInput,
            $"{path} can't be read yet: {Say.Count(faults.Count, "fault")}; nothing was imported.{help}")
        {
            Faults = [.. faults.Select(f => f.ToString())],
        };
    }
}
