using System.Collections.Frozen;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;

namespace LeadGrains.Intake;

/// <summary>
/// Reads <c>intake.yaml</c>. <c>docs/forms.md</c> lists every key with its default and range. Every fault is told, with its
/// line and what to do. A secret is never in the file: it comes from the environment or a file of its own.
/// </summary>
public static class IntakeYaml
{
    private const int SecretCharsMax = 1_024, DomainsMax = 500_000;

    /// <summary>The settings, or all faults.</summary>
    /// <param name="environment">A variable's value, or null.</param>
    /// <param name="read">A file's text, or null when it can't be read.</param>
    public static IntakeReading Read(string text, string fileName, Func<string, string?> environment, Func<string, string?> read)
    {
        var faults = new FaultBook(fileName);
        if (YamlTree.Read(text, faults, "docs/forms.md") is not { } map) return new IntakeReading(null, [.. faults.Found.Select(f => f.ToString())]);
        var (file, standard) = (new Section(map, "", faults), new IntakeSettings());
        var settings = standard with
        {
            CountryCallingCode = file.Text("countryCallingCode") is null ? null : Within(file, "countryCallingCode", file.Number("countryCallingCode", 49), 1, 999),
            SameWithin = Within(file, "sameWithin", standard.SameWithin, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
            Redirects = Addresses(file, "redirects"),
            Traps = file.Texts("traps") is { Count: > 0 } traps ? [.. traps.Select(t => t.Value)] : standard.Traps,
            DisposableDomains = Domains(file, read),
            Forms = file.Pairs("forms").ToDictionary(f => f.Key, f => Door(Inner(f, "forms", faults), new DoorSettings { Source = "website" }, environment, read)),
            Salesforce = Door(file.Inner("salesforce"), standard.Salesforce, environment, read),
            Google = Door(file.Inner("google"), standard.Google, environment, read),
            Meta = Door(file.Inner("meta"), standard.Meta, environment, read),
            HubSpot = Door(file.Inner("hubspot"), standard.HubSpot, environment, read),
            LinkedIn = Door(file.Inner("linkedin"), standard.LinkedIn, environment, read),
            Adf = Door(file.Inner("adf"), standard.Adf, environment, read),
            Json = Door(file.Inner("json"), standard.Json, environment, read),
            Quarantine = Quarantine(file.Inner("quarantine")),
        };
        file.Done();
        return faults.Found.Count > 0 ? new IntakeReading(null, [.. faults.Found.Select(f => f.ToString())]) : new IntakeReading(settings, []);
    }

    private static Section Inner(YamlPair pair, string path, FaultBook faults)
    {
        if (!IntakeSettings.IsName(pair.Key)) faults.Add(pair.Line, $"{path}.{pair.Key} can't be an address; a form's name has 1 to 60 letters, digits, dots, hyphens and underscores");
        if (pair.Value is YamlMap map) return new Section(map, $"{path}.{pair.Key}", faults);
        if (pair.Value is not YamlText { Value: "" }) faults.Add(pair.Line, $"{path}.{pair.Key} must have keys of its own, such as {{source: website}}");
        return new Section(new YamlMap(pair.Line, []), $"{path}.{pair.Key}", faults);
    }

    private static DoorSettings Door(Section section, DoorSettings standard, Func<string, string?> environment, Func<string, string?> read)
    {
        var door = new DoorSettings
        {
            Source = section.Text("source") ?? standard.Source,
            Offer = section.Text("offer"),
            Thanks = section.Text("thanks") ?? standard.Thanks,
            Account = section.Text("account"),
            Secret = Secret(section, "secret", environment, read),
            VerifyToken = Secret(section, "verifyToken", environment, read),
            PageToken = Secret(section, "pageToken", environment, read),
            Graph = Graph(section, standard.Graph),
            Asks = [.. section.Texts("asks").Select(t => t.Value)],
            Fields = section.Pairs("fields").Where(p => IsText(section, "fields", p)).ToDictionary(p => p.Key, p => ((YamlText)p.Value).Value),
            Consents = section.Pairs("consents").ToDictionary(p => p.Key, p => Consent(section, p)),
        };
        section.Done();
        return door;
    }

    private static Uri Graph(Section section, Uri standard)
    {
        if (section.Text("graph") is not { } text) return standard;
        if (Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0) return address;
        section.Fault("graph", $"'{text}' is no address of the Graph API; write one such as https://graph.facebook.com/v25.0");
        return standard;
    }

    private static bool IsText(Section section, string key, YamlPair pair)
    {
        if (pair.Value is YamlText { Value.Length: > 0 }) return true;
        section.Fault(key, $"{pair.Key} must name a field or a fact, or - for nothing");
        return false;
    }

    // The words alone, or with version, topics and channels.
    private static ConsentText Consent(Section section, YamlPair pair)
    {
        if (pair.Value is YamlText { Value.Length: > 0 } words) return new ConsentText(words.Value);
        if (pair.Value is not YamlMap map)
        {
            section.Fault("consents", $"{pair.Key} needs the words that stand beside the box");
            return new ConsentText("");
        }
        string? Text(string key) => map.Pairs.FirstOrDefault(p => p.Key == key)?.Value is YamlText text ? text.Value : null;
        IReadOnlyList<string> List(string key) => map.Pairs.FirstOrDefault(p => p.Key == key)?.Value switch
        {
            YamlList list => [.. list.Items.OfType<YamlText>().Select(t => t.Value)],
            YamlText one => [one.Value],
            _ => [],
        };
        foreach (var strange in map.Pairs.Where(p => p.Key is not ("words" or "version" or "topics" or "channels")))
            section.Fault("consents", $"{pair.Key} has no '{strange.Key}'; it has words, version, topics and channels");
        if (Text("words") is null or "") section.Fault("consents", $"{pair.Key} needs the words that stand beside the box");
        var channels = List("channels").Select(c => (Word: c, Channel: InquiryParts.ChannelOf(c))).ToList();
        foreach (var (word, _) in channels.Where(c => c.Channel is null)) section.Fault("consents", $"there is no channel '{word}'; write email, call, post or message");
        var standard = new ConsentText(Text("words") ?? "") { Version = Text("version") };
        return standard with
        {
            Topics = List("topics") is { Count: > 0 } topics ? topics : standard.Topics,
            Channels = channels.Count > 0 ? [.. channels.Select(c => c.Channel).OfType<Channel>()] : standard.Channels,
        };
    }

    private static string? Secret(Section section, string key, Func<string, string?> environment, Func<string, string?> read)
    {
        if (section.Text(key) is not null) section.Fault(key, $"a secret doesn't belong into this file; write {key}Environment: NAME or {key}File: PATH");
        var (variable, path) = (section.Text(key + "Environment"), section.Text(key + "File"));
        if (variable is null && path is null) return null;
        var at = variable is not null ? key + "Environment" : key + "File";
        var secret = variable is not null ? environment(variable) : read(path!)?.TrimEnd('\r', '\n');
        if (string.IsNullOrEmpty(secret)) section.Fault(at, variable is not null ? $"the environment has no {variable}; set it for the service" : $"{path} can't be read, or is empty");
        else if (secret.Length > SecretCharsMax || secret.Any(char.IsControl)) section.Fault(at, "that is no secret: it is too long, or has more than one line");
        else return secret;
        return null;
    }

    private static List<string> Addresses(Section file, string key)
    {
        var addresses = file.Texts(key).Select(t => t.Value).ToList();
        foreach (var address in addresses)
            if (Redirects.Allowed(address, [address]) is null) file.Fault(key, $"'{address}' is no address; write one such as https://www.example.com/");
        return addresses;
    }

    private static FrozenSet<string> Domains(Section file, Func<string, string?> read)
    {
        if (file.Text("disposable") is not { } path) return FrozenSet<string>.Empty;
        if (read(path) is not { } text)
        {
            file.Fault("disposable", $"{path} can't be read; it is a list of domains, one a line");
            return FrozenSet<string>.Empty;
        }
        return text.Split('\n').Select(line => line.Trim().ToLowerInvariant()).Where(line => line.Length > 0 && line[0] != '#').Take(DomainsMax).ToFrozenSet();
    }

    private static QuarantineSettings Quarantine(Section section)
    {
        var standard = new QuarantineSettings();
        var quarantine = new QuarantineSettings
        {
            ItemsMax = Within(section, "itemsMax", section.Number("itemsMax", standard.ItemsMax), 100, 100_000),
            KeepFor = Within(section, "keepFor", standard.KeepFor, TimeSpan.FromDays(7), TimeSpan.FromDays(366)),
            PerSenderMax = Within(section, "perSenderMax", section.Number("perSenderMax", standard.PerSenderMax), 1, 10_000),
            PerPersonMax = Within(section, "perPersonMax", section.Number("perPersonMax", standard.PerPersonMax), 1, 1_000),
            TurnedAwayTimes = Within(section, "turnedAwayTimes", section.Number("turnedAwayTimes", standard.TurnedAwayTimes), 2, 100),
            Window = Within(section, "window", standard.Window, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
        };
        section.Done();
        return quarantine;
    }

    private static int Within(Section section, string key, int value, int least, int most)
    {
        if (value < least || value > most) section.Fault(key, $"{key} is {value:N0}; {least:N0} to {most:N0} are allowed");
        return value;
    }

    private static TimeSpan Within(Section section, string key, TimeSpan standard, TimeSpan least, TimeSpan most)
    {
        var value = section.Time(key, standard);
        if (value >= least && value <= most) return value;
        section.Fault(key, $"{key} must be {least.TotalMinutes:N0} minutes to {most.TotalDays:N0} days");
        return standard;
    }
}

/// <summary>What became of reading <c>intake.yaml</c>: the settings, or every fault.</summary>
/// <param name="Settings">Null when there is a fault.</param>
/// <param name="Faults"><c>intake.yaml:12: what is wrong; what to do</c>, in the order of lines.</param>
public sealed record IntakeReading(IntakeSettings? Settings, IReadOnlyList<string> Faults);
