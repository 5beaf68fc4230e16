using System.Text.Json;
using Sargam.Learning.GaussianMixture;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning;

/// <summary>
/// Against scikit-learn from the same weights, means and precisions. The reference was computed on 64-bit data; ours is rounded
/// to 32 bits on the way in, which moves likelihoods and covariances further than the README allows, whatever the arithmetic
/// does after it: scikit-learn on the rounded data moves just as far (1e-5 of the peak log density on iris, where one
/// component is nearly flat). Where scikit-learn was given the rounded data too, the README's tolerances hold.
/// </summary>
public sealed class GaussianMixtureGoldenTests
{
    private const double Listed = 1e-7;
    private const double RoundedCovariance = 1e-6;
    private const double RoundedLikelihood = 5e-6;
    private const double RoundedLogDensity = 1.5e-5;
    private const double RoundedProbability = 1e-5;

    public static TheoryData<string, CovarianceType> Runs => new MatrixTheoryData<string, CovarianceType>(
        ["iris", "wine", "digits500", "blobs_a", "blobs_b", "moons", "duplicates", "constcols"], [CovarianceType.Full, CovarianceType.Diagonal]);

    [Theory]
    [MemberData(nameof(Runs))]
    public void Labels_iterations_bound_and_parameters_agree(string set, CovarianceType type)
    {
        string folder = $"learn/{set}/gmm";
        string prefix = type == CovarianceType.Full ? "full" : "diag";
        JsonElement run = Golden.CommittedJson($"{folder}/runs.json").GetProperty(prefix);
        Matrix rows = Golden.Committed(run.GetProperty("input").GetString() == "X" ? $"learn/{set}/X.npy" : $"{folder}/X_pca10.npy").ToMatrix();

        GaussianMixtureModel model = Fit(rows, Start(type, $"{folder}/{prefix}"));

        Assert.Equal(Golden.Committed($"{folder}/{prefix}_labels.npy").Values.ToArray(), model.Labels.Select(label => (double)label));
        Assert.Equal(run.GetProperty("n_iter").GetInt32(), model.Convergence.IterationCount);
        Assert.True(model.Convergence.Reached);
        EqualToPeak($"{folder}/{prefix}_weights.npy", model.Weights, Listed);
        EqualToPeak($"{folder}/{prefix}_means.npy", model.Means, Listed);
        EqualToPeak($"{folder}/{prefix}_covariances.npy", model.Covariances, RoundedCovariance);
        EqualToPeak($"{folder}/{prefix}_score_samples.npy", model.LogDensities(rows), RoundedLogDensity);
        EqualTo(run, "lower_bound", model.LowerBound);
        EqualTo(run, "score", model.MeanLogDensity(rows));
        EqualTo(run, "bic", model.Bic(rows));
        EqualTo(run, "aic", model.Aic(rows));
    }

    [Theory]
    [InlineData("iris", CovarianceType.Full)]
    [InlineData("iris", CovarianceType.Diagonal)]
    [InlineData("wine", CovarianceType.Full)]
    [InlineData("wine", CovarianceType.Diagonal)]
    [InlineData("duplicates", CovarianceType.Full)]
    [InlineData("duplicates", CovarianceType.Diagonal)]
    public void Probabilities_agree(string set, CovarianceType type)
    {
        string prefix = $"learn/{set}/gmm/{(type == CovarianceType.Full ? "full" : "diag")}";
        Matrix rows = Golden.Committed($"learn/{set}/X.npy").ToMatrix();

        Matrix probabilities = Fit(rows, Start(type, prefix)).PredictProbabilities(rows);

        Approx.EqualToPeak(Golden.Committed($"{prefix}_resp.npy").Values, probabilities.Values, RoundedProbability, prefix);
    }

