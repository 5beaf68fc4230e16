using BenchmarkDotNet.Attributes;
using Sargam.Learning.Dbscan;
using Sargam.Numerics;

namespace Sargam.Benchmarks.Learning;

/// <summary>Clouds of sixteen columns, with the neighbourhood given and taken from the data.</summary>
[MemoryDiagnoser]
public class DbscanBenchmark
{
    private Matrix _observations = new(0, 0);

    [Params(1_000, 10_000)]
    public int RowCount { get; set; }

    [GlobalSetup]
    public void MakeClouds()
    {
        var rng = new Rng(1);
        var centres = new Matrix(10, 16);
        rng.Normal(centres.Values);
        _observations = new Matrix(RowCount, 16);
        rng.Normal(_observations.Values);
        for (int i = 0; i < RowCount; i++)
        {
            for (int j = 0; j < 16; j++) _observations[i, j] += 3 * centres[i % 10, j];
        }
    }

    [Benchmark(Baseline = true)]
    public int GivenEpsilon() => new Dbscan(new DbscanOptions { Epsilon = 3.5 }).Fit(_observations).ClusterCount;

    [Benchmark]
    public int EpsilonFromTheKnee() => new Dbscan(new DbscanOptions()).Fit(_observations).ClusterCount;
}
