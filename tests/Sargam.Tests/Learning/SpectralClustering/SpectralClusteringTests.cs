using System.Text.Json;
using Sargam.Learning.Metrics;
using Sargam.Learning.SpectralClustering;
using Sargam.Numerics;
using Sargam.Tests.Learning.Metrics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning;

public sealed class SpectralClusteringTests
{
    [Theory]
    [InlineData("blobs_a")]
    [InlineData("blobs_b")]
    [InlineData("moons")]
    [InlineData("wine")]
    [InlineData("digits500")]
    [InlineData("constcols")]
    public void Parts_and_eigenvalues_are_those_of_scikit_learn_and_scipy(string set)
    {
        Matrix rows = Golden.Committed($"learn/{set}/X.npy").ToMatrix();
        double[] expected = Golden.Committed($"learn/{set}/spectral/laplacian_eigenvalues.npy").Values.ToArray();
        JsonElement info = Golden.CommittedJson($"learn/{set}/spectral/info.json");

        SpectralClusteringModel model = Fit(rows, expected.Length, seed: 3);

        Assert.Equal(info.GetProperty("components").GetInt32(), model.ComponentCount);
        Assert.True(model.Convergence.Reached, $"{set}: {model.Convergence}");

        // A neighbour that ties for the last place may be another one.
        double tolerance = info.GetProperty("rows_with_tie_at_10th_neighbour").GetInt32() == 0 ? 1e-9 : 0.01;
        Approx.Equal(expected, [.. model.Eigenvalues], tolerance, set);
    }

    [Theory]
    [InlineData("wine")]
    [InlineData("digits500")]
    [InlineData("moons")]
    [InlineData("blobs_a")]
    [InlineData("blobs_b")]
    public void Clusters_agree_with_the_truth_as_well_as_the_reference_does(string set)
    {
        Matrix rows = Golden.Committed($"learn/{set}/X.npy").ToMatrix();
        int[] truth = ReferenceSets.Ints($"learn/{set}/y.npy");
        double expected = Golden.CommittedJson($"learn/{set}/spectral/info.json").GetProperty("ari_vs_truth").GetDouble();

        double actual = AdjustedRand.Score(truth, [.. Fit(rows, truth.Distinct().Count(), seed: 1).Labels]);

        Assert.True(actual >= expected - 0.05, $"{set}: ARI {actual}, the reference {expected}");
    }

    [Fact]
    public void Moons_are_separated()
    {
        int connected = 0;
        foreach (int neighbours in new[] { 20, 40 })
        {
            for (ulong seed = 0; seed < 5; seed++)
            {
                (Matrix rows, int[] truth) = Moons(600, 0.06, seed);
                var options = new SpectralClusteringOptions { ClusterCount = 2, NeighborCount = neighbours, Seed = seed };

                SpectralClusteringModel model = new SpectralClustering(options).Fit(rows, cancellationToken: TestContext.Current.CancellationToken);

                double score = AdjustedRand.Score(truth, [.. model.Labels]);
                Assert.True(score > 0.95, $"{neighbours} neighbours, seed {seed}: ARI {score}");
                connected += model.ComponentCount == 1 ? 1 : 0;
            }
        }

        Assert.True(connected >= 3, $"only {connected} graphs were connected, so eigenvectors were hardly used");
    }

    [Fact]
    public void Iterating_gives_the_eigenvalues_of_the_whole_matrix()
    {
        // The same graph twice, far apart: once small enough for the whole matrix, once not, with every eigenvalue doubled.
        Matrix rows = Blobs.Make(180, 3, 2, seed: 4, spread: 1);
        var twice = new Matrix(360, 3);
        for (int i = 0; i < 360; i++) for (int p = 0; p < 3; p++) twice[i, p] = rows[i % 180, p] + (i < 180 ? 0 : 4096);

        IReadOnlyList<double> whole = Fit(rows, 5, seed: 1).Eigenvalues;
        IReadOnlyList<double> iterated = Fit(twice, 10, seed: 1).Eigenvalues;

        for (int k = 0; k < 10; k++) Assert.Equal(whole[k / 2], iterated[k], 1e-4);
    }

    [Fact]
    public void As_many_parts_as_clusters_are_the_clusters_and_more_are_joined_whole()
    {
        Matrix rows = Blobs.Make(180, 3, 6, seed: 2, spread: 500);
        int[] truth = [.. Enumerable.Range(0, 180).Select(i => i % 6)];

        SpectralClusteringModel six = Fit(rows, 6, seed: 1);
        Assert.Equal((6, 6), (six.ComponentCount, six.ClusterCount));
        Assert.Equal(truth, six.Labels);
        Assert.Empty(six.Eigenvalues);

        SpectralClusteringModel three = Fit(rows, 3, seed: 1);
        Assert.Equal(3, three.ClusterCount);
        Assert.Equal(6, three.Labels.Zip(truth).Distinct().Count());
        Assert.Equal(1, Fit(rows, 1, seed: 1).ClusterCount);

        SpectralClusteringModel eight = Fit(rows, 8, seed: 1);
        Assert.Equal(8, eight.ClusterCount);
        Assert.Equal(8, eight.Labels.Zip(truth).Distinct().Count());
    }

    [Fact]
    public void More_clusters_than_observations_are_named()
    {
        string message = Assert.Throws<ArgumentException>(() => Fit(new Matrix(3, 2), 4, seed: 1)).Message;
        Assert.Contains("ClusterCount 4 for 3 observations", message, StringComparison.Ordinal);
    }

    private static SpectralClusteringModel Fit(MatrixView rows, int clusterCount, ulong seed) =>
        new SpectralClustering(new SpectralClusteringOptions { ClusterCount = clusterCount, Seed = seed })
            .Fit(rows, cancellationToken: TestContext.Current.CancellationToken);

    private static (Matrix Rows, int[] Truth) Moons(int rowCount, double noise, ulong seed)
    {
        var rng = new Rng(seed);
        var rows = new Matrix(rowCount, 2);
        for (int i = 0; i < rowCount; i++)
        {
            double angle = rng.Uniform(0, Math.PI);
            (double x, double y) = i % 2 == 0 ? (Math.Cos(angle), Math.Sin(angle)) : (1 - Math.Cos(angle), 0.5 - Math.Sin(angle));
            rows[i, 0] = (float)(x + noise * rng.Normal());
            rows[i, 1] = (float)(y + noise * rng.Normal());
        }

        return (rows, [.. Enumerable.Range(0, rowCount).Select(i => i % 2)]);
    }
}
