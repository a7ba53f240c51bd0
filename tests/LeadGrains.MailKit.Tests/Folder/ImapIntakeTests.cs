using MailKit;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace LeadGrains.MailKit.Tests.Folder;

/// <summary>A folder of a real Dovecot: nothing is passed over, and nothing comes twice but what a crash left in between.</summary>
public sealed class ImapIntakeTests(ITestOutputHelper output)
{
    private readonly RecordingTaker _taker = new();
    private readonly RecordingCursor _cursor = new();

    [DovecotFact]
    public async Task What_lies_there_and_what_comes_is_taken_once_and_in_its_order()
    {
        using var dovecot = new Dovecot();
        await dovecot.Deliver([1, 2, 3]);
        await using (await Follow(dovecot.Settings()))
        {
            await Taken(3);
            await dovecot.Deliver([4]); // while it waits in IDLE
            await Taken(4);
            await dovecot.Deliver([5, 6, 7]);
            await Taken(7);
        }
        await dovecot.Deliver([8, 9]); // while nobody looks
        await using (await Follow(dovecot.Settings()))
        {
            await Taken(9);
            await dovecot.Deliver([10]);
            await Taken(10);
        }
        Assert.Equal(Enumerable.Range(1, 10).Select(n => $"m{n}"), _taker.Taken);
    }

    [DovecotFact]
    public async Task A_crash_between_taking_and_keeping_repeats_that_message_alone()
    {
        using var dovecot = new Dovecot();
        await dovecot.Deliver([1, 2, 3]);
        var crashes = 1;
        _cursor.Before = place =>
        {
            if (place.LastUid == 2 && crashes-- > 0) throw new IOException("the disk is full");
        };
        await using var following = await Follow(dovecot.Settings());
        await Taken(4);
        Assert.Equal(["m1", "m2", "m2", "m3"], _taker.Taken);
    }

    [DovecotFact]
    public async Task What_can_t_be_taken_now_comes_again_and_nothing_passes_it()
    {
        using var dovecot = new Dovecot();
        await dovecot.Deliver([1, 2, 3]);
        var busy = 3;
        _taker.Before = id =>
        {
            if (id.StartsWith("m2", StringComparison.Ordinal) && busy-- > 0) throw new TimeoutException("there is no room");
        };
        await using var following = await Follow(dovecot.Settings());
        await Taken(3);
        Assert.Equal(["m1", "m2", "m3"], _taker.Taken);
        Assert.True(busy <= 0);
    }

    [DovecotFact]
    public async Task A_folder_numbered_anew_is_read_from_its_first_message()
    {
        using var dovecot = new Dovecot();
        using var client = await dovecot.Open();
        var top = client.GetFolder(client.PersonalNamespaces[0]);
        var folder = (await top.CreateAsync("Bounces", isMessageFolder: true))!;
        await dovecot.Deliver([1, 2, 3], "Bounces");
        await using (await Follow(dovecot.Settings() with { Folder = "Bounces" })) await Taken(3);
        var before = _cursor.Place!.Value;
        await folder.DeleteAsync();
        await top.CreateAsync("Bounces", isMessageFolder: true);
        await dovecot.Deliver([4, 5], "Bounces"); // UIDs that were there before
        await using (await Follow(dovecot.Settings() with { Folder = "Bounces" })) await Taken(5);
        Assert.Equal(["m1", "m2", "m3", "m4", "m5"], _taker.Taken);
        Assert.NotEqual(before.Validity, _cursor.Place!.Value.Validity);
        Assert.Equal(2u, _cursor.Place.Value.LastUid);
    }

    [DovecotFact]
    public async Task Nothing_in_the_folder_is_changed_and_what_somebody_deletes_is_no_trouble()
    {
        using var dovecot = new Dovecot();
        await dovecot.Deliver([1, 2, 3, 4]);
        using var client = await dovecot.Open();
        await client.Inbox.OpenAsync(FolderAccess.ReadWrite);
        var isFirst = true;
        _taker.Before = _ =>
        {
            // The second goes while the first is read, by another hand.
            if (isFirst) client.Inbox.AddFlags(new UniqueId(2), MessageFlags.Deleted, silent: true);
            if (isFirst) client.Inbox.Expunge();
            isFirst = false;
        };
        await using var following = await Follow(dovecot.Settings());
        await Children.Until(() => _cursor.Place?.LastUid == 4, "the last is done");
        Assert.Equal(["m1", "m3", "m4"], _taker.Taken.Where(id => id != "m2"));
        var seen = await client.Inbox.SearchAsync(global::MailKit.Search.SearchQuery.Seen);
        Assert.Empty(seen);
    }

