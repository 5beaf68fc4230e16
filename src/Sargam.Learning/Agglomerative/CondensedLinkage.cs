namespace Sargam.Learning.Agglomerative;

/// <summary>Average or complete linkage: after a merge the distances of the new cluster follow from those of its parts (Lance and Williams, 1967).</summary>
internal sealed class CondensedLinkage : IChainLinkage
{
    private readonly CondensedDistances _distances;
    private readonly bool _average;
    private readonly double[] _sizes;
    private readonly List<int> _active;

    /// <summary>Starts from leaves and their distances.</summary>
    /// <param name="distances">Overwritten.</param>
    /// <param name="weights">Observations in each leaf.</param>
    /// <param name="average">Average linkage; else complete.</param>
    public CondensedLinkage(CondensedDistances distances, int[] weights, bool average)
    {
        _distances = distances;
        _average = average;
        _sizes = Array.ConvertAll(weights, weight => (double)weight);
        _active = [.. Enumerable.Range(0, weights.Length)];
    }

    public int LeafCount => _sizes.Length;

    public bool IsActive(int leaf) => _sizes[leaf] > 0;

    public (int Leaf, double Distance) Nearest(int leaf, int preferred)
    {
        int best = preferred;
        double least = preferred >= 0 ? _distances[_distances.IndexOf(leaf, preferred)] : double.PositiveInfinity;
        int offset = _distances.RowOffset(leaf);
        foreach (int other in _active)
        {
            if (other == leaf) continue;
            double distance = _distances[other > leaf ? offset + other : _distances.RowOffset(other) + leaf];
            if (distance < least) (best, least) = (other, distance);
        }

        return (best, least / _distances.Scale);
    }

    public void Join(int dropped, int kept)
    {
        _active.RemoveAt(_active.BinarySearch(dropped));
        double total = _sizes[dropped] + _sizes[kept];
        foreach (int other in _active)
        {
            if (other == kept) continue;
            double first = _distances[_distances.IndexOf(dropped, other)];
            int target = _distances.IndexOf(kept, other);
            double second = _distances[target];
            _distances[target] = _average ? (_sizes[dropped] * first + _sizes[kept] * second) / total : Math.Max(first, second);
        }

        _sizes[kept] = total;
        _sizes[dropped] = 0;
    }
}
