using System.Text;
using Sargam.Numerics.Parallelism;
using Sargam.Pipeline;
using Sargam.Scanning;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Representation;

/// <summary>A workspace with measured tracks, ready for the represent stage.</summary>
internal sealed class RepresentWorkspace : IDisposable
{
    private readonly TempFolder _folder = new();

    private RepresentWorkspace() => Workspace = new Workspace(_folder.File("ws"));

    public Workspace Workspace { get; }

    /// <summary>Notes and warnings, one a line.</summary>
    public List<string> Messages { get; } = [];

    /// <summary>Tones with a genre each, of which the last is not known.</summary>
    public static async Task<RepresentWorkspace> CreateAsync(Recipe recipe, int trackCount = 14)
    {
        var created = new RepresentWorkspace();
        var table = new StringBuilder("file,genre,mood,artist\n");
        for (int i = 0; i < trackCount; i++)
        {
            created._folder.Write($"music/{i:00}.wav", Tones.Wav((ulong)i));
            table.Append($"{i:00}.wav,{(i == trackCount - 1 ? "" : i % 3 == 0 ? "jazz" : "rock")},calm,Artist {i / 2}\n");
        }

        var scan = new ScanOptions { Source = created._folder.File("music"), MetadataFile = created._folder.Write("songs.csv", table.ToString()) };
        SargamPipeline pipeline = created.Pipeline();
        pipeline.Scan(scan, TestContext.Current.CancellationToken);
        await pipeline.DecodeAndExtractAsync(recipe, TestContext.Current.CancellationToken);
        created.Messages.Clear();
        return created;
    }

    /// <summary>Represents in this workspace.</summary>
    /// <param name="recipe">How.</param>
    /// <param name="stopAfter">Cancels after so many epochs, as Ctrl-C would.</param>
    /// <param name="threads">With one, trainings follow one another.</param>
    public RunFolder Represent(Recipe recipe, long stopAfter = long.MaxValue, int threads = 1)
    {
        using IDisposable limit = WorkerPool.Limit(threads);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        return Pipeline(done => { if (done >= stopAfter) source.Cancel(); }).Represent(recipe, source.Token);
    }

    public SargamPipeline Pipeline(Action<long>? progressed = null) => new(Workspace, new Observer(Messages, progressed), TimeProvider.System);

    public void Dispose() => _folder.Dispose();

    private sealed class Observer(List<string> messages, Action<long>? progressed) : IPipelineObserver
    {
        public void StageStarted(StageKind stage)
        {
        }

        public void Note(StageKind stage, string text)
        {
            lock (messages) messages.Add(text);
        }

        public void Warn(StageKind stage, string text) => Note(stage, $"warning: {text}");

        public void StageFinished(StageKind stage, TimeSpan elapsed, bool reused)
        {
        }

        public void Report(StageProgress value)
        {
            if (value.Stage == StageKind.Represent) progressed?.Invoke(value.Done);
        }
    }
}
