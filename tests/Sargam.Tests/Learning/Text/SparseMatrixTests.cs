using Sargam.Learning.Text;
using Sargam.Numerics;

namespace Sargam.Tests.Learning;

public sealed class SparseMatrixTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(64)]
    public void Products_agree_with_a_plain_loop_both_ways(int width)
    {
        SparseMatrix matrix = TruncatedSvdTests.Random(130, 70, 6, seed: (ulong)width);
        double[] stored = TfidfVectorizerTests.Dense(matrix);
        double[] right = Normals(70 * width, 1);
        double[] left = Normals(130 * width, 2);
        double[] product = matrix.Multiply(right, width, Stop);
        double[] transposed = matrix.Transpose().Multiply(left, width, Stop);
        for (int k = 0; k < width; k++)
        {
            for (int i = 0; i < 130; i++) Assert.Equal(Enumerable.Range(0, 70).Sum(j => stored[i * 70 + j] * right[j * width + k]), product[i * width + k], 1e-12);
            for (int j = 0; j < 70; j++) Assert.Equal(Enumerable.Range(0, 130).Sum(i => stored[i * 70 + j] * left[i * width + k]), transposed[j * width + k], 1e-12);
        }
    }

    [Fact]
    public void Transposing_twice_gives_the_matrix_back()
    {
        SparseMatrix matrix = TruncatedSvdTests.Random(50, 90, 7, seed: 3);
        SparseMatrix back = matrix.Transpose().Transpose();
        Assert.Equal(matrix.RowStarts.ToArray(), back.RowStarts.ToArray());
        Assert.Equal(TfidfVectorizerTests.Dense(matrix), TfidfVectorizerTests.Dense(back));
        Assert.Equal((float)matrix.RowValues(4)[0], matrix.ToMatrix()[4, matrix.RowColumns(4)[0]]);
        Assert.Equal(matrix.EntryCount, back.EntryCount);
    }

    [Fact]
    public void Entries_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new SparseMatrix(2, 3, [0, 1], [0], [1.0]));
        Assert.Throws<ArgumentException>(() => new SparseMatrix(1, 3, [0, 2], [0], [1.0]));
        Assert.Throws<ArgumentException>(() => new SparseMatrix(1, 3, [0, 1], [3], [1.0]));
        Assert.Throws<ArgumentException>(() => new SparseMatrix(1, 3, [0, 2], [1, 1], [1.0, 2.0]));
        Assert.Throws<ArgumentException>(() => new SparseMatrix(1, 3, [0, 1], [1], [double.NaN]));
        Assert.Throws<ArgumentException>(() => new SparseMatrix(2, 3, [0, 5, 1], [1], [1.0]));
        Assert.Throws<ArgumentException>(() => new SparseMatrix(1, 3, [0, 1], [1], [1.0]).Multiply(new double[4], 1, Stop));
    }

    private static double[] Normals(int count, ulong seed)
    {
        var rng = new Rng(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (double)rng.Normal())];
    }
}
