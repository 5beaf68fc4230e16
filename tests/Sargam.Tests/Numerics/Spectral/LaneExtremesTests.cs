using Sargam.Numerics;
using Sargam.Numerics.Spectral;

namespace Sargam.Tests.Numerics.Spectral;

public sealed class LaneExtremesTests
{
    [Fact]
    public void Extremes_are_the_ends_of_each_lane_sorted()
    {
        foreach (int rowCount in (int[])[1, 2, 3, 5, 8, 9, 10, 17, 64, 431])
        {
            for (int count = 1; count <= Math.Min(rowCount, 12); count++)
            {
                var block = new float[rowCount * Lanes.Count];
                new Rng((ulong)(rowCount * 100 + count)).Normal(block);
                Check(block, count, $"{count} of {rowCount} rows");
            }
        }
    }

    [Fact]
    public void Equal_values_count_as_often_as_they_occur()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var rng = new Rng(seed);
            var block = new float[20 * Lanes.Count];
            for (int i = 0; i < block.Length; i++) block[i] = (float)Math.Floor(rng.Uniform(0, 3));
            Check(block, 1 + (int)(seed % 11), $"seed {seed}");
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(6, 6)]
    [InlineData(2, 3)]
    public void Spans_that_do_not_fit_are_rejected(int smallestRows, int largestRows)
    {
        var block = new float[5 * Lanes.Count];
        Assert.Throws<ArgumentException>(
            () => LaneExtremes.Find(block, new float[smallestRows * Lanes.Count], new float[largestRows * Lanes.Count]));
    }

    private static void Check(float[] block, int count, string what)
    {
        var smallest = new float[count * Lanes.Count];
        var largest = new float[count * Lanes.Count];
        LaneExtremes.Find(block, smallest, largest);

        for (int lane = 0; lane < Lanes.Count; lane++)
        {
            float[] sorted = [.. Enumerable.Range(0, block.Length / Lanes.Count).Select(row => block[row * Lanes.Count + lane]).Order()];
            for (int i = 0; i < count; i++)
            {
                Assert.True(sorted[i] == smallest[i * Lanes.Count + lane], $"{what}: smallest {i} of lane {lane}");
                Assert.True(sorted[^(i + 1)] == largest[i * Lanes.Count + lane], $"{what}: largest {i} of lane {lane}");
            }
        }
    }
}
