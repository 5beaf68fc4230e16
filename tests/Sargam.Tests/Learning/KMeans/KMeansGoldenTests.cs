using System.Text.Json;
using Sargam.Learning.KMeans;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning;

/// <summary>Against scikit-learn's Lloyd from the same starting centroids.</summary>
public sealed class KMeansGoldenTests
{
    public static TheoryData<string> Sets => ["iris", "wine", "digits500", "blobs_a", "blobs_b", "moons", "duplicates", "constcols"];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Labels_iterations_centroids_and_inertia_agree(string set)
    {
        Matrix rows = Golden.Committed($"learn/{set}/X.npy").ToMatrix();
        int runs = 0;
        foreach (JsonProperty run in Golden.CommittedJson($"learn/{set}/kmeans/runs.json").EnumerateObject())
        {
            KMeansModel model = Fit(rows, set, run.Name, run.Value.GetProperty("k").GetInt32());

            Assert.Equal(Golden.Committed($"learn/{set}/kmeans/{run.Name}_labels.npy").Values.ToArray(), model.Labels.Select(label => (double)label));
            Assert.Equal(run.Value.GetProperty("n_iter").GetInt32(), model.Convergence.IterationCount);
            Assert.True(model.Convergence.Reached);
            Approx.EqualToPeak(Golden.Committed($"learn/{set}/kmeans/{run.Name}_centers.npy").Values, model.Centroids.Values, 1e-6, $"{set} {run.Name} centroids");
            double inertia = run.Value.GetProperty("inertia").GetDouble();
            Approx.Equal([inertia], [model.Inertia], 1e-6 * inertia, $"{set} {run.Name} inertia");
            runs++;
        }

        Assert.True(runs >= 6, $"{runs} runs of {set}");
    }

    [Fact]
    public void Empty_clusters_move_to_the_farthest_observations_as_in_scikit_learn()
    {
        Matrix rows = Golden.Committed("learn/blobs_a/X.npy").ToMatrix();
        JsonElement run = Golden.CommittedJson("learn/blobs_a/kmeans/empty.json");

        KMeansModel model = Fit(rows, "blobs_a", "empty", run.GetProperty("k").GetInt32());

        Assert.Equal(Golden.Committed("learn/blobs_a/kmeans/empty_labels.npy").Values.ToArray(), model.Labels.Select(label => (double)label));
        Approx.EqualToPeak(Golden.Committed("learn/blobs_a/kmeans/empty_centers.npy").Values, model.Centroids.Values, 1e-6, "centroids");
        Assert.Equal(run.GetProperty("n_iter").GetInt32(), model.Convergence.IterationCount);
    }

    private static KMeansModel Fit(Matrix rows, string set, string run, int clusterCount) =>
        new KMeans(new KMeansOptions { ClusterCount = clusterCount, Seed = 0 })
            .Fit(rows, Golden.Committed($"learn/{set}/kmeans/{run}_init.npy").ToMatrix(), cancellationToken: TestContext.Current.CancellationToken);
}
