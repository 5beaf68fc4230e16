using Sargam.Features;
using Sargam.Pipeline;
using Sargam.Scanning;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Features;

public sealed class FeatureStageTests : IDisposable
{
    private const string Variant = "30s-middle.as-is";

    private readonly TempFolder _folder = new();
    private readonly Workspace _workspace;

    public FeatureStageTests() => _workspace = new Workspace(_folder.File("ws"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_interruption_is_told_and_keeps_what_can_be_kept_when_a_store_fails_too()
    {
        for (int i = 0; i < 4; i++) _folder.Write($"music/{i}.wav", Tones.Wav((ulong)i));
        using var interrupt = new CancellationTokenSource();
        var pipeline = new SargamPipeline(_workspace, new Observer(OnFirstTrack), TimeProvider.System, new PipelineOptions { Jobs = 1 });
        pipeline.Scan(new ScanOptions { Source = _folder.File("music") }, TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pipeline.DecodeAndExtractAsync(new Recipe(), interrupt.Token));

        Assert.InRange(FeatureStore.OpenRead(_workspace, FeatureSchemas.Fingerprint, Variant).Count, 1, 4);

        void OnFirstTrack()
        {
            _folder.Write($"ws/features/{FeatureSchemas.MfccStats}.{Variant}", "a file in the place of the folder");
            interrupt.Cancel();
        }
    }

    [Fact]
    public async Task A_store_that_fails_is_told_when_nothing_else_went_wrong()
    {
        _folder.Write("music/0.wav", Tones.Wav(0));
        var pipeline = new SargamPipeline(
            _workspace, new Observer(() => _folder.Write($"ws/features/{FeatureSchemas.MfccStats}.{Variant}", "a file")), TimeProvider.System);
        pipeline.Scan(new ScanOptions { Source = _folder.File("music") }, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<StoreException>(() => pipeline.DecodeAndExtractAsync(new Recipe(), TestContext.Current.CancellationToken));
        Assert.Equal(1, FeatureStore.OpenRead(_workspace, FeatureSchemas.Fingerprint, Variant).Count);
    }

    [Fact]
    public async Task Features_that_no_array_holds_are_refused_before_any_work()
    {
        var track = new Track { Id = "", Path = "", Size = 0, Modified = default, Title = "", Labels = new Dictionary<string, string>() };
        Track[] tracks = [.. Enumerable.Range(0, 2048).Select(i => track with { Id = $"{i:x32}", Path = $"{i}.wav" })];
        _workspace.SaveCollection(new Collection("many", _folder.Path, tracks, []));
        var recipe = new Recipe { Features = new FeatureRecipe { Schema = "logmel-128x128", Crops = "spread:64" } };

        var error = await Assert.ThrowsAsync<ArgumentException>(() => new SargamPipeline(_workspace, new Observer(() => { }), TimeProvider.System)
            .DecodeAndExtractAsync(recipe, TestContext.Current.CancellationToken));

        Assert.Contains("2,048 tracks of 1,048,576 numbers are more than can be learned from at once", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_workspace.FeaturesFolder));
    }

    private sealed class Observer(Action onFirstTrack) : IPipelineObserver
    {
        private int _tracks;

        public void StageStarted(StageKind stage)
        {
        }

        public void Note(StageKind stage, string text)
        {
        }

        public void Warn(StageKind stage, string text)
        {
        }

        public void StageFinished(StageKind stage, TimeSpan elapsed, bool reused)
        {
        }

        public void Report(StageProgress value)
        {
            if (value.Stage == StageKind.Features && Interlocked.Increment(ref _tracks) == 1) onFirstTrack();
        }
    }
}
