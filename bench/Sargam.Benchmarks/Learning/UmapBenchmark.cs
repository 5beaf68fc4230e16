using BenchmarkDotNet.Attributes;
using Sargam.Learning.Manifold.Umap;
using Sargam.Numerics;

namespace Sargam.Benchmarks.Learning;

/// <summary>Ten overlapping clouds in 32 columns; umap-learn 0.5.3 took 22.6 s for 10,000 rows.</summary>
[MemoryDiagnoser]
public class UmapBenchmark
{
    private readonly Umap _umap = new(new UmapOptions { Seed = 1 });
    private Matrix _observations = new(0, 0);

    [Params(1_000, 10_000)]
    public int RowCount { get; set; }

    [GlobalSetup]
    public void MakeClouds() => _observations = Clouds.Make(RowCount, 32, cloudCount: 10, spread: 1);

    [Benchmark]
    public float Fit() => _umap.Fit(_observations).Embedding[0, 0];
}
