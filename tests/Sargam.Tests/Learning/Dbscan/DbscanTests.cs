using Sargam.Learning.Dbscan;
using Sargam.Learning.Metrics;
using Sargam.Numerics;

namespace Sargam.Tests.Learning;

public sealed class DbscanTests
{
    [Fact]
    public void Labels_are_those_of_scanning_in_order()
    {
        foreach (int rowCount in new[] { 1, 2, 15, 16, 17, 255, 256, 257, 511, 513, 700 })
        {
            Matrix rows = Blobs.Make(rowCount, 2, 5, seed: (ulong)rowCount, spread: 4);
            foreach (double epsilon in new[] { 0.1, 0.35, 0.8, 100 })
            {
                foreach (int minPoints in new[] { 1, 4, 9 })
                {
                    int[] expected = DbscanOracle.Labels(rows, epsilon, minPoints);
                    DbscanModel model = Fit(rows, epsilon, minPoints);
                    Assert.True(expected.SequenceEqual(model.Labels), $"{rowCount} rows, epsilon {epsilon}, {minPoints} points");
                }
            }
        }
    }

    [Fact]
    public void Distances_of_exactly_epsilon_count_wherever_the_data_lie()
    {
        // On a grid every neighbour is exactly 1 away; an origin far off leaves 32 bits nothing to spare.
        foreach (float offset in new[] { 0f, 1e6f })
        {
            var rows = new Matrix(400, 2);
            for (int i = 0; i < 400; i++) (rows[i, 0], rows[i, 1]) = (offset + i % 20, offset + i / 20);

            DbscanModel touching = Fit(rows, 1, 5);
            Assert.Equal(18 * 18, touching.IsCore.Count(core => core));
            Assert.Equal(1, touching.ClusterCount);
            Assert.Equal(4, touching.NoiseCount);
            Assert.Equal(0, Fit(rows, Math.BitDecrement(1), 2).ClusterCount);
        }
    }

    [Fact]
    public void All_noise_has_no_cluster_and_no_coverage()
    {
        DbscanModel model = Fit(Blobs.Make(50, 8, 3, seed: 1), 1e-6, 3);

        Assert.All(model.Labels, label => Assert.Equal(-1, label));
        Assert.Equal((0, 50, 0.0), (model.ClusterCount, model.NoiseCount, model.Coverage));
        Assert.True(model.Convergence.Reached);
    }

    [Fact]
    public void One_point_is_noise_unless_one_suffices_and_fewer_than_MinPoints_are_noise()
    {
        Assert.Equal([-1], Fit(Blobs.Make(1, 3, 1, seed: 1), null, 5).Labels);
        Assert.Equal([0], Fit(Blobs.Make(1, 3, 1, seed: 1), null, 1).Labels);
        Assert.Equal([-1, -1], Fit(Matrix.FromRows([[0], [1]]), null, 5).Labels);
        Assert.Equal([0, 0], Fit(Matrix.FromRows([[0], [1]]), null, 2).Labels);
        Assert.Equal([0, 1], Fit(Matrix.FromRows([[0], [1]]), 0.5, 1).Labels);
    }

