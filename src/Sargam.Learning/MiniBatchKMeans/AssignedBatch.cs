using Sargam.Learning.KMeans;
using Sargam.Numerics;

namespace Sargam.Learning.MiniBatchKMeans;

/// <summary>Some rows drawn at random, with repetition, and the nearest centroid of each.</summary>
internal sealed class AssignedBatch(int size, int columns)
{
    private readonly int[] _drawn = new int[size];
    private float[] _packed = [];

    /// <summary>The rows.</summary>
    public Matrix Rows { get; private set; } = new(0, columns);

    /// <summary>The nearest centroid of each row.</summary>
    public int[] Labels { get; } = new int[size];

    /// <summary>Draws other rows.</summary>
    public void Draw(MatrixView observations, Frame frame, Rng rng)
    {
        foreach (ref int row in _drawn.AsSpan()) row = rng.NextInt(observations.RowCount);
        Rows = observations.SelectRows(_drawn);
        _packed = PackedObservations.PackChunk(Rows, frame);
    }

    /// <summary>Finds the nearest centroids.</summary>
    /// <returns>The mean squared distance from them.</returns>
    public double Assign(double[] centroids, Frame frame)
    {
        new CentroidTable(centroids, columns, frame).Assign(_packed, Rows, Labels, out double inertia);
        return inertia / size;
    }
}
