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
    public float Fit() => _umap.Fit(_observations).Embedding[0, 0];
}