    [Fact]
    public void Equal_rows_are_one_cluster_at_epsilon_zero()
    {
        DbscanModel model = Fit(new Matrix(20, 3), null, 5);

        Assert.Equal(0, model.Epsilon);
        Assert.All(model.Labels, label => Assert.Equal(0, label));
        Assert.Equal(1, model.Coverage);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(2, 0.05)]
    [InlineData(2, 0.15)]
    [InlineData(8, 0)]
    [InlineData(8, 0.05)]
    [InlineData(16, 0)]
    [InlineData(16, 0.3)]
    public void The_knee_finds_planted_clouds_among_scattered_points_without_being_told_how_many(int columns, double scattered)
    {
        foreach (int rowCount in new[] { 300, 900, 2500 })
        {
            for (ulong seed = 0; seed < 4; seed++)
            {
                (Matrix rows, int[] truth) = CloudsAndScatter(rowCount, columns, scattered, seed);

                DbscanModel model = Fit(rows, null, 5);

                string what = $"seed {seed}, {rowCount} rows: {model.ClusterCount} clusters, {model.NoiseCount} noise at {model.Epsilon}";
                int large = model.Labels.Where(label => label >= 0).CountBy(label => label).Count(pair => pair.Value > rowCount / 20);
                double found = AdjustedRand.Score(truth, [.. model.Labels]);
                Assert.True(large == 3 && found > 0.8, $"{what}, {large} large, ARI {found}");
                Assert.True(model.NoiseCount < (scattered + 0.15) * rowCount, what);
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(16)]
    public void The_knee_leaves_uniform_noise_as_one_cluster(int columns)
    {
        foreach (int rowCount in new[] { 300, 900, 2500 })
        {
            for (ulong seed = 0; seed < 4; seed++)
            {
                var rows = new Matrix(rowCount, columns);
                var rng = new Rng(seed);
                foreach (ref float value in rows.Values) value = (float)rng.NextDouble();

                DbscanModel model = Fit(rows, null, 5);

                int largest = model.Labels.Where(label => label >= 0).CountBy(label => label).Max(pair => pair.Value);
                int others = rowCount - model.NoiseCount - largest;
                Assert.True(others < rowCount / 10, $"seed {seed}, {rowCount} rows: {others} beside the largest of {model.ClusterCount} clusters");
            }
        }
    }

    [Fact]
    public void Confidence_is_one_for_cores_a_share_for_borders_and_zero_for_noise()
    {
        // At distance 1 with four points: the middle three are cores, the ends have three neighbours, the last has none.
        Matrix rows = Matrix.FromRows([[0], [0.5f], [1], [1.5f], [2], [9]]);

        DbscanModel model = Fit(rows, 1, 4);

        Assert.Equal([0, 0, 0, 0, 0, -1], model.Labels);
        Assert.Equal([0.75f, 1, 1, 1, 0.75f, 0], model.Confidences(rows));
    }

    [Fact]
    public void The_knee_is_a_distance_to_the_MinPoints_th_neighbour_and_one_outlier_does_not_move_it_far()
    {
        Matrix rows = Blobs.Make(300, 3, 2, seed: 4);
        double epsilon = Fit(rows, null, 6).Epsilon;
        IEnumerable<double> ranked = Enumerable.Range(0, 300).Select(i => Enumerable.Range(0, 300).Select(j => DbscanOracle.Distance(rows, i, j)).Order().ElementAt(5));
        Assert.Contains(ranked, distance => Math.Abs(distance - epsilon) < 1e-9 * epsilon);

        var withOutlier = new Matrix(301, 3);
        rows.Values.CopyTo(withOutlier.Values);
        withOutlier[300, 1] = 1e5f;
        Assert.InRange(Fit(withOutlier, null, 6).Epsilon, 0.5 * epsilon, 2 * epsilon);
    }

    [Fact]
    public void A_knee_is_where_a_curve_leaves_the_flat_part()
    {
        Assert.Equal(7, EpsilonKnee.Knee([1, 1, 1, 1, 1, 1, 1, 1, 2, 3]));
        Assert.Equal(0, EpsilonKnee.Knee([2, 2, 2, 2]));
        Assert.Equal(0, EpsilonKnee.Knee([5]));
        Assert.Equal(3, EpsilonKnee.Knee([0, 0, 0, 1]));
        Assert.Equal(9, EpsilonKnee.Knee([1, 1, 1, 1, 1, 1, 1, 1, 1.2, 1.6]));
        Assert.Equal(4, EpsilonKnee.Knee([1, 2, 3, 4, 5]));
        Assert.Equal(8, EpsilonKnee.Knee([1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1e9]));
    }

    [Fact]
    public void Huge_magnitudes_change_nothing_but_the_scale()
    {
        Matrix rows = Blobs.Make(400, 4, 3, seed: 9);
        Matrix huge = rows.View.ToMatrix();
        foreach (ref float value in huge.Values) value *= MathF.ScaleB(1, 110);

        DbscanModel expected = Fit(rows, null, 5);
        DbscanModel actual = Fit(huge, null, 5);

        Assert.Equal(expected.Labels, actual.Labels);
        Assert.Equal(expected.Epsilon, Math.ScaleB(actual.Epsilon, -110));
    }

    /// <summary>Three clouds at least eight standard deviations apart, the last rows scattered over the box around them.</summary>
    private static (Matrix Rows, int[] Truth) CloudsAndScatter(int rowCount, int columns, double scattered, ulong seed)
    {
        const float Reach = 10;
        var rng = new Rng(seed);
        var centres = new Matrix(3, columns);
        do
        {
            foreach (ref float value in centres.Values) value = (float)rng.Uniform(-Reach, Reach);
        }
        while (Enumerable.Range(0, 3).Any(c => DbscanOracle.Distance(centres, c, (c + 1) % 3) < 8));

        var rows = new Matrix(rowCount, columns);
        rng.Normal(rows.Values);
        int[] truth = [.. Enumerable.Range(0, rowCount).Select(i => i < rowCount * (1 - scattered) ? i % 3 : -1)];
        for (int i = 0; i < rowCount; i++)
        {
            for (int p = 0; p < columns; p++) rows[i, p] = truth[i] < 0 ? (float)rng.Uniform(-Reach - 4, Reach + 4) : rows[i, p] + centres[truth[i], p];
        }

        return (rows, truth);
    }

    private static DbscanModel Fit(MatrixView rows, double? epsilon, int minPoints) =>
        new Dbscan(new DbscanOptions { Epsilon = epsilon, MinPoints = minPoints }).Fit(rows, cancellationToken: TestContext.Current.CancellationToken);
}
