using Sargam.Learning.Decomposition;
using Sargam.Numerics;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning;

public sealed class PcaTests
{
    [Theory]
    [MemberData(nameof(KMeansGoldenTests.Sets), MemberType = typeof(KMeansGoldenTests))]
    public void Agrees_with_scikit_learn(string set)
    {
        Matrix rows = Golden.Committed($"learn/{set}/X.npy").ToMatrix();
        NpyArray components = Golden.Committed($"learn/{set}/pca/components.npy");
        int count = components.Shape[0];
        PcaModel model = Fit(rows, new PcaOptions { ComponentCount = count });
        double[] signs = Signs(components, model.Components);

        Approx.EqualToPeak(components.Values, Flip(model.Components, signs, byRow: true), 2e-5, "components");
        Approx.EqualToPeak(Golden.Committed($"learn/{set}/pca/transformed.npy").Values, Flip(model.Transform(rows), signs, byRow: false), 2e-5, "transformed");
        Near($"learn/{set}/pca/mean.npy", [.. model.Mean], 1e-7);
        Near($"learn/{set}/pca/explained_variance.npy", [.. model.ExplainedVariance], 1e-6);
        Near($"learn/{set}/pca/explained_variance_ratio.npy", [.. model.ExplainedVarianceRatio], 1e-6);
    }

    [Theory]
    [MemberData(nameof(KMeansGoldenTests.Sets), MemberType = typeof(KMeansGoldenTests))]
    public void Whitening_agrees_with_scikit_learn(string set)
    {
        Matrix rows = Golden.Committed($"learn/{set}/X.npy").ToMatrix();
        NpyArray components = Golden.Committed($"learn/{set}/pca/components.npy");
        PcaModel model = Fit(rows, new PcaOptions { ComponentCount = components.Shape[0], Whiten = true });

        Matrix whitened = model.Transform(rows);
        Approx.EqualToPeak(
            Golden.Committed($"learn/{set}/pca/transformed_whitened.npy").Values,
            Flip(whitened, Signs(components, model.Components), byRow: false), 5e-5, set);
        PcaModel plain = Fit(rows, new PcaOptions { ComponentCount = components.Shape[0] });
        Approx.EqualToPeak(Approx.Widen(plain.InverseTransform(plain.Transform(rows)).Values), model.InverseTransform(whitened).Values, 1e-5, set);
    }

    public static TheoryData<int, int> Shapes => new()
    {
        { 2, 1 }, { 2, 9 }, { 9, 9 }, { 40, 7 }, { 7, 40 }, { 65, 64 }, { 64, 65 }, { 300, 17 }, { 130, 290 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void All_components_are_orthonormal_and_restore_the_rows(int rowCount, int columnCount)
    {
        Matrix rows = Blobs.Make(rowCount, columnCount, 3, seed: (ulong)(rowCount * 1000 + columnCount));
        PcaModel model = Fit(rows, new PcaOptions());

        Assert.Equal(Math.Min(rowCount, columnCount), model.OutputColumnCount);
        AssertOrthonormal(model.Components);
        Approx.EqualToPeak(Approx.Widen(rows.Values), model.InverseTransform(model.Transform(rows)).Values, 1e-5, "restored");
    }

    [Fact]
    public void Rows_without_full_rank_still_have_orthonormal_components()
    {
        foreach ((int rowCount, int columnCount) in new[] { (60, 20), (20, 60) })
        {
            Matrix rows = Blobs.Make(5, columnCount, 1, seed: 3).View.SelectRows([.. Enumerable.Range(0, rowCount).Select(i => i % 5)]);
            PcaModel model = Fit(rows, new PcaOptions());

            AssertOrthonormal(model.Components);
            Assert.True(model.ExplainedVariance[3] > 0.1 && model.ExplainedVariance[4] < 1e-12);
            Approx.EqualToPeak(Approx.Widen(rows.Values), model.InverseTransform(model.Transform(rows)).Values, 1e-5, "restored");
        }
    }

    [Fact]
    public void Variances_of_very_different_size_keep_the_wide_components_orthonormal()
    {
        Matrix rows = Blobs.Make(30, 80, 1, seed: 8);
        for (int i = 0; i < 30; i++)
        {
            for (int j = 0; j < 80; j++) rows[i, j] *= MathF.Pow(10, -j / 8f);
        }

        AssertOrthonormal(Fit(rows, new PcaOptions()).Components);
    }

    [Fact]
    public void Few_and_many_columns_take_different_ways_to_the_same_answer()
    {
        // The same numbers with zero columns added: once fewer columns than rows, once more.
        Matrix narrow = Blobs.Make(50, 20, 2, seed: 4);
        var wide = new Matrix(50, 70);
        for (int i = 0; i < 50; i++) narrow.Row(i).CopyTo(wide.Row(i));

        PcaModel expected = Fit(narrow, new PcaOptions { ComponentCount = 20 });
        PcaModel actual = Fit(wide, new PcaOptions { ComponentCount = 20 });

        Approx.Equal([.. expected.ExplainedVariance], (double[])[.. actual.ExplainedVariance], 1e-10 * expected.ExplainedVariance[0]);
        for (int c = 0; c < 20; c++) Approx.Equal(Approx.Widen(expected.Components.Row(c)), actual.Components.Row(c)[..20], 1e-6, $"component {c}");
    }

    [Fact]
    public void A_share_of_variance_takes_the_fewest_components_that_reach_it()
    {
        Matrix rows = Blobs.Make(400, 12, 3, seed: 9);
        PcaModel all = Fit(rows, new PcaOptions());
        foreach (double share in new[] { 0.01, 0.5, 0.9, 0.95, 0.999, 1 })
        {
            PcaModel model = Fit(rows, new PcaOptions { ExplainedVariance = share });

            Assert.True(model.ExplainedVarianceRatio.Sum() >= share - 1e-9, $"share {share}");
            Assert.True(model.ExplainedVarianceRatio.SkipLast(1).Sum() < share, $"share {share}: one component fewer would do");
            Assert.Equal(all.ExplainedVarianceRatio.Take(model.OutputColumnCount), model.ExplainedVarianceRatio);
        }
    }

    [Fact]
    public void The_largest_entry_of_each_component_is_positive()
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            PcaModel model = Fit(Blobs.Make(100, 9, 2, seed), new PcaOptions());
            for (int c = 0; c < model.OutputColumnCount; c++) Assert.True(model.Components.Row(c).ToArray().MaxBy(MathF.Abs) > 0, $"seed {seed}, component {c}");
        }
    }

