using Sargam.Numerics;

namespace Sargam.Learning.Metrics.Disentanglement;

/// <summary>
/// Latent values as bin numbers, dimension after dimension. Borders are quantiles of the leading rows, so that only the order of
/// values matters, not their scale.
/// </summary>
internal sealed class QuantileCodes
{
    private readonly byte[] _codes;

    /// <param name="latents">One row per observation.</param>
    /// <param name="rows">The rows to encode, those that borders come from first.</param>
    /// <param name="learnedCount">How many of them borders come from, at least 1.</param>
    /// <param name="binCount">Bins, at most 256.</param>
    public QuantileCodes(MatrixView latents, ReadOnlySpan<int> rows, int learnedCount, int binCount)
    {
        (RowCount, DimensionCount, BinCount) = (rows.Length, latents.ColumnCount, binCount);
        _codes = new byte[checked(RowCount * DimensionCount)];
        var values = new float[RowCount];
        for (int dimension = 0; dimension < DimensionCount; dimension++)
        {
            for (int i = 0; i < values.Length; i++) values[i] = latents[rows[i], dimension];
            float[] borders = Borders(values.AsSpan(0, learnedCount), binCount);
            Span<byte> codes = _codes.AsSpan(dimension * RowCount, RowCount);
            for (int i = 0; i < codes.Length; i++)
            {
                int found = Array.BinarySearch(borders, values[i]);
                codes[i] = (byte)(found >= 0 ? found + 1 : ~found);
            }
        }
    }

    /// <summary>Rows encoded.</summary>
    public int RowCount { get; }

    /// <summary>Latent dimensions.</summary>
    public int DimensionCount { get; }

    /// <summary>Codes are below this.</summary>
    public int BinCount { get; }

    /// <summary>The codes of all rows in one dimension.</summary>
    public ReadOnlySpan<byte> Dimension(int dimension) => _codes.AsSpan(dimension * RowCount, RowCount);

    /// <summary>Distinct values, ascending, each the least of its bin.</summary>
    private static float[] Borders(ReadOnlySpan<float> values, int binCount)
    {
        float[] sorted = values.ToArray();
        Array.Sort(sorted);
        var borders = new List<float>(binCount);
        for (int bin = 1; bin < binCount; bin++)
        {
            float border = sorted[(int)((long)bin * sorted.Length / binCount)];
            if (border > (borders.Count > 0 ? borders[^1] : sorted[0])) borders.Add(border);
        }

        return [.. borders];
    }
}
