using System.Text;
using Sargam.Scanning;
using Sargam.Storage;
using Sargam.Tests.Cli.Web;
using Sargam.Tests.TestKit;

[assembly: AssemblyFixture(typeof(ServedWorkspace))]

namespace Sargam.Tests.Cli.Web;

/// <summary>A small collection with hostile titles, taken through everything once for all tests of the server.</summary>
public sealed class ServedWorkspace : IAsyncDisposable
{
    /// <summary>A title that would leave its place in HTML, JSON and M3U if it could.</summary>
    public const string HostileTitle = "</script><script>alert(1)</script>\"\u202E&";

    private readonly TempFolder _folder = new();
    private readonly Lazy<Task<string>> _root;

    public ServedWorkspace() => _root = new Lazy<Task<string>>(Make);

    /// <summary>Where the music is.</summary>
    public string Music => _folder.File("music");

    /// <summary>The workspace, made when first asked for.</summary>
    public Task<string> Root => _root.Value;

    public async Task<Collection> Collection() => new Workspace(await Root).LoadCollection();

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> Make()
    {
        var table = new StringBuilder("path,title,artist,genre\n");
        for (int i = 0; i < 18; i++)
        {
            string path = $"{(i % 2 == 0 ? "even" : "odd")}/{i:00}_গান.wav";
            _folder.Write($"music/{path}", Tones.Wav((ulong)i));
            string title = i == 3 ? HostileTitle.Replace("\"", "\"\"", StringComparison.Ordinal) : i == 4 ? "Über den Dächern" : $"Track {i}";
            table.Append(System.Globalization.CultureInfo.InvariantCulture, $"{path},\"{title}\",Artist {i % 6},{(i % 2 == 0 ? "a" : "b")}\n");
        }

        _folder.Write("music/copy.wav", Tones.Wav(0));
        string metadata = _folder.Write("meta.csv", table.ToString());
        string root = _folder.File("ws");
        CliRun.Result result = await CliRun.RunAsync(
            "run", Music, "-w", root, "--metadata", metadata, "--labels", "genre", "--clusters", "3", "--seeds", "1", "--null-draws", "1", "--epochs", "10", "--permutations", "99", "--map", "pca");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.False(File.Exists(Path.Combine(root, "progress.json")));
        File.Delete(Path.Combine(Music, "odd", "17_গান.wav"));
        return root;
    }
}
