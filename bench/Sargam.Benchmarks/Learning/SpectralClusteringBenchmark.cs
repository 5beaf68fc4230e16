using BenchmarkDotNet.Attributes;
using Sargam.Learning.SpectralClustering;
using Sargam.Numerics;

namespace Sargam.Benchmarks.Learning;

/// <summary>Clouds of 32 columns that overlap, so that the graph hangs together and eigenvectors are needed.</summary>
[MemoryDiagnoser]
public class SpectralClusteringBenchmark
{
    private Matrix _observations = new(0, 0);

    [Params(1_000, 10_000)]
    public int RowCount { get; set; }

    [GlobalSetup]
    public void MakeClouds() => _observations = Clouds.Make(RowCount, 32, 10, spread: 0.5f);

    [Benchmark]
    public int TenClusters() => new SpectralClustering(new SpectralClusteringOptions { ClusterCount = 10, Seed = 1 }).Fit(_observations).ClusterCount;
}
