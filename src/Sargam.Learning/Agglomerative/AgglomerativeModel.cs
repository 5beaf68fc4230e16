using Sargam.Numerics;

namespace Sargam.Learning.Agglomerative;

/// <summary>The clusters that <see cref="Agglomerative"/> found, and the hierarchy they were cut from: immutable.</summary>
public sealed class AgglomerativeModel : ClusteringModel
{
    private readonly int[] _leafOfRow;
    private readonly Matrix _centroids;
    private readonly float[] _confidences;

    internal AgglomerativeModel(int[] labels, Convergence convergence, Dendrogram dendrogram, Leaves leaves, double[] means, float[] confidences)
        : base(labels, convergence)
    {
        Dendrogram = dendrogram;
        MicroClusterCount = leaves.MicroClusterCount;
        _leafOfRow = leaves.LeafOfRow;
        int columns = leaves.Points.ColumnCount;
        _centroids = Matrix.Wrap(Array.ConvertAll(means, value => (float)value), means.Length / columns, columns);
        _confidences = confidences;
    }

    /// <summary>The whole hierarchy. Its leaves are the observations, or the micro-clusters where <see cref="MicroClusterCount"/> is not 0.</summary>
    public Dendrogram Dendrogram { get; }

    /// <summary>
    /// K-Means clusters that the hierarchy was built on; 0 when it was built on the observations. With micro-clusters the result
    /// is an approximation: within one nothing is ever separated.
    /// </summary>
    public int MicroClusterCount { get; }

    /// <summary>Clusters found: as many as asked for, or fewer where the observations have fewer distinct rows.</summary>
    public int ClusterCount => _centroids.RowCount;

    /// <summary>The mean of each cluster, one row each.</summary>
    public MatrixView Centroids => _centroids;

    /// <summary>The leaf of the hierarchy that each observation is in.</summary>
    public IReadOnlyList<int> LeafOfObservation => _leafOfRow;

    /// <summary>
    /// How clearly each observation belongs to its cluster: 1 - d1 / d2, where d1 is the distance from the mean of its own
    /// cluster and d2 from the nearest other mean; 0 where another mean is nearer, 1 on the own mean or when there is one
    /// cluster only. Not a probability; of little meaning for the elongated clusters of <see cref="Linkage.Single"/>.
    /// </summary>
    /// <param name="observations">The rows of the fit.</param>
    /// <returns>One value in [0, 1] per row.</returns>
    /// <exception cref="ArgumentException">There are more or fewer rows than in the fit.</exception>
    public override float[] Confidences(MatrixView observations) => StoredConfidences(_confidences, observations);

    /// <summary>The same as <see cref="Confidences"/>, for the clusters of another cut.</summary>
    /// <param name="observations">The rows of the fit.</param>
    /// <param name="count">Clusters, as for <see cref="CutAt"/>.</param>
    /// <param name="cancellationToken">Checked between chunks of rows.</param>
    /// <returns>One value in [0, 1] per row.</returns>
    /// <exception cref="ArgumentException">There are more or fewer rows than in the fit, or columns.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is out of range.</exception>
    public float[] ConfidencesAt(MatrixView observations, int count, CancellationToken cancellationToken = default)
    {
        CheckRowsOfFit(observations);
        if (observations.ColumnCount != _centroids.ColumnCount)
        {
            throw new ArgumentException($"AgglomerativeModel was fitted on {_centroids.ColumnCount} columns, got {observations.ColumnCount}", nameof(observations));
        }

        int[] labels = CutAt(count);
        return ClusterMargins.Confidences(observations, labels, ClusterMargins.Means(observations, labels, labels.Max() + 1), cancellationToken);
    }

    /// <summary>The cluster of each observation for another number of clusters; see <see cref="Dendrogram.CutAt"/>.</summary>
    /// <param name="count">Clusters, in [1, leaves of the hierarchy].</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is out of range.</exception>
    public int[] CutAt(int count) => LabelsOfRows(Dendrogram.CutAt(count), _leafOfRow);

    /// <summary>Reads many clusters as few groups; see <see cref="Dendrogram.GroupsOfClusters"/>.</summary>
    /// <param name="count">Clusters, as for <see cref="CutAt"/>.</param>
    /// <param name="groupCount">Groups, in [1, <paramref name="count"/>].</param>
    /// <returns>For each cluster of <c>CutAt(count)</c> the cluster of <c>CutAt(groupCount)</c> that it is part of.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is out of range.</exception>
    public int[] GroupsOfClusters(int count, int groupCount)
    {
        int[] clusters = CutAt(count);
        Dendrogram.CheckGroupCount(count, groupCount);
        return Dendrogram.GroupsOf(clusters, CutAt(groupCount));
    }

    /// <summary>Labels of leaves carried to observations, numbered by first observation.</summary>
    internal static int[] LabelsOfRows(int[] leafLabels, int[] leafOfRow)
    {
        var numbers = new int[leafLabels.Length];
        int next = 0;
        var labels = new int[leafOfRow.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            ref int number = ref numbers[leafLabels[leafOfRow[i]]];
            if (number == 0) number = ++next;
            labels[i] = number - 1;
        }

        return labels;
    }
}
