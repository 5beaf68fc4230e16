using Microsoft.AspNetCore.Http;

namespace Sargam.Cli.Web;

/// <summary>What every answer says to the browser. There is no header that lets other origins in.</summary>
internal static class ResponseHeaders
{
    /// <summary>Of an answer that is no page: nothing in it may run or load anything.</summary>
    private const string NoPage = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void Set(HttpResponse response)
    {
        IHeaderDictionary headers = response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = NoPage;
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }

    /// <summary>Allows the page what its own policy allows, and no frame around it.</summary>
    public static void AllowPage(HttpResponse response, string policy) => response.Headers.ContentSecurityPolicy = $"{policy}; frame-ancestors 'none'";
}
