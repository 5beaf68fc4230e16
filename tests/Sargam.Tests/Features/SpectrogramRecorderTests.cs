using Sargam.Features.Audio;
using Sargam.Numerics;
using Sargam.Numerics.Spectral;

namespace Sargam.Tests.Features;

public sealed class SpectrogramRecorderTests
{
    private readonly Stft _stft = new();
    private readonly ChromaFilterBank _filters = new(22050, 2048);

    [Theory]
    [InlineData(1)]
    [InlineData(4000)]
    [InlineData(50_000)]
    public void Replaying_shows_what_the_analysis_showed(int sampleCount)
    {
        float[] samples = Noise(sampleCount);
        var recorder = new SpectrogramRecorder(_stft.BinCount);
        ChromaStft[] chroma = [new(_filters), new(_filters), new(_filters)];
        _stft.Analyze(samples, _stft.CreateWorkspace(), [recorder, chroma[0]], TestContext.Current.CancellationToken);
        recorder.Replay([chroma[1], chroma[2]], TestContext.Current.CancellationToken);

        Assert.True(recorder.IsComplete);
        Assert.Equal(Values(chroma[0]), Values(chroma[1]));
        Assert.Equal(Values(chroma[0]), Values(chroma[2]));
    }

    [Fact]
    public void A_track_that_does_not_fit_takes_no_memory_and_is_analysed_again()
    {
        float[] samples = Noise(50_000);
        var small = new SpectrogramRecorder(_stft.BinCount, maxBytes: 98 * _stft.BinCount * sizeof(float) - 1);
        ChromaStft[] chroma = [new(_filters), new(_filters)];
        StftWorkspace workspace = _stft.CreateWorkspace();
        _stft.Analyze(samples, workspace, [small, chroma[0]], TestContext.Current.CancellationToken);

        Assert.False(small.IsComplete);
        Assert.Equal(0, small.Capacity);
        Assert.Throws<InvalidOperationException>(() => small.Replay([chroma[1]], TestContext.Current.CancellationToken));
        small.ReplayOrAnalyze(_stft, samples, workspace, [chroma[1]], TestContext.Current.CancellationToken);
        Assert.Equal(Values(chroma[0]), Values(chroma[1]));
    }

    [Fact]
    public void The_limit_is_in_bytes_and_inclusive()
    {
        int paddedFrames = (98 + Lanes.Count - 1) / Lanes.Count * Lanes.Count; // 50,000 samples
        var recorder = new SpectrogramRecorder(_stft.BinCount, (long)paddedFrames * _stft.BinCount * sizeof(float));
        _stft.Analyze(Noise(50_000), _stft.CreateWorkspace(), [recorder], TestContext.Current.CancellationToken);

        Assert.True(recorder.IsComplete);
    }

    [Fact]
    public void The_next_track_replaces_the_last_whether_it_fits_or_not()
    {
        var recorder = new SpectrogramRecorder(_stft.BinCount, maxBytes: 1_000_000);
        StftWorkspace workspace = _stft.CreateWorkspace();
        foreach ((int sampleCount, bool fits) in ((int, bool)[])[(50_000, true), (500_000, false), (3000, true)])
        {
            float[] samples = Noise(sampleCount);
            ChromaStft[] chroma = [new(_filters), new(_filters)];
            _stft.Analyze(samples, workspace, [recorder, chroma[0]], TestContext.Current.CancellationToken);
            recorder.ReplayOrAnalyze(_stft, samples, workspace, [chroma[1]], TestContext.Current.CancellationToken);

            Assert.Equal(fits, recorder.IsComplete);
            Assert.Equal(Values(chroma[0]), Values(chroma[1]));
        }
    }

    [Fact]
    public void Half_a_track_is_not_complete()
    {
        var recorder = new SpectrogramRecorder(1);
        Assert.False(recorder.IsComplete);
        recorder.Begin(3 * Lanes.Count);
        recorder.Visit(new PowerSpectrumBlock(0, Lanes.Count, new float[Lanes.Count]));

        Assert.False(recorder.IsComplete);
        Assert.Throws<InvalidOperationException>(() => recorder.Replay([], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Frame_counts_beyond_any_array_do_not_fit()
    {
        var recorder = new SpectrogramRecorder(32_769, long.MaxValue);
        recorder.Begin(int.MaxValue);

        Assert.False(recorder.IsComplete);
        Assert.Equal(0, recorder.Capacity);
    }

    [Fact]
    public void Cancellation_is_honoured()
    {
        var recorder = new SpectrogramRecorder(_stft.BinCount);
        _stft.Analyze([1f], _stft.CreateWorkspace(), [recorder], TestContext.Current.CancellationToken);
        Assert.Throws<OperationCanceledException>(() => recorder.Replay([], new CancellationToken(canceled: true)));
    }

    private static float[] Noise(int count)
    {
        var samples = new float[count];
        new Rng((ulong)count).Normal(samples);
        return samples;
    }

    private static float[] Values(ChromaStft chroma) => chroma.Chroma.ToMatrix().Values.ToArray();
}
