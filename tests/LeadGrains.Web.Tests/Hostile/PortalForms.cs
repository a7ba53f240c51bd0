using LeadGrains.Web.Tests.Portal;

namespace LeadGrains.Web.Tests;

/// <summary>A form that each command of the portal would take, with the token of its sender's session.</summary>
internal static class PortalForms
{
    private static int _people;

    /// <summary>The team whose members a role may change.</summary>
    public static string TeamOf(Role? role) => role switch { Role.SalesManager => "sales", Role.Marketing => "callers", _ => "partners" };

    /// <summary>By the last word of the address; one form has the fields of all the others too, as somebody who tries things sends them.</summary>
    public static FormUrlEncodedContent Of(HttpClient http, string path, int version, Role? role) =>
        new(Fields(path.Split('/')[^1], version, role).Append(("token", TokenOf(http))).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));

    // Whoever isn't signed in can only guess it.
    private static string TokenOf(HttpClient http) => http.DefaultRequestHeaders.TryGetValues(WatchSite.TokenHeader, out var tokens) ? tokens.Single() : "guess";

    private static IEnumerable<(string Name, string Value)> Fields(string word, int version, Role? role)
    {
        var person = Interlocked.Increment(ref _people);
        return
        [
            ("version", $"{version}"), ("note", "hello"), ("value", "1200"), ("currency", "EUR"), ("until", "2026-06-01"), ("notBefore", "2026-06-01"), ("because", "I know them"), ("route", "hot"),
            ("piece", "planning-1"), ("into", $"{new LeadId(7)}"), ("confirm", "ERASE"), ("topic", "planning"), ("step", "meeting"), ("outcome", "reached"), ("touch", "1"), ("sent", "yes"), ("lead", $"{new LeadId(7)}"),
            ("channel", word == "opt-out" ? "email" : "call"),
            ("reason", word switch { "decline" => "no-capacity", "lost" => "no-budget", "recycle" => "timing", _ => "trap" }),
            ("to", role == Role.SalesManager ? "sales/ines" : "partners/paul"), ("competitor", "Wren Ltd"), ("fact", "budget"), ("told", "timeline=now"),
            ("name", $"new{person}"), ("display", $"New {person}"), ("email", $"new{person}@kestrel.example"), ("role", "marketing"), ("capacity", "3"), ("from", "1"), ("yaml", "name: nonsense"),
        ];
    }
}
