using Sargam.Learning;
using Sargam.Learning.Decomposition;
using Sargam.Learning.Preprocessing;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

#pragma warning disable xUnit1051 // calls of milliseconds: cancelling them is in the contract suite

namespace Sargam.Tests.Learning;

public sealed class ScalerTests
{
    [Fact]
    public void Robust_scaling_ignores_an_outlier()
    {
        RobustScalerModel model = new RobustScaler(new RobustScalerOptions()).Fit(Column(1, 2, 3, 4, 1e9f));

        Assert.Equal((3, 2), (model.Center[0], model.Scale[0]));
        Assert.Equal([-1, -0.5f, 0, 0.5f], model.Transform(Column(1, 2, 3, 4)).Values.ToArray());
        Assert.Equal((3, 2.5), (new RobustScaler(new RobustScalerOptions { LowerPercent = 0, UpperPercent = 62.5 }).Fit(Column(1, 2, 3, 4, 1e9f)) is { } wide ? (wide.Center[0], wide.Scale[0]) : default));
    }

    [Fact]
    public void Min_max_scaling_reaches_both_ends_and_clips_when_asked()
    {
        MinMaxScalerModel model = new MinMaxScaler(new MinMaxScalerOptions { Minimum = -1, Maximum = 3 }).Fit(Column(10, 20, 15));
        MinMaxScalerModel clipped = new MinMaxScaler(new MinMaxScalerOptions { Clip = true }).Fit(Column(10, 20, 15));

        Assert.Equal([-1, 3, 1, 7], model.Transform(Column(10, 20, 15, 30)).Values.ToArray());
        Assert.Equal([0, 1, 0.5f, 1, 0], clipped.Transform(Column(10, 20, 15, 30, -5)).Values.ToArray());
        Assert.Equal([10f, 20, 15, 30], model.InverseTransform(model.Transform(Column(10, 20, 15, 30))).Values.ToArray());
        Assert.Equal([0f, 0, 2], new MinMaxScaler(new MinMaxScalerOptions()).Fit(Column(5, 5)).Transform(Column(5, 5, 7)).Values.ToArray());
    }

    [Fact]
    public void Quantiles_give_ranks_and_repeated_values_the_middle_of_theirs()
    {
        QuantileTransformerModel model = new QuantileTransformer(new QuantileTransformerOptions()).Fit(Column(7, 1, 3, 3, 3));

        Assert.Equal([1, 3, 3, 3, 7], model.Quantiles);
        Assert.Equal([0, 0, 0.125f, 0.5f, 0.875f, 1, 1], model.Transform(Column(-9, 1, 2, 3, 5, 7, 1e30f)).Values.ToArray());
    }

    [Fact]
    public void Any_distribution_becomes_normal()
    {
        var rng = new Rng(5);
        var rows = new Matrix(5000, 1);
        rng.Normal(rows.Values);
        foreach (ref float value in rows.Values) value = MathF.Exp(2 * value);
        Matrix normal = new QuantileTransformer(new QuantileTransformerOptions { Output = QuantileOutput.Normal }).Fit(rows).Transform(rows);
        ColumnStatistics statistics = ColumnStatistics.Of(normal, TestContext.Current.CancellationToken);

        Assert.Equal(0, statistics.Mean[0], 0.01);
        Assert.Equal(1, statistics.Variance[0], 0.05);
        Assert.Equal(5.1993375827, normal.Values.ToArray().Max(), 1e-6);
        Assert.Equal(-5.1993375827, normal.Values.ToArray().Min(), 1e-6);
    }

    [Fact]
    public void The_normal_quantile_is_that_of_tables()
    {
        // scipy.stats.norm.ppf
        foreach ((double share, double expected) in new[]
        {
            (0.5, 0), (0.975, 1.959963984540054), (0.025, -1.959963984540054), (0.075, -1.4395314709384563), (0.0749, -1.4402382675279635),
            (1e-7, -5.1993375821928165), (0.999, 3.090232306167813), (1e-9, -5.9978070150076865),
        })
        {
            Assert.Equal(expected, NormalQuantile.Of(share), 1e-13);
        }
    }

    [Fact]
    public void Clipping_holds_values_within_the_percentiles()
    {
        ClippingModel model = new Clipping(new ClippingOptions { LowerPercent = 25, UpperPercent = 75 }).Fit(Column(1, 2, 3, 4, 1000));

        Assert.Equal((2, 4), (model.Lower[0], model.Upper[0]));
        Assert.Equal([2f, 2, 3, 4, 4], model.Transform(Column(-7, 2, 3, 4, 50)).Values.ToArray());
    }

