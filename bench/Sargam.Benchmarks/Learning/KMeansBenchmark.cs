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
    public void MakeClouds() => _observations = Clouds.Make(RowCount, 32, cloudCount: 10, spread: 1);

    [Benchmark]
    public double TenRestarts() => _kmeans.Fit(_observations).Inertia;
}
