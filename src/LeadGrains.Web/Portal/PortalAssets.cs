using System.Collections.Frozen;
using System.Security.Cryptography;

namespace LeadGrains.Web.Portal;

/// <summary>The portal's style sheet and script: ours, whole, from this address; a new version has a new address.</summary>
internal static class PortalAssets
{
    private static readonly FrozenDictionary<string, byte[]> Bytes = new[] { "portal.css", "portal.js" }.ToFrozenDictionary(name => name, Read);

    /// <summary>What pages may do: our own style and script, nothing inline, nothing from elsewhere, in no frame.</summary>
    public const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Where a page finds one.</summary>
    public static string Link(string name) => $"/portal/assets/{name}?v={Convert.ToHexStringLower(SHA256.HashData(Bytes[name]))[..12]}";

    public static void Map(IEndpointRouteBuilder portal) => portal.MapGet("/assets/{name}", (HttpContext http, string name) =>
    {
        if (!Bytes.TryGetValue(name, out var bytes)) return Results.NotFound();
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(bytes, name.EndsWith(".css", StringComparison.Ordinal) ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8");
    }).AllowAnonymous().ExcludeFromDescription();

    private static byte[] Read(string name)
    {
        using var stream = typeof(PortalAssets).Assembly.GetManifestResourceStream($"portal/{name}") ?? throw new InvalidOperationException($"{name} isn't in the assembly.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