    [Fact]
    public void A_pipeline_fits_each_step_on_what_the_one_before_gives()
    {
        Matrix rows = Blobs.Make(300, 5, 3, seed: 3);
        rows[7, 1] = 1e6f;
        TransformPipelineModel model = new TransformPipeline(
            new Clipping(new ClippingOptions()), new StandardScaler(), new Pca(new PcaOptions { ComponentCount = 2, Whiten = true })).Fit(rows);
        Matrix clipped = new Clipping(new ClippingOptions()).Fit(rows).Transform(rows);
        Matrix scaled = new StandardScaler().Fit(clipped).Transform(clipped);
        Matrix expected = new Pca(new PcaOptions { ComponentCount = 2, Whiten = true }).Fit(scaled).Transform(scaled);

        Assert.Equal((5, 2, 3), (model.InputColumnCount, model.OutputColumnCount, model.Steps.Count));
        Assert.True(expected.Values.SequenceEqual(model.Transform(rows).Values));
        Assert.True(expected.Values.SequenceEqual(new TransformPipelineModel(5, model.Steps).Transform(rows).Values));
        ColumnStatistics white = ColumnStatistics.Of(expected, TestContext.Current.CancellationToken);
        Assert.All(white.Variance, variance => Assert.Equal(299 / 300.0, variance, 1e-4));
        Assert.True(rows.Values.SequenceEqual(new TransformPipeline().Fit(rows).Transform(rows).Values));
        Assert.Contains("number 1 takes 5 columns and is given 2", Assert.Throws<ArgumentException>(
            () => new TransformPipelineModel(5, [model.Steps[2], model.Steps[0]])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_rebuilt_from_their_arrays_are_the_same()
    {
        Matrix rows = Blobs.Make(120, 4, 3, seed: 8);
        RobustScalerModel robust = new RobustScaler(new RobustScalerOptions()).Fit(rows);
        MinMaxScalerModel range = new MinMaxScaler(new MinMaxScalerOptions { Maximum = 9 }).Fit(rows);
        QuantileTransformerModel quantiles = new QuantileTransformer(new QuantileTransformerOptions { QuantileCount = 30, Output = QuantileOutput.Normal }).Fit(rows);
        ClippingModel clipping = new Clipping(new ClippingOptions()).Fit(rows);

        Same(rows, robust, new RobustScalerModel(robust.Center, robust.Scale));
        Same(rows, range, new MinMaxScalerModel(range.DataMinimum, range.DataMaximum, range.Options));
        Same(rows, quantiles, new QuantileTransformerModel(quantiles.Quantiles, 4, quantiles.Output));
        Same(rows, clipping, new ClippingModel(clipping.Lower, clipping.Upper));
        Assert.Equal(30, quantiles.QuantileCount);
        Approx.EqualToPeak(Approx.Widen(rows.Values), robust.InverseTransform(robust.Transform(rows)).Values, 1e-6);
        Approx.EqualToPeak(Approx.Widen(rows.Values), range.InverseTransform(range.Transform(rows)).Values, 1e-6);
    }

    [Fact]
    public void Rebuilt_models_check_their_parts()
    {
        Refused("scale must have 2 values", () => new RobustScalerModel([0, 0], [1]));
        Refused("column 1 is 0", () => new RobustScalerModel([0, 0], [1, 0]));
        Refused("center must be finite", () => new RobustScalerModel([double.NaN], [1]));
        Refused("dataMaximum must have 1 values", () => new MinMaxScalerModel([0], [1, 2], new MinMaxScalerOptions()));
        Refused("column 0 is -1 against 0", () => new MinMaxScalerModel([0], [-1], new MinMaxScalerOptions()));
        Refused("at least 2 rows of 2", () => new QuantileTransformerModel([0, 1, 2], 2, QuantileOutput.Uniform));
        Refused("row 1 column 0 is 1", () => new QuantileTransformerModel([2, 1], 1, QuantileOutput.Uniform));
        Refused("output must be", () => new QuantileTransformerModel([2, 3], 1, (QuantileOutput)7));
        Refused("upper must have 1 values", () => new ClippingModel([0], [1, 2]));
        Refused("column 0 has 3 and 2", () => new ClippingModel([3], [2]));
        Refused("offsets must have 2 x 1", () => new GroupCentringModel([0], [4, 5], [1]));
        Refused("4 repeats", () => new GroupCentringModel([0], [4, 4], [1, 1]));
        Refused("offsets must be finite", () => new GroupCentringModel([0], [4], [double.NaN]));
    }

    private static void Same(Matrix rows, ITransform first, ITransform second) => Assert.True(first.Transform(rows).Values.SequenceEqual(second.Transform(rows).Values));

    private static void Refused(string message, Func<object> construct) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(construct).Message, StringComparison.Ordinal);

    private static Matrix Column(params float[] values) => new MatrixView(values, values.Length, 1).ToMatrix();
}
