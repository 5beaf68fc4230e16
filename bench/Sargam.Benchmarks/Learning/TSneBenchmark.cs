using BenchmarkDotNet.Attributes;
using Sargam.Learning.Decomposition;
using Sargam.Learning.Manifold.TSne;
using Sargam.Numerics;

namespace Sargam.Benchmarks.Learning;

/// <summary>Ten overlapping clouds in 32 columns; scikit-learn 1.2.1 (Barnes-Hut, same options) took 13.2 s for 5,000 rows.</summary>
[MemoryDiagnoser]
public class TSneBenchmark
{
    private Matrix _observations = new(0, 0);
    private Matrix _plane = new(0, 0);

    [Params(1_000, 5_000)]
    public int RowCount { get; set; }

    [Params(TSneMethod.Exact, TSneMethod.Interpolation)]
    public TSneMethod Method { get; set; }

    [GlobalSetup]
    public void MakeClouds()
    {
        _observations = Clouds.Make(RowCount, 32, cloudCount: 10, spread: 1);

        _plane = new Pca(new PcaOptions { ComponentCount = 2 }).Fit(_observations).Transform(_observations);
    }

    [Benchmark]
    public double Fit() => new TSne(new TSneOptions { Method = Method, Seed = 1 }).Fit(_observations, _plane).KullbackLeibler;
}
