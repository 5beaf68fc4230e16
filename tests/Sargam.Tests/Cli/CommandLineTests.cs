using System.Text.Json;
using Sargam.Pipeline;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private static readonly string[] Verbs = ["run", "demo", "scan", "features", "represent", "cluster", "evaluate", "project", "report", "similar", "playlist", "serve", "doctor"];
    private readonly TempFolder _folder = new();

    public static TheoryData<string> AllVerbs => [.. Verbs];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_arguments_the_commands_are_listed()
    {
        CliRun.Result result = await CliRun.RunAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.All(Verbs, verb => Assert.Contains($"\n  {verb} ", result.Output, StringComparison.Ordinal));
        Assert.Contains("sargam [command] [options]", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(AllVerbs))]
    public async Task Every_command_has_help_with_an_example(string verb)
    {
        CliRun.Result result = await CliRun.RunAsync(verb, "--help");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"Usage:\n  sargam {verb}", result.Output, StringComparison.Ordinal);
        Assert.Contains($"Examples:\n  sargam {verb}", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_help_of_all_commands_is_the_verified_one()
    {
        var help = new System.Text.StringBuilder((await CliRun.RunAsync("--help")).Output);
        foreach (string verb in Verbs) help.Append((await CliRun.RunAsync(verb, "--help")).Output);

        Snapshot.Matches("cli-help.verified.txt", help.ToString());
    }

    [Theory]
    [InlineData("--clusters x", "--clusters must be a whole number at least 2, or auto, got x")]
    [InlineData("--beta -1", "--beta must be auto or a number at least 0, got -1")]
    [InlineData("--features nope", "--features must be one of mfcc-stats, mfcc-stats-13, ")]
    [InlineData("--crops spread:1", "--crops must be start, middle or spread:2 to spread:64, got \"spread:1\"")]
    [InlineData("--excerpt sometimes", "--excerpt must be \"all\", or a length in seconds")]
    [InlineData("--length long", "--length must be \"as-is\" or a length")]
    [InlineData("--hidden 128,a", "--hidden must be widths such as 128,64, got a")]
    [InlineData("--label-pattern nothing", "--label-pattern must hold at least one name in braces")]
    [InlineData("--epsilon elbow", "--epsilon must be a number above 0, or knee, got elbow")]
    [InlineData("--epsilon 0", "--epsilon must be a number above 0, or knee, got 0")]
    [InlineData("--bogus", "--bogus")]
    public async Task A_wrong_option_is_a_usage_error(string options, string message)
    {
        CliRun.Result result = await CliRun.RunAsync(["run", "music", .. options.Split(' ')]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Contains("sargam run --help", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Settings_that_only_fail_together_are_explained_before_any_work()
    {
        string workspace = _folder.File("ws");
        _folder.Write("music/0.wav", Tones.Wav(0));
        CliRun.Result result = await CliRun.RunAsync("run", _folder.File("music"), "-w", workspace, "--crops", "spread:2");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("(--crops) must be start, as track-stats is of the whole excerpt", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(workspace));
    }

    [Theory]
    [InlineData("--clusterer dbscan -k 4", "cluster.clusters (--clusters) has no effect with dbscan, told no number: leave it out, or name a clusterer that takes it with --clusterer (kmeans, ")]
    [InlineData("--clusterer hdbscan,dbscan --choose-by elbow", "cluster.choose_by (--choose-by) has no effect with hdbscan, dbscan")]
    [InlineData("--epsilon 0.5", "cluster.epsilon (--epsilon) has no effect with kmeans: leave it out, or name a clusterer that takes it with --clusterer (dbscan)")]
    [InlineData("--epsilon knee", "cluster.epsilon (--epsilon) has no effect with kmeans")]
    [InlineData("--min-points 5 --clusterer spectral", "cluster.min_points (--min-points) has no effect with spectral")]
    [InlineData("--min-cluster-size 9 --clusterer dbscan", "cluster.min_cluster_size (--min-cluster-size) has no effect with dbscan")]
    [InlineData("--linkage ward", "cluster.linkage (--linkage) has no effect with kmeans")]
    [InlineData("--covariance full --clusterer kmeans,dbscan", "cluster.covariance (--covariance) has no effect with kmeans, dbscan")]
    [InlineData("--restarts 3 --clusterer agglomerative", "cluster.restarts (--restarts) has no effect with agglomerative")]
    public async Task Settings_without_effect_are_no_silent_matter(string options, string message)
    {
        string workspace = _folder.File("ws");
        _folder.Write("music/0.wav", Tones.Wav(0));
        CliRun.Result result = await CliRun.RunAsync(["run", _folder.File("music"), "-w", workspace, .. options.Split(' ')]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(workspace));
    }

    [Fact]
    public async Task A_recipe_file_with_a_setting_without_effect_is_refused_and_another_clusterer_drops_what_was_of_the_former()
    {
        string recipe = _folder.Write("recipe.yaml", "cluster:\n  clusterers: [dbscan]\n  clusters: 4\n");
        _folder.Write("music/0.wav", Tones.Wav(0));
        CliRun.Result refused = await CliRun.RunAsync("run", _folder.File("music"), "-w", _folder.File("ws"), "--recipe", recipe);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("cluster.clusters (--clusters) has no effect with dbscan", refused.Error, StringComparison.Ordinal);

        var former = new ClusterRecipe { Clusterers = ["dbscan", "agglomerative"], Epsilon = 2, MinPoints = 3, Linkage = "average", Clusters = 4 };
        ClusterRecipe changed = ClusterSettings.WithClusterers(former, ["hdbscan"]);
        Assert.Equal((null, 3, "ward", null), (changed.Epsilon, changed.MinPoints, changed.Linkage, changed.Clusters));
        Assert.Equal(["hdbscan"], changed.Clusterers);
    }

    [Theory]
    [InlineData("runn", "sargam: there is no command runn; did you mean run?")]
    [InlineData("featrues", "sargam: there is no command featrues; did you mean features?")]
    [InlineData("music", "sargam: there is no command music")]
    public async Task A_mistyped_command_is_one_line_with_a_guess(string command, string message)
    {
        CliRun.Result result = await CliRun.RunAsync(command);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal($"{message}\nsargam --help shows what is possible.\n", result.Error);
    }

    [Fact]
    public async Task Features_are_told_to_programs_and_exported_only_into_a_folder()
    {
        for (int i = 0; i < 3; i++) _folder.Write($"music/{i}.wav", Tones.Wav((ulong)i));
        string workspace = _folder.File("ws");
        await CliRun.RunAsync("scan", _folder.File("music"), "-w", workspace);
        CliRun.Result refused = await CliRun.RunAsync("features", "-w", workspace, "--export", _folder.Write("file", "x"));
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("--export must name a folder that can be written", refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("ws/features")));

        CliRun.Result result = await CliRun.RunAsync("features", "-w", workspace, "--export", _folder.File("tables"), "--json");
        using JsonDocument json = JsonDocument.Parse(result.Output);
        Assert.Equal(3, json.RootElement.GetProperty("tracks").GetInt32());
        Assert.Equal(_folder.File("tables"), json.RootElement.GetProperty("exported").GetString());
    }

    [Fact]
    public async Task Help_into_a_file_is_eighty_characters_wide()
    {
        Assert.SkipUnless(Console.IsOutputRedirected, "needs a console that is none");
        CliRun.Result help = await CliRun.RunAsync("run", "--help");

        Assert.All(help.Output.Split('\n').TakeWhile(line => line != "Examples:"), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public async Task A_folder_may_begin_with_an_at_sign()
    {
        CliRun.Result result = await CliRun.RunAsync("scan", "@nowhere", "-w", _folder.File("ws"));

        Assert.Contains("@nowhere does not exist", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_environment_stands_in_for_options_and_options_win()
    {
        var environment = new Dictionary<string, string> { ["SARGAM_WORKSPACE"] = _folder.File("from-environment"), ["SARGAM_THREADS"] = "none" };

        CliRun.Result wrong = await CliRun.RunAsync(["report"], environment, TestContext.Current.CancellationToken);
        Assert.Equal(2, wrong.ExitCode);
        Directory.CreateDirectory(_folder.File("from-environment"));
        Directory.CreateDirectory(_folder.File("given"));
        CliRun.Result environmentUsed = await CliRun.RunAsync(["report", "--threads", "1"], environment, TestContext.Current.CancellationToken);
        Assert.Contains("from-environment has no run yet", environmentUsed.Error, StringComparison.Ordinal);
        CliRun.Result optionUsed = await CliRun.RunAsync(["report", "--threads", "1", "-w", _folder.File("given")], environment, TestContext.Current.CancellationToken);
        Assert.Contains("given has no run yet", optionUsed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_tells_people_and_programs_what_was_found()
    {
        CliRun.Result people = await CliRun.RunAsync("doctor");
        CliRun.Result programs = await CliRun.RunAsync("doctor", "--json");

        Assert.Contains("ffmpeg", people.Output, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(programs.Output);
        Assert.True(json.RootElement.GetProperty("cores").GetInt32() >= 1);
        Assert.Equal("wav", json.RootElement.GetProperty("decoders")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Scan_writes_a_template_once_and_reads_it_back()
    {
        for (int i = 0; i < 4; i++) _folder.Write($"music/{i}.wav", Tones.Wav((ulong)i));
        string template = _folder.File("songs.csv");
        string[] scan = ["scan", _folder.File("music"), "-w", _folder.File("ws")];

        Assert.Equal(0, (await CliRun.RunAsync([.. scan, "--write-metadata", template])).ExitCode);
        File.WriteAllText(template, File.ReadAllText(template).Replace("0.wav,0,,,", "0.wav,0,Ann,rock,en", StringComparison.Ordinal)
            .Replace("1.wav,1,,,", "1.wav,1,Ann,rock,de", StringComparison.Ordinal).Replace("2.wav,2,,,", "2.wav,2,Bo,jazz,de", StringComparison.Ordinal));
        CliRun.Result result = await CliRun.RunAsync([.. scan, "--metadata", template, "--json"]);

        using JsonDocument json = JsonDocument.Parse(result.Output);
        Assert.Equal(["genre", "language", "artist"], json.RootElement.GetProperty("labels").EnumerateArray().Select(label => label.GetString()));
        Assert.Contains("is not overwritten", (await CliRun.RunAsync([.. scan, "--write-metadata", template])).Error, StringComparison.Ordinal);
    }
}
