using BenchmarkDotNet.Attributes;
using Sargam.Learning.Metrics;
using Sargam.Numerics;

namespace Sargam.Benchmarks.Learning;

/// <summary>Distortion, trustworthiness and continuity of a map: of all rows, and above 20,000 of a sample.</summary>
[MemoryDiagnoser]
public class MapQualityBenchmark
{
    private Matrix _observations = new(0, 0);
    private Matrix _map = new(0, 0);

    [Params(5_000, 50_000)]
    public int RowCount { get; set; }

    [GlobalSetup]
    public void MakeRows()
    {
        _observations = new Matrix(RowCount, 32);
        new Rng(1).Normal(_observations.Values);
        _map = new Matrix(RowCount, 2);
        for (int i = 0; i < RowCount; i++) _observations.Row(i)[..2].CopyTo(_map.Row(i));
    }

    [Benchmark]
    public double Measure() => MapQuality.Of(_observations, _map, seed: 1).Continuity!.Value;
}
