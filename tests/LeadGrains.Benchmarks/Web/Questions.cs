using System.Text.Json;

namespace LeadGrains.Benchmarks;

/// <summary>Something that somebody with a key asks again and again.</summary>
/// <param name="Keys">One a reader, since the API bounds what one key asks.</param>
internal sealed record Question(string Name, IReadOnlyList<string> Keys, Func<Random, string> Path);

/// <summary>Every question that lists and pages of leads answer.</summary>
internal static class Questions
{
    private const int KeysEach = 8, DeepPages = 40;
    private static readonly string[] Orders = ["created", "-created", "due"];

    /// <summary>All of them, with keys that are made for them and cursors that lie deep in the list.</summary>
    public static async Task<IReadOnlyList<Question>> Make(Uri server, string admin, string file, int leads)
    {
        using var http = new HttpClient { BaseAddress = server };
        var keys = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var (who, role, member) in new[] { ("admin", "admin", null), ("manager", "sales-manager", null), ("partners' manager", "partner-manager", null),
            ("rep with many", "sales-rep", "sales/rep-1"), ("rep with few", "sales-rep", "sales/rep-7"), ("partner", "partner-user", "partners/partner-1") })
            keys[who] = await Keys(http, admin, who, role, member);
        var asked = new List<Question>();
        string[] filters = ["", "stage=inquiry", "stage=nurturing", "stage=qualified", "stage=sales-owned", "stage=partner-owned", "stage=won", "stage=lost", "team=sales", "team=partners", "team=marketing",
            "team=sales&owner=rep-1", "owner=rep-7", "owner=nobody", "route=hot", "route=partner-opportunity", "source=paid_search", "source=podcast", "source=nothing", "scoreMin=30", "scoreMin=90",
            "stage=won&source=podcast", "stage=nurturing&route=hot&source=nothing", "team=sales&stage=sales-owned&scoreMin=10"];
        foreach (var filter in filters)
            foreach (var order in Orders)
                if (order == "created" || filter.Length == 0 || filter.Contains("stage", StringComparison.Ordinal) || filter.Contains("sales", StringComparison.Ordinal) || order == "due")
                    Add("admin", $"/api/leads?{filter}&sort={order}");
        foreach (var who in keys.Keys.Where(k => k != "admin"))
            foreach (var order in Orders)
            {
                Add(who, $"/api/leads?sort={order}");
                Add(who, $"/api/leads?stage=won&sort={order}");
                if (order == "created") Add(who, $"/api/leads?source=podcast&scoreMin=10&sort={order}");
            }
        foreach (var (who, query) in new[] { ("admin", "sort=created"), ("admin", "sort=-created"), ("admin", "sort=due"), ("admin", "stage=won&sort=created"), ("manager", "sort=created"), ("manager", "sort=due"), ("rep with many", "sort=due") })
        {
            var after = await Deep(http, keys[who][0], query);
            asked.Add(new Question($"{who}: {query}, page {DeepPages}", keys[who], _ => $"/api/leads?{query}&after={after}"));
        }
        asked.Add(new Question("admin: a page of 200", keys["admin"], _ => "/api/leads?sort=-created&size=200"));
        asked.Add(new Question("admin: q=mail", keys["admin"], r => $"/api/leads?q={Uri.EscapeDataString(ManyLeads.Mail(r.Next(leads) + 1))}"));
        asked.Add(new Question("admin: q=4 digits of an id", keys["admin"], r => $"/api/leads?q={ManyLeads.Id(r.Next(leads) + 1).ToString()[..4]}"));
        asked.Add(new Question("admin: q=8 digits of an id", keys["admin"], r => $"/api/leads?q={ManyLeads.Id(r.Next(leads) + 1).ToString()[..8]}"));
        asked.Add(new Question("rep with few: q=mail", keys["rep with few"], r => $"/api/leads?q={Uri.EscapeDataString(ManyLeads.Mail(r.Next(leads) + 1))}"));
        foreach (var page in new[] { "", "/timeline", "/why" })
        {
            asked.Add(new Question($"admin: a lead{page}", keys["admin"], r => $"/api/leads/{ManyLeads.Id(r.Next(leads) + 1)}{page}"));
            asked.Add(new Question($"admin: a lead that was won{page}", keys["admin"], r => $"/api/leads/{ManyLeads.Id(r.Next(leads / 1000) * 1000 + r.Next(19) * 10 + 10)}{page}"));
        }
        foreach (var path in new[] { "stages", "teams", "offers" })
        {
            Add("admin", $"/api/{path}");
            Add("manager", $"/api/{path}");
        }
        Add("rep with many", "/api/offers");
        Add("rep with few", "/api/offers");
        return asked;

        void Add(string who, string path) => asked.Add(new Question($"{who}: {path["/api/".Length..]}", keys[who], _ => path));
    }

    private static async Task<IReadOnlyList<string>> Keys(HttpClient http, string admin, string who, string role, string? member)
    {
        var keys = new List<string>();
        for (var n = 1; n <= KeysEach; n++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/keys") { Content = new StringContent(JsonSerializer.Serialize(new { name = $"{who} {n}", role, member }), null, "application/json") };
            request.Headers.Authorization = new("Bearer", admin);
            using var answer = await http.SendAsync(request);
            keys.Add((await Document(answer)).GetProperty("key").GetString()!);
        }
        return keys;
    }

    private static async Task<string?> Deep(HttpClient http, string key, string query)
    {
        string? after = null;
        for (var page = 1; page < DeepPages; page++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/leads?{query}&size=50{(after is null ? "" : $"&after={after}")}");
            request.Headers.Authorization = new("Bearer", key);
            using var answer = await http.SendAsync(request);
            if (!(await Document(answer)).TryGetProperty("next", out var next)) break;
            after = next.GetString();
        }
        return after;
    }

    private static async Task<JsonElement> Document(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{answer.StatusCode}: {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
