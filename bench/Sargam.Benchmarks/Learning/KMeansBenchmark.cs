using BenchmarkDotNet.Attributes;
using Sargam.Learning.KMeans;
using Sargam.Numerics;

namespace Sargam.Benchmarks.Learning;

/// <summary>Ten restarts on overlapping clouds, the size for which scikit-learn 1.2.1 took 160 ms.</summary>
[MemoryDiagnoser]
public class KMeansBenchmark
{
    private readonly KMeans _kmeans = new(new KMeansOptions { ClusterCount = 10, Seed = 1 });
    private Matrix _observations = new(0, 0);

    [Params(1_000, 10_000, 100_000)]
    public int RowCount { get; set; }

    [GlobalSetup]
    public void MakeClouds()
    {
        var rng = new Rng(1);
        var centres = new Matrix(10, 32);
        rng.Normal(centres.Values);
        _observations = new Matrix(RowCount, 32);
        rng.Normal(_observations.Values);
        for (int i = 0; i < RowCount; i++)
        {
            for (int j = 0; j < 32; j++) _observations[i, j] += centres[i % 10, j];
        }
    }

    [Benchmark]
    public double TenRestarts() => _kmeans.Fit(_observations).Inertia;
}
