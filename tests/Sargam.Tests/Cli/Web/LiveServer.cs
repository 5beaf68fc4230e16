using System.Net;
using System.Text;
using System.Text.Json;
using Sargam.Cli.Web;
using Sargam.Storage;

namespace Sargam.Tests.Cli.Web;

/// <summary>A server on a free port, and a client that holds its token unless told otherwise.</summary>
internal sealed class LiveServer : IAsyncDisposable
{
    private readonly WebServer _server;
    private readonly StringWriter _log;

    private LiveServer(WebServer server, StringWriter log)
    {
        (_server, _log) = (server, log);
        Client = Browser();
        Client.DefaultRequestHeaders.Add("Authorization", $"Bearer {server.Token}");
    }

    public HttpClient Client { get; }

    public string Link => _server.Link;

    public string Token => _server.Token;

    public Uri Address => _server.Address;

    public static async Task<LiveServer> StartAsync(string root, string? run = null)
    {
        var log = new StringWriter();
        return new LiveServer(await WebServer.StartAsync(new WebServerOptions { Workspace = new Workspace(root), RunName = run, Log = log }, TestContext.Current.CancellationToken), log);
    }

    /// <summary>A client without a token, which keeps cookies and does not follow redirects.</summary>
    public HttpClient Browser() => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = _server.Address };

    public async Task<JsonElement> Get(string path, HttpStatusCode expected = HttpStatusCode.OK) => await Read(await Client.GetAsync(path, TestContext.Current.CancellationToken), expected);

    public async Task<JsonElement> Post(string path, object body, HttpStatusCode expected = HttpStatusCode.OK) =>
        await Read(await Send(HttpMethod.Post, path, JsonSerializer.Serialize(body)), expected);

    public Task<HttpResponseMessage> Send(HttpMethod method, string path, string? body = null, string type = "application/json", params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, type);
        foreach ((string name, string value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        Assert.Empty(_log.ToString());
    }

    private static async Task<JsonElement> Read(HttpResponseMessage answer, HttpStatusCode expected)
    {
        string text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == expected, $"{answer.StatusCode}: {text}");
        using JsonDocument document = JsonDocument.Parse(text);
        JsonElement root = document.RootElement.Clone();
        if ((int)expected >= 400) Assert.EndsWith(".", root.GetProperty("error").GetString(), StringComparison.Ordinal);
        return root;
    }
}
