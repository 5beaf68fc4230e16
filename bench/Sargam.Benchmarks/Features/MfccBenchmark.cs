using BenchmarkDotNet.Attributes;
using Sargam.Decoding;
using Sargam.Features;
using Sargam.Features.Audio;
using Sargam.Numerics;

namespace Sargam.Benchmarks.Features;

/// <summary>Thirty seconds of noise at 22,050 Hz, one thread: what a track costs after decoding, and where it goes.</summary>
public class MfccBenchmark
{
    private readonly AudioFeatureExtractor _extractor = new();
    private readonly Stft _stft = new();
    private readonly MelSpectrogram _mel = new(new MelFilterBank(22050, 2048));
    private AudioBuffer _audio = null!;
    private StftWorkspace _workspace = null!;

    [GlobalSetup]
    public void Setup()
    {
        var samples = new float[30 * 22050];
        new Rng(1).Normal(samples);
        for (int i = 0; i < samples.Length; i++) samples[i] *= 0.1f;
        _audio = new AudioBuffer(samples, 22050);
        _workspace = _stft.CreateWorkspace();
    }

    [Benchmark(Baseline = true)]
    public float[][] MfccStatistics() => _extractor.Extract(_audio, [FeatureSchemas.MfccStats]);

    [Benchmark]
    public void PowerSpectraOnly() => _stft.Analyze(_audio.Samples.Span, _workspace, []);

    [Benchmark]
    public void PowerSpectraAndMel() => _stft.Analyze(_audio.Samples.Span, _workspace, [_mel]);
}
