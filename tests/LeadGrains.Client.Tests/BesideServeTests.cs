using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using LeadGrains.Client.Serving;
using LeadGrains.Store;

namespace LeadGrains.Client.Tests;

/// <summary>The command line beside a running <c>serve</c>: one process has the file, and all the others go through it.</summary>
public sealed class BesideServeTests : IDisposable
{
    private const int Rows = 30_000, Kill = 9, Terminate = 15;
    private readonly Place _place = new();

    public BesideServeTests() => _place.Fine("init");

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Whatever_changes_something_works_while_serve_has_the_file()
    {
        using var serve = Serve("--urls", "off");
        _place.Fine("team", "add", "sales", "ines", "--email", "ines@example.com");
        _place.Fine("team", "add", "call-centre", "kim");
        _place.Write("leads.csv", "email,name,phone,budget\nann@example.org,Ann,+4930123456,approved\nbob@example.org,Bob,,\n");
        Assert.Equal(2, _place.Fine("import", "leads.csv", "--json").Json.GetProperty("taken").GetInt32());
        Assert.Equal(2, _place.Fine("import", "leads.csv", "--json").Json.GetProperty("earlier").GetInt32());
        Assert.Contains("qualified", _place.Fine("send", "ann@example.org", "ask", "wish=call").Out, StringComparison.Ordinal);
        _place.Fine("offer", "accept", "ann@example.org", "--as", "sales/ines");
        Assert.Equal(1, _place.Run("offer", "decline", "ann@example.org", "--as", "sales/ines", "--reason", "no-budget").Exit);
        Assert.Equal("salesOwned", _place.Fine("show", "ann@example.org", "--json").Json.GetProperty("state").GetProperty("stage").GetString(), ignoreCase: true);

        _place.Fine("mail", "hold");
        Assert.True(_place.Fine("mail", "status", "--json").Json.GetProperty("held").GetBoolean());
        _place.Fine("mail", "release");
        Assert.False(_place.Fine("mail", "status", "--json").Json.GetProperty("held").GetBoolean());
        _place.Write("1.eml", "From: Bob <bob@example.org>\nMessage-ID: <1@example.org>\nSubject: hello\n\nHello\n");
        Assert.Equal(0, _place.Shell("leadgrains mail in - < 1.eml").Exit);
        Assert.Equal(1, _place.Fine("mail", "in", "1.eml", "--json").Json.GetProperty("known").GetInt32());

        _place.Fine("call", "take", "--as", "call-centre/kim");
        _place.Fine("print");
        _place.Fine("drop", "maintenance-mtbf-mttr");
        _place.Fine("quarantine", "purge", "--reason", "trap");
        _place.Run("quarantine", "release", "7").WithCleanError(4);
        _place.Run("send", "nobody@example.org", "resume").WithCleanError(4);
        Stop(serve);
        Assert.True(_place.Fine("doctor", "--json").Json.GetProperty("sound").GetBoolean());
    }

    [Fact]
    public async Task A_key_opens_the_API_at_once_and_a_revoked_one_no_longer()
    {
        using var serve = _place.Start("serve", "--json");
        var listening = JsonDocument.Parse(serve.StandardOutput.ReadLine()!).RootElement.GetProperty("listening")[0].GetString()!;
        using var http = new HttpClient { BaseAddress = new Uri(listening) };
        var key = _place.Fine("key", "add", "our desk", "--role", "marketing", "--json").Json.GetProperty("key").GetString()!;
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        using (var open = await http.GetAsync("/api/stages")) Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        _place.Run("key", "add", "ines", "--role", "sales-rep", "--member", "sales/ines").WithCleanError(4); // nobody is in sales yet
        _place.Fine("key", "revoke", "1");
        _place.Run("key", "revoke", "2").WithCleanError(4);
        using (var shut = await http.GetAsync("/api/stages")) Assert.Equal(HttpStatusCode.Unauthorized, shut.StatusCode);
        Assert.Contains("key 2", _place.Fine("key", "rotate-links").Out, StringComparison.Ordinal);
        // Nothing of the side door is in front of the house.
        foreach (var path in (string[])["/serve", "/tell", "/leadgrains.db.sock"])
            using (var none = await http.GetAsync(path)) Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        Stop(serve);
    }

