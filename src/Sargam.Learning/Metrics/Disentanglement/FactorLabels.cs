using Sargam.Numerics;

namespace Sargam.Learning.Metrics.Disentanglement;

/// <summary>The rows that one factor is known for, and its classes as indices 0 .. k-1.</summary>
internal sealed class FactorLabels
{
    private const int Unknown = -1;

    public FactorLabels(IReadOnlyList<int> factor)
    {
        Rows = [.. Enumerable.Range(0, factor.Count).Where(row => factor[row] != Unknown)];
        Encoding = new LabelEncoding([.. Rows.Select(row => factor[row])]);
    }

    /// <summary>Rows of the latents, ascending.</summary>
    public int[] Rows { get; }

    /// <summary>The class of each of those rows.</summary>
    public LabelEncoding Encoding { get; }

    /// <summary>All factors, checked.</summary>
    /// <exception cref="ArgumentException">No rows, columns or factors, a value is not finite, or a factor has another length or a class below -1.</exception>
    public static FactorLabels[] Of(MatrixView latents, IReadOnlyList<IReadOnlyList<int>> factors, string score)
    {
        ArgumentNullException.ThrowIfNull(factors);
        Observations.Check(latents, score);
        if (factors.Count == 0) throw new ArgumentException($"{score} needs at least 1 factor, got 0", nameof(factors));
        for (int i = 0; i < factors.Count; i++)
        {
            if (factors[i] is not { } factor) throw new ArgumentException($"{score}: factor {i} must be given, got null", nameof(factors));
            if (factor.Count != latents.RowCount)
            {
                throw new ArgumentException($"{score}: factor {i} must have a class for each of the {latents.RowCount} rows, got {factor.Count}", nameof(factors));
            }

            for (int row = 0; row < factor.Count; row++)
            {
                if (factor[row] < Unknown) throw new ArgumentException($"{score}: factor {i} must be at least 0, or -1 where unknown, row {row} is {factor[row]}", nameof(factors));
            }
        }

        return [.. factors.Select(factor => new FactorLabels(factor))];
    }
}
