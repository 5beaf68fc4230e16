using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Preprocessing;

/// <summary>Order statistics of columns.</summary>
internal static class SortedColumns
{
    /// <summary>Computes something from every column's ascending values, several columns at a time.</summary>
    /// <param name="observations">At least one row.</param>
    /// <param name="read">Given the column and its values, which it may not keep.</param>
    /// <param name="cancellationToken">Checked once per column.</param>
    public static void ForEach(MatrixView observations, Action<int, double[]> read, CancellationToken cancellationToken)
    {
        FixedChunks.ForEach(observations.ColumnCount, 1, (start, end) =>
        {
            var values = new double[observations.RowCount];
            for (int j = start; j < end; j++)
            {
                for (int i = 0; i < values.Length; i++) values[i] = observations.Row(i)[j];
                Array.Sort(values);
                read(j, values);
            }
        }, cancellationToken);
    }

    /// <summary>The value below which a share of ascending values lies, linearly interpolated (NumPy: <c>quantile</c>).</summary>
    /// <param name="sorted">At least one value, ascending.</param>
    /// <param name="share">In [0, 1].</param>
    public static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        double position = share * (sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        double weight = position - below;
        double difference = sorted[above] - sorted[below];

        // From the nearer end, as NumPy does: monotonic, and exact where both are equal.
        return weight >= 0.5 ? sorted[above] - difference * (1 - weight) : sorted[below] + difference * weight;
    }
}
