using Microsoft.Data.Sqlite;

namespace LeadGrains.Web.Tests;

/// <summary>What tests of signing in do all the time.</summary>
internal static class Visiting
{
    /// <summary>Asks for a link and reads it in the mail: its path and query.</summary>
    public static async Task<string> Link(this Site site, string email, string? onward = null)
    {
        using var asked = await site.Browser(null).Send("/portal/sign-in", onward is null ? [("email", email)] : [("email", email), ("return", onward)]);
        Assert.Equal(303, (int)asked.StatusCode);
        return Assert.Single((await site.Letters.Next()).Ways).Link.PathAndQuery;
    }

    public static Task<HttpResponseMessage> Send(this HttpClient http, string path, params IEnumerable<(string Name, string Value)> fields) =>
        http.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));

    /// <summary>A form of the portal, with the token of its session.</summary>
    public static Task<HttpResponseMessage> Act(this HttpClient http, string session, string path, params IEnumerable<(string Name, string Value)> fields) =>
        http.Send(path, fields.Append(("token", SignedInRequest.FormTokenOf(session))));

    /// <summary>The session that an answer sets, or null.</summary>
    public static string? Session(this HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.Single().Split(';')[0].Split('=', 2)[1] : null;

    /// <summary>All settings of the file, as text.</summary>
    public static string Settings(this Site site)
    {
        using var file = new SqliteConnection($"Data Source={site.File};Mode=ReadOnly;Pooling=False");
        file.Open();
        using var command = file.CreateCommand();
        command.CommandText = "SELECT group_concat(name || '=' || value, char(10)) FROM setting";
        return (string)command.ExecuteScalar()!;
    }
}
