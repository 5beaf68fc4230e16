using System.Text.Json;
using Sargam.Learning.Hdbscan;
using Sargam.Learning.Metrics;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning;

/// <summary>Against the hdbscan package on the same data in 64 bits.</summary>
public sealed class HdbscanGoldenTests
{
    // Mutual reachabilities tie wherever several distances are below one core distance, and ties are broken by the order of the
    // rows: permuting them moves the reference's own labels to this agreement.
    private const double LeastAgreement = 0.93;

    public static TheoryData<string> Sets => ["iris", "wine", "digits500", "blobs_a", "blobs_b", "moons", "duplicates", "constcols"];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Edges_cluster_counts_and_labels_agree(string set)
    {
        Matrix rows = Golden.Committed($"learn/{set}/X.npy").ToMatrix();
        int runs = 0;
        foreach (JsonProperty run in Golden.CommittedJson($"learn/{set}/hdbscan/runs.json").EnumerateObject())
        {
            HdbscanModel model = Fit(rows, run.Name);
            double[] labels = Golden.Committed($"learn/{set}/hdbscan/{run.Name}_labels.npy").Values.ToArray();

            Assert.Equal(run.Value.GetProperty("clusters").GetInt32(), model.ClusterCount);
            double agreement = AdjustedRand.Score(Array.ConvertAll(labels, label => (int)label), [.. model.Labels]);
            Assert.True(agreement >= LeastAgreement, $"{set} {run.Name}: ARI {agreement}");
            CheckEdges(set, run.Name, model);
            CheckProbabilities(set, run, labels, model);
            runs++;
        }

        Assert.Equal(4, runs);
    }

    [Theory]
    [InlineData("blobs_b", "mcs10_ms10_eom")]
    public void The_condensed_tree_has_the_same_clusters_and_loses_rows_at_the_same_densities(string set, string run)
    {
        double[] tree = Golden.Committed($"learn/{set}/hdbscan/{run}_condensed_tree.npy").Values.ToArray();
        HdbscanModel model = Fit(Golden.Committed($"learn/{set}/X.npy").ToMatrix(), run);

        Assert.Equal(tree.Length / 4, model.CondensedTree.Count);
        double[] lambdas = [.. Enumerable.Range(0, tree.Length / 4).Select(b => tree[4 * b + 2]).Order()];
        Approx.Equal(lambdas, [.. model.CondensedTree.Select(branch => branch.Lambda).Order()], 1e-5 * lambdas[^1], $"{set} {run}");
        int rowCount = model.Labels.Count;
        Assert.Equal(
            Enumerable.Range(0, tree.Length / 4).Where(b => tree[4 * b + 1] >= rowCount).Select(b => ((int)tree[4 * b], (int)tree[4 * b + 1])),
            model.CondensedTree.Where(branch => branch.Child >= rowCount).Select(branch => (branch.Parent, branch.Child)));
    }

    private static void CheckEdges(string set, string run, HdbscanModel model)
    {
        // The same core distances give the same edges, so each is kept once.
        string kept = run.StartsWith("mcs10", StringComparison.Ordinal) ? "mcs10_ms10" : "mcs5_ms5";
        double[] expected = Golden.Committed($"learn/{set}/hdbscan/{kept}_eom_mst_weights_sorted.npy").Values.ToArray();

        // Storing the rows in 32 bits costs this much; of digits they hold every digit.
        double tolerance = set == "digits500" ? 1e-9 : 1e-5 * expected[^1];
        Approx.Equal(expected, [.. model.Dendrogram.Heights], tolerance, $"{set} {run}");
    }

    private static void CheckProbabilities(string set, JsonProperty run, double[] labels, HdbscanModel model)
    {
        double[] expected = Golden.Committed($"learn/{set}/hdbscan/{run.Name}_probabilities.npy").Values.ToArray();
        double[] persistences = [.. run.Value.GetProperty("persistence").EnumerateArray().Select(value => value.GetDouble())];
        bool same = labels.Select(label => (int)label).SequenceEqual(model.Labels);
        int close = Enumerable.Range(0, expected.Length).Count(i => Math.Abs(expected[i] - model.Probabilities[i]) < 1e-5);

        // Where a tie moves the end of a cluster, all its probabilities move with it.
        if (same) Approx.Equal(persistences, [.. model.Persistences], 0.01, $"{set} {run.Name} persistence");
        Assert.True(close >= expected.Length * (same ? 0.6 : 0.5), $"{set} {run.Name}: {close} of {expected.Length} probabilities agree");
    }

    private static HdbscanModel Fit(Matrix rows, string run)
    {
        string[] parts = run.Split('_');
        var options = new HdbscanOptions
        {
            MinClusterSize = int.Parse(parts[0]["mcs".Length..]),
            MinPoints = int.Parse(parts[1]["ms".Length..]),
            ClusterSelection = Enum.Parse<ClusterSelection>(parts[2], ignoreCase: true),
            Seed = 0,
        };
        return new Hdbscan(options).Fit(rows, cancellationToken: TestContext.Current.CancellationToken);
    }
}
