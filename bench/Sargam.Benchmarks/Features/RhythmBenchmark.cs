using BenchmarkDotNet.Attributes;
using Sargam.Features.Audio;
using Sargam.Numerics;

namespace Sargam.Benchmarks.Features;

/// <summary>Thirty seconds of noise at 22,050 Hz whose loudness changes, one thread: what rhythm costs beside the spectrum itself.</summary>
public class RhythmBenchmark
{
    private const int SampleRate = 22050;

    private readonly Stft _stft = new();
    private readonly MelSpectrogram _power = new(new MelFilterBank(SampleRate, 2048));
    private readonly MelSpectrogram _decibels = new(new MelFilterBank(SampleRate, 2048));
    private readonly FrameBlocks _mfcc = new();
    private readonly FrameBlocks _delta = new();
    private readonly OnsetStrength _onsets = new();
    private readonly OnsetDetector _detector = new(SampleRate);
    private readonly Tempogram _tempogram = new();
    private readonly BeatTracker _beats = new(SampleRate);
    private readonly HarmonicPercussive _harmonic = new();
    private readonly Delta _slope = new(1);
    private readonly Delta _curvature = new(2);
    private readonly float[] _lags = new float[384];
    private readonly float[] _samples = new float[30 * SampleRate];
    private float[] _mean = [];
    private float[] _median = [];
    private StftWorkspace _workspace = null!;

    [GlobalSetup]
    public void Setup()
    {
        new Rng(1).Normal(_samples);
        for (int i = 0; i < _samples.Length; i++) _samples[i] *= 0.1f * (1 + i / 5000 % 2);
        _workspace = _stft.CreateWorkspace();
        _stft.Analyze(_samples, _workspace, [_power, _decibels]);
        PowerToDecibels.Apply(_decibels.Bands.Values);
        new Mfcc(20, 128).Apply(_decibels.Bands, _mfcc);
        _mean = new float[_decibels.Bands.FrameCount];
        _median = new float[_decibels.Bands.FrameCount];
        OnsetStrengthByMean();
        OnsetStrengthByMedian();
    }

    [Benchmark(Baseline = true)]
    public void PowerSpectraAndMel() => _stft.Analyze(_samples, _workspace, [_power]);

    [Benchmark]
    public void DeltasOfMfcc()
    {
        _slope.Apply(_mfcc, _delta);
        _curvature.Apply(_mfcc, _delta);
    }

    [Benchmark]
    public void OnsetStrengthByMean() => _onsets.Apply(_decibels.Bands, OnsetAggregate.Mean, _mean);

    [Benchmark]
    public void OnsetStrengthByMedian() => _onsets.Apply(_decibels.Bands, OnsetAggregate.Median, _median);

    [Benchmark]
    public double OnsetRate() => _detector.OnsetsPerSecond(_mean);

    [Benchmark]
    public void MeanTempogram() => _tempogram.Mean(_mean, _lags);

    [Benchmark]
    public BeatTrack TempoAndBeats() => _beats.Track(_median);

    [Benchmark]
    public HarmonicPercussiveShares HarmonicShares() => _harmonic.Shares(_power.Bands);
}
