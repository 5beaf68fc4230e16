using BenchmarkDotNet.Attributes;
using Sargam.Decoding;
using Sargam.Features;
using Sargam.Numerics;

namespace Sargam.Benchmarks.Features;

/// <summary>
/// What a track costs after decoding, one thread: thirty seconds of decaying notes over noise at 22,050 Hz, which have
/// peaks, onsets and quiet bands as music does.
/// </summary>
public class SchemaBenchmark
{
    private static readonly FeatureSchema LogMel = FeatureSchemas.Find("logmel-128x128");
    private readonly AudioFeatureExtractor _extractor = new();
    private AudioBuffer _audio = null!;

    [GlobalSetup]
    public void Setup()
    {
        const int Rate = AudioFeatureExtractor.SampleRate;
        var samples = new float[30 * Rate];
        var rng = new Rng(1);
        for (int i = 0; i < samples.Length; i++) samples[i] = 0.003f * (float)rng.Normal();
        for (int note = 0; note < 120; note++)
        {
            double frequency = 110 * Math.Pow(2, Math.Floor(rng.Uniform(0, 36)) / 12);
            for (int i = 0; i < Rate; i++)
            {
                int at = note * Rate / 4 + i;
                if (at < samples.Length) samples[at] += (float)(0.1 * Math.Exp(-4.0 * i / Rate) * Math.Sin(2 * Math.PI * frequency * i / Rate));
            }
        }

        _audio = new AudioBuffer(samples, Rate);
    }

    [Benchmark(Baseline = true)]
    public float[][] MfccStats() => _extractor.Extract(_audio, [FeatureSchemas.MfccStats]);

    [Benchmark]
    public float[][] Stack() => _extractor.Extract(_audio, [FeatureSchemas.Stack]);

    [Benchmark]
    public float[][] LogMelSpectrogram() => _extractor.Extract(_audio, [LogMel]);

    [Benchmark]
    public float[][] TrackStats() => _extractor.Extract(_audio, [FeatureSchemas.TrackStats]);

    [Benchmark]
    public float[][] StackTrackStatsAndLogMel() => _extractor.Extract(_audio, [FeatureSchemas.Stack, FeatureSchemas.TrackStats, LogMel]);

    [Benchmark]
    public float[][] Descriptors() => _extractor.Extract(_audio, [FeatureSchemas.Descriptors]);
}
