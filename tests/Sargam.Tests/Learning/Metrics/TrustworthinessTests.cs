using System.Text.Json;
using Sargam.Learning.Metrics;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

#pragma warning disable xUnit1051 // calls of milliseconds: cancelling them has its own test

namespace Sargam.Tests.Learning.Metrics;

public sealed class TrustworthinessTests
{
    [Theory]
    [MemberData(nameof(ReferenceSets.Sets), MemberType = typeof(ReferenceSets))]
    public void Values_are_those_of_scikit_learn(string set)
    {
        JsonElement expected = Golden.CommittedJson($"learn/{set}/trust/values.json");
        Matrix observations = Golden.Committed($"learn/{set}/X.npy").ToMatrix();
        Matrix embedding = Golden.Committed($"learn/{set}/trust/embedding.npy").ToMatrix();

        // Tied distances may be ranked in any order; elsewhere 32-bit storage may exchange near ties. Where rows repeat,
        // scikit-learn orders ties differently in the data and on the map and finds intruders that are none: 3.9e-4.
        double tolerance = set switch
        {
            "duplicates" => 5e-4,
            "iris" or "digits500" => 2e-4,
            _ => 1e-5,
        };
        foreach (int neighbours in new[] { 5, 12, 15 })
        {
            JsonElement values = expected.GetProperty($"k{neighbours}");
            Assert.Equal(values.GetProperty("trustworthiness").GetDouble(), Trustworthiness.Score(observations, embedding, neighbours)!.Value, tolerance);
            Assert.Equal(values.GetProperty("continuity").GetDouble(), Trustworthiness.Continuity(observations, embedding, neighbours)!.Value, tolerance);
        }
    }

    [Fact]
    public void Ranks_and_ties_agree_with_a_plain_sort()
    {
        for (ulong seed = 0; seed < 30; seed++)
        {
            var rng = new Rng(seed);
            int count = 5 + rng.NextInt(60);
            int neighbours = 1 + rng.NextInt((count - 1) / 2);

            // A coarse grid, so that many distances tie.
            Matrix data = Grid(rng, count, 3);
            Matrix map = Grid(rng, count, 2);
            double? actual = Trustworthiness.Score(data, map, neighbours);
            if (2 * neighbours >= count)
            {
                Assert.Null(actual);
                continue;
            }

            Assert.True(Math.Abs(Plain(data, map, neighbours) - actual!.Value) < 1e-12, $"seed {seed}");
        }
    }

    [Fact]
    public void A_copy_is_trustworthy_and_a_shuffle_is_not()
    {
        var rng = new Rng(1);
        var data = new Matrix(200, 2);
        rng.Normal(data.Values);

        Assert.Equal(1, Trustworthiness.Score(data, data));
        Assert.Equal(1, Trustworthiness.Continuity(data, data));
        Assert.InRange(Trustworthiness.Score(data, data.View.SelectRows(rng.Permutation(200)))!.Value, 0.4, 0.6);
    }

    [Fact]
    public void Too_many_neighbours_are_undefined_and_bad_input_is_refused()
    {
        var data = new Matrix(10, 2);
        Assert.Null(Trustworthiness.Score(data, data, 5));
        Assert.NotNull(Trustworthiness.Score(data, data, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => Trustworthiness.Score(data, data, 0));
        Assert.Throws<ArgumentException>(() => Trustworthiness.Score(data, new Matrix(9, 2), 2));
    }

    [Fact]
    public void A_sample_of_rows_is_ranked_among_all_rows()
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            var rng = new Rng(seed);
            Matrix data = Grid(rng, 61, 3);
            Matrix map = Grid(rng, 61, 2);
            int[] rows = rng.Permutation(61)[..(1 + rng.NextInt(40))];

            Assert.True(Math.Abs(Plain(data, map, 7, rows) - Trustworthiness.Sampled(data, map, rows, 7)!.Value) < 1e-12, $"seed {seed}");
            Assert.True(Math.Abs(Plain(map, data, 7, rows) - Trustworthiness.SampledContinuity(data, map, rows, 7)!.Value) < 1e-12, $"seed {seed}");
        }

        var small = new Matrix(20, 2);
        Assert.Throws<ArgumentException>(() => Trustworthiness.Sampled(small, small, []));
        Assert.Contains("got 20", Assert.Throws<ArgumentException>(() => Trustworthiness.Sampled(small, small, [3, 20])).Message, StringComparison.Ordinal);
    }

    private static double Plain(MatrixView data, MatrixView map, int neighbours, int[]? rows = null)
    {
        int count = data.RowCount;
        rows ??= [.. Enumerable.Range(0, count)];
        double penalty = 0;
        foreach (int i in rows)
        {
            int[] ranked = Order(data, i);
            foreach (int near in Order(map, i)[..neighbours]) penalty += Math.Max(0, Array.IndexOf(ranked, near) + 1 - neighbours);
        }

        return 1 - 2 * penalty / (rows.Length * neighbours * (2.0 * count - 3 * neighbours - 1));
    }

    private static int[] Order(MatrixView matrix, int from) =>
        [.. Enumerable.Range(0, matrix.RowCount).Where(i => i != from)
            .OrderBy(i => Enumerable.Range(0, matrix.ColumnCount).Sum(c => Math.Pow((double)matrix[i, c] - matrix[from, c], 2)))];

    private static Matrix Grid(Rng rng, int rows, int columns)
    {
        var matrix = new Matrix(rows, columns);
        foreach (ref float value in matrix.Values) value = rng.NextInt(4);
        return matrix;
    }
}
