using Sargam.Numerics;
using Sargam.Numerics.Spectral;

namespace Sargam.Tests.Numerics.Spectral;

public sealed class LaneMedianTests
{
    public static TheoryData<int, int> FilterCases
    {
        get
        {
            var cases = new TheoryData<int, int>();
            foreach (int rows in (int[])[1, 2, 3, 7, 14, 15, 16, 31, 32, 100]) cases.AddRange(new(rows, 1), new(rows, 3), new(rows, 31));
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(FilterCases))]
    public void Filter_is_the_middle_of_the_sorted_rows_around_with_mirrored_ends(int rowCount, int kernelSize)
    {
        foreach (ulong seed in (ulong[])[1, 2, 3])
        {
            float[] rows = WithTies(seed, rowCount);
            float[] result = new float[rows.Length];
            LaneMedian.Filter(rows, kernelSize, new float[kernelSize * Lanes.Count], result);

            for (int i = 0; i < rows.Length; i++)
            {
                var around = new float[kernelSize];
                for (int j = 0; j < kernelSize; j++)
                {
                    int row = i / Lanes.Count + j - kernelSize / 2;
                    while (row < 0 || row >= rowCount) row = row < 0 ? -1 - row : 2 * rowCount - 1 - row;
                    around[j] = rows[row * Lanes.Count + i % Lanes.Count];
                }

                Array.Sort(around);
                Assert.True(around[kernelSize / 2] == result[i], $"seed {seed}, element {i}: {result[i]}, expected {around[kernelSize / 2]}");
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(64)]
    [InlineData(127)]
    [InlineData(128)]
    public void Median_is_the_middle_of_the_sorted_rows_or_the_mean_of_the_middle_two(int rowCount)
    {
        foreach (ulong seed in (ulong[])[1, 2, 3, 4])
        {
            float[] rows = WithTies(seed, rowCount);
            if (seed == 4) Array.Clear(rows, 0, rows.Length / 2);
            var result = new float[Lanes.Count];
            LaneMedian.Median(rows, result);

            for (int lane = 0; lane < Lanes.Count; lane++)
            {
                float[] sorted = [.. Enumerable.Range(0, rowCount).Select(row => rows[row * Lanes.Count + lane]).Order()];
                float expected = 0.5f * (sorted[(rowCount - 1) / 2] + sorted[rowCount / 2]);
                Assert.True(expected == result[lane], $"seed {seed}, lane {lane}: {result[lane]}, expected {expected}");
            }
        }
    }

    [Fact]
    public void Medians_do_not_mix_lanes()
    {
        float[] rows = WithTies(5, 40);
        float[] expected = new float[rows.Length];
        LaneMedian.Filter(rows, 31, new float[31 * Lanes.Count], expected);
        for (int i = 1; i < rows.Length; i += Lanes.Count) rows[i] = float.NaN;
        float[] actual = new float[rows.Length];
        LaneMedian.Filter(rows, 31, new float[31 * Lanes.Count], actual);

        for (int i = 0; i < rows.Length; i++) Assert.True(i % Lanes.Count == 1 || expected[i] == actual[i]);
    }

    [Fact]
    public void Wrong_sizes_are_named()
    {
        var row = new float[Lanes.Count];
        Assert.Contains("odd", Assert.Throws<ArgumentException>(() => LaneMedian.Filter(row, 4, row, row)).Message);
        Assert.Contains("window", Assert.Throws<ArgumentException>(() => LaneMedian.Filter(row, 3, row, row)).Message);
        Assert.Contains("whole", Assert.Throws<ArgumentException>(() => LaneMedian.Filter(row.AsSpan(1), 1, row, row)).Message);
        Assert.Contains("destination", Assert.Throws<ArgumentException>(() => LaneMedian.Median(row, [])).Message);
        Assert.Contains("one row", Assert.Throws<ArgumentException>(() => LaneMedian.Median([], row)).Message);
    }

    private static float[] WithTies(ulong seed, int rowCount)
    {
        var rng = new Rng(seed);
        var rows = new float[rowCount * Lanes.Count];
        for (int i = 0; i < rows.Length; i++) rows[i] = rng.NextInt(3) == 0 ? rng.NextInt(4) : (float)Math.Exp(10 * rng.Normal());
        return rows;
    }
}