    [Fact]
    public async Task A_version_that_is_activated_while_serve_runs_writes_in_its_own_words()
    {
        _place.Fine("program", "write", "mine");
        OpenAtAnyHour();
        _place.Fine("program", "keep", "mine");
        _place.Write("leads.csv", "email,name,created_at\nann@example.org,Ann,2026-01-05\nbob@example.org,Bob,2026-01-05\n");
        _place.Fine("import", "leads.csv");
        using var serve = Serve();
        Agree("ann@example.org");
        var first = await MailTo("ann@example.org");
        Assert.DoesNotContain("Quite other words", first, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:", first, StringComparison.Ordinal); // whoever tries it out can follow the links
        Assert.DoesNotContain("List-Unsubscribe-Post", first, StringComparison.Ordinal); // one click wants https

        foreach (var file in Directory.EnumerateFiles(_place["mine/content"], "*.md", SearchOption.AllDirectories))
            File.AppendAllText(file, "\n\nQuite other words.\n");
        _place.Fine("program", "propose", "mine", "--by", "Mara");
        _place.Fine("program", "sign", "2", "--as", "marketing", "--by", "Mara");
        Assert.Equal(1, _place.Run("program", "activate", "2").Exit);
        _place.Fine("program", "sign", "2", "--as", "sales", "--by", "Sam");
        Assert.Equal(2, _place.Fine("program", "activate", "2", "--by", "Sam", "--json").Json.GetProperty("active").GetInt32());
        _place.Run("program", "activate", "7").WithCleanError(4);
        Agree("bob@example.org");
        Assert.Contains("Quite other words", await MailTo("bob@example.org"), StringComparison.Ordinal);
        Stop(serve);
    }

    [Fact]
    public void An_import_that_is_killed_beside_serve_goes_on_without_duplicates_and_serve_does_not_mind()
    {
        WriteLeads();
        using var serve = Serve("--urls", "off");
        using (var import = _place.Start("import", "leads.csv"))
        {
            WaitUntil(() => LeadsNow() >= 5_000);
            Place.Signal(import, Kill);
            import.WaitForExit();
        }
        _place.Fine("import", "leads.csv");
        Assert.Equal(Rows, LeadsNow());
        Stop(serve);
        Assert.True(_place.Fine("doctor", "--json").Json.GetProperty("sound").GetBoolean());
    }

    [Fact]
    public void When_serve_is_killed_the_command_under_way_says_so_and_the_next_has_the_file_itself()
    {
        WriteLeads();
        using var serve = Serve("--urls", "off");
        using var import = _place.Start("import", "leads.csv");
        WaitUntil(() => LeadsNow() >= 3_000);
        Place.Signal(serve, Kill);
        Assert.Contains("stopped before it answered", Place.End(import).WithCleanError(5).Error, StringComparison.Ordinal);
        Assert.True(File.Exists(_place["leadgrains.db.serve"])); // left behind, and meaning nothing
        var kept = LeadsNow();
        var again = _place.Fine("import", "leads.csv", "--json").Json;
        Assert.InRange(again.GetProperty("earlier").GetInt64(), 0, kept); // up to the place that is kept, all is there
        Assert.Equal(Rows, LeadsNow());
        using var next = Serve("--urls", "off");
        _place.Fine("mail", "hold");
        Stop(next);
        Assert.Empty(Directory.GetFiles(_place.Folder, "*.s*ck"));
        Assert.False(File.Exists(_place["leadgrains.db.serve"]));
    }

    [Fact]
    public void Only_the_owner_of_the_file_finds_the_door_and_only_with_the_secret_of_the_run()
    {
        using var serve = Serve("--urls", "off");
        if (!OperatingSystem.IsWindows())
            foreach (var name in (string[])["leadgrains.db.serve", "leadgrains.db.sock"])
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_place[name]));
        foreach (var secret in (string[])["\"\"", "\"" + new string('0', 64) + "\"", "{}", "GET / HTTP/1.1"])
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(_place["leadgrains.db.sock"]));
            using var stream = new NetworkStream(socket);
            stream.Write(Encoding.ASCII.GetBytes($$"""{{secret}}{{"\n"}}{"ask":"hold","held":true}{{"\n"}}"""));
            Assert.Equal("", Rest(stream));
        }
        Assert.False(_place.Fine("mail", "status", "--json").Json.GetProperty("held").GetBoolean());

        var plate = DoorPlate.Read(_place["leadgrains.db"])!;
        File.WriteAllText(_place["leadgrains.db.serve"], JsonSerializer.Serialize(plate with { Version = "9.9" }));
        Assert.Contains("served by LeadGrains 9.9", _place.Run("mail", "hold").WithCleanError(5).Error, StringComparison.Ordinal);
        File.WriteAllText(_place["leadgrains.db.serve"], JsonSerializer.Serialize(plate with { Secret = "wrong" }));
        _place.Run("mail", "hold").WithCleanError(5);
        File.Delete(_place["leadgrains.db.serve"]);
        Assert.Contains($"process {serve.Id}", _place.Run("mail", "hold").WithCleanError(5).Error, StringComparison.Ordinal);
        Stop(serve);
    }

    [Fact]
    public void A_path_too_long_for_a_socket_has_its_door_elsewhere()
    {
        var deep = string.Join('/', Enumerable.Repeat("a-folder-with-a-long-name", 6));
        Directory.CreateDirectory(_place[deep]);
        _place.Fine("init", "--file", $"{deep}/l.db");
        using var serve = Serve("--urls", "off", "--file", $"{deep}/l.db");
        _place.Fine("mail", "hold", "--file", $"{deep}/l.db");
        var socket = DoorPlate.Read(_place[$"{deep}/l.db"])!.Socket;
        Stop(serve);
        Assert.False(Directory.Exists(Path.GetDirectoryName(socket)));
    }

    private Process Serve(params string[] args)
    {
        var serve = _place.Start(["serve", .. args]);
        Assert.StartsWith("Serving", serve.StandardOutput.ReadLine(), StringComparison.Ordinal); // now it has the file and a door
        return serve;
    }

    private static void Stop(Process serve)
    {
        Place.Signal(serve, Terminate);
        var ran = Place.End(serve);
        Assert.True(ran.Exit == 0, ran.Error);
    }

    private static string Rest(Stream stream)
    {
        try
        {
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
        catch (IOException)
        {
            return ""; // closed while we were talking
        }
    }

    private void Agree(string lead) =>
        _place.Fine("send", lead, "optIn", "--data", """{"topic":"*","channel":"Email","proof":{"words":"Yes","form":"fair"}}""");

    // Mail leaves in working hours, and this test may run on a Sunday.
    private void OpenAtAnyHour()
    {
        var text = File.ReadAllText(_place["mine/program.yaml"]);
        var cadence = text.IndexOf("\ncadence:", StringComparison.Ordinal);
        var hours = text.IndexOf("hours: mon-fri 09:00-17:00", cadence, StringComparison.Ordinal);
        File.WriteAllText(_place["mine/program.yaml"], text[..hours] + "hours: mon-sun 00:00-24:00" + text[(hours + "hours: mon-fri 09:00-17:00".Length)..]);
    }

    private async Task<string> MailTo(string address)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(30); await Task.Delay(50))
            if (Directory.Exists(_place["outbox-mail"]))
                foreach (var file in Directory.EnumerateFiles(_place["outbox-mail"], "*.eml"))
                    if (await File.ReadAllTextAsync(file) is var text && text.Contains($"<{address}>", StringComparison.Ordinal)) return text;
        throw new TimeoutException($"no mail to {address} left");
    }

    private long LeadsNow()
    {
        using var views = LeadViews.Open(_place["leadgrains.db"]);
        return views.Stages().Sum(s => s.Count);
    }

    private void WriteLeads()
    {
        var text = new StringBuilder("email,first_name,company,created_at,source\n");
        for (var i = 0; i < Rows; i++) text.Append(null, $"p{i}@c{i % 999}.example,Pat{i},Company {i % 999},2026-0{1 + i % 6}-1{i % 9}T08:00:00Z,search\n");
        _place.Write("leads.csv", text.ToString());
    }

    private static void WaitUntil(Func<bool> isSo)
    {
        for (var watch = Stopwatch.StartNew(); !isSo(); Thread.Sleep(20)) // another process is waited for
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), "it doesn't happen");
    }
}
