using BenchmarkDotNet.Attributes;
using Sargam.Decoding;
using Sargam.Numerics;

namespace Sargam.Benchmarks.Features;

/// <summary>Thirty seconds of mono to 22,050 Hz, one thread: one phase, 147 phases, interpolated phases.</summary>
public class ResamplerBenchmark
{
    private float[] _samples = [];

    [Params(44100, 48000, 44056)]
    public int FromRate { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _samples = new float[30 * FromRate];
        new Rng(1).Normal(_samples);
    }

    [Benchmark]
    public float[] Resample() => Resampler.Resample(_samples, FromRate, 22050);
}
