using System.Numerics.Tensors;
using Sargam.Numerics;

namespace Sargam.Learning.Vae.Diagnosis;

/// <summary>The observations nearest to the points of a walk, no observation twice in a row.</summary>
internal sealed class NearestObservations
{
    /// <param name="points">The walk.</param>
    /// <param name="observations">At least 1, in the same space.</param>
    public NearestObservations(MatrixView points, MatrixView observations)
    {
        Rows = new int[points.RowCount];
        Distances = new double[points.RowCount];
        for (int i = 0; i < Rows.Length; i++) (Rows[i], Distances[i]) = Find(points.Row(i), observations, i > 0 && observations.RowCount > 1 ? Rows[i - 1] : -1);
    }

    /// <summary>The observation of each point.</summary>
    public int[] Rows { get; }

    /// <summary>How far it is.</summary>
    public double[] Distances { get; }

    /// <summary>The nearest but for one; of equally near ones the first.</summary>
    private static (int Row, double Distance) Find(ReadOnlySpan<float> point, MatrixView observations, int excluded)
    {
        (int nearest, float least) = (-1, float.PositiveInfinity);
        for (int row = 0; row < observations.RowCount; row++)
        {
            if (row == excluded) continue;
            float distance = TensorPrimitives.Distance(point, observations.Row(row));
            if (distance < least || nearest < 0) (nearest, least) = (row, distance);
        }

        return (nearest, least);
    }
}
