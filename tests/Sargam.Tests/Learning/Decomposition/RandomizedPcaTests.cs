using Sargam.Learning.Decomposition;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

#pragma warning disable xUnit1051 // calls of milliseconds: cancelling them is in the contract

namespace Sargam.Tests.Learning;

public sealed class RandomizedPcaTests
{
    public static TheoryData<int, int> Shapes => new() { { 400, 60 }, { 60, 400 }, { 3000, 40 }, { 130, 130 }, { 12, 5 }, { 2, 30 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Agrees_with_the_exact_solver(int rowCount, int columnCount)
    {
        Matrix rows = Falling(rowCount, columnCount, seed: 3);
        int count = Math.Min(4, Math.Min(rowCount, columnCount) - 1);
        PcaModel expected = new Pca(new PcaOptions { ComponentCount = count }).Fit(rows);
        for (ulong seed = 0; seed < 3; seed++)
        {
            PcaModel actual = Fit(rows, count, seed);

            for (int c = 0; c < count; c++)
            {
                Assert.Equal(1, actual.ExplainedVariance[c] / expected.ExplainedVariance[c], 1e-5);
                Assert.Equal(1, actual.ExplainedVarianceRatio[c] / expected.ExplainedVarianceRatio[c], 1e-5);
                Approx.Equal(Approx.Widen(expected.Components.Row(c)), actual.Components.Row(c), 1e-4, $"seed {seed}, component {c}");
            }

            Approx.EqualToPeak(Approx.Widen(expected.Transform(rows).Values), actual.Transform(rows).Values, 1e-4, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData("digits500")]
    [InlineData("wine")]
    public void Variances_are_those_of_scikit_learn(string set)
    {
        Matrix rows = Golden.Committed($"learn/{set}/X.npy").ToMatrix();
        ReadOnlySpan<double> expected = Golden.Committed($"learn/{set}/pca/explained_variance.npy").Values[..3];
        PcaModel model = Fit(rows, 3, seed: 1);

        for (int c = 0; c < 3; c++) Assert.Equal(1, model.ExplainedVariance[c] / expected[c], 1e-4);
    }

    [Fact]
    public void Components_are_orthonormal_where_variances_are_missing()
    {
        // Rank 3, nine asked for; and nothing but zeros.
        Matrix low = Blobs.Make(4, 50, 1, seed: 3).View.SelectRows([.. Enumerable.Range(0, 80).Select(i => i % 4)]);
        foreach (Matrix rows in new[] { low, new Matrix(40, 30) })
        {
            PcaModel model = Fit(rows, 9, seed: 2);
            for (int i = 0; i < 9; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    double inner = 0;
                    for (int c = 0; c < rows.ColumnCount; c++) inner += (double)model.Components[i, c] * model.Components[j, c];
                    Assert.Equal(i == j ? 1 : 0, inner, 2e-6);
                }
            }

            Assert.True(model.ExplainedVariance[3] <= 1e-6 * model.ExplainedVariance[0]);
        }
    }

    [Fact]
    public void The_seed_decides_and_more_iterations_come_nearer()
    {
        // Noise without structure: the hardest case, its variances fall slowly.
        var rows = new Matrix(500, 200);
        new Rng(6).Normal(rows.Values);
        double exact = new Pca(new PcaOptions { ComponentCount = 5 }).Fit(rows).ExplainedVariance.Sum();
        double[] found = [.. new[] { 0, 2, 7 }.Select(iterations =>
            new Pca(new PcaOptions { ComponentCount = 5, Solver = PcaSolver.Randomized, Seed = 1, PowerIterationCount = iterations }).Fit(rows).ExplainedVariance.Sum())];

        Assert.True(found[0] < found[1] && found[1] < found[2] && found[2] <= exact * (1 + 1e-6), string.Join(", ", found) + $" of {exact}");
        Assert.True(found[2] > 0.97 * exact);
        Assert.Equal(Fit(rows, 5, 1).Components.Values.ToArray(), Fit(rows, 5, 1).Components.Values.ToArray());
        Assert.NotEqual(Fit(rows, 5, 1).Components.Values.ToArray(), Fit(rows, 5, 2).Components.Values.ToArray());
    }

    private static PcaModel Fit(Matrix rows, int count, ulong seed) =>
        new Pca(new PcaOptions { ComponentCount = count, Solver = PcaSolver.Randomized, Seed = seed }).Fit(rows);

    /// <summary>Columns of falling variance, mixed and far from the origin.</summary>
    private static Matrix Falling(int rowCount, int columnCount, ulong seed)
    {
        var rng = new Rng(seed);
        var rows = new Matrix(rowCount, columnCount);
        rng.Normal(rows.Values);
        for (int i = 0; i < rowCount; i++)
        {
            Span<float> row = rows.Row(i);
            for (int c = 0; c < columnCount; c++) row[c] *= MathF.Pow(0.5f, Math.Min(c, 12));
            for (int c = columnCount - 1; c > 0; c--) (row[c], row[c - 1]) = (0.8f * row[c] + 0.6f * row[c - 1], 0.8f * row[c - 1] - 0.6f * row[c]);
            for (int c = 0; c < columnCount; c++) row[c] += 50;
        }

        return rows;
    }
}
