using Sargam.Learning.Metrics;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.EndToEnd;

public sealed class LyricsRunTests : IDisposable
{
    private const int Count = 18;
    private const string Hostile = "<script>alert(1)</script> [Chorus] \u0007 \u202Eenola\u202C night and day the river runs to the sea (x2) =cmd";
    private static readonly string[] Quick = ["--seeds", "1", "--null-draws", "1", "--epochs", "4", "--permutations", "99", "-k", "4"];

    private static readonly string[] English = ["the river runs to the sea and", "I have been walking in the night with you", "she said that we were young and the road was long"];
    private static readonly string[] Bangla = ["নদী বয়ে যায় সাগরের দিকে আমি", "রাতের পথে তুমি আর আমি হেঁটে যাই", "আমার সোনার গান তোমার জন্য আকাশ"];
    private static readonly string[] German = ["der Fluss fließt in das Meer und", "ich bin in der Nacht mit dir gegangen", "wir waren jung und die Straße war lang nicht"];

    private readonly TempFolder _folder = new();

    public LyricsRunTests()
    {
        for (int i = 0; i < Count; i++)
        {
            string name = i % 3 == 1 ? $"music/গান {i:00}" : $"music/song {i:00}";
            _folder.Write($"{name}.wav", Tones.Wav((ulong)i));
            string[] lines = (i % 3) switch { 0 => English, 1 => Bangla, _ => German };
            if (i != 5) _folder.Write($"{name}.txt", i == 0 ? Hostile : string.Join('\n', Enumerable.Range(0, 8).Select(line => lines[(line + i / 3) % 3])));
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("--fusion branches --language natural --terms words")]
    [InlineData("--fusion early --language separate")]
    [InlineData("--fusion late")]
    [InlineData("--condition language --condition-on decoder")]
    [InlineData("--features mfcc-sequence --architecture conv1d --crops spread:2")]
    public async Task Words_are_clustered_with_the_same_bytes_at_any_thread_count(string options)
    {
        string[] given = options.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Dictionary<string, string> one = await RunAsync("one", ["--threads", "1", .. given]);
        Dictionary<string, string> two = await RunAsync("two", ["--threads", "2", .. given]);

        Assert.Equal(one, two);
        CsvTable metrics = CsvTable.Read(_folder.File("one/runs/0001-sargam/metrics.csv"));
        string[] methods = [.. Enumerable.Range(0, metrics.Rows.Count).Select(row => metrics.Cell(row, "representation"))];
        Assert.Equal(["vae", "vae-audio", "vae-text", "pca", "raw"], methods);
        Assert.Equal("1", metrics.Cell(0, "coverage"));
        Assert.NotEqual("1", metrics.Cell(2, "coverage"));
        CsvTable audit = CsvTable.Read(_folder.File("one/runs/0001-sargam/audit.csv"));
        foreach (string method in methods) Assert.Contains(Enumerable.Range(0, audit.Rows.Count), row => audit.Cell(row, "representation") == method && audit.Cell(row, "factor") == "language");
    }

    [Fact]
    public async Task Languages_are_named_without_labels_and_kept_apart_when_asked()
    {
        CliRun.Result run = await CliRun.RunAsync(["run", _folder.File("music"), "-w", _folder.File("ws"), .. Quick, "--language", "separate"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("bn 6, en 6, de 5", run.Error, StringComparison.Ordinal);
        CsvTable tracks = CsvTable.Read(_folder.File("ws/tracks.csv"));
        CsvTable clusters = CsvTable.Read(_folder.File("ws/runs/0001-sargam/clusters.csv"));
        Dictionary<string, string> languages = Enumerable.Range(0, Count).ToDictionary(row => tracks.Cell(row, "id"), row => tracks.Cell(row, "language"));
        int[] known = [.. Enumerable.Range(0, Count).Where(row => languages[clusters.Cell(row, "id")].Length > 0)];
        Assert.Equal(Count - 1, known.Length);
        double homogeneity = VMeasure.Score(
            [.. known.Select(row => languages[clusters.Cell(row, "id")][0] - 'a')], [.. known.Select(row => int.Parse(clusters.Cell(row, "cluster")))]).Homogeneity;
        Assert.Equal(1, homogeneity, 6);
    }

    [Fact]
    public async Task Bangla_is_itself_in_tables_figures_and_report_and_hostile_words_are_not_run()
    {
        await RunAsync("ws", []);
        string run = _folder.File("ws/runs/0001-sargam");

        Assert.Contains("গান 01", File.ReadAllText(Path.Combine(run, "clusters.csv")), StringComparison.Ordinal);
        Assert.Contains("গান 01", File.ReadAllText(Path.Combine(run, "report.html")), StringComparison.Ordinal);
        Assert.Contains("গান 01", File.ReadAllText(Path.Combine(run, "figures/map-clusters.svg")), StringComparison.Ordinal);
        Assert.Contains("সাগরের", File.ReadAllText(_folder.File("ws/lyrics.csv")), StringComparison.Ordinal);
        foreach (string file in Directory.GetFiles(_folder.File("ws"), "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".safetensors", StringComparison.Ordinal)))
        {
            Assert.DoesNotContain("alert(1)", File.ReadAllText(file), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Asking_for_words_that_are_not_there_says_what_to_do_and_auto_does_without()
    {
        foreach (string file in Directory.GetFiles(_folder.File("music"), "*.txt").Order(StringComparer.Ordinal).Skip(6)) File.Delete(file);

        CliRun.Result asked = await CliRun.RunAsync(["run", _folder.File("music"), "-w", _folder.File("ws"), .. Quick, "--fusion", "experts"]);
        CliRun.Result auto = await CliRun.RunAsync(["run", _folder.File("music"), "-w", _folder.File("ws"), .. Quick]);

        Assert.Equal(1, asked.ExitCode);
        Assert.Contains("--fusion experts needs lyrics of at least 8 tracks, got 6 of 18", asked.Error, StringComparison.Ordinal);
        Assert.Equal(0, auto.ExitCode);
        Assert.Contains("sound only: 6 of 18 tracks have lyrics", auto.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--fusion", "sum")]
    [InlineData("--language", "english")]
    [InlineData("--lyrics-weight", "0")]
    public async Task Wrong_values_are_usage_errors(string option, string value) =>
        Assert.Equal(2, (await CliRun.RunAsync("run", _folder.File("music"), "-w", _folder.File("ws"), option, value)).ExitCode);

    [Theory]
    [InlineData("lyrics:\n  fusion: early\nrepresent:\n  architecture: conv1d\nfeatures:\n  schema: mfcc-sequence\n", "must not be early")]
    [InlineData("lyrics:\n  fusion: experts\nrepresent:\n  variational: false\n", "must be branches, early or late")]
    [InlineData("lyrics:\n  stop_words: english\n", "must be none or frequent")]
    [InlineData("lyrics:\n  reduction: pca\n", "must be at most 5000")]
    [InlineData("lyrics:\n  grams: [3, 1]\n", "must be two numbers")]
    [InlineData("lyrics:\n  hidden: [0]\n", "must be widths")]
    public async Task Settings_that_contradict_each_other_are_named(string yaml, string expected)
    {
        CliRun.Result result = await CliRun.RunAsync("run", _folder.File("music"), "-w", _folder.File("ws"), "--recipe", _folder.Write("r.yaml", yaml));

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    private async Task<Dictionary<string, string>> RunAsync(string workspace, string[] options)
    {
        CliRun.Result result = await CliRun.RunAsync(["run", _folder.File("music"), "-w", _folder.File(workspace), .. Quick, .. options]);
        Assert.True(result.ExitCode == 0, result.Error);
        string root = _folder.File(workspace);
        return Directory.GetFiles(root, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is not ("manifest.json" or "collection.json" or "lock"))
            .ToDictionary(file => Path.GetRelativePath(root, file), file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))));
    }
}
