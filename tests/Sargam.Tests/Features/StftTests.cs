using Sargam.Features.Audio;
using Sargam.Numerics;
using Sargam.Numerics.Spectral;
using Sargam.Tests.Numerics.Spectral;

namespace Sargam.Tests.Features;

public sealed class StftTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(511, 1)]
    [InlineData(512, 2)]
    [InlineData(1023, 2)]
    [InlineData(2047, 4)]
    [InlineData(20_000, 40)]
    public void Every_frame_is_centred_and_padded_with_zeros(int sampleCount, int frameCount)
    {
        var samples = new float[sampleCount];
        new Rng((ulong)sampleCount).Normal(samples);
        Matrix power = new Stft().PowerSpectrogram(samples);

        Assert.Equal(frameCount, power.ColumnCount);
        double[] window = WindowFunction.Hann(2048);
        foreach (int frame in (int[])[0, 1, frameCount / 2, frameCount - 1])
        {
            if (frame >= frameCount) continue;
            var padded = new float[2048];
            for (int t = 0; t < 2048; t++)
            {
                int at = frame * 512 - 1024 + t;
                padded[t] = at >= 0 && at < sampleCount ? samples[at] : 0;
            }

            foreach (int bin in (int[])[0, 1, 37, 512, 1000, 1024])
            {
                (double re, double im) = NaiveDft.Bin(padded, window, bin);
                Assert.Equal(re * re + im * im, power[bin, frame], 2e-3);
            }
        }
    }

    [Theory]
    [InlineData(16, 4)]
    [InlineData(256, 300)]
    [InlineData(4096, 1)]
    public void Any_power_of_two_and_any_hop_work(int fftSize, int hopLength)
    {
        var samples = new float[1000];
        new Rng(1).Normal(samples);
        Matrix power = new Stft(new StftOptions { FftSize = fftSize, HopLength = hopLength }).PowerSpectrogram(samples);

        Assert.Equal(1 + 1000 / hopLength, power.ColumnCount);
        int frame = power.ColumnCount / 2;
        var padded = new float[fftSize];
        for (int t = 0; t < fftSize; t++)
        {
            int at = frame * hopLength - fftSize / 2 + t;
            padded[t] = at is >= 0 and < 1000 ? samples[at] : 0;
        }

        for (int bin = 0; bin <= fftSize / 2; bin += fftSize / 16)
        {
            (double re, double im) = NaiveDft.Bin(padded, WindowFunction.Hann(fftSize), bin);
            Assert.Equal(re * re + im * im, power[bin, frame], 1e-3);
        }
    }

    [Fact]
    public void Visitors_see_every_frame_once_and_zeros_in_unused_lanes()
    {
        var samples = new float[512 * 20];
        new Rng(2).Normal(samples);
        var stft = new Stft();
        var first = new Recorder();
        var second = new Recorder();
        stft.Analyze(samples, stft.CreateWorkspace(), [first, second], TestContext.Current.CancellationToken);

        Assert.Equal(21, first.Announced);
        Assert.Equal(Enumerable.Range(0, 21), first.Frames);
        Assert.Equal(first.Frames, second.Frames);
        Assert.Equal(0, first.LargestUnused);
    }

    [Fact]
    public void A_workspace_can_be_reused_without_leaving_traces()
    {
        var loud = new float[30_000];
        new Rng(3).Normal(loud);
        var stft = new Stft();
        StftWorkspace workspace = stft.CreateWorkspace();
        var used = new MelSpectrogram(new MelFilterBank(22050, 2048));
        var fresh = new MelSpectrogram(new MelFilterBank(22050, 2048));
        stft.Analyze(loud, workspace, [used], TestContext.Current.CancellationToken);
        stft.Analyze([0.5f, -0.5f], workspace, [used], TestContext.Current.CancellationToken);
        stft.Analyze([0.5f, -0.5f], stft.CreateWorkspace(), [fresh], TestContext.Current.CancellationToken);

        Assert.Equal(fresh.Bands.ToMatrix().Values.ToArray(), used.Bands.ToMatrix().Values.ToArray());
    }

    [Fact]
    public void No_samples_are_an_error()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new Stft().PowerSpectrogram([]));
        Assert.Contains("at least one sample", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_options_are_all_named()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new Stft(new StftOptions { FftSize = 1000, HopLength = 0 }));
        Assert.Contains("FftSize must be a power of two from 16 to 65536, got 1000", error.Message, StringComparison.Ordinal);
        Assert.Contains("HopLength must be from 1 to 65536, got 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workspace_of_other_options_is_rejected()
    {
        StftWorkspace small = new Stft(new StftOptions { FftSize = 1024 }).CreateWorkspace();
        Assert.Throws<ArgumentException>(() => new Stft().Analyze([1f], small, [], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Cancellation_is_honoured()
    {
        var stft = new Stft();
        Assert.Throws<OperationCanceledException>(() => stft.Analyze([1f], stft.CreateWorkspace(), [], new CancellationToken(canceled: true)));
    }

    private sealed class Recorder : IPowerSpectrumVisitor
    {
        public int Announced { get; private set; }

        public List<int> Frames { get; } = [];

        public float LargestUnused { get; private set; }

        public void Begin(int frameCount) => Announced = frameCount;

        public void Visit(PowerSpectrumBlock block)
        {
            for (int lane = 0; lane < block.FrameCount; lane++) Frames.Add(block.FirstFrame + lane);
            for (int i = 0; i < block.Power.Length; i++)
            {
                if (i % Lanes.Count >= block.FrameCount) LargestUnused = Math.Max(LargestUnused, block.Power[i]);
            }
        }
    }
}
