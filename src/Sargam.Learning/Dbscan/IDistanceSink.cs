namespace Sargam.Learning.Dbscan;

/// <summary>Takes the distances that <see cref="PointTiles.Sweep"/> computes.</summary>
internal interface IDistanceSink
{
    /// <summary>Sixteen squared distances of one query.</summary>
    /// <param name="query">Number of the query in the sweep.</param>
    /// <param name="firstPoint">Number of the first of the points.</param>
    /// <param name="count">How many of the sixteen points there are.</param>
    /// <param name="blockLength">The largest length of a point of the block, in the frame.</param>
    /// <param name="squared">Squared distances in the frame, to 32-bit accuracy.</param>
    void Accept(int query, int firstPoint, int count, double blockLength, ReadOnlySpan<float> squared);
}
