using BenchmarkDotNet.Attributes;
using Sargam.Learning.Consensus;
using Sargam.Numerics;

namespace Sargam.Benchmarks.Learning;

/// <summary>Ten labelings with thirty clusters each, of which three labels in ten are random: almost no two observations are alike.</summary>
[MemoryDiagnoser]
public class ConsensusBenchmark
{
    private int[][] _labelings = [];

    [Params(10_000, 200_000)]
    public int RowCount { get; set; }

    [GlobalSetup]
    public void MakeLabelings()
    {
        var rng = new Rng(1);
        _labelings = new int[10][];
        for (int run = 0; run < _labelings.Length; run++)
        {
            _labelings[run] = new int[RowCount];
            for (int i = 0; i < RowCount; i++) _labelings[run][i] = rng.NextDouble() < 0.3 ? rng.NextInt(30) : i % 30;
        }
    }

    [Benchmark]
    public int Combine() => Consensus.Combine(new ConsensusOptions { Seed = 1 }, _labelings).ClusterCount;
}
