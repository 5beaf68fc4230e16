using Sargam.Learning.GaussianMixture;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning;

public sealed class GaussianMixtureModelTests
{
    [Fact]
    public void A_given_prior_is_evaluated_by_Bayes_rule()
    {
        // Two normal distributions on a line, the second three times as frequent and twice as wide.
        var prior = new GaussianMixtureModel(new GaussianMixtureParameters(CovarianceType.Diagonal, [1, 3], [0, 2], [1, 4]));
        float[] points = [0, 1, -3, 2.5f];
        Matrix probabilities = prior.PredictProbabilities(Matrix.Wrap(points, 4, 1));
        double[] logs = prior.LogDensities(Matrix.Wrap(points, 4, 1));

        for (int i = 0; i < points.Length; i++)
        {
            double first = 0.25 * Normal(points[i], 0, 1);
            double second = 0.75 * Normal(points[i], 2, 2);
            Assert.Equal(first / (first + second), probabilities[i, 0], 1e-7);
            Assert.Equal(Math.Log(first + second), logs[i], 1e-13);
        }

        Assert.Empty(prior.Labels);
        Assert.True(double.IsNaN(prior.LowerBound));
        Assert.Equal([0.25, 0.75], prior.Weights);
    }

    [Fact]
    public void Spherical_diagonal_tied_and_full_agree_where_they_say_the_same()
    {
        Matrix rows = Blobs.Make(100, 3, 2, seed: 6, spread: 1);
        double[] means = [0, 0, 0, 1, 2, 3];
        double[] identity = [2, 0, 0, 0, 2, 0, 0, 0, 2];
        GaussianMixtureParameters[] same =
        [
            new(CovarianceType.Spherical, [1, 2], means, [2, 2]),
            new(CovarianceType.Diagonal, [1, 2], means, [2, 2, 2, 2, 2, 2]),
            new(CovarianceType.Tied, [1, 2], means, identity),
            new(CovarianceType.Full, [1, 2], means, [.. identity, .. identity]),
        ];

        foreach (GaussianMixtureParameters parameters in same)
        {
            Approx.Equal(new GaussianMixtureModel(same[0]).LogDensities(rows), new GaussianMixtureModel(parameters).LogDensities(rows), 1e-12, $"{parameters.CovarianceType}");
        }

        // Means, weights less one, and variances.
        Assert.Equal([6 + 1 + 2, 6 + 1 + 6, 6 + 1 + 6, 6 + 1 + 12], same.Select(parameters => parameters.FreeParameterCount));
    }

    [Fact]
    public void Exact_ties_go_to_the_lower_number()
    {
        var model = new GaussianMixtureModel(new GaussianMixtureParameters(CovarianceType.Spherical, [1, 1, 1], [-1, 1, 1], [1, 1, 1]));

        Assert.Equal([0, 1, 0], model.Predict(Matrix.Wrap([0, 1, -5], 3, 1)));
    }

    [Fact]
    public void A_component_of_weight_zero_is_responsible_for_nothing()
    {
        var model = new GaussianMixtureModel(new GaussianMixtureParameters(CovarianceType.Spherical, [0, 1], [0, 9], [1, 1]));

        Assert.Equal([0f, 1f], model.PredictProbabilities(new Matrix(1, 1)).Values.ToArray());
    }

    [Fact]
    public void The_farthest_points_there_are_have_finite_densities()
    {
        foreach (CovarianceType type in Enum.GetValues<CovarianceType>())
        {
            double[] covariances = type is CovarianceType.Full ? [1e-100, 0, 0, 1e-100, 1e100, 0, 0, 1e100]
                : type is CovarianceType.Tied ? [1e-100, 0, 0, 1e-100]
                : type is CovarianceType.Diagonal ? [1e-100, 1e-100, 1e100, 1e100] : [1e-100, 1e100];
            var model = new GaussianMixtureModel(new GaussianMixtureParameters(type, [1, 1], [1e38, 1e38, -1e38, -1e38], covariances));
            var rows = Matrix.FromRows([[float.MaxValue, float.MinValue], [float.Epsilon, 0]]);

            Assert.All(model.LogDensities(rows), value => Assert.True(double.IsFinite(value), $"{type}: {value}"));
            Assert.All(model.PredictProbabilities(rows).Values.ToArray(), value => Assert.InRange(value, 0, 1));
        }
    }

    [Fact]
    public void The_arrays_given_are_copied()
    {
        double[] means = [0, 1];
        var parameters = new GaussianMixtureParameters(CovarianceType.Diagonal, [1, 1], means, [1, 1]);
        means[1] = 100;

        Assert.Equal(1, parameters.Means[1]);
    }

    [Fact]
    public void Parameters_that_are_no_mixture_are_refused_by_name()
    {
        Refused("weights must have at least 1 value", CovarianceType.Full, [], [0], [1]);
        Refused("weights must be in [0, ", CovarianceType.Full, [1, -1], [0, 1], [1, 1]);
        Refused("weights must have a positive finite sum, got 0", CovarianceType.Full, [0, 0], [0, 1], [1, 1]);
        Refused("means must be 2 rows of at least 1 column, got 3 values", CovarianceType.Full, [1, 1], [0, 1, 2], [1, 1]);
        Refused("means must be in [-1E+40, 1E+40], value 1 is NaN", CovarianceType.Full, [1, 1], [0, double.NaN], [1, 1]);
        Refused("covariances must have 8 values for 2 Full components of 2 columns, got 4", CovarianceType.Full, [1, 1], [0, 1, 2, 3], [1, 0, 0, 1]);
        Refused("variances of at least 1E-100, component 1 column 0 has 0", CovarianceType.Spherical, [1, 1], [0, 1], [1, 0]);
        Refused("positive definite, that of component 0 is not", CovarianceType.Tied, [1], [0, 1], [1, 2, 2, 1]);
        Refused("covarianceType must be", (CovarianceType)9, [1], [0], [1]);
    }

    [Fact]
    public void A_label_without_component_is_refused()
    {
        var parameters = new GaussianMixtureParameters(CovarianceType.Spherical, [1, 1], [0, 1], [1, 1]);
        Assert.Contains("labels must be in [0, 2), row 1 has 2", Assert.Throws<ArgumentException>(
            () => new GaussianMixtureModel([0, 2], default, parameters, 0)).Message, StringComparison.Ordinal);
    }

    private static void Refused(string message, CovarianceType type, double[] weights, double[] means, double[] covariances) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => new GaussianMixtureParameters(type, weights, means, covariances)).Message, StringComparison.Ordinal);

    private static double Normal(double x, double mean, double deviation) =>
        Math.Exp(-0.5 * (x - mean) * (x - mean) / (deviation * deviation)) / (deviation * Math.Sqrt(2 * Math.PI));
}
