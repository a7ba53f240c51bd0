using System.Globalization;
using System.Net;
using Npgsql;

namespace LeadGrains.Silo;

/// <summary>How a process of the cluster is set up: by its command line, else by its environment, else as usual.</summary>
internal sealed record SiloOptions
{
    public HouseRole Role { get; init; } = HouseRole.All;

    /// <summary>A connection string of Npgsql.</summary>
    public required string Database { get; init; }

    /// <summary>Where it listens for people; null: nowhere.</summary>
    public string? Urls { get; init; }

    /// <summary>Where silos reach this one, and gateways do. 1 to 65535.</summary>
    public int SiloPort { get; init; }
    public int GatewayPort { get; init; }

    /// <summary>The address that others reach this silo at; null: the machine's own.</summary>
    public IPAddress? Address { get; init; }
    public string Cluster { get; init; } = "leadgrains";

    /// <summary>Files and folders as they were named; null: none, or the usual one.</summary>
    public string? Program { get; init; }
    public string? Mail { get; init; }
    public string? Intake { get; init; }
    public string? Access { get; init; }
    public string? Outbox { get; init; }

    /// <summary>Becomes the first admin, while there is none; null: nobody.</summary>
    public string? Admin { get; init; }

    /// <summary>From the stop signal to the end, at most. 5 s to 10 min.</summary>
    public TimeSpan DrainWithin { get; init; }

    /// <summary>What was given, by the names of <see cref="SiloOption"/>; every fault in words, and no options where there is one.</summary>
    public static (SiloOptions? Options, IReadOnlyList<string> Faults) Read(Func<SiloOption, string?> given)
    {
        var faults = new List<string>();
        var options = new SiloOptions
        {
            Role = One<HouseRole>(SiloOption.Role, AsRole, "all, silo or gateway"),
            Database = Connection(given(SiloOption.Database), faults),
            Urls = Listening(given(SiloOption.Urls), faults),
            SiloPort = One<int>(SiloOption.SiloPort, Port, "a port, 1 to 65535"),
            GatewayPort = One<int>(SiloOption.GatewayPort, Port, "a port, 1 to 65535"),
            Address = given(SiloOption.Address) is { } text ? IPAddress.TryParse(text, out var address) ? address : Fault<IPAddress>(SiloOption.Address, text, "an IP address") : null,
            Cluster = given(SiloOption.Cluster)!,
            Program = Folder(SiloOption.Program),
            Mail = File(SiloOption.Mail),
            Intake = File(SiloOption.Intake),
            Access = File(SiloOption.Access),
            Outbox = given(SiloOption.Outbox),
            Admin = given(SiloOption.Admin) is not { } admin || EmailAddress.TryParse(admin, out _) ? given(SiloOption.Admin) : Fault<string>(SiloOption.Admin, admin, "an e-mail address"),
            DrainWithin = TimeSpan.FromSeconds(One<int>(SiloOption.DrainWithin, Seconds, "seconds, 5 to 600")),
        };
        if (options.SiloPort == options.GatewayPort && options.Role != HouseRole.Gateway) faults.Add($"{SiloOption.SiloPort.Name} and {SiloOption.GatewayPort.Name} can't be the same port.");
        if (options.Role == HouseRole.Gateway && options.Urls is null) faults.Add($"A gateway without {SiloOption.Urls.Name} would do nothing.");
        return faults.Count == 0 ? (options, faults) : (null, faults);

        T One<T>(SiloOption option, Parse<T> parse, string what) => parse(given(option)!, out var value) ? value : Fault<T>(option, given(option)!, what)!;

        string? Folder(SiloOption option) => given(option) is not { } path || Directory.Exists(path) ? given(option) : Fault<string>(option, path, "a folder that is there");

        string? File(SiloOption option) => given(option) is not { } path || System.IO.File.Exists(path) ? given(option) : Fault<string>(option, path, "a file that is there");

        T? Fault<T>(SiloOption option, string was, string what)
        {
            faults.Add($"{option.Name} '{was}' isn't {what}.");
            return default;
        }
    }

    private delegate bool Parse<T>(string text, out T value);

    private static bool AsRole(string text, out HouseRole role) => Enum.TryParse(text, ignoreCase: true, out role) && text.All(char.IsAsciiLetter);

    private static bool Port(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= IPEndPoint.MaxPort;

    private static bool Seconds(string text, out int seconds) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds) && seconds is >= 5 and <= 600;

    private static string? Listening(string? urls, List<string> faults)
    {
        if (urls is null or SiloOption.Off) return null;
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (!Uri.TryCreate(url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                faults.Add($"{SiloOption.Urls.Name} '{url}' isn't an address such as http://0.0.0.0:8080.");
        return urls;
    }

    // A URI, as most platforms hand it out, or Npgsql's own form. What is wrong with it is said without the text: it may hold a password.
    private static string Connection(string? text, List<string> faults)
    {
        try
        {
            if (string.IsNullOrWhiteSpace(text)) faults.Add($"{SiloOption.Database.Name} is missing: the PostgreSQL database, such as postgresql://leadgrains@db.example/leadgrains or Host=db.example;Database=leadgrains.");
            else if (text.StartsWith("postgres://", StringComparison.Ordinal) || text.StartsWith("postgresql://", StringComparison.Ordinal)) return OfUri(new Uri(text));
            else if (new NpgsqlConnectionStringBuilder(text) is { Host.Length: > 0 } builder) return builder.ConnectionString;
            else faults.Add($"{SiloOption.Database.Name} names no host.");
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            faults.Add($"{SiloOption.Database.Name} is neither a postgresql:// address nor a connection string of Npgsql.");
        }
        return "";
    }

    private static string OfUri(Uri uri)
    {
        var who = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder { Host = uri.Host, Port = uri.Port > 0 ? uri.Port : 5432, Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')) };
        if (who[0].Length > 0) builder.Username = Uri.UnescapeDataString(who[0]);
        if (who.Length == 2) builder.Password = Uri.UnescapeDataString(who[1]);
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            if (pair.Split('=', 2) is [var name, var value]) builder[name == "sslmode" ? "SSL Mode" : name] = Uri.UnescapeDataString(value).Replace("-", "", StringComparison.Ordinal);
        return builder.ConnectionString;
    }
}