    /// <summary>Expected: scikit-learn 1.2.1 on the data rounded to 32 bits, from the column variances, or their mean (spherical).</summary>
    [Theory]
    [InlineData("iris", CovarianceType.Full, 10, -1.32411848078629, 617.542125912533, 485.0741729722978, 4.546645568288431, 36.328949879048224, new[] { 100, 16, 34 })]
    [InlineData("iris", CovarianceType.Diagonal, 7, -2.4109271876163536, 853.5481321230269, 775.2716144765243, 1.7435086890957956, 36.11399529642502, new[] { 100, 22, 28 })]
    [InlineData("wine", CovarianceType.Full, 16, -16.004497082450555, 7324.606368074704, 6325.526333282989, 272260.96301383484, 2729.6158459973276, new[] { 86, 52, 40 })]
    [InlineData("wine", CovarianceType.Diagonal, 14, -18.507236917379146, 7003.086580505798, 6748.543896482432, 85403.556545851, 2738.769033305787, new[] { 70, 51, 57 })]
    [InlineData("iris", CovarianceType.Tied, 5, -1.953921114162635, 706.3722921890478, 634.1170451307377, 2.730399891866512, 36.35534675041935, new[] { 100, 12, 38 })]
    [InlineData("iris", CovarianceType.Spherical, 7, -2.9534515127034777, 971.1651263449771, 919.9843263453408, 0.4303794922098721, 35.98187024173512, new[] { 100, 27, 23 })]
    [InlineData("wine", CovarianceType.Tied, 16, -17.81605780436434, 7026.511836698738, 6606.516408060183, 32693.92034521054, 2702.499777423207, new[] { 65, 53, 60 })]
    [InlineData("wine", CovarianceType.Spherical, 9, -62.82911882809745, 22595.135031085418, 22455.136554872566, 3939.3577919255968, 2668.662759502029, new[] { 57, 62, 59 })]
    public void Every_type_agrees_on_the_same_32_bit_data(
        string set, CovarianceType type, int iterations, double bound, double bic, double aic, double covarianceSum, double meanSum, int[] sizes)
    {
        Matrix rows = Golden.Committed($"learn/{set}/X.npy").ToMatrix();
        double[] means = Golden.Committed($"learn/{set}/gmm/diag_means_init.npy").Values.ToArray();
        double[] variances = Variances(rows);
        int d = rows.ColumnCount;
        double[] matrix = [.. Enumerable.Range(0, d * d).Select(i => i / d == i % d ? variances[i % d] : 0)];
        double[] covariances = type switch
        {
            CovarianceType.Full => [.. matrix, .. matrix, .. matrix],
            CovarianceType.Tied => matrix,
            CovarianceType.Diagonal => [.. variances, .. variances, .. variances],
            _ => [.. Enumerable.Repeat(variances.Average(), 3)],
        };

        GaussianMixtureModel model = Fit(rows, new GaussianMixtureParameters(type, [1, 1, 1], means, covariances));

        Assert.Equal(iterations, model.Convergence.IterationCount);
        Assert.Equal(sizes, model.Labels.CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => pair.Value));
        Approx.Equal([bound], [model.LowerBound], 1e-8, "lower bound");
        Approx.Equal([bic, aic], [model.Bic(rows), model.Aic(rows)], 1e-5, "BIC and AIC");
        Approx.Equal([covarianceSum], [model.Covariances.Sum()], 1e-7 * covarianceSum, "covariances");
        Approx.Equal([meanSum], [model.Means.Sum()], 1e-7 * meanSum, "means");
    }

    private static GaussianMixtureModel Fit(Matrix rows, GaussianMixtureParameters start) =>
        new GaussianMixture(new GaussianMixtureOptions { ComponentCount = start.ComponentCount, CovarianceType = start.CovarianceType, MaxIterations = 200, Seed = 0 })
            .Fit(rows, start, cancellationToken: TestContext.Current.CancellationToken);

    private static GaussianMixtureParameters Start(CovarianceType type, string prefix)
    {
        double[] means = Golden.Committed($"{prefix}_means_init.npy").Values.ToArray();
        double[] precisions = Golden.Committed($"{prefix}_precisions_init.npy").Values.ToArray();
        int count = Golden.Committed($"{prefix}_weights.npy").Values.Length;
        int d = means.Length / count;
        double[] covariances = type == CovarianceType.Diagonal
            ? Array.ConvertAll(precisions, precision => 1 / precision)
            : [.. precisions.Chunk(d * d).SelectMany(precision => Inverse(precision, d))];
        return new GaussianMixtureParameters(type, [.. Enumerable.Repeat(1.0, count)], means, covariances);
    }

    /// <summary>Gauss and Jordan without pivoting, which positive definite matrices do not need.</summary>
    private static double[] Inverse(double[] matrix, int order)
    {
        double[] left = [.. matrix];
        var right = new double[left.Length];
        for (int i = 0; i < order; i++) right[i * order + i] = 1;
        for (int pivot = 0; pivot < order; pivot++)
        {
            double scale = 1 / left[pivot * order + pivot];
            for (int j = 0; j < order; j++)
            {
                left[pivot * order + j] *= scale;
                right[pivot * order + j] *= scale;
            }

            for (int i = 0; i < order; i++)
            {
                if (i == pivot) continue;
                double factor = left[i * order + pivot];
                for (int j = 0; j < order; j++)
                {
                    left[i * order + j] -= factor * left[pivot * order + j];
                    right[i * order + j] -= factor * right[pivot * order + j];
                }
            }
        }

        return right;
    }

    private static double[] Variances(Matrix rows)
    {
        var variances = new double[rows.ColumnCount];
        for (int j = 0; j < variances.Length; j++)
        {
            double[] column = [.. Enumerable.Range(0, rows.RowCount).Select(i => (double)rows[i, j])];
            double mean = column.Average();
            variances[j] = column.Average(value => (value - mean) * (value - mean));
        }

        return variances;
    }

    private static void EqualToPeak(string name, IReadOnlyList<double> actual, double peakTolerance)
    {
        double[] expected = Golden.Committed(name).Values.ToArray();
        double peak = expected.Max(Math.Abs);
        Approx.Equal(expected, [.. actual], peakTolerance * peak, name);
    }

    private static void EqualTo(JsonElement run, string name, double actual)
    {
        double expected = run.GetProperty(name).GetDouble();
        Approx.Equal([expected], [actual], RoundedLikelihood * Math.Max(1, Math.Abs(expected)), name);
    }
}
