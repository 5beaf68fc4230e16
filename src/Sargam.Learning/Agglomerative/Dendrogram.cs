namespace Sargam.Learning.Agglomerative;

/// <summary>
/// A hierarchy of clusters: immutable. Nodes are numbered as SciPy and scikit-learn do: 0 .. n - 1 are the leaves, n + m is
/// what merge m formed. Merges are in order of height, so that cutting undoes the last ones.
/// </summary>
public sealed class Dendrogram
{
    private readonly (int Left, int Right)[] _children;
    private readonly double[] _heights;
    private readonly int[] _sizes;

    private Dendrogram((int Left, int Right)[] children, double[] heights, int[] sizes)
    {
        _children = children;
        _heights = heights;
        _sizes = sizes;
    }

    /// <summary>Leaves: one more than merges.</summary>
    public int LeafCount => _children.Length + 1;

    /// <summary>The two nodes that each merge joined, the lower number first (scikit-learn: <c>children_</c>).</summary>
    public IReadOnlyList<(int Left, int Right)> Children => _children;

    /// <summary>How far apart the two were, in the unit of the observations, never falling (scikit-learn: <c>distances_</c>).</summary>
    public IReadOnlyList<double> Heights => _heights;

    /// <summary>Observations in what each merge formed (SciPy: the fourth column of a linkage matrix).</summary>
    public IReadOnlyList<int> Sizes => _sizes;

    /// <summary>
    /// The cluster of each leaf when the last merges are undone. Clusters are numbered by their first leaf. Merges at height 0
    /// are never undone, so equal observations stay together and there may be fewer clusters than asked for.
    /// </summary>
    /// <param name="count">Clusters, in [1, <see cref="LeafCount"/>].</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is out of range.</exception>
    public int[] CutAt(int count)
    {
        if (count < 1 || count > LeafCount)
        {
            throw new ArgumentOutOfRangeException(nameof(count), $"count must be in [1, {LeafCount}], got {count}");
        }

        var top = new int[LeafCount + _children.Length];
        for (int node = 0; node < top.Length; node++) top[node] = node;
        for (int m = _children.Length - 1; m >= 0; m--)
        {
            if (m >= LeafCount - count && _heights[m] > 0) continue;
            top[_children[m].Left] = top[_children[m].Right] = top[LeafCount + m];
        }

        var numbers = new int[top.Length];
        var labels = new int[LeafCount];
        int next = 0;
        for (int leaf = 0; leaf < labels.Length; leaf++)
        {
            ref int number = ref numbers[top[leaf]];
            if (number == 0) number = ++next;
            labels[leaf] = number - 1;
        }

        return labels;
    }

    /// <summary>
    /// Reads many clusters as few groups: cuts are nested, so each cluster of one cut lies within one cluster of a coarser cut.
    /// </summary>
    /// <param name="count">Clusters, as for <see cref="CutAt"/>.</param>
    /// <param name="groupCount">Groups, in [1, <paramref name="count"/>].</param>
    /// <returns>For each cluster of <c>CutAt(count)</c> the cluster of <c>CutAt(groupCount)</c> that it is part of.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is out of range.</exception>
    public int[] GroupsOfClusters(int count, int groupCount)
    {
        int[] clusters = CutAt(count);
        CheckGroupCount(count, groupCount);
        return GroupsOf(clusters, CutAt(groupCount));
    }

    /// <summary>Throws unless there can be so many groups of clusters.</summary>
    internal static void CheckGroupCount(int count, int groupCount)
    {
        if (groupCount < 1 || groupCount > count)
        {
            throw new ArgumentOutOfRangeException(nameof(groupCount), $"groupCount must be in [1, {count}], got {groupCount}");
        }
    }

    /// <summary>The group of each cluster, from the cluster and the group of every member.</summary>
    internal static int[] GroupsOf(ReadOnlySpan<int> clusters, ReadOnlySpan<int> groups)
    {
        int count = 0;
        foreach (int cluster in clusters) count = Math.Max(count, cluster + 1);
        var groupOf = new int[count];
        for (int i = 0; i < clusters.Length; i++) groupOf[clusters[i]] = groups[i];
        return groupOf;
    }

    /// <summary>Sorts merges by height, equal ones in the order given, and numbers what they form.</summary>
    /// <param name="merges">One fewer than leaves; together they connect all.</param>
    /// <param name="weights">Observations in each leaf.</param>
    internal static Dendrogram Build(Merge[] merges, ReadOnlySpan<int> weights)
    {
        int leafCount = weights.Length;
        Merge[] sorted = [.. merges.OrderBy(merge => merge.Height)];
        var children = new (int Left, int Right)[sorted.Length];
        var sizes = new int[sorted.Length];
        var parents = new int[leafCount + sorted.Length];
        for (int node = 0; node < parents.Length; node++) parents[node] = node;
        for (int m = 0; m < sorted.Length; m++)
        {
            int first = Top(parents, sorted[m].First);
            int second = Top(parents, sorted[m].Second);
            children[m] = (Math.Min(first, second), Math.Max(first, second));
            sizes[m] = SizeOf(first, weights, sizes) + SizeOf(second, weights, sizes);
            parents[first] = parents[second] = leafCount + m;
        }

        return new Dendrogram(children, Array.ConvertAll(sorted, merge => merge.Height), sizes);
    }

    private static int SizeOf(int node, ReadOnlySpan<int> weights, int[] sizes) =>
        node < weights.Length ? weights[node] : sizes[node - weights.Length];

    private static int Top(int[] parents, int node)
    {
        while (parents[node] != node)
        {
            parents[node] = parents[parents[node]];
            node = parents[node];
        }

        return node;
    }
}
