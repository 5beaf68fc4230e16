using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Sargam.Features;
using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Storage;

/// <summary>
/// The command line as a process of its own, killed in the middle of an extraction without a chance to clean up, then started
/// again. <c>SARGAM_TEST_KILLS=20</c> kills it as often, on all 3,000 clips.
/// </summary>
public sealed class KilledExtractionTests : IDisposable
{
    private const int UsualKills = 2;
    private const int UsualTracks = 750;
    private const ulong Seed = 20;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_at_random_moments_an_extraction_goes_on_and_ends_with_the_same_rows()
    {
        bool isThorough = int.TryParse(Environment.GetEnvironmentVariable("SARGAM_TEST_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out int kills);
        if (!isThorough) kills = UsualKills;
        string[] clips = [.. Directory.GetFiles(RepositoryRoot.Shared("data/fsdd/recordings"), "*.wav").Order(StringComparer.Ordinal)];
        if (!isThorough) clips = [.. clips.Where((_, i) => i % (clips.Length / UsualTracks) == 0)];
        string scanned = _folder.File("scanned");
        await RunAsync("scan", _folder.Write("clips.txt", string.Join('\n', clips.Select(Path.GetFullPath))), "-w", scanned);
        int trackCount = new Workspace(scanned).LoadCollection().DistinctTracks.Count;
        string undisturbed = CopyOf(scanned, "undisturbed");
        var watch = Stopwatch.StartNew();
        await RunAsync("features", "-w", undisturbed);
        double wholeMilliseconds = watch.Elapsed.TotalMilliseconds;
        string[] expected = Digests(undisturbed);

        var rng = new Rng(Seed);
        string workspace = CopyOf(scanned, "killed");
        for (int kill = 0; kill < kills; kill++)
        {
            // Starts afresh when the last run was let finish, so that every kill has something to interrupt.
            if (Stored(workspace) == trackCount) workspace = CopyOf(scanned, $"killed-{kill}");
            await KillAsync(workspace, (int)(wholeMilliseconds * rng.Uniform(0.1, 1.0)));
            int stored = Stored(workspace);
            TestContext.Current.SendDiagnosticMessage($"kill {kill}: {stored} of {trackCount} tracks stored");
            if (kill % 2 == 0 && kill + 1 < kills) continue; // the run after a kill is killed too

            string output = await RunAsync("features", "-w", workspace);
            Match counts = Regex.Match(output, @"(\d+) tracks? decoded, (\d+) known already");
            Assert.Equal((trackCount - stored, stored), (Number(counts, 1), Number(counts, 2)));
            Assert.Equal(expected, Digests(workspace));
            Assert.Equal(Files(undisturbed), Files(workspace));
        }
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    /// <summary>The stores of a workspace; a schema that nothing was written for yet has an empty one.</summary>
    private static FeatureStore[] Stores(string workspace)
    {
        string folder = Path.GetFileName(Directory.GetDirectories(Path.Combine(workspace, "features")).First());
        string variant = folder[(folder.IndexOf('.', StringComparison.Ordinal) + 1)..];
        return [.. FeatureFiles.SchemasOf(new Recipe()).Select(schema => FeatureStore.OpenRead(new Workspace(workspace), schema, variant))];
    }

    private static string[] Digests(string workspace) => [.. Stores(workspace).Select(store => store.Digest())];

    /// <summary>How many tracks have everything.</summary>
    private static int Stored(string workspace)
    {
        string features = Path.Combine(workspace, "features");
        if (!Directory.Exists(features) || Directory.GetDirectories(features).Length == 0) return 0;
        FeatureStore[] stores = Stores(workspace);
        Assert.All(stores, store => Assert.Empty(store.Damaged));
        return new Workspace(workspace).LoadCollection().DistinctTracks.Count(track => stores.All(store => store.Contains(track.Id)));
    }

    private static string[] Files(string workspace) =>
        [.. Directory.GetFiles(Path.Combine(workspace, "features"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(workspace, file)).Order(StringComparer.Ordinal)];

    private static async Task KillAsync(string workspace, int milliseconds)
    {
        using Process process = Start("features", "-w", workspace);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await error;
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        using Process process = Start(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}: {error}");
        return error + await output;
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(
        Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
        [Path.Combine(AppContext.BaseDirectory, "Sargam.Cli.dll"), .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private string CopyOf(string workspace, string name)
    {
        string copy = Directory.CreateDirectory(_folder.File(name)).FullName;
        foreach (string file in Directory.GetFiles(workspace)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }
}
