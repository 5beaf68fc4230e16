using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sargam.Numerics.Parallelism;

namespace Sargam.Cli.Web;

/// <summary>
/// The live page on this computer. It reads no settings of its own from files or the environment, logs nothing, and handles no
/// signals: who started it stops it.
/// </summary>
internal sealed class WebServer : IAsyncDisposable
{
    private const long MostBodyBytes = 1 << 20;
    private const int TokenBytes = 32;
    private static readonly TimeSpan StopTimeout = TimeSpan.FromMilliseconds(400);
    private readonly WebApplication _app;
    private readonly ClipSource _clips;
    private readonly LiveWorkspace _live;

    private WebServer(WebApplication app, ClipSource clips, LiveWorkspace live, string token, Uri address) =>
        (_app, _clips, _live, Token, Address) = (app, clips, live, token, address);

    /// <summary>The secret of this start.</summary>
    public string Token { get; }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:51234/</c>.</summary>
    public Uri Address { get; }

    /// <summary>The link that lets in.</summary>
    public string Link => $"{Address}?token={Token}";

    /// <summary>Starts listening; files are read afterwards.</summary>
    /// <exception cref="ArgumentException">The port is taken, or the address is none of this computer.</exception>
    public static async Task<WebServer> StartAsync(WebServerOptions options, CancellationToken cancellationToken)
    {
        string token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostBodyBytes;
            kestrel.Listen(options.Address, options.Port);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        WebApplication app = builder.Build();
        var clips = new ClipSource();
        var live = new LiveWorkspace(options.Workspace, options.RunName);
        var guard = new AccessGuard(token, options.Address);
        app.Use(next => context => ErrorAnswer.CatchAsync(context, next, options.Log));
        app.Use(next => context => guard.InvokeAsync(context, next));
        if (options.Threads is { } threads) app.Use(next => context => LimitedAsync(context, next, threads));
        app.UseRouting();
        new Routes(live, clips, options.Clock).Map(app);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException error)
        {
            await app.DisposeAsync();
            throw new ArgumentException(error.InnerException is AddressInUseException
                ? $"port {options.Port} is taken by another program: choose another --port, or none for any that is free"
                : $"cannot listen at {options.Address}, port {options.Port}: {error.Message}", error);
        }
        catch (System.Net.Sockets.SocketException error)
        {
            await app.DisposeAsync();
            throw new ArgumentException($"cannot listen at {options.Address}, port {options.Port}: {error.Message}", error);
        }

        return new WebServer(app, clips, live, token, AddressOf(app, options.Address));
    }

    /// <summary>Begins to read what most visitors ask for first.</summary>
    public void WarmUp() => _ = Task.Run(_live.WarmUp);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var timeout = new CancellationTokenSource(StopTimeout);
        await _app.StopAsync(timeout.Token);
        await _app.DisposeAsync();
        await _clips.DisposeAsync();
    }

    /// <summary>Requests do not come from who started the server, so that its limit does not reach them.</summary>
    private static async Task LimitedAsync(HttpContext context, RequestDelegate next, int threads)
    {
        using IDisposable limit = WorkerPool.Limit(threads);
        await next(context);
    }

    /// <summary>Of a server that listens everywhere, the address that works on this computer.</summary>
    private static Uri AddressOf(WebApplication app, IPAddress address)
    {
        var bound = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        IPAddress shown = address.Equals(IPAddress.Any) ? IPAddress.Loopback : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : address;
        return new UriBuilder(Uri.UriSchemeHttp, shown.ToString(), bound.Port).Uri;
    }

    /// <summary>The command line handles signals; the host's own way writes to the console.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
