using Sargam.Numerics;

namespace Sargam.Tests.Learning.Metrics.Disentanglement;

/// <summary>Latents whose relation to some factors is known.</summary>
internal static class PlantedFactors
{
    /// <summary>Standard normal rows.</summary>
    public static Matrix Noise(ulong seed, int rowCount, int columnCount)
    {
        var matrix = new Matrix(rowCount, columnCount);
        new Rng(seed).Normal(matrix.Values);
        return matrix;
    }

    /// <summary>The class of each row: a column cut into about equally large classes of a standard normal.</summary>
    public static int[] Cut(Matrix values, int column) =>
        [.. Enumerable.Range(0, values.RowCount).Select(row => values[row, column] switch { < -0.67f => 0, < 0 => 1, < 0.67f => 2, _ => 3 })];

    /// <summary>The first two columns turned by 45 degrees.</summary>
    public static Matrix Rotated(Matrix values)
    {
        Matrix rotated = values.View.ToMatrix();
        for (int row = 0; row < values.RowCount; row++)
        {
            rotated[row, 0] = (values[row, 0] + values[row, 1]) * 0.70710678f;
            rotated[row, 1] = (values[row, 0] - values[row, 1]) * 0.70710678f;
        }

        return rotated;
    }

    /// <summary>The columns in another order.</summary>
    public static Matrix Reordered(Matrix values, params int[] order)
    {
        var reordered = new Matrix(values.RowCount, order.Length);
        for (int row = 0; row < values.RowCount; row++)
        {
            for (int column = 0; column < order.Length; column++) reordered[row, column] = values[row, order[column]];
        }

        return reordered;
    }
}
