using Sargam.Numerics;
using Sargam.Numerics.Spectral;

namespace Sargam.Tests.Numerics.Spectral;

public sealed class LaneKernelsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 3)]
    [InlineData(5, 31)]
    [InlineData(20, 128)]
    [InlineData(6, 0)]
    public void Multiply_is_the_matrix_product(int rows, int depth)
    {
        var matrix = new Matrix(rows, depth);
        new Rng(1).Normal(matrix.Values);
        float[] block = Noise(2, depth * Lanes.Count);
        float[] result = Noise(3, rows * Lanes.Count);
        LaneKernels.Multiply(matrix, block, result);

        for (int r = 0; r < rows; r++)
        {
            for (int lane = 0; lane < Lanes.Count; lane++)
            {
                double expected = 0;
                for (int i = 0; i < depth; i++) expected += matrix[r, i] * (double)block[i * Lanes.Count + lane];
                Assert.Equal(expected, result[r * Lanes.Count + lane], 1e-5);
            }
        }
    }

    [Fact]
    public void MultiplyBanded_is_the_product_with_the_dense_matrix()
    {
        int[] first = [0, 4, 2, 9, 0];
        int[] lengths = [3, 0, 8, 1, 10];
        float[] weights = Noise(4, lengths.Sum());
        float[] block = Noise(5, 10 * Lanes.Count);
        float[] result = Noise(6, lengths.Length * Lanes.Count);
        LaneKernels.MultiplyBanded(weights, first, lengths, block, result);

        int used = 0;
        for (int r = 0; r < lengths.Length; used += lengths[r++])
        {
            for (int lane = 0; lane < Lanes.Count; lane++)
            {
                double expected = 0;
                for (int i = 0; i < lengths[r]; i++) expected += weights[used + i] * (double)block[(first[r] + i) * Lanes.Count + lane];
                Assert.Equal(expected, result[r * Lanes.Count + lane], 1e-5);
            }
        }
    }

    [Theory]
    [InlineData(9, 2)]
    [InlineData(-1, 2)]
    [InlineData(0, 4)]
    [InlineData(0, -1)]
    public void A_stretch_outside_the_block_is_rejected(int first, int length)
    {
        var block = new float[10 * Lanes.Count];
        Assert.Throws<ArgumentException>(
            () => LaneKernels.MultiplyBanded(new float[3], new int[] { first }, new int[] { length }, block, new float[Lanes.Count]));
    }

    [Fact]
    public void Allocated_rows_are_zero()
    {
        Memory<float> rows = Lanes.Allocate(3);

        Assert.Equal(3 * Lanes.Count, rows.Length);
        Assert.All(rows.ToArray(), value => Assert.Equal(0, value));
    }

    private static float[] Noise(ulong seed, int length)
    {
        var values = new float[length];
        new Rng(seed).Normal(values);
        return values;
    }
}
