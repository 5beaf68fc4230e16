using BenchmarkDotNet.Attributes;
using Sargam.Learning.Decomposition;
using Sargam.Numerics;

namespace Sargam.Benchmarks.Learning;

/// <summary>PCA on 3,000 rows, all components that matter and the first ten only: the statistics of a track (851 columns), and a spectrogram patch (2,600).</summary>
public class PcaBenchmark
{
    private readonly Pca _pca = new(new PcaOptions { ExplainedVariance = 0.95 });
    private readonly Pca _randomized = new(new PcaOptions { ComponentCount = 10, Solver = PcaSolver.Randomized, Seed = 1 });
    private Matrix _observations = new(0, 0);

    [Params(100, 851, 2_600)]
    public int ColumnCount { get; set; }

    [GlobalSetup]
    public void MakeRows()
    {
        _observations = new Matrix(3_000, ColumnCount);
        new Rng(1).Normal(_observations.Values);
    }

    [Benchmark]
    public double Fit() => _pca.Fit(_observations).ExplainedVariance[0];

    [Benchmark]
    public double FitRandomized() => _randomized.Fit(_observations).ExplainedVariance[0];
}
