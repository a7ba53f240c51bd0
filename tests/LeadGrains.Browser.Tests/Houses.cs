using System.Globalization;
using LeadGrains.Mail;

namespace LeadGrains.Browser.Tests;

/// <summary>What both houses have: a program whose hours are always, so that it makes no difference when the tests run.</summary>
public abstract class ServedHouse : IAsyncLifetime
{
    private protected Place Place { get; } = new();

    public Served Served { get; private set; } = null!;
    public Uri At => Served.At;
    public Letters Letters => Served.Letters;

    /// <summary>A key of an administrator, for what tests look up.</summary>
    public string Key { get; private set; } = "";

    public async Task InitializeAsync()
    {
        if (!Chromium.IsHere) return;
        await Task.Run(() =>
        {
            Place.Fine("init", "--program", "program", "--file", "draft.db");
            var yaml = Path.Combine(Place["program"], "program.yaml");
            File.WriteAllText(yaml, Change(File.ReadAllText(yaml)));
            var file = Make();
            foreach (var (name, email, role) in People) Place.Fine("person", "add", name, "--email", email, "--role", role, "--file", file);
            Key = Place.Fine("key", "add", "tests", "--role", "admin", "--file", file).Out.Split('\n')[1];
            Served = Served.Start(Place, file);
        });
    }

    /// <summary>The people who sign in with a role of their own.</summary>
    public const string Ada = "ada@kestrel.example", Mara = "mara@kestrel.example", Sven = "sven@kestrel.example", Pia = "pia@kestrel.example", Olga = "olga@kestrel.example";

    private static readonly (string Name, string Email, string Role)[] People =
        [("Ada", Ada, "admin"), ("Mara", Mara, "marketing"), ("Sven", Sven, "sales-manager"), ("Pia", Pia, "partner-manager"), ("Olga", Olga, "operator")];

    private readonly Dictionary<string, string> _signedIn = []; // by address: the cookies of whoever has signed in once

    /// <summary>A window of somebody who is signed in.</summary>
    public async Task<Window> Enter(Chromium chromium, string email, Look? look = null)
    {
        if (_signedIn.TryGetValue(email, out var state)) return await Window.Open(chromium, At, look, state: state);
        var window = await Window.Open(chromium, At, look);
        await window.Go("/portal/sign-in");
        await window.SignIn(this, email);
        _signedIn[email] = await window.State();
        return window;
    }

    /// <summary>What the command line tells about a lead.</summary>
    public string Show(string person) => Place.Fine("show", person, "--file", FileName).Out;

    public async Task DisposeAsync()
    {
        if (Served is not null) await Served.DisposeAsync();
        Place.Dispose();
    }

    private protected abstract string FileName { get; }

    /// <summary>Makes the file.</summary>
    private protected abstract string Make();

    private protected virtual string Change(string program) => program
        .Replace("hours: mon-fri 09:00-17:00", "hours: always", StringComparison.Ordinal)
        .Replace("hours: [mon-thu 08:00-18:00, fri 08:00-16:00]", "hours: always", StringComparison.Ordinal);
}

/// <summary>A house of eighteen months: the demo's people, their letters and their owners, served from now on.</summary>
public sealed class DemoHouse : ServedHouse
{
    // Enough to look at, and in pictures enough to look real.
    private static readonly int Leads = Shots.AreWanted ? 600 : 120;
    private readonly HashSet<string> _met = [];

    private protected override string FileName => "demo/leadgrains.db";

    /// <summary>The addresses of a team's members.</summary>
    public IReadOnlyList<string> Members(string team) =>
        [.. Place.Fine("team", "list", "--json", "--file", FileName).Json.EnumerateArray().Single(t => t.GetProperty("name").GetString() == team)
            .GetProperty("seats").EnumerateArray().Select(s => s.GetProperty("member").GetProperty("email").GetString()!)];

    /// <summary>The latest letter with a working link of a kind, to somebody whom no test has met yet.</summary>
    /// <param name="oneClick">It can be answered by the button of a mail program, as those are that lead to an https address.</param>
    public async Task<Letter> Letter(LinkKind kind, bool oneClick = false)
    {
        foreach (var letter in Letters.All().Where(l => l.Html is not null && l.Path(kind) is not null && (l.OneClick is not null || !oneClick) && !_met.Contains(l.To)))
        {
            using var answer = await Served.Http.GetAsync(letter.Path(kind));
            if (!answer.IsSuccessStatusCode || !(await answer.Content.ReadAsStringAsync()).Contains("<form", StringComparison.Ordinal)) continue;
            _met.Add(letter.To);
            return letter;
        }
        throw new InvalidOperationException($"The demo has no more letters with a link for {kind}.");
    }

    private protected override string Make()
    {
        Place.Fine("demo", "--program", "program", "--leads", Leads.ToString(CultureInfo.InvariantCulture), "--out", "demo");
        return FileName;
    }
}

/// <summary>A house that has just begun: nobody in it, double opt-in, and a form on the company's own site.</summary>
public sealed class NewHouse : ServedHouse
{
    /// <summary>Somebody at work here.</summary>
    public const string Ines = "ines@sales.example.com";
    public const string Paul = "paul@partner-one.example.com";
    public const string Rita = "rita@partner-two.example.com";
    public const string Kim = "kim@calls.example.com";

    private protected override string FileName => "new.db";

    /// <summary>A workshop with a budget and half a year's time asks: an opportunity for a partner nearby. Its id.</summary>
    public Task<string> Workshop(string name, string fullName, string company) => Served.Inquire(Key, $$"""
        {"email":"{{name}}@works.example","phone":"+49301234{{name.Length}}","firstName":"{{fullName.Split(' ')[0]}}","lastName":"{{fullName.Split(' ')[1]}}","company":"{{company}}","country":"DE","source":"fair",
         "facts":{"segment":"workshop","budget":"approved","role":"decides","need":"problem","timeline":"6-months"} }
        """);

    /// <summary>The letter that offers a lead to somebody.</summary>
    public async Task<Letter> OfferOf(string lead) => await Letters.About(lead);

    private protected override string Make()
    {
        Place.Fine("init", "--program", "program", "--file", FileName);
        Place.Fine("team", "add", "sales", "ines", "--name", "Ines Moreau", "--email", Ines, "--file", FileName);
        Place.Fine("team", "add", "partners", "paul", "--name", "Paul Partner", "--email", Paul, "--file", FileName);
        Place.Fine("team", "add", "partners", "rita", "--name", "Rita Partner", "--email", Rita, "--file", FileName);
        Place.Fine("team", "add", "call-centre", "kim", "--name", "Kim Caller", "--email", Kim, "--file", FileName);
        // Somebody who wants to be called, and for whom the first call is due.
        Place.Write("calls.csv", "email,name,phone,created_at\ncarla@example.org,Carla Call,+493012345,2026-01-05\n");
        Place.Fine("import", "calls.csv", "--file", FileName);
        Place.Fine("send", "carla@example.org", "optIn", "--data", """{"topic":"*","channel":"Call","proof":{"words":"Yes, call me.","form":"fair"}}""", "--file", FileName);
        Place.Write("intake.yaml", """
            forms:
              contact:
                source: website
                offer: Price list 2026
                thanks: Thank you. We'll be in touch.
                asks: [need, timeline]
                consents:
                  newsletter: {words: "Yes, send me articles about planning.", version: "3", topics: [planning], channels: [email]}

            """);
        return FileName;
    }

    private protected override string Change(string program) =>
        base.Change(program).Replace("doubleOptIn: false", "doubleOptIn: true", StringComparison.Ordinal);
}
