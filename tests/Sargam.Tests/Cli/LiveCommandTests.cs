using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Sargam.Tests.Cli.Web;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Cli;

public sealed class LiveCommandTests(ServedWorkspace workspace)
{
    [Fact]
    public async Task Similar_lists_tracks_says_why_and_speaks_json()
    {
        string root = await workspace.Root;
        CliRun.Result table = await CliRun.RunAsync("similar", "Über den Dächern", "-w", root, "-n", "5", "--why");
        Assert.True(table.ExitCode == 0, table.Error);
        Assert.Equal(6, table.Output.TrimEnd().Split('\n').Length);
        Assert.Contains("in common", table.Output, StringComparison.Ordinal);

        CliRun.Result json = await CliRun.RunAsync("similar", "even/00_গান.wav", "-w", root, "-n", "2", "--json", "--run", "1");
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal(2, document.RootElement.GetProperty("similar").GetArrayLength());
        Assert.DoesNotContain('\u202E', json.Output);
    }

    [Fact]
    public async Task An_ambiguous_or_unknown_track_is_a_usage_error_with_candidates()
    {
        string root = await workspace.Root;
        CliRun.Result many = await CliRun.RunAsync("similar", "track 1", "-w", root);
        Assert.Equal(0, many.ExitCode); // the title itself, though others begin so
        CliRun.Result ambiguous = await CliRun.RunAsync("similar", "artist 3", "-w", root);
        Assert.Equal((2, ""), (ambiguous.ExitCode, ambiguous.Output));
        Assert.Contains("can be any of 4 tracks", ambiguous.Error, StringComparison.Ordinal);
        Assert.Contains("odd/09_গান.wav", ambiguous.Error, StringComparison.Ordinal);
        CliRun.Result none = await CliRun.RunAsync("similar", "nobody", "-w", root);
        Assert.Equal(2, none.ExitCode);
        Assert.Contains("there is no track", none.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await CliRun.RunAsync("similar", "x", "-w", root, "--run", "99")).ExitCode);
    }

    [Fact]
    public async Task Playlists_go_to_standard_output_files_and_the_workspace()
    {
        string root = await workspace.Root;
        using var folder = new TempFolder();
        CliRun.Result cluster = await CliRun.RunAsync("playlist", "--cluster", "0", "-n", "3", "-w", root);
        Assert.True(cluster.ExitCode == 0 && cluster.Output.StartsWith("#EXTM3U\n", StringComparison.Ordinal), cluster.Error);

        string file = folder.File("deep/path.m3u8");
        CliRun.Result path = await CliRun.RunAsync("playlist", "--from", "Track 0", "--to", "Track 9", "-n", "5", "--out", file, "-w", root);
        Assert.True(path.ExitCode == 0, path.Error);
        string[] entries = [.. File.ReadAllLines(file).Where(line => !line.StartsWith('#'))];
        Assert.Equal(5, entries.Length);
        Assert.All(entries.Where(entry => !entry.Contains("17_", StringComparison.Ordinal)), entry => Assert.True(File.Exists(Path.Combine(folder.File("deep"), entry)), entry));

        CliRun.Result seeds = await CliRun.RunAsync("playlist", "--seeds", "Track 0", "Track 1", "-n", "4", "--save", "From the shell", "--json", "-w", root);
        using JsonDocument json = JsonDocument.Parse(seeds.Output);
        string saved = json.RootElement.GetProperty("file").GetString()!;
        Assert.Equal(Path.Combine(root, "playlists", "From the shell.m3u8"), saved);
        File.Delete(saved);
    }

    [Theory]
    [InlineData("", "playlist needs to know what of")]
    [InlineData("--cluster 1 --seeds x", "playlist needs to know what of")]
    [InlineData("--from x", "--from and --to belong together")]
    [InlineData("--cluster 1 --out a --save b", "exclude each other")]
    [InlineData("--cluster -1", "--cluster must be a whole number")]
    public async Task A_playlist_of_nothing_is_a_usage_error(string options, string message)
    {
        CliRun.Result result = await CliRun.RunAsync(["playlist", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_prints_one_link_and_stops_within_a_second_of_ctrl_c()
    {
        string root = await workspace.Root;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task<CliRun.Result> serving = CliRun.RunAsync(["serve", root, "--port", "0"], [], stop.Token);
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        CliRun.Result result = await serving.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(130, result.ExitCode);
        Assert.Matches("^http://127\\.0\\.0\\.1:\\d+/\\?token=[A-Za-z0-9_-]{43}\n$", result.Output);
        Assert.DoesNotContain("WARNING", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_refuses_what_it_cannot_serve()
    {
        string root = await workspace.Root;
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        CliRun.Result port = await CliRun.RunAsync("serve", root, "--port", $"{((IPEndPoint)taken.LocalEndpoint).Port}");
        Assert.Equal(1, port.ExitCode);
        Assert.Contains("is taken by another program", port.Error, StringComparison.Ordinal);

        CliRun.Result host = await CliRun.RunAsync("serve", root, "--host", "example.org");
        Assert.Equal(2, host.ExitCode);
        CliRun.Result run = await CliRun.RunAsync("serve", root, "--run", "nope");
        Assert.Equal((1, true), (run.ExitCode, run.Error.Contains("has no run nope: it has 0001-sargam", StringComparison.Ordinal)));
        using var folder = new TempFolder();
        CliRun.Result empty = await CliRun.RunAsync("serve", folder.Path);
        Assert.Equal((1, true), (empty.ExitCode, empty.Error.Contains("run sargam scan", StringComparison.Ordinal)));
        CliRun.Result absent = await CliRun.RunAsync("serve", folder.File("no"));
        Assert.Equal((1, false), (absent.ExitCode, Directory.Exists(folder.File("no"))));
    }
}
