using Sargam.Learning.Neighbors;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;
using Sargam.Storage;
using Sargam.Tests.TestKit;

#pragma warning disable xUnit1051 // calls of milliseconds: cancelling them has its own test

namespace Sargam.Tests.Learning.Neighbors;

public sealed class NearestNeighborsTests
{
    [Theory]
    [InlineData("blobs_a", true)]
    [InlineData("blobs_b", true)]
    [InlineData("constcols", true)]
    [InlineData("wine", true)]
    [InlineData("digits500", false)]
    [InlineData("duplicates", false)]
    [InlineData("iris", false)]
    public void Exact_neighbours_are_those_of_scikit_learn(string set, bool untied)
    {
        NpyArray stored = Golden.Committed($"learn/{set}/X.npy");
        Matrix rows = stored.ToMatrix();
        double rounding = 0;
        for (int i = 0; i < stored.Values.Length; i++) rounding = Math.Max(rounding, Math.Abs(stored.Values[i] - rows.Values[i]));

        // The stored data has 64 bits: rounding it to 32 moves either end of a distance.
        double tolerance = 1e-6 + 2 * rounding * Math.Sqrt(rows.ColumnCount);
        ReadOnlySpan<double> distances = Golden.Committed($"learn/{set}/knn/distances.npy").Values;
        NeighborGraph graph = Fit(rows, 10, NeighborSearch.Exact).Graph;

        Assert.True(graph.IsExact && graph.Recall == 1 && graph.RecallSampleSize == 0);
        for (int i = 0; i < rows.RowCount; i++) Approx.Equal(distances.Slice(10 * i, 10), graph.Distances(i), tolerance, $"row {i}");
        if (!untied) return;
        NpyArray indices = Golden.Committed($"learn/{set}/knn/indices.npy");
        for (int i = 0; i < rows.RowCount; i++)
        {
            for (int j = 0; j < 10; j++) Assert.Equal((int)indices.Values[10 * i + j], graph.Indices(i)[j]);
        }
    }

    [Fact]
    public void Exact_neighbours_are_those_of_comparing_every_pair_in_64_bits()
    {
        for (ulong seed = 1; seed <= 12; seed++)
        {
            var rng = new Rng(seed);
            (int count, int columns, int wanted) = (1 + rng.NextInt(700), 1 + rng.NextInt(40), 1 + rng.NextInt(40));
            Matrix rows = Blobs.Make(count, columns, 3, seed, spread: 100);

            // Coarse values tie, large offsets cost 32-bit products their digits, and some rows repeat.
            foreach (ref float value in rows.Values) value = (seed % 3) switch { 0 => MathF.Round(value / 40), 1 => value + 5e4f, _ => value };
            for (int i = 3; i < count; i += 7) rows.Row(i - 3).CopyTo(rows.Row(i));
            NeighborIndex index = Fit(rows, wanted, NeighborSearch.Exact);

            Assert.Equal(Math.Min(wanted, count - 1), index.Graph.NeighborCount);
            for (int i = 0; i < count; i++) AssertNearest(rows, rows.Row(i), i, index.Graph, i, $"seed {seed}, row {i}");
            Matrix others = Blobs.Make(60, columns, 5, seed + 100, spread: 100);
            NeighborGraph found = index.Query(others);
            for (int i = 0; i < 60; i++) AssertNearest(rows, others.Row(i), -1, found, i, $"seed {seed}, other row {i}");
        }
    }

    [Theory]
    [InlineData(1e-30f)]
    [InlineData(1e30f)]
    public void The_unit_of_the_data_does_not_matter(float unit)
    {
        Matrix rows = Blobs.Make(300, 6, 4, seed: 3);
        Matrix scaled = rows.View.ToMatrix();
        foreach (ref float value in scaled.Values) value *= unit;
        scaled[7, 3] = 1e7f * unit;
        NeighborGraph graph = Fit(scaled, 5, NeighborSearch.Exact).Graph;

        for (int i = 0; i < 300; i++) AssertNearest(scaled, scaled.Row(i), i, graph, i, $"row {i}");
    }

