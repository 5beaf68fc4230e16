using Sargam.Learning;
using Sargam.Learning.Preprocessing;
using Sargam.Numerics;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning;

/// <summary>Transformed data as scikit-learn gives it; the small sets are committed, the others are read through the shared folder.</summary>
public sealed class ScalerGoldenTests
{
    [Theory]
    [MemberData(nameof(KMeansGoldenTests.Sets), MemberType = typeof(KMeansGoldenTests))]
    public void Robust_and_min_max_scaling_agree(string set)
    {
        Matrix rows = Golden.Committed($"learn/{set}/X.npy").ToMatrix();

        Near(set, "robust_out", Fit(new RobustScaler(new RobustScalerOptions()), rows), 1e-6);
        Near(set, "minmax_out", Fit(new MinMaxScaler(new MinMaxScalerOptions()), rows), 1e-6);
    }

    [Theory]
    [MemberData(nameof(KMeansGoldenTests.Sets), MemberType = typeof(KMeansGoldenTests))]
    public void Quantile_transforms_agree(string set)
    {
        Matrix rows = Golden.Committed($"learn/{set}/X.npy").ToMatrix();
        var normal = new QuantileTransformerOptions { Output = QuantileOutput.Normal };
        var few = new QuantileTransformerOptions { QuantileCount = 50 };

        // 64-bit data rounded to 32 bits and back moves ranks by the rounding over the gap to the next value.
        Near(set, "quantile_normal_out", Fit(new QuantileTransformer(normal), rows), 1e-5);
        Near(set, "quantile_normal_q50_out", Fit(new QuantileTransformer(few with { Output = QuantileOutput.Normal }), rows), 1e-5);
        Near(set, "quantile_uniform_q50_out", Fit(new QuantileTransformer(few), rows), 1e-5);
        Near(set, "quantile_q50_quantiles", new QuantileTransformer(few).Fit(rows, cancellationToken: TestContext.Current.CancellationToken).Quantiles, 1e-6);
    }

    private static double[] Fit<TModel>(ITransformer<TModel> transformer, Matrix rows)
        where TModel : ITransform =>
        Approx.Widen(transformer.Fit(rows, cancellationToken: TestContext.Current.CancellationToken).Transform(rows).Values);

    private static void Near(string set, string name, IReadOnlyList<double> actual, double tolerance)
    {
        string file = $"learn/{set}/scale/{name}.npy";
        NpyArray expected = set is "digits500" or "blobs_b" ? Golden.Shared(file) : Golden.Committed(file);
        double peak = 0;
        foreach (double value in expected.Values) peak = Math.Max(peak, Math.Abs(value));
        Approx.Equal(expected.Values, [.. actual], tolerance * peak, $"{set} {name}");
    }
}
