using Sargam.Numerics;
using Sargam.Numerics.Kernels;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Numerics.Kernels;

public sealed class TranspositionTests
{
    [Fact]
    public void Every_element_changes_rows_and_columns_at_awkward_sizes()
    {
        foreach (int rows in new[] { 0, 1, 3, 4, 5, 8, 17, 33 })
        {
            foreach (int columns in new[] { 0, 1, 2, 4, 7, 8, 15, 64 })
            {
                const int Count = 3;
                float[] source = Noise.Normal(new Rng(1), Count * rows * columns);
                var destination = new float[source.Length + 1];

                Transposition.TransposeEach(source, rows, columns, destination, Count);

                for (int i = 0; i < source.Length; i++)
                {
                    (int matrix, int row, int column) = (i / (rows * columns), i / columns % rows, i % columns);
                    Assert.Equal(source[i], destination[(matrix * columns + column) * rows + row]);
                }

                Assert.Equal(0, destination[^1]);
            }
        }
    }

    [Fact]
    public void Spans_that_are_too_short_are_named()
    {
        Assert.Throws<ArgumentException>("source", () => Transposition.TransposeEach(new float[11], 2, 3, new float[12], 2));
        Assert.Throws<ArgumentException>("destination", () => Transposition.TransposeEach(new float[12], 2, 3, new float[11], 2));
        Assert.Throws<ArgumentException>("source", () => Transposition.TransposeEach(new float[12], 1 << 16, 1 << 16, new float[12], 1));
    }
}
