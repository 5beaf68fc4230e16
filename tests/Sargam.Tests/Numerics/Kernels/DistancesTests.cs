using Sargam.Numerics;
using Sargam.Numerics.Kernels;
using Sargam.Tests.Numerics.Reference;

namespace Sargam.Tests.Numerics.Kernels;

public sealed class DistancesTests
{
    public static TheoryData<int> Lengths => [0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 65, 130, 1023, 1024, 1025, 5000];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Pairs_agree_with_the_definition(int length)
    {
        float[] x = Normal(1, length);
        float[] y = Normal(2, length);
        double distance = ReferenceSums.Exact(x, y, (a, b) => (a - b) * (a - b));
        double product = ReferenceSums.Exact(x, y, (a, b) => a * b);
        double magnitude = ReferenceSums.Exact(x, y, (a, b) => Math.Abs(a * b));

        Assert.Equal(distance, Distances.SquaredEuclidean(x, y), 3e-6 * distance);
        Assert.Equal(product, Distances.Dot(x, y), 3e-6 * magnitude);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void The_order_of_additions_is_fixed_on_every_instruction_set(int length)
    {
        float[] x = Normal(1, length);
        float[] y = Normal(2, length);

        Assert.Equal(ReferenceSums.InOrder(x, y, (a, b) => (a - b) * (a - b)), Distances.SquaredEuclidean(x, y));
        Assert.Equal(ReferenceSums.InOrder(x, y, (a, b) => a * b), Distances.Dot(x, y));
    }

    [Fact]
    public void The_address_does_not_matter()
    {
        float[] x = Normal(1, 500);
        double expected = Distances.Dot(x, x);
        for (int offset = 0; offset < 17; offset++)
        {
            var moved = new float[600];
            x.CopyTo(moved, offset);
            Assert.Equal(expected, Distances.Dot(moved.AsSpan(offset, 500), moved.AsSpan(offset, 500)));
        }
    }

    [Fact]
    public void Nearly_equal_points_far_from_the_origin_lose_nothing()
    {
        float[] x = [.. Enumerable.Repeat(10_000f, 40)];
        float[] y = [.. Enumerable.Repeat(10_000.001953125f, 40)];
        Assert.Equal(40 * Math.Pow(0.001953125, 2) / 4, Distances.SquaredEuclidean(x, Halfway(x, y)), 1e-12);

        static float[] Halfway(float[] x, float[] y) => [.. x.Zip(y, (a, b) => a == b ? a : MathF.BitIncrement(a))];
    }

    [Fact]
    public void One_row_against_all_has_the_bits_of_single_pairs()
    {
        Matrix rows = Matrix.Wrap(Normal(3, 50 * 37), 50, 37);
        float[] x = Normal(4, 37);
        var distances = new float[50];
        Distances.SquaredEuclidean(x, rows.View, distances);

        for (int i = 0; i < 50; i++) Assert.Equal((float)Distances.SquaredEuclidean(x, rows.Row(i)), distances[i]);
    }

    [Theory]
    [InlineData(0, 5, 3)]
    [InlineData(5, 0, 3)]
    [InlineData(4, 5, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(33, 17, 40)]
    [InlineData(257, 10, 32)]
    [InlineData(70, 65, 851)]
    public void A_block_is_as_accurate_as_it_says_and_never_negative(int rowsX, int rowsY, int columns)
    {
        Matrix x = Matrix.Wrap(Normal(5, rowsX * columns), rowsX, columns);
        Matrix y = Matrix.Wrap(Normal(6, rowsY * columns), rowsY, columns);
        if (rowsX > 0 && rowsY > 0) x.Row(0).CopyTo(y.Row(rowsY - 1)); // a distance of 0, which rounding may push below
        var block = new float[rowsX * rowsY];
        Distances.SquaredEuclideanBlock(x, y, block);

        for (int i = 0; i < rowsX; i++)
        {
            for (int j = 0; j < rowsY; j++)
            {
                double norms = Distances.Dot(x.Row(i), x.Row(i)) + Distances.Dot(y.Row(j), y.Row(j));
                double actual = block[i * rowsY + j];
                Assert.Equal(Distances.SquaredEuclidean(x.Row(i), y.Row(j)), actual, (columns + 8) * 1e-7 * norms);
                Assert.True(actual >= 0);
            }
        }
    }

    [Fact]
    public void A_row_of_a_block_does_not_depend_on_the_others()
    {
        Matrix x = Matrix.Wrap(Normal(7, 60 * 33), 60, 33);
        Matrix y = Matrix.Wrap(Normal(8, 11 * 33), 11, 33);
        var all = new float[60 * 11];
        var one = new float[11];
        Distances.SquaredEuclideanBlock(x, y, all);
        for (int i = 0; i < 60; i++)
        {
            Distances.SquaredEuclideanBlock(x.View.Rows(i, 1), y, one);
            Assert.True(all.AsSpan(i * 11, 11).SequenceEqual(one), $"row {i} differs");
        }
    }

    [Fact]
    public void NaN_spreads()
    {
        var nan = new Matrix(9, 9);
        nan[8, 8] = float.NaN;
        var block = new float[81];
        Distances.SquaredEuclideanBlock(nan, new Matrix(9, 9), block);

        Assert.All(block[..72], value => Assert.Equal(0, value));
        Assert.All(block[72..], value => Assert.True(float.IsNaN(value)));
        Assert.True(double.IsNaN(Distances.SquaredEuclidean(nan.Row(8), nan.Row(0))));
        Assert.True(double.IsNaN(Distances.Dot(nan.Row(8), nan.Row(0))));
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_named()
    {
        Assert.Throws<ArgumentException>("y", () => Distances.SquaredEuclidean(new float[3], new float[4]));
        Assert.Throws<ArgumentException>("y", () => Distances.Dot(new float[3], new float[2]));
        Assert.Throws<ArgumentException>("x", () => Distances.SquaredEuclidean(new float[3], new Matrix(2, 4).View, new float[2]));
        Assert.Throws<ArgumentException>("destination", () => Distances.SquaredEuclidean(new float[4], new Matrix(2, 4).View, new float[3]));
        Assert.Throws<ArgumentException>("y", () => Distances.SquaredEuclideanBlock(new Matrix(2, 4), new Matrix(2, 5), new float[4]));
        Assert.Throws<ArgumentException>("destination", () => Distances.SquaredEuclideanBlock(new Matrix(2, 4), new Matrix(3, 4), new float[5]));
        Assert.Throws<ArgumentException>(
            "squaredNormsY", () => Distances.SquaredEuclideanBlock(new Matrix(2, 4), new float[2], new Matrix(3, 4), new float[2], new float[6]));
    }

    private static float[] Normal(ulong seed, int length)
    {
        var values = new float[length];
        new Rng(seed).Normal(values);
        return values;
    }
}
