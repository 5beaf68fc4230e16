using Sargam.Learning;
using Sargam.Learning.Decomposition;
using Sargam.Learning.GaussianMixture;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning;

public sealed class GaussianMixtureTests
{
    public static TheoryData<CovarianceType> Types => [.. Enum.GetValues<CovarianceType>()];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Types))]
    public void Well_separated_clouds_are_recovered_with_their_weights_and_variances(CovarianceType type)
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            int clouds = 2 + (int)(seed % 4);
            Matrix rows = Blobs.Make(clouds * 400, 4, clouds, seed, spread: 20);
            GaussianMixtureModel model = Fit(rows, clouds, type, seed, restarts: 10);

            int distinctPairs = model.Labels.Select((label, i) => (label, i % clouds)).Distinct().Count();
            Assert.True(model.ComponentCount == clouds && distinctPairs == clouds, $"seed {seed}: {distinctPairs} pairs of component and cloud for {clouds} clouds");
            Assert.All(model.Weights, weight => Assert.Equal(1.0 / clouds, weight, 1e-9));
            double[] variances = [.. Enumerable.Range(0, clouds * 4).Select(i => MixtureOracle.Matrix(model.Parameters, i / 4)[i % 4, i % 4])];
            Assert.All(variances, variance => Assert.InRange(variance, 0.7, 1.35));
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void The_lower_bound_never_falls_within_a_restart(CovarianceType type)
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            var steps = new List<FitProgress>();
            Matrix rows = Blobs.Make(600, 3, 2, seed, spread: 1);
            GaussianMixtureModel model = new GaussianMixture(new GaussianMixtureOptions
            {
                ComponentCount = 5,
                CovarianceType = type,
                RestartCount = 2,
                Tolerance = 0,
                MaxIterations = 40,
                CovarianceRegularization = 0,
                Seed = seed,
            }).Fit(rows, new Recorder(steps), Token);

            Assert.Equal(80, steps.Count);
            for (int i = 1; i < steps.Count; i++)
            {
                if (steps[i].Phase != steps[i - 1].Phase) continue;
                Assert.True(steps[i].Objective <= steps[i - 1].Objective + 1e-12, $"seed {seed}, {steps[i].Phase}, iteration {i + 1}: {steps[i].Objective:R} after {steps[i - 1].Objective:R}");
            }

            Assert.Equal(steps.Where(step => step.Iteration == 40).Min(step => step.Objective), -model.LowerBound);
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Probabilities_add_up_to_one_and_lead_to_labels_and_confidences(CovarianceType type)
    {
        Matrix rows = Blobs.Make(777, 5, 4, seed: 3, spread: 1);
        GaussianMixtureModel model = Fit(rows, 6, type, seed: 2);
        Matrix probabilities = model.PredictProbabilities(rows);
        float[] confidences = model.Confidences(rows);

        for (int i = 0; i < rows.RowCount; i++)
        {
            float[] row = probabilities.Row(i).ToArray();
            Assert.All(row, probability => Assert.InRange(probability, 0, 1));
            Assert.Equal(1.0, row.Sum(probability => (double)probability), 1e-6);
            Assert.Equal(row.Max(), row[model.Labels[i]]);
            Assert.Equal(row.Max(), confidences[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void The_order_of_rows_and_of_columns_does_not_matter_to_a_given_start(CovarianceType type)
    {
        Matrix rows = Blobs.Make(900, 6, 3, seed: 5, spread: 2);
        int[] order = new Rng(4).Permutation(rows.RowCount);
        GaussianMixtureParameters start = Mixtures.StartFrom(rows, type, [0, 1, 2]);
        GaussianMixtureModel expected = FitFrom(rows, start);
        GaussianMixtureModel shuffled = FitFrom(rows.View.SelectRows(order), start);

        Assert.Equal(order.Select(i => expected.Labels[i]), shuffled.Labels);
        Assert.Equal(expected.Convergence.IterationCount, shuffled.Convergence.IterationCount);
        Approx.Equal([.. expected.Means], [.. shuffled.Means], 1e-9, "means");
        Approx.Equal([.. expected.Covariances], [.. shuffled.Covariances], 1e-9, "covariances");

        // Diagonal starts differ between columns here, so only starts that look the same backwards are turned round.
        if (type == CovarianceType.Diagonal) return;
        GaussianMixtureModel turned = FitFrom(Reversed(rows), Mixtures.StartFrom(Reversed(rows), type, [0, 1, 2]));
        Assert.Equal(expected.Labels, turned.Labels);
        Assert.Equal(expected.LowerBound, turned.LowerBound, 1e-9);
    }

    [Fact]
    public void Renumbering_the_start_renumbers_the_result()
    {
        Matrix rows = Blobs.Make(500, 6, 4, seed: 5, spread: 1);
        int[] renumbered = [3, 0, 1, 2];
        GaussianMixtureModel expected = FitFrom(rows, Mixtures.StartFrom(rows, CovarianceType.Full, [10, 11, 12, 13]));
        GaussianMixtureModel actual = FitFrom(rows, Mixtures.StartFrom(rows, CovarianceType.Full, [.. renumbered.Select(c => 10 + c)]));

        Assert.Equal(expected.Labels, actual.Labels.Select(label => renumbered[label]));
        Assert.Equal(expected.LowerBound, actual.LowerBound, 1e-10);
    }

    [Fact]
    public void One_component_is_the_mean_and_the_covariance_of_the_data()
    {
        Matrix rows = Blobs.Make(300, 4, 3, seed: 9);
        GaussianMixtureModel model = Fit(rows, 1, CovarianceType.Full, seed: 1);
        var covariance = Covariance.Of(rows, Token);

        Assert.All(model.Labels, label => Assert.Equal(0, label));
        Assert.All(model.Confidences(rows), confidence => Assert.Equal(1, confidence));
        Assert.Equal([1.0], model.Weights);
        Approx.Equal(covariance.Mean, [.. model.Means], 1e-11, "mean");
        double[] expected = [.. covariance.Values.ToArray().Select((value, i) => value * 299 / 300 + (i % 5 == 0 ? 1e-6 : 0))];
        Approx.Equal(expected, [.. model.Covariances], 1e-11, "covariance");
        Assert.Equal(2, model.Convergence.IterationCount);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_large_offset_does_not_change_the_mixture(CovarianceType type)
    {
        // Quarters survive the addition exactly, so nothing but the arithmetic could change the answer.
        var rows = new Matrix(400, 5);
        var moved = new Matrix(400, 5);
        Matrix clouds = Blobs.Make(400, 5, 4, seed: 3, spread: 2);
        for (int i = 0; i < rows.Values.Length; i++)
        {
            rows.Values[i] = MathF.Round(clouds.Values[i] * 4) / 4;
            moved.Values[i] = rows.Values[i] + 2e6f;
        }

        GaussianMixtureModel expected = FitFrom(rows, Mixtures.StartFrom(rows, type, [4, 5, 6, 7]));
        GaussianMixtureModel actual = FitFrom(moved, Mixtures.StartFrom(moved, type, [4, 5, 6, 7]));

        Assert.Equal(expected.Labels, actual.Labels);
        Assert.Equal(expected.LowerBound, actual.LowerBound, 1e-6);
        Approx.Equal([.. expected.Covariances], [.. actual.Covariances], 1e-6, "covariances");
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_component_that_loses_its_observations_stays_finite_where_it_was(CovarianceType type)
    {
        Matrix rows = Blobs.Make(100, 3, 2, seed: 3);
        GaussianMixtureParameters near = Mixtures.StartFrom(rows, type, [0, 1, 0]);
        double[] means = [.. near.Means.Take(6), 1e6, 1e6, 1e6];
        GaussianMixtureModel model = FitFrom(rows, new GaussianMixtureParameters(type, near.Weights, means, near.Covariances));

        Assert.InRange(model.Weights[2], 0, 1e-15);
        Assert.Equal(1e6, model.Means[8], 1e-6);
        Assert.All(model.Covariances, value => Assert.True(double.IsFinite(value)));
        Assert.DoesNotContain(2, model.Labels);
        Assert.All(model.LogDensities(rows), value => Assert.InRange(value, -100, 0));
        if (type != CovarianceType.Tied) Assert.Equal(1e-6, MixtureOracle.Matrix(model.Parameters, 2)[0, 0], 1e-12);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_observation_its_own_component_closes_around_it(CovarianceType type)
    {
        foreach (int count in new[] { 1, 2, 9 })
        {
            Matrix rows = Blobs.Make(count, 3, count, seed: 4, spread: 10);
            GaussianMixtureModel model = Fit(rows, count, type, seed: 1);

            Assert.Equal(Enumerable.Range(0, count), model.Labels.Order());
            Assert.All(Enumerable.Range(0, count), c => Assert.Equal(1e-6, MixtureOracle.Matrix(model.Parameters, c)[1, 1], 1e-12));
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Fewer_distinct_rows_than_components_give_one_component_each(CovarianceType type)
    {
        Matrix rows = Blobs.Make(3, 4, 1, seed: 2).View.SelectRows([0, 1, 2, 2, 1, 0, 0, 0, 1, 2]);
        GaussianMixtureModel model = Fit(rows, 5, type, seed: 7);

        Assert.Equal(3, model.ComponentCount);
        Assert.Equal(3, model.Labels.Select((label, i) => (label, rows[i, 0])).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Columns_that_repeat_others_at_any_scale_have_a_finite_answer(CovarianceType type)
    {
        foreach (float factor in new[] { 1e-30f, 1, 1e15f, 1e37f })
        {
            Matrix rows = Blobs.Make(200, 6, 3, seed: 8, spread: 1);
            for (int i = 0; i < rows.RowCount; i++)
            {
                Span<float> row = rows.Row(i);
                (row[3], row[4], row[5]) = (row[0], row[0] + row[1], 0.1f);
                foreach (ref float value in row) value *= factor;
            }

            GaussianMixtureModel model = Fit(rows, 4, type, seed: 3);

            Assert.True(double.IsFinite(model.LowerBound), $"factor {factor}: {model.LowerBound}");
            Assert.All(model.LogDensities(rows), value => Assert.True(double.IsFinite(value), $"factor {factor}: {value}"));
            Assert.Equal(model.Labels, model.Predict(rows));
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Without_regularisation_a_collapse_is_an_error_that_says_what_to_change(CovarianceType type)
    {
        var options = new GaussianMixtureOptions { ComponentCount = 2, CovarianceType = type, CovarianceRegularization = 0, Seed = 1 };
        Matrix rows = Blobs.Make(2, 3, 2, seed: 4).View.SelectRows([0, 1, 0, 1, 0]);

        string message = Assert.Throws<ArgumentException>(() => new GaussianMixture(options).Fit(rows, cancellationToken: Token)).Message;

        Assert.Contains("CovarianceRegularization must be greater", message, StringComparison.Ordinal);
        Assert.Contains("got CovarianceRegularization 0", message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_components_than_observations_is_an_error_that_names_both()
    {
        string message = Assert.Throws<ArgumentException>(() => Fit(Blobs.Make(5, 2, 1, seed: 1), 6, CovarianceType.Full, seed: 1)).Message;
        Assert.Contains("ComponentCount 6 for 5 observations", message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_covariances_than_fit_into_an_array_are_refused_before_they_are_allocated()
    {
        string message = Assert.Throws<ArgumentException>(() => Fit(new Matrix(30, 20_000), 30, CovarianceType.Full, seed: 1)).Message;
        Assert.Contains("CovarianceType must be Diagonal or Spherical", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_start_of_another_shape_is_named()
    {
        Matrix rows = Blobs.Make(20, 4, 2, seed: 1);
        GaussianMixtureParameters start = Mixtures.StartFrom(rows, CovarianceType.Tied, [0, 1]);
        string message = Assert.Throws<ArgumentException>(() => new GaussianMixture(new GaussianMixtureOptions { ComponentCount = 3, Seed = 1 }).Fit(rows, start, cancellationToken: Token)).Message;
        Assert.Contains("must have 3 Full components of 4 columns, got 2 Tied of 4", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_iteration_limit_is_reported_not_thrown()
    {
        GaussianMixtureModel model = new GaussianMixture(new GaussianMixtureOptions { ComponentCount = 9, MaxIterations = 2, Tolerance = 0, Seed = 3 })
            .Fit(Blobs.Make(2000, 3, 1, seed: 1), cancellationToken: Token);

        Assert.False(model.Convergence.Reached);
        Assert.Equal(2, model.Convergence.IterationCount);
    }

    [Fact]
    public void Cancelling_between_iterations_ends_the_fit()
    {
        using var source = new CancellationTokenSource();
        var steps = new List<FitProgress>();
        var cancelAtThird = new Recorder(steps, () => { if (steps.Count == 3) source.Cancel(); });

        Assert.ThrowsAny<OperationCanceledException>(
            () => new GaussianMixture(new GaussianMixtureOptions { ComponentCount = 9, Tolerance = 0, Seed = 3 }).Fit(Blobs.Make(2000, 3, 1, seed: 1), cancelAtThird, source.Token));
        Assert.Equal(3, steps.Count);
    }

    [Fact]
    public void More_restarts_never_give_a_lower_bound()
    {
        Matrix rows = Blobs.Make(800, 4, 6, seed: 12, spread: 1);
        double previous = double.NegativeInfinity;
        foreach (int restarts in new[] { 1, 2, 4 })
        {
            double bound = Fit(rows, 8, CovarianceType.Diagonal, seed: 6, restarts).LowerBound;
            Assert.True(bound >= previous, $"{restarts} restarts: {bound} after {previous}");
            previous = bound;
        }
    }

    [Fact]
    public void Criteria_find_the_number_of_clouds()
    {
        Matrix rows = Blobs.Make(900, 3, 3, seed: 21, spread: 10);
        int best = Enumerable.Range(1, 6).MinBy(k => Fit(rows, k, CovarianceType.Full, seed: 1, restarts: 5).Bic(rows));
        Assert.Equal(3, best);
    }

    private static GaussianMixtureModel Fit(Matrix rows, int componentCount, CovarianceType type, ulong seed, int restarts = 1) =>
        new GaussianMixture(new GaussianMixtureOptions { ComponentCount = componentCount, CovarianceType = type, RestartCount = restarts, Seed = seed })
            .Fit(rows, cancellationToken: Token);

    private static GaussianMixtureModel FitFrom(Matrix rows, GaussianMixtureParameters start) =>
        new GaussianMixture(new GaussianMixtureOptions { ComponentCount = start.ComponentCount, CovarianceType = start.CovarianceType, Seed = 0 })
            .Fit(rows, start, cancellationToken: Token);

    private static Matrix Reversed(Matrix rows)
    {
        Matrix reversed = rows.View.ToMatrix();
        for (int i = 0; i < reversed.RowCount; i++) reversed.Row(i).Reverse();
        return reversed;
    }

    private sealed class Recorder(List<FitProgress> steps, Action? then = null) : IProgress<FitProgress>
    {
        public void Report(FitProgress value)
        {
            steps.Add(value);
            then?.Invoke();
        }
    }
}
