using Sargam.Clustering;
using Sargam.Numerics;
using Sargam.Numerics.Kernels;

namespace Sargam.Reporting;

/// <summary>The tracks of one cluster as rows of the run, the most typical first.</summary>
internal sealed record ClusterMembers(int Cluster, IReadOnlyList<int> NearestFirst)
{
    /// <summary>The cluster's playlist, relative to the run's folder.</summary>
    public string PlaylistFile => $"playlists/cluster-{Cluster:00}.m3u8";

    /// <summary>All clusters that hold tracks, in the order of their numbers.</summary>
    public static IReadOnlyList<ClusterMembers> Of(MatrixView space, IReadOnlyList<int> labels)
    {
        MatrixView centres = ClusterCentres.Of(space, labels);
        return [.. Enumerable.Range(0, labels.Count).Where(row => labels[row] >= 0).GroupBy(row => labels[row]).OrderBy(cluster => cluster.Key)
            .Select(cluster => new ClusterMembers(cluster.Key, [.. cluster
                .OrderBy(row => Distances.SquaredEuclidean(space.Row(row), centres.Row(cluster.Key))).ThenBy(row => row)]))];
    }
}
