using Sargam.Learning.Preprocessing;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.GaussianMixture;

/// <summary>Walks over rows in blocks and keeps what is asked for of what a mixture says about them.</summary>
internal static class MixtureEvaluation
{
    /// <summary>The most probable component of each row.</summary>
    public static int[] Labels(ComponentDensities densities, MatrixView rows, CancellationToken cancellationToken = default)
    {
        var labels = new int[rows.RowCount];
        ForEachBlock(densities, rows, (posterior, start, count) => posterior.Labels[..count].CopyTo(labels.AsSpan(start)), cancellationToken);
        return labels;
    }

    /// <summary>The log density at each row.</summary>
    public static double[] LogDensities(ComponentDensities densities, MatrixView rows)
    {
        var values = new double[rows.RowCount];
        ForEachBlock(densities, rows, (posterior, start, count) => posterior.LogDensities[..count].CopyTo(values.AsSpan(start)));
        return values;
    }

    /// <summary>The probability of each component for each row.</summary>
    public static Matrix Probabilities(ComponentDensities densities, MatrixView rows)
    {
        var matrix = new Matrix(rows.RowCount, densities.ComponentCount);
        ForEachBlock(densities, rows, (posterior, start, count) =>
        {
            for (int lane = 0; lane < count; lane++)
            {
                Span<float> row = matrix.Row(start + lane);
                for (int c = 0; c < row.Length; c++) row[c] = (float)posterior.Probabilities[c * RowBlock.Lanes + lane];
            }
        });
        return matrix;
    }

    /// <summary>The probability of the most probable component of each row.</summary>
    public static float[] Confidences(ComponentDensities densities, MatrixView rows)
    {
        var values = new float[rows.RowCount];
        ForEachBlock(densities, rows, (posterior, start, count) =>
        {
            for (int lane = 0; lane < count; lane++)
            {
                values[start + lane] = (float)posterior.Probabilities[posterior.Labels[lane] * RowBlock.Lanes + lane];
            }
        });
        return values;
    }

    private static void ForEachBlock(
        ComponentDensities densities, MatrixView rows, Action<PosteriorBlock, int, int> keep, CancellationToken cancellationToken = default) =>
        FixedChunks.ForEach(rows.RowCount, RowChunks.Size(rows.RowCount, rows.ColumnCount), (first, end) =>
        {
            var posterior = new PosteriorBlock(densities);
            for (int start = first; start < end; start += RowBlock.Lanes)
            {
                int count = Math.Min(RowBlock.Lanes, end - start);
                posterior.Evaluate(rows, start, count);
                keep(posterior, start, count);
            }
        }, cancellationToken);
}
