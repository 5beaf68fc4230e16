using System.Text.Json;
using Sargam.Learning.Metrics;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;
using Sargam.Tests.TestKit;

#pragma warning disable xUnit1051 // calls of milliseconds: cancelling them has its own test

namespace Sargam.Tests.Learning.Metrics;

/// <summary>Scores of labels against positions.</summary>
public sealed class InternalScoreTests
{
    [Theory]
    [MemberData(nameof(ReferenceSets.SetsAndLabelings), MemberType = typeof(ReferenceSets))]
    public void Scores_are_those_of_scikit_learn(string set, string labeling)
    {
        JsonElement expected = Golden.CommittedJson($"learn/{set}/scores/scores.json").GetProperty(labeling);
        Matrix observations = Golden.Committed($"learn/{set}/X.npy").ToMatrix();
        int[] labels = ReferenceSets.Labels(set, labeling);

        CheckScore(expected, "silhouette", Silhouette.Mean(observations, labels), 1e-6, 0);
        CheckScore(expected, "calinski_harabasz", CalinskiHarabasz.Score(observations, labels), 0, 1e-5);
        CheckScore(expected, "davies_bouldin", DaviesBouldin.Score(observations, labels), 0, 1e-5);
        if (expected.TryGetProperty("silhouette", out _))
        {
            Approx.Equal(
                Golden.Committed($"learn/{set}/scores/silhouette_{labeling}.npy").Values, Silhouette.PerObservation(observations, labels)!,
                1e-6, $"{set} {labeling} silhouettes");
        }
    }

    [Theory]
    [MemberData(nameof(ReferenceSets.Sets), MemberType = typeof(ReferenceSets))]
    public void Many_labelings_score_as_one_at_a_time(string set)
    {
        Matrix observations = Golden.Committed($"learn/{set}/X.npy").ToMatrix();
        int[][] labelings = [.. ReferenceSets.Labelings.Select(name => ReferenceSets.Labels(set, name))];

        IReadOnlyList<double?> together = Silhouette.Means(observations, labelings);
        Assert.Equal(labelings.Select(labels => Silhouette.Mean(observations, labels)), together);
    }

    [Fact]
    public void Silhouettes_agree_with_a_plain_loop_and_stay_within_one()
    {
        for (ulong seed = 0; seed < 40; seed++)
        {
            var rng = new Rng(seed);
            Matrix observations = RandomMatrix(rng, 2 + rng.NextInt(70), 1 + rng.NextInt(20));
            int[] labels = [.. Enumerable.Range(0, observations.RowCount).Select(_ => rng.NextInt(5) - 1)];
            double[]? actual = Silhouette.PerObservation(observations, labels);
            double[]? expected = PlainSilhouettes(observations, labels);

            Assert.True(expected is null == actual is null, $"seed {seed}");
            if (expected is null || actual is null) continue;
            Approx.Equal(expected, actual, 1e-6, $"seed {seed}");
            Assert.All(actual, value => Assert.InRange(value, -1, 1));
        }
    }

    [Fact]
    public void Four_points_on_a_line_have_the_scores_worked_out_on_paper()
    {
        // 0, 1 | 5, 7. Silhouettes: 1-1/6, 1-1/5, 1-2/4.5, 1-2/6.5. Centroids .5 and 6, radii .5 and 1, mean 3.25.
        Matrix points = Matrix.FromRows([[0], [1], [5], [7]]);
        int[] labels = [0, 0, 1, 1];

        Approx.Equal([5 / 6.0, 4 / 5.0, 5 / 9.0, 9 / 13.0], Silhouette.PerObservation(points, labels)!, 1e-7);
        Assert.Equal(1.5 / 5.5, DaviesBouldin.Score(points, labels)!.Value, 1e-12);
        Assert.Equal(4 * 2.75 * 2.75 * 2 / 2.5, CalinskiHarabasz.Score(points, labels)!.Value, 1e-12);
    }

    [Fact]
    public void Scores_do_not_depend_on_names_order_unit_or_origin()
    {
        var rng = new Rng(11);
        Matrix observations = RandomMatrix(rng, 90, 3);
        int[] labels = [.. Enumerable.Range(0, 90).Select(_ => rng.NextInt(4))];
        int[] order = rng.Permutation(90);
        Matrix moved = observations.View.SelectRows(order);
        foreach (ref float value in moved.Values) value = 4 * value + 1;
        int[] renamed = [.. order.Select(i => 50 - 7 * labels[i])];

        Assert.Equal(Silhouette.Mean(observations, labels)!.Value, Silhouette.Mean(moved, renamed)!.Value, 1e-6);
        Assert.Equal(DaviesBouldin.Score(observations, labels)!.Value, DaviesBouldin.Score(moved, renamed)!.Value, 1e-4);
        Assert.Equal(CalinskiHarabasz.Score(observations, labels)!.Value, CalinskiHarabasz.Score(moved, renamed)!.Value, 1e-5);
    }

