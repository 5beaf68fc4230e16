using Sargam.Numerics;
using Sargam.Numerics.Kernels;

namespace Sargam.Tests.Numerics.Kernels;

public sealed class OrderStatisticsTests
{
    [Theory]
    [InlineData("uniform")]
    [InlineData("heavy tails")]
    [InlineData("few values")]
    [InlineData("one outlier")]
    [InlineData("constant")]
    [InlineData("huge")]
    public void Ranks_are_those_of_the_sorted_row(string kind)
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            var rng = new Rng(seed);
            var values = new float[1 + rng.NextInt(700)];
            for (int i = 0; i < values.Length; i++) values[i] = Draw(kind, rng, i);
            float[] sorted = [.. values.Order()];
            int[] ranks = [.. Enumerable.Range(0, 1 + rng.NextInt(12)).Select(_ => rng.NextInt(values.Length)).Order()];
            var found = new float[ranks.Length];
            OrderStatistics.Select(values, ranks, found);

            Assert.True(ranks.Select(rank => sorted[rank]).SequenceEqual(found), $"{kind}, seed {seed}");
        }
    }

    private static float Draw(string kind, Rng rng, int i) => kind switch
    {
        "uniform" => (float)rng.Uniform(-1, 1),
        "heavy tails" => (float)Math.Pow(rng.Normal(), 9),
        "few values" => rng.NextInt(4),
        "one outlier" => i == 5 ? 1e9f : (float)rng.Normal(),
        "huge" => (rng.NextInt(2) == 0 ? -1 : 1) * (float)rng.Uniform(1e38, 3e38),
        _ => 7,
    };
}
