using Sargam.Numerics;
using Sargam.Numerics.Kernels;
using Sargam.Numerics.Parallelism;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Numerics.Kernels;

public sealed class MatMulTests
{
    private static readonly int[] AwkwardSizes = [0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 65, 130];

    private static readonly Operand[] Both = [Operand.AsStored, Operand.Transposed];

    /// <summary>The ways to store two operands.</summary>
    public static TheoryData<Operand, Operand> Operands => [.. Both.SelectMany(_ => Both, (a, b) => (a, b))];

    /// <summary>The same for every instruction set.</summary>
    public static TheoryData<string, Operand, Operand> Tiers =>
        [.. MatMulTiers.Names.SelectMany(_ => Operands, (tier, pair) => (tier.Data, pair.Data.Item1, pair.Data.Item2))];

    [Theory]
    [MemberData(nameof(Tiers))]
    public void Agrees_with_the_definition_at_awkward_sizes(string tier, Operand opA, Operand opB)
    {
        ulong seed = 0;
        foreach (int rows in AwkwardSizes)
        {
            foreach (int columns in AwkwardSizes)
            {
                foreach (int depth in AwkwardSizes)
                {
                    seed++;
                    if (MatMulTiers.Named(tier) != MatMul.Tier && seed % 5 != 0) continue; // vectors in pieces are slow
                    int gap = (int)(seed % 4);
                    new MatMulCase(opA, opB, rows, columns, depth, gap, accumulate: seed % 2 == 0, seed).MultiplyAndCheck(MatMulTiers.Named(tier));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tiers))]
    public void Agrees_with_the_definition_at_sizes_beyond_one_block(string tier, Operand opA, Operand opB)
    {
        (int Rows, int Columns, int Depth)[] sizes =
            [(200, 300, 257), (145, 513, 100), (6, 700, 513), (700, 17, 260), (291, 31, 600), (1, 600, 700)];
        for (int i = 0; i < sizes.Length; i++)
        {
            (int rows, int columns, int depth) = sizes[i];
            foreach (bool accumulate in new[] { false, true })
            {
                new MatMulCase(opA, opB, rows, columns, depth, gap: i % 3, accumulate, seed: (ulong)i).MultiplyAndCheck(MatMulTiers.Named(tier));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tiers))]
    public void Any_thread_count_gives_the_same_bits(string tier, Operand opA, Operand opB)
    {
        foreach ((int rows, int columns, int depth) in new[] { (301, 200, 270), (97, 700, 64), (650, 50, 300) })
        {
            float[]? expected = null;
            foreach (int threadCount in new[] { 1, 2, 3, 8 })
            {
                var problem = new MatMulCase(opA, opB, rows, columns, depth, gap: 1, accumulate: true, seed: 5);
                using (WorkerPool.Limit(threadCount)) problem.MultiplyAndCheck(MatMulTiers.Named(tier));
                expected ??= problem.C;
                Assert.True(expected.AsSpan().SequenceEqual(problem.C), $"{rows}x{columns}x{depth} differs at {threadCount} threads");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tiers))]
    public void A_row_has_the_same_bits_in_every_batch(string tier, Operand opA, Operand opB)
    {
        const int rows = 230, columns = 250, depth = 300;
        float[] a = Normal(1, rows * depth);
        float[] b = Normal(2, columns * depth);
        int strideA = opA == Operand.AsStored ? depth : rows;
        int strideB = opB == Operand.AsStored ? columns : depth;
        var all = new float[rows * columns];
        MatMul.Multiply(MatMulTiers.Named(tier), opA, opB, rows, columns, depth, a, strideA, b, strideB, all, columns, accumulate: false);

        foreach ((int start, int count) in new[] { (0, 1), (5, 1), (7, 13), (100, 64), (229, 1) })
        {
            var some = new float[count * columns];
            ReadOnlySpan<float> from = a.AsSpan(opA == Operand.AsStored ? start * depth : start);
            MatMul.Multiply(MatMulTiers.Named(tier), opA, opB, count, columns, depth, from, strideA, b, strideB, some, columns, accumulate: false);
            Assert.True(all.AsSpan(start * columns, count * columns).SequenceEqual(some), $"rows {start} to {start + count} differ");
        }
    }

    [Fact]
    public void No_depth_clears_or_keeps_the_destination()
    {
        float[] c = [1, 2, 3, 4, 5, 6];
        MatMul.Multiply(Operand.AsStored, Operand.AsStored, 2, 2, 0, [], 0, [], 2, c, 3, accumulate: true);
        Assert.Equal([1, 2, 3, 4, 5, 6], c);

        MatMul.Multiply(Operand.AsStored, Operand.AsStored, 2, 2, 0, [], 0, [], 2, c, 3);
        Assert.Equal([0, 0, 3, 0, 0, 6], c);
    }

    [Theory]
    [MemberData(nameof(Tiers))]
    public void NaN_spreads_to_its_row_or_column_and_no_further(string tier, Operand opA, Operand opB)
    {
        const int rows = 13, columns = 21, depth = 40, row = 12, column = 20, at = 38;
        float[] a = Normal(1, rows * depth);
        float[] b = Normal(2, columns * depth);
        int strideA = opA == Operand.AsStored ? depth : rows;
        int strideB = opB == Operand.AsStored ? columns : depth;
        a[opA == Operand.AsStored ? row * strideA + at : at * strideA + row] = float.NaN;
        b[opB == Operand.AsStored ? at * strideB + column : column * strideB + at] = float.NaN;
        var c = new float[rows * columns];
        MatMul.Multiply(MatMulTiers.Named(tier), opA, opB, rows, columns, depth, a, strideA, b, strideB, c, columns, accumulate: false);

        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++) Assert.Equal(i == row || j == column, float.IsNaN(c[i * columns + j]));
        }
    }

    [Fact]
    public void Zero_times_NaN_is_NaN()
    {
        var c = new float[1];
        MatMul.Multiply(Operand.AsStored, Operand.AsStored, 1, 1, 2, [0, 1], 2, [float.NaN, 1], 1, c, 1);
        Assert.True(float.IsNaN(c[0]));
    }

    [Theory]
    [InlineData(64, 128, 40, 1)]
    [InlineData(300, 300, 300, 1)]
    [InlineData(300, 300, 300, 2)]
    public void Allocates_nothing_once_warm(int rows, int columns, int depth, int threadCount)
    {
        float[] a = Normal(1, rows * depth);
        float[] b = Normal(2, columns * depth);
        var c = new float[rows * columns];
        using (WorkerPool.Limit(threadCount))
        {
            for (int i = 0; i < 3; i++) Multiply();
            Assert.Equal(0, Allocation.OfWarm(Multiply));
        }

        void Multiply() => MatMul.Multiply(
            Operand.AsStored, Operand.Transposed, rows, columns, depth, a, depth, b, depth, c, columns);
    }

    private static float[] Normal(ulong seed, int length)
    {
        var values = new float[length];
        new Rng(seed).Normal(values);
        return values;
    }
}