    [Fact]
    public void Approximate_search_meets_its_target_and_reports_what_it_found()
    {
        Matrix rows = Blobs.Make(12_000, 12, 40, seed: 5, spread: 2);
        NeighborGraph exact = Fit(rows, 15, NeighborSearch.Exact).Graph;
        NeighborGraph graph = Fit(rows, 15, NeighborSearch.Approximate).Graph;
        double hits = 0;
        for (int i = 0; i < rows.RowCount; i++)
        {
            hits += graph.Indices(i).ToArray().Intersect(exact.Indices(i).ToArray()).Count();
            for (int j = 1; j < 15; j++) Assert.True(graph.Distances(i)[j - 1] <= graph.Distances(i)[j]);
            Assert.DoesNotContain(i, graph.Indices(i).ToArray());
            Assert.Equal(15, graph.Indices(i).ToArray().Distinct().Count());
        }

        double recall = hits / (15.0 * rows.RowCount);
        Assert.True(recall >= 0.95 && recall < 1, $"recall {recall}");
        Assert.True(!graph.IsExact && graph.RecallSampleSize == 512);
        Assert.Equal(recall, graph.Recall, 0.02);
    }

    [Fact]
    public void A_target_of_everything_finds_everything_that_was_measured()
    {
        Matrix rows = Blobs.Make(900, 8, 4, seed: 6);
        NeighborGraph graph = new NearestNeighbors(
            new NearestNeighborsOptions { Seed = 1, NeighborCount = 6, TargetRecall = 1, Search = NeighborSearch.Approximate }).Fit(rows).Graph;

        Assert.True(graph.Recall > 0.99, $"{graph.Recall}");
        Assert.Equal(512, graph.RecallSampleSize);
    }

    [Theory]
    [InlineData(NeighborSearch.Exact)]
    [InlineData(NeighborSearch.Approximate)]
    public void A_row_is_placed_alike_in_any_company(NeighborSearch search)
    {
        NeighborIndex index = Fit(Blobs.Make(3000, 9, 12, seed: 7, spread: 2), 8, search);
        Matrix others = Blobs.Make(700, 9, 12, seed: 8, spread: 2);
        NeighborGraph together = index.Query(others);
        foreach (int i in new[] { 0, 1, 255, 256, 699 })
        {
            NeighborGraph alone = index.Query(others.View.Rows(i, 1));
            Assert.Equal(together.Indices(i).ToArray(), alone.Indices(0).ToArray());
            Assert.Equal(together.Distances(i).ToArray(), alone.Distances(0).ToArray());
        }
    }

    [Theory]
    [InlineData(NeighborSearch.Exact)]
    [InlineData(NeighborSearch.Approximate)]
    public void A_reference_row_given_again_finds_itself_first(NeighborSearch search)
    {
        Matrix rows = Blobs.Make(1000, 5, 4, seed: 9);
        NeighborGraph found = Fit(rows, 3, search).Query(rows);

        for (int i = 0; i < 1000; i++) Assert.True(found.Indices(i)[0] == i && found.Distances(i)[0] == 0, $"row {i}");
    }

    [Theory]
    [InlineData(NeighborSearch.Exact)]
    [InlineData(NeighborSearch.Approximate)]
    public void Few_equal_and_extreme_rows_have_neighbours(NeighborSearch search)
    {
        foreach (int count in new[] { 1, 2, 3, 16, 900 })
        {
            Matrix different = Blobs.Make(count, 3, 2, seed: 1);
            var equal = new Matrix(count, 3);
            equal.Values.Fill(3.3f);
            Matrix repeated = different.View.SelectRows([.. Enumerable.Range(0, count).Select(i => i / 30)]);
            Matrix extreme = different.View.ToMatrix();
            extreme[0, 0] = float.MaxValue;
            extreme[count - 1, 1] = float.MinValue;
            foreach (Matrix rows in new[] { different, equal, repeated, extreme })
            {
                NeighborIndex index = Fit(rows, 15, search);
                Assert.Equal(Math.Min(15, count - 1), index.Graph.NeighborCount);
                for (int i = 0; i < count; i++)
                {
                    Assert.DoesNotContain(i, index.Graph.Indices(i).ToArray());
                    Assert.Equal(index.Graph.NeighborCount, index.Graph.Indices(i).ToArray().Distinct().Count());
                    foreach (double distance in index.Graph.Distances(i)) Assert.True(double.IsFinite(distance) && distance >= 0);
                }

                var far = new Matrix(1, 3);
                far.Values.Fill(float.MaxValue);
                AssertNearest(rows, far.Row(0), -1, index.Query(far), 0, $"{count} rows");
            }
        }
    }

