using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;
using LeadGrains.Store;

namespace LeadGrains.Client.Files;

/// <summary>Programs in folders, and their faults as problems of a command.</summary>
internal static class ProgramTexts
{
    private const string YamlName = DefaultProgram.FileName;
    private const string ContentFolder = "content";

    extension(ProgramText text)
    {
        /// <summary>Reads a folder; without a <c>content</c> folder the shipped content goes with it.</summary>
        public static ProgramText FromFolder(string folder)
        {
            var yaml = Path.Combine(folder, YamlName);
            if (!File.Exists(yaml))
                throw new ProblemException(ProblemKind.NotFound,
                    $"there is no {yaml}; 'leadgrains program write {folder}' writes one to start from.");
            var content = Path.Combine(folder, ContentFolder);
            return new ProgramText(folder, File.ReadAllText(yaml), !Directory.Exists(content) ? ContentReader.ShippedFiles()
                : [.. Directory.EnumerateFiles(content, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                    .Select(path =>
                        new ContentFile(Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText(path)))]);
        }

        /// <summary>Writes the files into a folder, which must hold none of them yet.</summary>
        public void WriteTo(string folder)
        {
            foreach (var (name, words) in text.Content.Select(f => (f.Name, f.Text)).Prepend((YamlName, text.Yaml)))
            {
                var path = Path.Combine(folder, name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
                file.Write(System.Text.Encoding.UTF8.GetBytes(words));
            }
        }

        /// <summary>The program, with the number it is kept under, and its words. Throws a problem with every fault.</summary>
        public ReadProgram Read()
        {
            var (read, faults) = text.Check();
            return read ?? throw new ProblemException(ProblemKind.BadInput,
                $"the program ({text.Source}) has {Say.Count(faults.Count, "fault")}; nothing was changed.")
            { Faults = faults };
        }
    }

    extension(ProgramVersions versions)
    {
        /// <summary>What a file keeps.</summary>
        public static ProgramVersions Of(LeadViews views) => ProgramVersions.Of(views.Setting);

        /// <summary>What a version that a file keeps says; null when it keeps none of this number.</summary>
        public static Program? Of(string file, int number)
        {
            using var views = LeadViews.Open(file);
            return ProgramVersions.Of(views.Setting).Find(number)?.Read().Program;
        }

        /// <summary>A version's text. Throws a problem when there is none.</summary>
        public ProgramText Text(int number) => versions.Find(number)
            ?? throw new ProblemException(ProblemKind.NotFound, $"there is no version {number}; "
                + $"'leadgrains program list' shows {string.Join(", ", versions.Agreement.Versions.Select(v => v.Number))}.");
    }
}
