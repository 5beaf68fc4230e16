using System.Net;
using Sargam.Reporting;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Cli.Web;

public sealed class AccessTests(ServedWorkspace workspace)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_link_lets_a_browser_in_and_the_cookie_keeps_it_in()
    {
        await using LiveServer server = await LiveServer.StartAsync(await workspace.Root);
        using HttpClient browser = server.Browser();
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/?token=wrong", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync($"/api/runs?token={server.Token}", Token)).StatusCode);

        HttpResponseMessage first = await browser.GetAsync(server.Link, Token);

        Assert.Equal((HttpStatusCode.Found, "/"), (first.StatusCode, first.Headers.Location!.ToString()));
        string cookie = Assert.Single(first.Headers.GetValues("Set-Cookie"));
        Assert.Matches($"^sargam-{server.Address.Port}=[A-Za-z0-9_-]{{43}}; path=/; samesite=strict; httponly$", cookie);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/runs", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/?token=wrong", Token)).StatusCode);
        await using LiveServer other = await LiveServer.StartAsync(await workspace.Root);
        Assert.NotEqual(server.Token, other.Token);
        Assert.Equal(HttpStatusCode.Found, (await browser.GetAsync(other.Link, Token)).StatusCode); // cookies know no ports
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/runs", Token)).StatusCode);
    }

    [Theory]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer ")]
    [InlineData("Basic abc")]
    [InlineData("")]
    public async Task Without_the_token_nothing_is_told(string authorization)
    {
        await using LiveServer server = await LiveServer.StartAsync(await workspace.Root);
        server.Client.DefaultRequestHeaders.Remove("Authorization");
        foreach (string path in new[] { "/", "/runs/0001-sargam", "/api/runs", "/api/nothing", "/api/playlists", $"/api/clip/{new string('0', 32)}" })
        {
            HttpResponseMessage answer = await server.Send(HttpMethod.Get, path, headers: ("Authorization", authorization));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Contains("sargam serve printed", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
            AssertHeaders(answer);
        }
    }

    [Theory]
    [InlineData("Host", "evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("Host", "127.0.0.1", HttpStatusCode.MisdirectedRequest)]
    [InlineData("Host", "127.0.0.1:1", HttpStatusCode.MisdirectedRequest)]
    [InlineData("Host", "localhost.evil.example:{port}", HttpStatusCode.MisdirectedRequest)]
    [InlineData("Host", "127.0.0.2:{port}", HttpStatusCode.MisdirectedRequest)]
    [InlineData("Host", "localhost:{port}", HttpStatusCode.OK)]
    [InlineData("Host", "[::1]:{port}", HttpStatusCode.OK)]
    [InlineData("Origin", "http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "https://127.0.0.1:{port}", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://localhost:{port}", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://127.0.0.1:{port}", HttpStatusCode.OK)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.OK)]
    [InlineData("Sec-Fetch-Site", "none", HttpStatusCode.OK)]
    public async Task Other_names_origins_and_sites_are_refused_even_with_the_token(string header, string value, HttpStatusCode expected)
    {
        await using LiveServer server = await LiveServer.StartAsync(await workspace.Root);
        string actual = value.Replace("{port}", $"{server.Address.Port}", StringComparison.Ordinal);
        foreach (HttpMethod method in new[] { HttpMethod.Get, HttpMethod.Head })
        {
            HttpResponseMessage answer = await server.Send(method, "/api/runs", headers: (header, actual));
            Assert.Equal(expected, answer.StatusCode);
            AssertHeaders(answer);
        }
    }

    [Fact]
    public async Task Only_playlists_are_written_and_only_as_json_of_some_length()
    {
        await using LiveServer server = await LiveServer.StartAsync(await workspace.Root);
        foreach (HttpMethod method in new[] { HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch, HttpMethod.Options, new HttpMethod("TRACE") })
        {
            Assert.Equal(HttpStatusCode.MethodNotAllowed, (await server.Send(method, "/api/runs", "{}")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await server.Send(HttpMethod.Put, "/api/playlists", "{}")).StatusCode);
        foreach (string type in new[] { "text/plain", "application/x-www-form-urlencoded", "multipart/form-data" })
        {
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await server.Send(HttpMethod.Post, "/api/playlists/preview", "{}", type)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await server.Send(HttpMethod.Delete, "/api/playlists/x")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Send(HttpMethod.Delete, "/api/playlists/x", "{}")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Send(HttpMethod.Post, "/api/playlists/preview", "{\"kind\": [")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Send(HttpMethod.Post, "/api/playlists/preview", "null")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Send(HttpMethod.Post, "/api/playlists/preview", new string('[', 5000))).StatusCode);
        string large = $"{{\"name\":\"{new string('x', 1 << 20)}\"}}";
        HttpResponseMessage tooLarge = await server.Send(HttpMethod.Post, "/api/playlists", large);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
        AssertHeaders(tooLarge);
    }

    [Theory]
    [InlineData("/api/tracks/..%2f..%2fetc%2fpasswd")]
    [InlineData("/api/clip/..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/api/clip/%2e%2e%2f%2e%2e%2ftracks.csv")]
    [InlineData("/api/clip/..%5c..%5ctracks.csv")]
    [InlineData("/api/clip/even%2F00_%E0%A6%97%E0%A6%BE%E0%A6%A8.wav")]
    [InlineData("/api/clip/00000000000000000000000000000000")]
    [InlineData("/api/clip/%00")]
    [InlineData("/api/playlists/..%2ftracks.csv")]
    [InlineData("/api/playlists/..%2f..%2fx/m3u8")]
    [InlineData("/api/tracks?run=..%2f..%2f")]
    [InlineData("/runs/..%2f0001-sargam")]
    [InlineData("/runs/nothing")]
    [InlineData("/api/nothing")]
    [InlineData("/report.html")]
    public async Task What_does_not_exist_is_not_found_however_it_is_spelt(string path)
    {
        await using LiveServer server = await LiveServer.StartAsync(await workspace.Root);
        HttpResponseMessage answer = await server.Client.GetAsync(new Uri(server.Address, path), Token);
        string text = await answer.Content.ReadAsStringAsync(Token);

        Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{answer.StatusCode}: {text}");
        Assert.DoesNotContain("root:", text, StringComparison.Ordinal);
        if (answer.StatusCode == HttpStatusCode.NotFound) AssertHeaders(answer); // what cannot be an address at all never gets that far
    }

    [Fact]
    public async Task The_page_carries_its_policy_and_nothing_of_a_title_runs()
    {
        await using LiveServer server = await LiveServer.StartAsync(await workspace.Root);
        HttpResponseMessage answer = await server.Client.GetAsync("/", Token);
        string page = await answer.Content.ReadAsStringAsync(Token);

        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith(HtmlReport.ServedPolicy, policy, StringComparison.Ordinal);
        foreach (string part in new[] { "default-src 'none'", "connect-src 'self'", "media-src 'self'", "frame-ancestors 'none'", "form-action 'none'", "base-uri 'none'" }) Assert.Contains(part, policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("\"served\":true", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Equal(page, await server.Client.GetStringAsync("/runs/0001-sargam", Token));
        Assert.Equal(page.Length > 0, (await server.Send(HttpMethod.Head, "/")).Content.Headers.ContentLength > 0);
        Assert.DoesNotContain("\"served\":true", File.ReadAllText(Path.Combine(await workspace.Root, "runs", "0001-sargam", "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_without_a_report_and_a_torn_one_get_a_sentence()
    {
        using var folder = new TempFolder();
        string root = folder.File("ws");
        Copy(await workspace.Root, root);
        string run = Path.Combine(root, "runs", "0001-sargam");
        File.WriteAllText(Path.Combine(run, "scorecard.json"), "{");
        await using LiveServer torn = await LiveServer.StartAsync(root);
        await AssertSentence(torn, "/", "scorecard.json");
        await torn.Get("/api/runs");

        File.WriteAllText(Path.Combine(run, "manifest.json"), "{}");
        await using LiveServer unfinished = await LiveServer.StartAsync(root);
        await AssertSentence(unfinished, "/", "no run yet");
        await AssertSentence(unfinished, "/runs/0001-sargam", "has no report of its present clusters yet");
        Assert.Equal("", (await unfinished.Get("/api/runs")).GetProperty("runs")[0].GetProperty("verdict").GetString());
        Assert.NotEqual(0, (await unfinished.Get("/api/tracks")).GetProperty("total").GetInt32());
    }

    private static async Task AssertSentence(LiveServer server, string path, string part)
    {
        HttpResponseMessage answer = await server.Client.GetAsync(path, Token);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "text/plain"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Contains(part, await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private static void AssertHeaders(HttpResponseMessage answer)
    {
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Contains("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
        Assert.False(answer.Headers.Contains("Server"));
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
