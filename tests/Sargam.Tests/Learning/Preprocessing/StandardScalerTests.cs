using Sargam.Learning.Preprocessing;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning;

public sealed class StandardScalerTests
{
    [Theory]
    [MemberData(nameof(KMeansGoldenTests.Sets), MemberType = typeof(KMeansGoldenTests))]
    public void Agrees_with_scikit_learn(string set)
    {
        Matrix rows = Golden.Committed($"learn/{set}/X.npy").ToMatrix();
        StandardScalerModel model = Fit(rows);

        Near($"learn/{set}/scale/standard_mean.npy", [.. model.Mean]);
        Near($"learn/{set}/scale/standard_scale.npy", [.. model.Scale]);
        Approx.EqualToPeak(Golden.Committed($"learn/{set}/scale/standard_out.npy").Values, model.Transform(rows).Values, 1e-6, set);
    }

    [Fact]
    public void Scaled_columns_have_mean_0_and_variance_1_far_from_the_origin_too()
    {
        Matrix rows = Blobs.Make(3000, 5, 2, seed: 1);
        foreach (ref float value in rows.Values) value = value * 64 + 1e6f;

        ColumnStatistics scaled = ColumnStatistics.Of(Fit(rows).Transform(rows), TestContext.Current.CancellationToken);

        Assert.All(scaled.Mean, mean => Assert.Equal(0, mean, 1e-6));
        Assert.All(scaled.Variance, variance => Assert.Equal(1, variance, 1e-6));
    }

    [Fact]
    public void Inverse_restores_the_rows()
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            Matrix rows = Blobs.Make(200, 6, 3, seed);
            StandardScalerModel model = Fit(rows);

            Approx.EqualToPeak(Approx.Widen(rows.Values), model.InverseTransform(model.Transform(rows)).Values, 1e-6, $"seed {seed}");
        }
    }

    [Fact]
    public void A_constant_column_becomes_0_and_keeps_its_scale()
    {
        var rows = new Matrix(1001, 3);
        for (int i = 0; i < rows.RowCount; i++) (rows[i, 0], rows[i, 1], rows[i, 2]) = (0.1f, i, -123456.7f);

        StandardScalerModel model = Fit(rows);
        Matrix scaled = model.Transform(rows);

        Assert.Equal(1, model.Scale[0]);
        Assert.Equal(1, model.Scale[2]);
        for (int i = 0; i < rows.RowCount; i++) Assert.Equal((0f, 0f), (scaled[i, 0], scaled[i, 2]));
    }

    [Fact]
    public void A_rebuilt_model_checks_its_parts()
    {
        Assert.Contains("scale must have 2 values", Assert.Throws<ArgumentException>(() => new StandardScalerModel([0, 0], [1])).Message, StringComparison.Ordinal);
        Assert.Contains("column 1 is 0", Assert.Throws<ArgumentException>(() => new StandardScalerModel([0, 0], [1, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("column 0 is NaN", Assert.Throws<ArgumentException>(() => new StandardScalerModel([double.NaN], [1])).Message, StringComparison.Ordinal);
    }

    private static StandardScalerModel Fit(Matrix rows) => new StandardScaler().Fit(rows, cancellationToken: TestContext.Current.CancellationToken);

    private static void Near(string golden, double[] actual)
    {
        ReadOnlySpan<double> expected = Golden.Committed(golden).Values;
        double peak = 0;
        foreach (double value in expected) peak = Math.Max(peak, Math.Abs(value));
        Approx.Equal(expected, actual, 1e-7 * peak, golden);
    }
}