    [DovecotFact]
    public async Task A_server_that_goes_and_comes_back_is_followed_again()
    {
        using var dovecot = new Dovecot();
        await dovecot.Deliver([1]);
        await using var following = await Follow(dovecot.Settings());
        await Taken(1);
        dovecot.Stop();
        dovecot.Start();
        await dovecot.Deliver([2]);
        await Taken(2);
        Assert.Equal(["m1", "m2"], _taker.Taken);
    }

    [DovecotFact]
    public async Task A_server_that_nobody_vouches_for_gets_no_password()
    {
        using var dovecot = new Dovecot();
        await dovecot.Deliver([1]);
        var logins = Logins();
        await using (await Follow(dovecot.Settings() with { TrustedPem = null }))
            await Children.Until(() => dovecot.Log.Contains("no auth attempts", StringComparison.Ordinal), "it tries and leaves");
        Assert.Equal(logins, Logins());
        Assert.Empty(_taker.Taken);

        int Logins() => dovecot.Log.Split("Login: user").Length;
    }

    [DovecotFact]
    public async Task Kills_at_any_instant_pass_nothing_over_and_repeat_one_message_each_at_most()
    {
        const int messages = 300;
        var kills = Children.IsLong ? 60 : 6;
        var seed = Children.Seed();
        var random = new Random(seed);
        using var dovecot = new Dovecot();
        await dovecot.Deliver(Enumerable.Range(1, messages));
        var folder = Directory.CreateTempSubdirectory("leadgrains-").FullName;
        var (place, log) = (Path.Combine(folder, "place"), Path.Combine(folder, "log"));
        string[] Lines() => File.Exists(log) ? File.ReadAllLines(log) : [];
        for (var kill = 0; kill <= kills; kill++)
        {
            using var child = Children.Start("read", $"{dovecot.Port}", dovecot.Certificate, place, log);
            var until = kill == kills ? messages : Math.Min(Lines().Length + random.Next(1, messages / kills), messages - 1);
            try
            {
                await Children.Until(() => Lines().Distinct().Count() >= until, $"{until} messages are taken");
            }
            finally
            {
                Children.Kill(child);
            }
        }
        var taken = Lines();
        Directory.Delete(folder, recursive: true);
        output.WriteLine($"{kills} kills: {messages} messages, {taken.Distinct().Count()} taken, {taken.Length - taken.Distinct().Count()} once more (seed {seed})");
        Assert.Equal(Enumerable.Range(1, messages).Select(n => $"m{n}@example.org"), taken.Distinct());
        Assert.InRange(taken.Length - messages, 0, kills);
    }

    [Fact]
    public async Task A_place_survives_in_its_file_and_a_broken_one_is_not_guessed()
    {
        var folder = Directory.CreateTempSubdirectory("leadgrains-");
        var path = Path.Combine(folder.FullName, "place");
        var cursor = new FileFolderCursor(path);
        Assert.Null(await cursor.Read(default));
        await cursor.Keep(new FolderPlace(4_000_000_000, 7), default);
        Assert.Equal(new FolderPlace(4_000_000_000, 7), await new FileFolderCursor(path).Read(default));
        var kept = new Dictionary<string, string>();
        var setting = new SettingCursor(new ImapSettings("mail.mill.test") { Credentials = new SmtpCredentials("bounces", "sesame") },
            (name, _) => new(kept.GetValueOrDefault(name)), (name, value, _) =>
            {
                kept[name] = value;
                return default;
            });
        Assert.Null(await setting.Read(default));
        await setting.Keep(new FolderPlace(1, 2), default);
        Assert.Equal(new FolderPlace(1, 2), await setting.Read(default));
        Assert.Equal("mail.folder.bounces@mail.mill.test/INBOX", Assert.Single(kept.Keys));
        await File.WriteAllTextAsync(path, "7");
        await Assert.ThrowsAsync<InvalidDataException>(async () => await cursor.Read(default));
        folder.Delete(recursive: true);
    }

    private async Task<Following> Follow(ImapSettings settings)
    {
        var intake = new ImapIntake(settings, _taker, _cursor, NullLogger<ImapIntake>.Instance, TimeProvider.System);
        await intake.StartAsync(CancellationToken.None);
        return new Following(intake);
    }

    private Task Taken(int count) => Children.Until(() => _taker.Taken.Count >= count, $"{count} messages are taken");

    private sealed class Following(ImapIntake intake) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await intake.StopAsync(CancellationToken.None);
            intake.Dispose();
        }
    }
}
