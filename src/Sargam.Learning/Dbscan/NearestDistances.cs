namespace Sargam.Learning.Dbscan;

/// <summary>Keeps the k least distances of each query.</summary>
internal readonly struct NearestDistances : IDistanceSink
{
    private readonly float[] _least;
    private readonly int _count;

    /// <summary>Makes room.</summary>
    /// <param name="queryCount">Queries.</param>
    /// <param name="count">k, at least 1.</param>
    public NearestDistances(int queryCount, int count)
    {
        _count = count;
        _least = new float[checked(queryCount * count)];
        Array.Fill(_least, float.PositiveInfinity);
    }

    /// <summary>The k-th least distance of a query, squared; infinite when there were fewer.</summary>
    public float Last(int query) => _least[query * _count + _count - 1];

    public void Accept(int query, int firstPoint, int count, double blockLength, ReadOnlySpan<float> squared)
    {
        Span<float> least = _least.AsSpan(query * _count, _count);
        foreach (float distance in squared[..count])
        {
            if (distance < least[^1]) Insert(least, distance);
        }
    }

    private static void Insert(Span<float> least, float distance)
    {
        int at = least.Length - 1;
        for (; at > 0 && least[at - 1] > distance; at--) least[at] = least[at - 1];
        least[at] = distance;
    }
}
