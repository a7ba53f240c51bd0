using LeadGrains.Mail;

namespace LeadGrains.Web;

/// <summary>Forms as browsers send them.</summary>
internal static class Form
{
    private static readonly string[] Empty = [];

    /// <summary>
    /// The values of a form's fields; of no fields when no form was sent. Throws what the framework throws for one beyond
    /// <see cref="WebLimits"/>.
    /// </summary>
    public static async Task<FormValues> Of(HttpContext http)
    {
        if (!http.Request.HasFormContentType) return _ => Empty;
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return field => form.TryGetValue(field, out var values) ? [.. values.OfType<string>()] : Empty;
    }

    /// <summary>A file that was chosen, or null.</summary>
    public static async Task<IFormFile?> File(HttpContext http, string field) =>
        http.Request.HasFormContentType && (await http.Request.ReadFormAsync(http.RequestAborted)).Files.GetFile(field) is { Length: > 0 } file ? file : null;

    /// <summary>The last value of a field, or empty.</summary>
    public static string One(this FormValues form, string field) => form(field) is { Count: > 0 } values ? values[^1] : "";

    /// <summary>A box or a round button to choose.</summary>
    public static Markup Choice(string type, string name, string value, bool isChosen, string words) => Markup.Of(
        $"""<label><input type="{type}" name="{name}" value="{value}"{(isChosen ? Markup.Of($" checked") : Markup.Empty)}><span>{words}</span></label>{Break}""");

    /// <summary>An entry of a list to choose from.</summary>
    public static Markup Option(string value, bool isChosen, string words) => Markup.Of(
        $"""<option value="{value}"{(isChosen ? Markup.Of($" selected") : Markup.Empty)}>{words}</option>{Break}""");

    private static Markup Break => Markup.Of($"\n");
}
