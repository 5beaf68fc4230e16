using System.CommandLine;
using System.Net;
using Sargam.Cli.Options;
using Sargam.Cli.Rendering;
using Sargam.Cli.Web;
using Sargam.Storage;

namespace Sargam.Cli.Commands;

/// <summary><c>sargam serve</c>: the live page.</summary>
internal static class ServeCommand
{
    private const string Localhost = "localhost";

    public static Command Create(CommandShell shell)
    {
        var command = new Command("serve", "Opens a collection in the browser: the map plays, finds similar tracks and makes playlists");
        var named = new Argument<string?>("WORKSPACE") { Description = "The workspace; the same as --workspace", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> run = RunName.Option();
        Option<int> port = OptionKinds.Integer("--port", "The port to listen at. Default: any that is free", 0, ushort.MaxValue);
        Option<string> host = OptionKinds.Text("--host", "The address to listen at. Default: 127.0.0.1, this computer only", "ADDRESS", Problem);
        command.Arguments.Add(named);
        foreach (Option option in new Option[] { run, port, host }) command.Options.Add(option);
        CommonOptions common = new CommonOptions().AddReadingTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using IDisposable? limit = common.Threads(parsed) is { } threads ? Numerics.Parallelism.WorkerPool.Limit(threads) : null;
            Workspace workspace = CommandShell.FindWorkspace(parsed.GetValue(named) ?? common.Workspace(parsed));
            workspace.RefuseEmpty();
            if (parsed.GetValue(run) is { } name) RunName.Find(workspace, name);
            IPAddress address = AddressOf(parsed.GetValue(host) ?? Localhost)!;
            if (!IPAddress.IsLoopback(address)) Warn(shell.Terminal, address);
            var options = new WebServerOptions
            {
                Workspace = workspace,
                RunName = parsed.GetValue(run),
                Address = address,
                Port = parsed.IsGiven(port) ? parsed.GetValue(port) : 0,
                Threads = common.Threads(parsed),
                Clock = shell.Clock,
                Log = shell.Terminal.Error,
            };
            await using WebServer server = await WebServer.StartAsync(options, cancellationToken);
            shell.Terminal.Out.WriteLine(server.Link);
            await shell.Terminal.Out.FlushAsync(CancellationToken.None);
            shell.Terminal.Error.WriteLine("Open this link; it works until Ctrl-C.");
            server.WarmUp();
            await Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            shell.Terminal.Error.WriteLine("Stopped.");
            return ExitCode.Interrupted;
        });
        return Examples.For(command, """
            sargam serve
            sargam serve ~/clusters --run 2
            sargam serve -w ~/clusters --port 8321
            """, "The link holds a token: whoever has it sees the collection and hears the music. What the page can do, and what keeps others out: docs/serve.md");
    }

    private static void Warn(Terminal terminal, IPAddress address)
    {
        terminal.Error.WriteLine($"WARNING: --host {address} opens this collection to the network. Whoever has the link, or reads the traffic, which is not");
        terminal.Error.WriteLine("WARNING: encrypted, can see its titles, hear its music and change its playlists. Without --host only this computer is served.");
    }

    private static string? Problem(string text) => AddressOf(text) is null ? $"--host must be an IP address of this computer, such as 127.0.0.1, or localhost, got {text}" : null;

    private static IPAddress? AddressOf(string text) => text == Localhost ? IPAddress.Loopback : IPAddress.TryParse(text, out IPAddress? address) ? address : null;
}
