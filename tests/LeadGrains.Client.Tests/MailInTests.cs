using LeadGrains.Store;

namespace LeadGrains.Client.Tests;

public sealed class MailInTests : IDisposable
{
    private readonly Place _place = new();

    public MailInTests()
    {
        _place.Fine("init");
        _place.Write("leads.csv", """
            email,first_name,created_at,consent_topics,consent_channels,consent_wording
            ann@example.org,Ann,2026-01-05T10:00:00Z,news,email,Yes please
            bob@example.org,Bob,2026-01-06T10:00:00Z,news,email,Yes please
            """);
        _place.Fine("import", "leads.csv");
    }

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_reply_is_on_the_timeline_once_however_often_it_is_read()
    {
        _place.Write("mail/1.eml", Letter("ann@example.org", "1", "Subject: Re: x", "Could you send \u001b[31mdrawings?\n\n> quoted"));
        Assert.Equal(1, Count(_place.Fine("mail", "in", "mail", "--json"), "told"));
        Assert.Equal(1, Count(_place.Fine("mail", "in", "mail", "--json"), "known"));
        var timeline = Timeline("ann@example.org");
        Assert.Equal(1, timeline.Split("\"Wrote\"").Length - 1);
        Assert.Contains("Could you send [31mdrawings?", timeline, StringComparison.Ordinal);
        Assert.DoesNotContain("quoted", timeline, StringComparison.Ordinal);
    }

    [Fact]
    public void A_maildir_is_emptied_into_cur_and_what_belongs_to_nobody_is_kept()
    {
        Directory.CreateDirectory(_place["Maildir/cur"]);
        _place.Write("Maildir/new/1.host", Letter("ann@example.org", "1", "Subject: unsubscribe", ""));
        _place.Write("Maildir/new/2.host", Letter("stranger@example.net", "2", "Subject: hello", "Who are you?"));
        _place.Write("Maildir/new/3.host", Letter("stranger@example.net", "3", "Auto-Submitted: auto-replied", "away"));
        var ran = _place.Run("mail", "in", "Maildir", "--json");
        Assert.True(ran.Exit == 1, ran.Error);
        Assert.Equal((1, 1, 1), (Count(ran, "told"), Count(ran, "kept"), Count(ran, "noted")));
        Assert.Empty(Directory.GetFiles(_place["Maildir/new"]));
        Assert.Equal(["1.host:2,S", "2.host:2,S", "3.host:2,S"], Directory.GetFiles(_place["Maildir/cur"]).Select(Path.GetFileName).Order());
        Assert.Contains("Who are you?", File.ReadAllText(Assert.Single(Directory.GetFiles(_place["mail-unmatched"]))), StringComparison.Ordinal);
        Assert.Contains("OptedOut", Timeline("ann@example.org"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_letter_from_a_stranger_is_an_inquiry_where_that_is_wanted_and_gives_no_consent()
    {
        _place.Write("1.eml", Letter("stranger@example.net", "1", "Subject: Prices", "What does it cost?"));
        Assert.Equal(1, Count(_place.Fine("mail", "in", "1.eml", "--inquiries", "--json"), "inquiry"));
        Assert.Equal(0, Count(_place.Fine("mail", "in", "1.eml", "--inquiries", "--json"), "inquiry"));
        var state = _place.Fine("show", "stranger@example.net", "--json").Json.GetProperty("state");
        Assert.False(state.TryGetProperty("consents", out _));
        Assert.Equal("Stranger", state.GetProperty("person").GetProperty("lastName").GetString());
    }

    [Fact]
    public void A_bounce_stops_mail_only_where_it_names_a_touch_that_was_made()
    {
        var id = _place.Fine("show", "bob@example.org", "--json").Json.GetProperty("id").GetString();
        _place.Write("1.eml", Bounce("1", "touch-1." + id + "@leadgrains"));
        _place.Write("2.eml", Bounce("2", "elsewhere@example.net"));
        Assert.Equal(1, _place.Run("mail", "in", "1.eml").Exit); // bob never had a touch
        Assert.Equal(1, Count(_place.Fine("mail", "in", "2.eml", "--json"), "noted"));
        Assert.DoesNotContain("Bounced", Timeline("bob@example.org"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_away_note_pauses_and_never_scores()
    {
        var back = DateTime.UtcNow.Date.AddDays(20);
        _place.Write("1.eml", Letter("ann@example.org", "1", $"Auto-Submitted: auto-replied\nDate: {DateTime.UtcNow:ddd, dd MMM yyyy HH:mm:ss} +0000", $"Back on {back:yyyy-MM-dd}"));
        Assert.Equal(1, Count(_place.Fine("mail", "in", "1.eml", "--json"), "told"));
        Assert.Contains("Paused", Timeline("ann@example.org"), StringComparison.Ordinal);
        Assert.DoesNotContain("Engaged", Timeline("ann@example.org"), StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_pipes_to_us_is_told_to_try_again_and_never_to_send_it_back()
    {
        _place.Write("1.eml", Letter("stranger@example.net", "1", "Subject: hello", "Hello"));
        Assert.Equal(0, _place.Shell("leadgrains mail in - < 1.eml").Exit);
        Assert.Single(Directory.GetFiles(_place["mail-unmatched"]));
        Assert.Equal(75, _place.Shell("leadgrains --file nowhere.db mail in - < 1.eml").Exit);
        using var other = SqliteJournal.Open(_place["leadgrains.db"]); // somebody who has the file and no door
        _place.Run("mail", "in", "1.eml").WithCleanError(75);
        Assert.Equal(75, _place.Shell("leadgrains mail in - < 1.eml").Exit);
    }

    private string Timeline(string lead) => _place.Fine("show", lead, "--json").Json.GetProperty("timeline").GetRawText();

    private static int Count(Ran ran, string outcome) => ran.Json.GetProperty(outcome).GetInt32();

    private static string Letter(string from, string id, string headers, string body) =>
        $"From: Stranger <{from}>\nTo: hello@kestrel.example\nMessage-ID: <{id}@example.org>\n{headers}\n\n{body}\n";

    private static string Bounce(string id, string original) =>
        $"From: MAILER-DAEMON@mx.example.org\nMessage-ID: <{id}@mx>\nSubject: Undelivered\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\n\n"
        + $"--x\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; bob@example.org\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 user unknown\n\n--x\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{original}>\n--x--\n";
}