    [Theory]
    [InlineData(1e-30f)]
    [InlineData(1e30f)]
    public void Units_that_would_overflow_or_vanish_when_squared_score_the_same(float unit)
    {
        var rng = new Rng(12);
        Matrix observations = RandomMatrix(rng, 40, 3);
        Matrix scaled = observations.View.ToMatrix();
        foreach (ref float value in scaled.Values) value *= unit;
        int[] labels = [.. Enumerable.Range(0, 40).Select(i => i % 3)];

        Assert.Equal(Silhouette.Mean(observations, labels)!.Value, Silhouette.Mean(scaled, labels)!.Value, 1e-6);
    }

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 0 })]
    [InlineData(new[] { 4, 4, 4 })]
    [InlineData(new[] { 0, 1, 2 })]
    public void Scores_are_null_where_they_are_not_defined(int[] labels)
    {
        var points = new Matrix(labels.Length, 2);
        for (int i = 0; i < labels.Length; i++) points[i, 0] = i;

        Assert.Null(Silhouette.Mean(points, labels));
        Assert.Null(Silhouette.PerObservation(points, labels));
        Assert.Null(CalinskiHarabasz.Score(points, labels));
        Assert.Null(DaviesBouldin.Score(points, labels));
    }

    [Fact]
    public void Equal_points_in_several_clusters_are_defined()
    {
        var points = new Matrix(4, 2);
        int[] labels = [0, 0, 1, 1];

        Assert.Equal(0, Silhouette.Mean(points, labels));
        Assert.Equal(0, DaviesBouldin.Score(points, labels));
        Assert.Null(CalinskiHarabasz.Score(points, labels));
    }

    [Fact]
    public void Silhouettes_have_the_same_bits_at_any_thread_count()
    {
        var rng = new Rng(13);
        Matrix observations = RandomMatrix(rng, 777, 5);
        int[] labels = [.. Enumerable.Range(0, 777).Select(_ => rng.NextInt(6))];
        double[] Run(int threads)
        {
            using IDisposable limit = WorkerPool.Limit(threads);
            return Silhouette.PerObservation(observations, labels)!;
        }

        Assert.Equal(Run(1), Run(4));
    }

    [Fact]
    public void Bad_input_is_refused_and_cancellation_is_heard()
    {
        var points = new Matrix(3, 1);
        Assert.Contains("3 observations, 2 labels", Assert.Throws<ArgumentException>(() => Silhouette.Mean(points, [0, 1])).Message, StringComparison.Ordinal);
        Assert.Throws<OperationCanceledException>(() => { Silhouette.Mean(points, [0, 1, 1], new CancellationToken(true)); });
        points[1, 0] = float.NaN;
        Assert.Throws<ArgumentException>(() => Silhouette.Mean(points, [0, 1, 1]));
        Assert.Throws<ArgumentException>(() => DaviesBouldin.Score(points, [0, 1, 1]));
        Assert.Throws<ArgumentException>(() => CalinskiHarabasz.Score(points, [0, 1, 1]));
    }

    private static void CheckScore(JsonElement expected, string name, double? actual, double absolute, double relative)
    {
        Assert.Equal(expected.TryGetProperty(name, out JsonElement value), actual is not null);
        if (actual is { } score) Approx.Equal([value.GetDouble()], [score], absolute + relative * Math.Abs(value.GetDouble()), name);
    }

    private static double[]? PlainSilhouettes(MatrixView observations, int[] labels)
    {
        int[] clusters = [.. labels.Distinct()];
        if (clusters.Length < 2 || clusters.Length == labels.Length) return null;
        return [.. Enumerable.Range(0, labels.Length).Select(i =>
        {
            double MeanTo(int cluster) => Enumerable.Range(0, labels.Length)
                .Where(j => j != i && labels[j] == cluster)
                .Average(j => Math.Sqrt(Enumerable.Range(0, observations.ColumnCount).Sum(c => Math.Pow((double)observations[i, c] - observations[j, c], 2))));
            if (labels.Count(label => label == labels[i]) == 1) return 0;
            double within = MeanTo(labels[i]);
            double next = clusters.Where(cluster => cluster != labels[i]).Min(MeanTo);
            return (next - within) / Math.Max(within, next);
        })];
    }

    private static Matrix RandomMatrix(Rng rng, int rows, int columns)
    {
        var matrix = new Matrix(rows, columns);
        rng.Normal(matrix.Values);
        return matrix;
    }
}
