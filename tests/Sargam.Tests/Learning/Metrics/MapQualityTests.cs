using Sargam.Learning.Metrics;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

#pragma warning disable xUnit1051 // calls of milliseconds to seconds: cancelling them has its own test

namespace Sargam.Tests.Learning.Metrics;

public sealed class MapQualityTests
{
    [Fact]
    public void Distortions_agree_with_plain_sorting()
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            var rng = new Rng(seed);
            int count = 2 + rng.NextInt(90);
            Matrix data = Normal(rng, count, 4);
            Matrix map = Normal(rng, count, 2);
            int neighbors = 1 + rng.NextInt(20);
            var quality = MapQuality.Of(data, map, seed, neighbors);

            int near = Math.Min(neighbors, count - 1);
            for (int i = 0; i < count; i++)
            {
                double kept = Nearest(data, i, near).Intersect(Nearest(map, i, near)).Count() / (double)near;
                Assert.True(Math.Abs(1 - kept - quality.Distortions[i]) < 1e-12, $"seed {seed}, row {i}");
            }

            Assert.Equal(1, quality.NeighborRecall);
            Assert.Equal(count, quality.SampleSize);
            Assert.Equal(Trustworthiness.Score(data, map, neighbors), quality.Trustworthiness);
            Assert.Equal(Trustworthiness.Continuity(data, map, neighbors), quality.Continuity);
        }
    }

    [Fact]
    public void A_copy_is_not_distorted_and_a_shuffle_is()
    {
        Matrix rows = Normal(new Rng(1), 400, 2);
        var copy = MapQuality.Of(rows, rows, seed: 1);
        var shuffled = MapQuality.Of(rows, rows.View.SelectRows(new Rng(2).Permutation(400)), seed: 1);

        Assert.All(copy.Distortions, distortion => Assert.Equal(0, distortion));
        Assert.Equal((1.0, 1.0), (copy.Trustworthiness!.Value, copy.Continuity!.Value));
        Assert.True(shuffled.Distortions.Average() > 0.9);
    }

    [Fact]
    public void Neighbours_that_tie_on_the_map_all_count_as_near()
    {
        // All rows lie on one place of the map: nobody was torn away.
        var quality = MapQuality.Of(Normal(new Rng(3), 100, 3), new Matrix(100, 2), seed: 1);

        Assert.All(quality.Distortions, distortion => Assert.Equal(0, distortion));
    }

    [Fact]
    public void One_and_two_rows_have_an_answer_and_bad_input_is_refused()
    {
        var one = MapQuality.Of(new Matrix(1, 3), new Matrix(1, 2), seed: 1);
        Assert.Equal([0.0], one.Distortions);
        Assert.Null(one.Trustworthiness);
        Assert.Equal([0.0, 0.0], MapQuality.Of(Normal(new Rng(1), 2, 3), new Matrix(2, 2), seed: 1).Distortions);
        Assert.Throws<ArgumentException>(() => MapQuality.Of(new Matrix(0, 3), new Matrix(0, 2), seed: 1));
        Assert.Throws<ArgumentException>(() => MapQuality.Of(new Matrix(4, 3), new Matrix(5, 2), seed: 1));
        Assert.Throws<ArgumentException>(() => MapQuality.Of(new Matrix(4, 3), Matrix.Wrap([.. Enumerable.Repeat(float.NaN, 8)], 4, 2), seed: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MapQuality.Of(new Matrix(4, 3), new Matrix(4, 2), seed: 1, neighborCount: 0));
        Assert.Throws<OperationCanceledException>(() => MapQuality.Of(new Matrix(4, 3), new Matrix(4, 2), seed: 1, cancellationToken: new CancellationToken(true)));
    }

    [Fact]
    public void Above_20000_rows_scores_are_sampled_and_near_those_of_all_rows()
    {
        // The map keeps two of four columns.
        Matrix data = Blobs.Make(20_500, 4, 6, seed: 2, spread: 3);
        var map = new Matrix(20_500, 2);
        for (int i = 0; i < map.RowCount; i++) data.Row(i)[..2].CopyTo(map.Row(i));
        MapQuality Run(int threads)
        {
            using IDisposable limit = WorkerPool.Limit(threads);
            return MapQuality.Of(data, map, seed: 4);
        }

        MapQuality quality = Run(2);
        MapQuality again = Run(1);
        Assert.Equal(MapQuality.LargeSampleSize, quality.SampleSize);
        Assert.True(quality.NeighborRecall is > 0.93 and <= 1, $"recall {quality.NeighborRecall}");
        Assert.Equal(quality.Distortions, again.Distortions);
        Assert.Equal((quality.Trustworthiness, quality.Continuity), (again.Trustworthiness, again.Continuity));

        int[] others = [.. Enumerable.Range(0, 1000).Select(i => i * 20 + 7)];
        Assert.Equal(Trustworthiness.Sampled(data, map, others, 15)!.Value, quality.Trustworthiness!.Value, 0.01);
        Assert.Equal(Trustworthiness.SampledContinuity(data, map, others, 15)!.Value, quality.Continuity!.Value, 0.01);
        double kept = others.Take(100).Average(i => Nearest(data, i, 15).Intersect(Nearest(map, i, 15)).Count() / 15.0);
        Assert.Equal(1 - kept, others.Take(100).Average(i => quality.Distortions[i]), 0.03);
    }

    private static int[] Nearest(Matrix rows, int from, int count)
    {
        double[] distances = new double[rows.RowCount];
        for (int i = 0; i < distances.Length; i++)
        {
            for (int c = 0; c < rows.ColumnCount; c++) distances[i] += Math.Pow((double)rows[i, c] - rows[from, c], 2);
        }

        return [.. Enumerable.Range(0, rows.RowCount).Where(i => i != from).OrderBy(i => distances[i]).Take(count)];
    }

    private static Matrix Normal(Rng rng, int rows, int columns)
    {
        var matrix = new Matrix(rows, columns);
        rng.Normal(matrix.Values);
        return matrix;
    }
}
