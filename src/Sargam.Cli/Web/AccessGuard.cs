using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Sargam.Cli.Web;

/// <summary>
/// Lets in who started the server, and nobody who merely runs in the same browser or on the same machine. The address the browser
/// asked for stops other names for this address (DNS rebinding), the origin stops other pages, the token stops other users.
/// </summary>
internal sealed class AccessGuard(string token, IPAddress address)
{
    private const int HttpPort = 80;
    private const string Json = "application/json";
    private readonly byte[] _token = Encoding.UTF8.GetBytes(token);

    /// <summary>Passes the request on, or answers it.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        ArgumentNullException.ThrowIfNull(next);
        ResponseHeaders.Set(context.Response);
        (int Status, string Sentence)? refusal = Refusal(context);
        if (refusal is { } refused)
        {
            await ErrorAnswer.WriteAsync(context, refused.Status, refused.Sentence);
            return;
        }

        if (context.Request.Path == "/" && context.Request.Query.ContainsKey("token"))
        {
            context.Response.Cookies.Append(CookieName(context), token, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true });
            context.Response.Redirect("/");
            return;
        }

        await next(context);
    }

    private (int Status, string Sentence)? Refusal(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (!IsThisHost(context)) return (StatusCodes.Status421MisdirectedRequest, "This server answers to its own address only: open the link that sargam serve printed.");
        if (request.Headers.Origin is { Count: > 0 } origin && !string.Equals(origin, $"http://{request.Host.Value}", StringComparison.OrdinalIgnoreCase))
        {
            return (StatusCodes.Status403Forbidden, "Other pages may not ask this server.");
        }

        if (request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && site != "same-origin" && site != "none")
        {
            return (StatusCodes.Status403Forbidden, "Other pages may not lead here: copy the link that sargam serve printed into the address bar.");
        }

        if (!HasToken(context)) return (StatusCodes.Status401Unauthorized, "Open the link that sargam serve printed: it holds the token that lets you in.");
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return null;
        bool isPlaylists = request.Path.StartsWithSegments("/api/playlists") && (HttpMethods.IsPost(request.Method) || HttpMethods.IsDelete(request.Method));
        if (!isPlaylists) return (StatusCodes.Status405MethodNotAllowed, "This can only be read.");
        string type = (request.ContentType ?? "").Split(';')[0].Trim();
        return type.Equals(Json, StringComparison.OrdinalIgnoreCase) ? null : (StatusCodes.Status415UnsupportedMediaType, $"Content-Type must be {Json}.");
    }

    /// <summary>127.0.0.1, localhost or ::1; beyond loopback also the very address that the connection came in at, as numbers: no name can stand for it.</summary>
    private bool IsThisHost(HttpContext context)
    {
        HostString host = context.Request.Host;
        int port = context.Connection.LocalPort;
        if (!host.HasValue || (host.Port ?? HttpPort) != port) return false;
        if (host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.Host is "127.0.0.1" or "[::1]") return true;
        if (IPAddress.IsLoopback(address) && !address.Equals(IPAddress.Parse("127.0.0.1")) && host.Host == address.ToString()) return true;
        return !IPAddress.IsLoopback(address) && IPAddress.TryParse(host.Host, out IPAddress? named) && context.Connection.LocalIpAddress is { } local
            && Plain(named).Equals(Plain(local));
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>A token in the address counts at the door only; there a wrong one is refused even from a known visitor.</summary>
    private bool HasToken(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (request.Path == "/" && request.Query.TryGetValue("token", out var asked)) return IsToken(asked);
        const string Scheme = "Bearer ";
        if (request.Headers.Authorization is [{ } authorization] && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return IsToken(authorization[Scheme.Length..].Trim());
        return IsToken(request.Cookies[CookieName(context)]);
    }

    /// <summary>Holds the token after the first visit. Cookies do not tell ports apart: without its number one server would overwrite the token of another.</summary>
    private static string CookieName(HttpContext context) => string.Create(CultureInfo.InvariantCulture, $"sargam-{context.Connection.LocalPort}");

    /// <summary>In a time that does not tell how much of it was right.</summary>
    private bool IsToken(string? given) => given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), _token);
}
