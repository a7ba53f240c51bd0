using System.Text;

namespace LeadGrains.Web.Courier;

/// <summary>What people must do, as text files; each appears whole or not at all. Safe from any thread.</summary>
internal sealed class TaskFiles(string folder)
{
    /// <summary>Writes a file, over one of the same name, and answers its name. Throws what writing throws.</summary>
    public string Write(string id, string text)
    {
        var name = string.Concat(id.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '@' ? c : '_'))
            + ".txt";
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, $".{name}.{Guid.NewGuid():N}.tmp");
        File.WriteAllText(draft, text, new UTF8Encoding(false));
        File.Move(draft, Path.Combine(folder, name), overwrite: true);
        return name;
    }
}
