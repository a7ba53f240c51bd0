using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LeadGrains.Client.Serving;

/// <summary>
/// Where a running <c>serve</c> has its side door: a file beside the LeadGrains file that only its owner can read. It holds
/// while the lock is held; one that a kill left behind means nothing.
/// </summary>
/// <param name="Socket">A Unix domain socket; Windows has them as well.</param>
/// <param name="Secret">Of this run: 256 random bits in hex.</param>
/// <param name="Version">Of the program that serves; another one may not understand us.</param>
internal sealed record DoorPlate(string Socket, string Secret, string Version)
{
    /// <summary>A socket's path has 108 bytes with the closing zero, on some systems 104 (sun_path, unix(7)).</summary>
    public const int SocketBytesMax = 100;

    private const int SecretBytes = 32;

    /// <summary>The version of this program.</summary>
    public static string OurVersion { get; } =
        typeof(DoorPlate).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    /// <summary>Where the plate of a file hangs.</summary>
    public static string PathOf(string file) => Path.GetFullPath(file) + ".serve";

    private static string Beside(string file) => Path.GetFullPath(file) + ".sock";

    /// <summary>A socket beside the file, or, where its path is too long for one, in a folder of its own.</summary>
    public static DoorPlate Make(string file)
    {
        var beside = Beside(file);
        var socket = Encoding.UTF8.GetByteCount(beside) <= SocketBytesMax ? beside
            : Path.Combine(Directory.CreateTempSubdirectory("leadgrains-").FullName, "sock");
        return new DoorPlate(socket, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes)), OurVersion);
    }

    /// <summary>The plate of whoever serves the file; null when there is none that can be read.</summary>
    public static DoorPlate? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<DoorPlate>(File.ReadAllText(PathOf(file)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Hangs it up whole, in place of one that was left behind.</summary>
    public void Hang(string file)
    {
        var (path, draft) = (PathOf(file), PathOf(file) + ".tmp");
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var plate = new FileStream(draft, options)) JsonSerializer.Serialize(plate, this);
        File.Move(draft, path, overwrite: true);
    }

    /// <summary>Takes it away, with the socket.</summary>
    public void Take(string file)
    {
        File.Delete(PathOf(file));
        if (File.Exists(Socket)) File.Delete(Socket);
        if (Socket != Beside(file) && Path.GetDirectoryName(Socket) is { } own && Directory.Exists(own)) Directory.Delete(own);
    }

    /// <summary>Is this the secret? Takes as long for a wrong one.</summary>
    public bool Admits(string? secret) =>
        secret is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Secret));
}