    [Fact]
    public void The_same_bits_at_any_thread_count()
    {
        Matrix rows = Blobs.Make(2500, 17, 6, seed: 10, spread: 2);
        foreach (NeighborSearch search in new[] { NeighborSearch.Exact, NeighborSearch.Approximate })
        {
            double[] one = Bits(1, search);
            Assert.Equal(one, Bits(2, search));
            Assert.Equal(one, Bits(3, search));
        }

        double[] Bits(int threads, NeighborSearch search)
        {
            using IDisposable limit = WorkerPool.Limit(threads);
            NeighborIndex index = Fit(rows, 15, search);
            return [.. new[] { index.Graph, index.Query(rows.View.Rows(0, 300)) }.SelectMany(All), index.Graph.Recall];
        }
    }

    [Fact]
    public void Bad_options_and_data_are_named_and_cancellation_is_heard()
    {
        var options = new NearestNeighborsOptions { Seed = 1, NeighborCount = 0, Search = (NeighborSearch)7, TargetRecall = double.NaN };
        string message = Assert.Throws<ArgumentException>(() => new NearestNeighbors(options)).Message;
        Assert.All(["NeighborCount must", "Search must", "TargetRecall must"], part => Assert.Contains(part, message, StringComparison.Ordinal));

        Matrix rows = Blobs.Make(40, 3, 2, seed: 1);
        NeighborIndex index = Fit(rows, 5, NeighborSearch.Auto);
        Assert.Contains("3 columns, got 2", Assert.Throws<ArgumentException>(() => index.Query(new Matrix(4, 2))).Message, StringComparison.Ordinal);
        Assert.Equal(0, index.Query(new Matrix(0, 3)).RowCount);
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Graph.Indices(40).Length);
        rows[3, 1] = float.NaN;
        Assert.Contains("NearestNeighbors needs finite values, row 3 column 1 is NaN", Assert.Throws<ArgumentException>(() => Fit(rows, 5, NeighborSearch.Auto)).Message, StringComparison.Ordinal);
        Assert.Contains("row 3 column 1", Assert.Throws<ArgumentException>(() => index.Query(rows)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Fit(new Matrix(0, 3), 5, NeighborSearch.Auto));
        Assert.Throws<ArgumentException>(() => Fit(new Matrix(3, 0), 5, NeighborSearch.Auto));
        Assert.Throws<OperationCanceledException>(
            () => new NearestNeighbors(new NearestNeighborsOptions { Seed = 1 }).Fit(new Matrix(9, 2), new CancellationToken(true)));
    }

    private static NeighborIndex Fit(Matrix rows, int count, NeighborSearch search) =>
        new NearestNeighbors(new NearestNeighborsOptions { Seed = 1, NeighborCount = count, Search = search }).Fit(rows);

    private static IEnumerable<double> All(NeighborGraph graph) =>
        Enumerable.Range(0, graph.RowCount).SelectMany(i => graph.Indices(i).ToArray().Select(id => (double)id).Concat(graph.Distances(i).ToArray()));

    private static void AssertNearest(Matrix rows, ReadOnlySpan<float> query, int self, NeighborGraph graph, int row, string what)
    {
        var distances = new double[rows.RowCount];
        for (int i = 0; i < distances.Length; i++)
        {
            ReadOnlySpan<float> other = rows.Row(i);
            for (int j = 0; j < query.Length; j++) distances[i] += ((double)query[j] - other[j]) * ((double)query[j] - other[j]);
            distances[i] = Math.Sqrt(distances[i]);
        }

        int[] expected = [.. Enumerable.Range(0, rows.RowCount).Where(i => i != self).OrderBy(i => distances[i]).Take(graph.NeighborCount)];
        int[] found = graph.Indices(row).ToArray();
        for (int j = 0; j < expected.Length; j++)
        {
            double near = distances[expected[j]];
            Assert.True(Math.Abs(near - graph.Distances(row)[j]) <= 1e-12 * near, $"{what}: distance {j} is {graph.Distances(row)[j]}, expected {near}");
            Assert.True(found[j] == expected[j] || Math.Abs(distances[found[j]] - near) <= 1e-12 * near, $"{what}: neighbour {j}");
            if (j > 0 && graph.Distances(row)[j] == graph.Distances(row)[j - 1]) Assert.True(found[j] > found[j - 1], $"{what}: ties out of order");
        }
    }
}
