using Sargam.Learning.Decomposition;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning;

public sealed class SymmetricEigenTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int> Orders => [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 127, 129, 300];

    [Theory]
    [MemberData(nameof(Orders))]
    public void Vectors_are_orthonormal_and_rebuild_the_matrix(int order)
    {
        double[] matrix = Random(order, seed: (ulong)order);
        Check(matrix, order);
    }

    [Fact]
    public void Known_eigenvalues_of_the_second_difference_matrix()
    {
        const int Order = 50;
        var matrix = new double[Order * Order];
        for (int i = 0; i < Order; i++)
        {
            matrix[i * Order + i] = 2;
            if (i > 0) matrix[i * Order + i - 1] = -1;
        }

        double[] expected = [.. Enumerable.Range(1, Order).Select(k => 2 - 2 * Math.Cos(k * Math.PI / (Order + 1))).OrderDescending()];

        Approx.Equal(expected, SymmetricEigen.Eigenvalues(matrix, Order, Token), 1e-13);
        Approx.Equal(expected, SymmetricEigen.Decompose(matrix, Order, Token).Values, 1e-13);
    }

    [Fact]
    public void Eigenvalues_alone_are_those_with_vectors()
    {
        double[] matrix = Random(200, seed: 5);

        Assert.Equal(SymmetricEigen.Decompose(matrix, 200, Token).Values.ToArray(), SymmetricEigen.Eigenvalues(matrix, 200, Token));
    }

    [Fact]
    public void Repeated_zero_and_negative_eigenvalues()
    {
        foreach (double[] diagonal in new double[][] { [0, 0, 0, 0], [1, 1, 1, 1, 1], [-3, 2, -3, 2, 0, 0, 1e-9], [5] })
        {
            int n = diagonal.Length;
            double[] vectors = SymmetricEigen.Decompose(Random(n, seed: 9), n, Token) is { } basis
                ? [.. Enumerable.Range(0, n).SelectMany(i => basis.Vector(i).ToArray())]
                : [];
            var matrix = new double[n * n];
            for (int i = 0; i < n * n; i++)
            {
                for (int k = 0; k < n; k++) matrix[i] += vectors[k * n + i / n] * diagonal[k] * vectors[k * n + i % n];
            }

            Approx.Equal((double[])[.. diagonal.OrderDescending()], SymmetricEigen.Eigenvalues(matrix, n, Token), 1e-14 * 10);
            Check(matrix, n);
        }
    }

    [Fact]
    public void Diagonal_and_block_matrices_need_no_reflections()
    {
        var matrix = new double[36];
        for (int i = 0; i < 6; i++) matrix[i * 7] = i * i;
        matrix[4 * 6 + 1] = matrix[1 * 6 + 4] = 0.5;

        Check(matrix, 6);
    }

    [Fact]
    public void Very_large_and_very_small_matrices_neither_overflow_nor_vanish()
    {
        double[] matrix = Random(20, seed: 3);
        double[] expected = SymmetricEigen.Eigenvalues(matrix, 20, Token);
        foreach (double factor in new[] { 1e250, 1e-250 })
        {
            double[] actual = SymmetricEigen.Eigenvalues(Array.ConvertAll(matrix, value => value * factor), 20, Token);
            Approx.Equal(expected, Array.ConvertAll(actual, value => value / factor), 1e-13, $"{factor}");
        }
    }

    [Fact]
    public void Only_the_lower_triangle_is_read()
    {
        double[] matrix = Random(10, seed: 2);
        double[] expected = SymmetricEigen.Eigenvalues(matrix, 10, Token);
        for (int i = 0; i < 10; i++)
        {
            for (int j = i + 1; j < 10; j++) matrix[i * 10 + j] = double.NaN;
        }

        Assert.Equal(expected, SymmetricEigen.Eigenvalues(matrix, 10, Token));
    }

    [Fact]
    public void A_wrong_length_or_a_value_that_is_not_finite_is_named()
    {
        Assert.Contains("3 x 3 = 9 values, got 8", Assert.Throws<ArgumentException>(() => SymmetricEigen.Eigenvalues(new double[8], 3, Token)).Message, StringComparison.Ordinal);
        Assert.Contains("row 1 column 0 is NaN", Assert.Throws<ArgumentException>(() => SymmetricEigen.Eigenvalues([0, 0, double.NaN, 0], 2, Token)).Message, StringComparison.Ordinal);
        Assert.Contains("got 0", Assert.Throws<ArgumentException>(() => SymmetricEigen.Eigenvalues([], 0, Token)).Message, StringComparison.Ordinal);
    }

    private static void Check(double[] matrix, int order)
    {
        EigenDecomposition eigen = SymmetricEigen.Decompose(matrix, order, Token);
        double norm = 1e-300;
        for (int k = 0; k < order; k++) norm = Math.Max(norm, Math.Abs(eigen.Values[k]));
        double tolerance = 2e-15 * order + 1e-14;
        for (int k = 0; k < order; k++)
        {
            ReadOnlySpan<double> v = eigen.Vector(k);
            if (k > 0) Assert.True(eigen.Values[k] <= eigen.Values[k - 1]);
            for (int i = 0; i < order; i++)
            {
                double image = 0;
                for (int j = 0; j < order; j++) image += matrix[Math.Max(i, j) * order + Math.Min(i, j)] * v[j];
                Assert.Equal(eigen.Values[k] * v[i], image, tolerance * norm);
            }

            for (int other = 0; other <= k; other++)
            {
                double inner = 0;
                for (int j = 0; j < order; j++) inner += v[j] * eigen.Vector(other)[j];
                Assert.Equal(other == k ? 1 : 0, inner, tolerance);
            }
        }
    }

    private static double[] Random(int order, ulong seed)
    {
        var rng = new Rng(seed);
        var matrix = new double[order * order];
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j <= i; j++) matrix[i * order + j] = matrix[j * order + i] = rng.Normal();
        }

        return matrix;
    }
}
