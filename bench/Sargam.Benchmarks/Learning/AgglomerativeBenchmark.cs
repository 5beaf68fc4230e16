using BenchmarkDotNet.Attributes;
using Sargam.Learning.Agglomerative;
using Sargam.Numerics;

namespace Sargam.Benchmarks.Learning;

/// <summary>Whole hierarchies of overlapping clouds; for Ward at 5,000 rows scikit-learn 1.2.1 took 1.10 s.</summary>
[MemoryDiagnoser]
public class AgglomerativeBenchmark
{
    private Matrix _observations = new(0, 0);

    [Params(1_000, 5_000)]
    public int RowCount { get; set; }

    [ParamsAllValues]
    public Linkage Linkage { get; set; }

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
    public double WholeHierarchy() =>
        new Agglomerative(new AgglomerativeOptions { Linkage = Linkage, Seed = 1 }).Fit(_observations).Dendrogram.Heights[^1];
}
