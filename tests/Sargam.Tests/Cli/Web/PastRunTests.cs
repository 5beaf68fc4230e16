using System.Net;
using System.Text.Json;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Cli.Web;

public sealed class PastRunTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_report_of_former_clusters_is_not_shown_over_new_ones_and_tracks_that_are_gone_stay_in_it()
    {
        for (int i = 0; i < 12; i++) _folder.Write($"music/{i:00}.wav", Tones.Wav((ulong)i));
        string root = _folder.File("ws");
        await Ok("run", _folder.File("music"), "-w", root, "--clusters", "3", "--seeds", "1", "--null-draws", "0", "--epochs", "3", "--permutations", "99", "--map", "pca");

        File.Delete(_folder.File("music/04.wav"));
        await Ok("scan", _folder.File("music"), "-w", root);
        await using LiveServer server = await LiveServer.StartAsync(root);
        Assert.Contains("served", await server.Client.GetStringAsync("/", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        _folder.Write("music/04.wav", Tones.Wav(4));
        await Ok("scan", _folder.File("music"), "-w", root);

        await Ok("cluster", "-w", root, "--clusters", "2");
        HttpResponseMessage old = await server.Client.GetAsync("/", TestContext.Current.CancellationToken);
        JsonElement run = (await server.Get("/api/runs")).GetProperty("runs")[0];

        Assert.Equal(HttpStatusCode.ServiceUnavailable, old.StatusCode);
        Assert.Equal(("", 2), (run.GetProperty("verdict").GetString(), run.GetProperty("clusters").GetInt32()));

        await Ok("evaluate", "-w", root);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.Client.GetAsync("/", TestContext.Current.CancellationToken)).StatusCode);
        await Ok("report", "-w", root);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/", TestContext.Current.CancellationToken)).StatusCode);
    }

    private static async Task Ok(params string[] arguments)
    {
        CliRun.Result result = await CliRun.RunAsync(arguments);
        Assert.True(result.ExitCode == 0, result.Error);
    }
}
