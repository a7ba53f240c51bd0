using MimeKit;

namespace LeadGrains.MailKit;

/// <summary>MimeKit's Content-Type as ours.</summary>
internal static class Kinds
{
    /// <summary>Names in lower case, parameters decoded; of two with the same name the first counts.</summary>
    public static MediaType Of(ContentType type)
    {
        var parameters = new Dictionary<string, string>();
        foreach (var parameter in type.Parameters) parameters.TryAdd(parameter.Name.ToLowerInvariant(), parameter.Value);
        return new MediaType($"{type.MediaType}/{type.MediaSubtype}".ToLowerInvariant(), parameters);
    }
}
