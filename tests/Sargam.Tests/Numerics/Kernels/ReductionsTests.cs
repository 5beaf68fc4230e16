using Sargam.Numerics;
using Sargam.Numerics.Kernels;
using Sargam.Numerics.Parallelism;
using Sargam.Tests.Numerics.Reference;

namespace Sargam.Tests.Numerics.Kernels;

public sealed class ReductionsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(DistancesTests.Lengths), MemberType = typeof(DistancesTests))]
    public void A_sum_is_accurate_and_its_order_fixed_on_every_instruction_set(int length)
    {
        float[] values = Normal(1, length);

        Assert.Equal(values.Sum(value => (double)value), Reductions.Sum(values), 1e-13 * values.Sum(value => Math.Abs((double)value)));
        Assert.Equal(ReferenceSums.SumInOrder(values), Reductions.Sum(values));
    }

    [Fact]
    public void A_sum_of_many_small_values_does_not_stall()
    {
        float[] values = [1e8f, .. Enumerable.Repeat(1f, 1_000_000)];
        Assert.Equal(101_000_000, Reductions.Sum(values));
    }

    [Fact]
    public void The_mean_of_nothing_is_NaN()
    {
        Assert.Equal(2.5, Reductions.Mean([1, 2, 3, 4]));
        Assert.True(double.IsNaN(Reductions.Mean([])));
        Assert.All(Reductions.ColumnMeans(new Matrix(0, 3), Token), mean => Assert.True(double.IsNaN(mean)));
        Assert.Empty(Reductions.ColumnMeans(new Matrix(3, 0), Token));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 5)]
    [InlineData(100, 8)]
    [InlineData(3000, 200)]
    [InlineData(20, 40_001)]
    public void Column_means_and_variances_agree_with_the_definition(int rowCount, int columnCount)
    {
        Matrix rows = Matrix.Wrap(Normal(2, rowCount * columnCount), rowCount, columnCount);
        double[] means = Reductions.ColumnMeans(rows, Token);
        double[] variances = Reductions.ColumnVariances(rows, means, Token);

        for (int j = 0; j < columnCount; j += Math.Max(1, columnCount / 50))
        {
            double[] column = [.. Enumerable.Range(0, rowCount).Select(i => (double)rows[i, j])];
            double mean = column.Average();
            Assert.Equal(mean, means[j], 1e-12);
            Assert.Equal(column.Average(value => (value - mean) * (value - mean)), variances[j], 1e-12);
        }
    }

    [Fact]
    public void A_large_common_offset_costs_the_variance_nothing()
    {
        var rows = new Matrix(1000, 9);
        for (int i = 0; i < 1000; i++) rows.Row(i).Fill(1_000_000 + i % 2);

        Assert.All(Reductions.ColumnVariances(rows, Reductions.ColumnMeans(rows, Token), Token), variance => Assert.Equal(0.25, variance, 1e-12));
    }

    [Fact]
    public void Column_results_have_the_same_bits_at_any_thread_count()
    {
        Matrix rows = Matrix.Wrap(Normal(3, 9000 * 130), 9000, 130);
        double[]? expectedMeans = null, expectedVariances = null;
        foreach (int threadCount in new[] { 1, 2, 3 })
        {
            using IDisposable limit = WorkerPool.Limit(threadCount);
            double[] means = Reductions.ColumnMeans(rows, Token);
            double[] variances = Reductions.ColumnVariances(rows, means, Token);
            Assert.Equal(expectedMeans ??= means, means);
            Assert.Equal(expectedVariances ??= variances, variances);
        }
    }

    [Fact]
    public void Columns_honour_cancellation() => Assert.Throws<OperationCanceledException>(
        () => Reductions.ColumnMeans(new Matrix(10, 2), new CancellationToken(canceled: true)));

    [Fact]
    public void Means_that_do_not_fit_are_named() =>
        Assert.Throws<ArgumentException>("means", () => Reductions.ColumnVariances(new Matrix(3, 4), new double[5], Token));

    [Fact]
    public void LogSumExp_neither_overflows_nor_underflows()
    {
        Assert.Equal(1000 + Math.Log(3), Reductions.LogSumExp([1000d, 1000, 1000]), 1e-12);
        Assert.Equal(-1000 + Math.Log(1.5), Reductions.LogSumExp([-1000d, -1000 - Math.Log(2)]), 1e-12);
        Assert.Equal(1000 + Math.Log(2), Reductions.LogSumExp([1000f, 1000f]), 1e-12);
        Assert.Equal(Math.Log(Math.Exp(1) + Math.Exp(2) + Math.Exp(-3)), Reductions.LogSumExp([1f, 2f, -3f]), 1e-12);
    }

    [Fact]
    public void LogSumExp_of_nothing_or_of_zeros_is_the_logarithm_of_zero()
    {
        Assert.Equal(double.NegativeInfinity, Reductions.LogSumExp(ReadOnlySpan<double>.Empty));
        Assert.Equal(double.NegativeInfinity, Reductions.LogSumExp([double.NegativeInfinity, double.NegativeInfinity]));
        Assert.Equal(float.NegativeInfinity, Reductions.LogSumExp([float.NegativeInfinity]));
        Assert.Equal(double.PositiveInfinity, Reductions.LogSumExp([1, double.PositiveInfinity]));
        Assert.True(double.IsNaN(Reductions.LogSumExp([1, double.NaN, double.PositiveInfinity])));
        Assert.True(double.IsNaN(Reductions.LogSumExp([1f, float.NaN])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(33)]
    [InlineData(130)]
    public void ArgMin_finds_the_first_of_the_smallest_anywhere(int length)
    {
        for (int at = 0; at < length; at++)
        {
            float[] values = [.. Enumerable.Repeat(1f, length)];
            values.AsSpan(at).Fill(-2);
            Assert.Equal(at, Reductions.ArgMin(values));

            values[length - 1 - at / 2] = float.NaN;
            Assert.Equal(length - 1 - at / 2, Reductions.ArgMin(values));
        }
    }

    [Fact]
    public void ArgMin_of_nothing_is_refused() => Assert.Throws<ArgumentException>("values", () => Reductions.ArgMin([]));

    private static float[] Normal(ulong seed, int length)
    {
        var values = new float[length];
        new Rng(seed).Normal(values);
        return values;
    }
}
