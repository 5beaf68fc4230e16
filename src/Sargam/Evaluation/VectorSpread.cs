using Sargam.Numerics;

namespace Sargam.Evaluation;

/// <summary>How far rows are spread, beside how large their numbers are.</summary>
/// <param name="MeanNorm">Length of the mean row.</param>
/// <param name="Deviation">Root mean squared distance from the mean row.</param>
/// <param name="LargestColumnVariance">Variance of the column that varies most.</param>
/// <param name="HasEqualLengths">Whether all rows are equally long, as embeddings often are made.</param>
internal readonly record struct VectorSpread(double MeanNorm, double Deviation, double LargestColumnVariance, bool HasEqualLengths)
{
    // A thousandth of the numbers' own size: below it, what differs is rounding, or a decoder that ignores its input.
    private const double ConstantShare = 1e-3;

    // The same as for latent dimensions in use.
    private const double ActiveVariance = 0.01;

    private const double EqualLengths = 0.01;

    /// <summary>Whether the rows hardly differ at all.</summary>
    public bool IsNearlyConstant => Deviation <= ConstantShare * MeanNorm || Deviation == 0;

    /// <summary>Whether these would be latents of a collapsed model, if they are latents: no dimension in use, around 0.</summary>
    public bool LooksCollapsed => !HasEqualLengths && LargestColumnVariance < ActiveVariance && MeanNorm < 1;

    public static VectorSpread Of(MatrixView rows)
    {
        double[] means = new double[rows.ColumnCount];
        double[] variances = new double[rows.ColumnCount];
        double[] lengths = new double[rows.RowCount];
        for (int i = 0; i < rows.RowCount; i++)
        {
            ReadOnlySpan<float> row = rows.Row(i);
            for (int j = 0; j < row.Length; j++) means[j] += row[j] / (double)rows.RowCount;
        }

        for (int i = 0; i < rows.RowCount; i++)
        {
            ReadOnlySpan<float> row = rows.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                double difference = row[j] - means[j];
                variances[j] += difference * difference / rows.RowCount;
                lengths[i] += (double)row[j] * row[j];
            }
        }

        double longest = Math.Sqrt(lengths.Max());
        double shortest = Math.Sqrt(lengths.Min());
        return new VectorSpread(
            Math.Sqrt(means.Sum(mean => mean * mean)), Math.Sqrt(variances.Sum()), variances.Max(), longest - shortest <= EqualLengths * longest);
    }
}
