using Sargam.Numerics;

namespace Sargam.Learning.Metrics.Disentanglement;

/// <summary>
/// Mutual information gap (MIG: Chen et al. 2018; disentanglement_lib: <c>compute_mig</c>): whether one latent dimension alone
/// tells each factor. 1 where each factor sits in a dimension of its own, near 0 where it is spread over several or absent.
/// </summary>
/// <remarks>
/// Mutual information measured on few observations is too large, about alike in every dimension, and the difference takes most
/// of that away; with fewer than some 20 observations per bin the gap is still unsure.
/// </remarks>
public static class MutualInformationGap
{
    /// <summary>Measures the gap of each factor.</summary>
    /// <param name="latents">One row per observation, such as posterior means; finite values.</param>
    /// <param name="factors">
    /// For each factor the class of every row, 0 or more; -1 where unknown: such a row counts, for this factor, as if it were not there.
    /// </param>
    /// <param name="binCount">Bins of equal width, from smallest to largest value, that each dimension is cut into; at least 2.</param>
    /// <param name="cancellationToken">Checked once per factor and dimension.</param>
    /// <exception cref="ArgumentException">No rows, columns or factors, a value is not finite, or a factor has another length or a class below -1.</exception>
    public static MutualInformationGapScore Score(
        MatrixView latents, IReadOnlyList<IReadOnlyList<int>> factors, int binCount = 20, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(binCount, 2);
        FactorLabels[] labels = FactorLabels.Of(latents, factors, nameof(MutualInformationGap));
        return new MutualInformationGapScore([.. labels.Select(factor => GapOf(latents, factor, binCount, cancellationToken))]);
    }

    private static FactorGap GapOf(MatrixView latents, FactorLabels factor, int binCount, CancellationToken cancellationToken)
    {
        var values = new float[factor.Rows.Length];
        (int dimension, double largest, double second) = (0, 0, 0);
        for (int j = 0; j < latents.ColumnCount && factor.Encoding.Count > 1; j++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int i = 0; i < values.Length; i++) values[i] = latents[factor.Rows[i], j];
            double information = MutualInformation.Score(factor.Encoding.Indices, EqualWidthBins(values, binCount));
            if (information > largest) (dimension, largest, second) = (j, information, largest);
            else second = Math.Max(second, information);
        }

        double entropy = MutualInformation.Entropy(factor.Encoding.Totals);
        double? gap = factor.Encoding.Count > 1 ? Math.Clamp((largest - second) / entropy, 0, 1) : null;
        return new FactorGap(gap, dimension, largest, second, entropy, values.Length);
    }

    /// <summary>The bin of each value: a border belongs to the bin above it, the largest value to the last.</summary>
    private static int[] EqualWidthBins(ReadOnlySpan<float> values, int binCount)
    {
        (double low, double high) = (values[0], values[0]);
        foreach (float value in values) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        double width = (high - low) / binCount;
        var bins = new int[values.Length];
        for (int i = 0; width > 0 && i < bins.Length; i++)
        {
            int bin = Math.Clamp((int)((values[i] - low) / width), 0, binCount - 1);

            // The quotient may be rounded over a border; the border itself decides.
            if (values[i] < low + bin * width) bin--;
            else if (bin + 1 < binCount && values[i] >= low + (bin + 1) * width) bin++;
            bins[i] = bin;
        }

        return bins;
    }
}
