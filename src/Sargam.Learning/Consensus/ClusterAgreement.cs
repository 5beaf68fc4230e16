namespace Sargam.Learning.Consensus;

/// <summary>How the members of each consensus cluster are labelled in each clustering, and how well others fit to that.</summary>
internal sealed class ClusterAgreement
{
    private readonly int[][] _counts;
    private readonly int[] _labelCounts;
    private readonly int[] _sizes;

    /// <summary>Counts the labels of combinations that have a cluster.</summary>
    /// <param name="combinations">The combinations, with their weights.</param>
    /// <param name="clusters">The cluster of the first of them.</param>
    public ClusterAgreement(LabelCombinations combinations, ReadOnlySpan<int> clusters)
    {
        int runs = combinations.RunCount;
        _labelCounts = new int[runs];
        for (int at = 0; at < combinations.Labels.Length; at++)
        {
            ref int count = ref _labelCounts[at % runs];
            count = Math.Max(count, combinations.Labels[at] + 1);
        }

        int clusterCount = 0;
        foreach (int cluster in clusters) clusterCount = Math.Max(clusterCount, cluster + 1);
        _sizes = new int[clusterCount];
        _counts = Array.ConvertAll(_labelCounts, count => new int[checked(count * clusterCount)]);
        for (int c = 0; c < clusters.Length; c++)
        {
            _sizes[clusters[c]] += combinations.Weights[c];
            ReadOnlySpan<int> labels = combinations.Of(c);
            for (int r = 0; r < runs; r++)
            {
                if (labels[r] >= 0) _counts[r][clusters[c] * _labelCounts[r] + labels[r]] += combinations.Weights[c];
            }
        }
    }

    /// <summary>The cluster whose members were most often together with such observations, the first where equal.</summary>
    public int BestFor(ReadOnlySpan<int> labels)
    {
        (int best, double most) = (0, -1);
        for (int cluster = 0; cluster < _sizes.Length; cluster++)
        {
            double share = (double)Together(labels, cluster) / _sizes[cluster];
            if (share > most) (best, most) = (cluster, share);
        }

        return best;
    }

    /// <summary>Share of clusterings and other members in which a member is together with the other; 1 when it is the only one.</summary>
    public double OfMember(ReadOnlySpan<int> labels, int cluster)
    {
        if (_sizes[cluster] < 2) return 1;
        long withItself = 0;
        foreach (int label in labels) withItself += label >= 0 ? 1 : 0;
        return (Together(labels, cluster) - withItself) / ((_sizes[cluster] - 1.0) * labels.Length);
    }

    private long Together(ReadOnlySpan<int> labels, int cluster)
    {
        long sum = 0;
        for (int r = 0; r < labels.Length; r++)
        {
            if (labels[r] >= 0) sum += _counts[r][cluster * _labelCounts[r] + labels[r]];
        }

        return sum;
    }
}