    [Fact]
    public void More_components_than_rows_or_columns_is_an_error_that_names_them()
    {
        string message = Assert.Throws<ArgumentException>(() => Fit(Blobs.Make(5, 9, 1, seed: 1), new PcaOptions { ComponentCount = 6 })).Message;
        Assert.Contains("ComponentCount 6 for 5 x 9", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_count_and_a_share_together_are_refused() =>
        Assert.Contains("must not be set together", Assert.Throws<ArgumentException>(
            () => new Pca(new PcaOptions { ComponentCount = 2, ExplainedVariance = 0.9 })).Message, StringComparison.Ordinal);

    [Fact]
    public void Constant_rows_explain_nothing()
    {
        PcaModel model = Fit(new Matrix(10, 4), new PcaOptions { ExplainedVariance = 0.95 });

        Assert.Equal([0.0], model.ExplainedVarianceRatio);
        Assert.All(model.Transform(new Matrix(3, 4)).Values.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_rebuilt_model_transforms_alike_and_checks_its_parts()
    {
        Matrix rows = Blobs.Make(50, 6, 2, seed: 2);
        PcaModel model = Fit(rows, new PcaOptions { ComponentCount = 3, Whiten = true });
        var rebuilt = new PcaModel(model.Mean, model.Components, model.ExplainedVariance, model.ExplainedVarianceRatio, model.Whiten);

        Assert.Equal(model.Transform(rows).Values.ToArray(), rebuilt.Transform(rows).Values.ToArray());
        Assert.Contains("mean must have 6 values", Assert.Throws<ArgumentException>(
            () => new PcaModel([1], model.Components, model.ExplainedVariance, model.ExplainedVarianceRatio)).Message, StringComparison.Ordinal);
        Assert.Contains("value 0 is -1", Assert.Throws<ArgumentException>(
            () => new PcaModel(model.Mean, model.Components, [-1, 0, 0], model.ExplainedVarianceRatio)).Message, StringComparison.Ordinal);
    }

    private static PcaModel Fit(Matrix rows, PcaOptions options) => new Pca(options).Fit(rows, cancellationToken: TestContext.Current.CancellationToken);

    private static void AssertOrthonormal(MatrixView components)
    {
        for (int i = 0; i < components.RowCount; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double inner = 0;
                for (int p = 0; p < components.ColumnCount; p++) inner += (double)components[i, p] * components[j, p];
                Assert.Equal(i == j ? 1 : 0, inner, 1e-6);
            }
        }
    }

    /// <summary>Signs by dot product: two entries of a component may be equal up to sign and rounding.</summary>
    private static double[] Signs(NpyArray expected, MatrixView actual)
    {
        var signs = new double[actual.RowCount];
        for (int i = 0; i < signs.Length; i++)
        {
            double inner = 0;
            for (int p = 0; p < actual.ColumnCount; p++) inner += expected.Values[i * actual.ColumnCount + p] * actual[i, p];
            signs[i] = Math.Sign(inner);
        }

        return signs;
    }

    private static float[] Flip(MatrixView matrix, double[] signs, bool byRow)
    {
        float[] values = matrix.Values.ToArray();
        for (int i = 0; i < values.Length; i++) values[i] *= (float)signs[byRow ? i / matrix.ColumnCount : i % matrix.ColumnCount];
        return values;
    }

    private static void Near(string golden, double[] actual, double peakTolerance)
    {
        ReadOnlySpan<double> expected = Golden.Committed(golden).Values;
        double peak = 0;
        foreach (double value in expected) peak = Math.Max(peak, Math.Abs(value));
        Approx.Equal(expected, actual, peakTolerance * peak, golden);
    }
}
