using BenchmarkDotNet.Attributes;
using Sargam.Features.Audio;
using Sargam.Numerics;

namespace Sargam.Benchmarks.Features;

/// <summary>
/// Thirty seconds of noise at 22,050 Hz, one thread: what each feature adds to the transforms, and whether chroma, which needs
/// the tuning, should replay the spectra or transform again. Noise is the worst case of the tuning: 60 times the peaks of music.
/// </summary>
public class HarmonyBenchmark
{
    private readonly float[] _samples = new float[30 * 22050];
    private readonly Stft _stft = new();
    private readonly SpectralContrast _contrast = new(22050, 2048);
    private readonly TuningEstimator _tuning = new(22050, 2048);
    private readonly ChromaStft _chroma = new(new ChromaFilterBank(22050, 2048));
    private readonly SpectrogramRecorder _recorder = new(1025);
    private readonly FrameBlocks _tonnetz = new();
    private StftWorkspace _workspace = null!;

    [GlobalSetup]
    public void Setup()
    {
        new Rng(1).Normal(_samples);
        for (int i = 0; i < _samples.Length; i++) _samples[i] *= 0.1f;
        _workspace = _stft.CreateWorkspace();
        _stft.Analyze(_samples, _workspace, [_recorder, _chroma]);
    }

    [Benchmark(Baseline = true)]
    public void PowerSpectraOnly() => _stft.Analyze(_samples, _workspace, []);

    [Benchmark]
    public void Contrast() => _stft.Analyze(_samples, _workspace, [_contrast]);

    [Benchmark]
    public void Tuning() => _stft.Analyze(_samples, _workspace, [_tuning]);

    [Benchmark]
    public void Chroma() => _stft.Analyze(_samples, _workspace, [_chroma]);

    [Benchmark]
    public void ReplayedChroma()
    {
        _stft.Analyze(_samples, _workspace, [_recorder]);
        _recorder.Replay([_chroma]);
    }

    [Benchmark]
    public void SecondPassChroma()
    {
        _stft.Analyze(_samples, _workspace, []);
        _stft.Analyze(_samples, _workspace, [_chroma]);
    }

    [Benchmark]
    public void TonnetzOfChroma() => Tonnetz.Apply(_chroma.Chroma, _tonnetz);
}
