using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace LeadGrains.Web;

/// <summary>
/// The session of a request, and what its forms carry along so that no other site can send them: made of the session, so that it is good for
/// this browser as long as it is signed in, and nothing has to be kept.
/// </summary>
internal static class SignedInRequest
{
    private const string Item = "leadgrains.session";

    /// <summary>The field of every form that holds it.</summary>
    public const string TokenField = "token";

    /// <summary>The session's token; null when the request has none that holds.</summary>
    public static string? Token(HttpContext http) => http.Items[Item] as string;

    public static void Remember(HttpContext http, string token) => http.Items[Item] = token;

    /// <summary>What forms of this request's session carry; empty without one.</summary>
    public static string FormToken(HttpContext http) => Token(http) is { } token ? FormTokenOf(token) : "";

    /// <summary>What forms of a session carry.</summary>
    public static string FormTokenOf(string session) => Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(session), "leadgrains form"u8));

    /// <summary>Did the form come with its token?</summary>
    public static async Task<bool> HasFormToken(HttpContext http) =>
        FormToken(http) is { Length: > 0 } token && Secrets.AreSame((await Form.Of(http)).One(TokenField), token);
}
