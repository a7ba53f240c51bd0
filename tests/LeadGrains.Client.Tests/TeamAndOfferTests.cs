namespace LeadGrains.Client.Tests;

public class TeamAndOfferTests
{
    [Fact]
    public void A_member_is_added_changed_and_answers_an_offer()
    {
        using var place = new Place();
        place.Fine("init");
        place.Fine("team", "add", "sales", "ines", "--hours", "mon-fri 08:00-12:00", "--zone", "Europe/Lisbon", "--country", "PT", "--new-per-day", "2");
        place.Fine("team", "change", "sales", "ines", "--country", "any", "--language", "pt", "--language", "en");
        var seat = place.Fine("team", "show", "sales", "ines", "--json").Json[0].GetProperty("member");
        Assert.False(seat.TryGetProperty("countries", out _));
        Assert.Equal(2, seat.GetProperty("languages").GetArrayLength());
        Assert.Equal(("Europe/Lisbon", 5), (seat.GetProperty("hours").GetProperty("zone").GetString(), seat.GetProperty("hours").GetProperty("spans").GetArrayLength()));
        Assert.Contains("pt, en", place.Fine("team", "show", "sales").Out, StringComparison.Ordinal);
        place.Run("team", "add", "sales", "otto", "--zone", "Lisbon").WithCleanError(2);
        Assert.Equal(1, place.Run("team", "change", "sales", "nobody", "--capacity", "3").Exit);

        place.Write("leads.csv", "email,first_name\nann@example.org,Ann\n");
        place.Fine("import", "leads.csv");
        place.Fine("send", "ann@example.org", "ask", "wish=call");
        var offer = place.Fine("offer", "list", "--team", "sales", "--json").Json[0];
        Assert.Equal("ines", offer.GetProperty("member").GetString());
        Assert.DoesNotContain("ann", place.Fine("offer", "list").Out, StringComparison.OrdinalIgnoreCase);
        place.Run("offer", "accept", "ann@example.org", "--as", "ines").WithCleanError(2);
        Assert.Equal(1, place.Run("offer", "decline", "ann@example.org", "--as", "sales/ines", "--reason", "mood").Exit);
        Assert.Contains("sales/ines", place.Fine("offer", "accept", "ann@example.org", "--as", "sales/ines").Out, StringComparison.Ordinal);
        Assert.Contains("No open offers", place.Fine("offer", "list").Out, StringComparison.Ordinal);
    }
}
