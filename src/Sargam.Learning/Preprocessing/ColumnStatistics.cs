using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Preprocessing;

/// <summary>Means and variances of columns in 64 bits, by two passes: exact enough for data far from the origin.</summary>
internal sealed class ColumnStatistics
{
    private ColumnStatistics(double[] mean, double[] variance)
    {
        Mean = mean;
        Variance = variance;
    }

    /// <summary>The mean of each column.</summary>
    public double[] Mean { get; }

    /// <summary>The variance of each column, divided by the number of rows (NumPy: <c>ddof=0</c>).</summary>
    public double[] Variance { get; }

    /// <summary>Both statistics of a matrix with at least one row.</summary>
    public static ColumnStatistics Of(MatrixView observations, CancellationToken cancellationToken = default)
    {
        double[] mean = Means(observations, cancellationToken);
        int columns = observations.ColumnCount;
        double[] deviations = ReduceRows(observations, 2 * columns, (row, sums) => WideRows.AddDeviations(row, mean, sums.AsSpan(0, columns), sums.AsSpan(columns)), cancellationToken);
        var variance = new double[columns];
        double n = observations.RowCount;
        for (int j = 0; j < columns; j++)
        {
            // The sum of deviations would be 0 but for the rounding of the mean; taking it out is the corrected two-pass algorithm.
            variance[j] = Math.Max(0, (deviations[columns + j] - deviations[j] * deviations[j] / n) / n);
        }

        return new ColumnStatistics(mean, variance);
    }

    /// <summary>The mean of each column of a matrix with at least one row.</summary>
    public static double[] Means(MatrixView observations, CancellationToken cancellationToken = default)
    {
        double[] mean = ReduceRows(observations, observations.ColumnCount, (row, sums) => WideRows.Add(row, sums), cancellationToken);
        for (int j = 0; j < mean.Length; j++) mean[j] /= observations.RowCount;
        return mean;
    }

    private static double[] ReduceRows(MatrixView observations, int width, RowReducer reducer, CancellationToken cancellationToken)
    {
        int chunkSize = RowChunks.Size(observations.RowCount, observations.ColumnCount);
        double[][] partials = FixedChunks.Map(observations.RowCount, chunkSize, (start, end) =>
        {
            var sums = new double[width];
            for (int i = start; i < end; i++) reducer(observations.Row(i), sums);
            return sums;
        }, cancellationToken);
        var total = new double[width];
        foreach (double[] partial in partials)
        {
            for (int j = 0; j < width; j++) total[j] += partial[j];
        }

        return total;
    }

    private delegate void RowReducer(ReadOnlySpan<float> row, double[] sums);
}
