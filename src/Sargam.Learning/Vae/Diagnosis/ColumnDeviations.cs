using Sargam.Learning.Preprocessing;
using Sargam.Learning.Vae.Data;
using Sargam.Learning.Vae.Objective;
using Sargam.Numerics;

namespace Sargam.Learning.Vae.Diagnosis;

/// <summary>How much columns vary.</summary>
internal static class ColumnDeviations
{
    /// <summary>
    /// The median standard deviation of the columns that vary, over the modalities whose loss expects a deviation of 1; null when
    /// there is no such column.
    /// </summary>
    public static double? Typical(VaeOptions options, VaeData data, CancellationToken cancellationToken)
    {
        var deviations = new List<double>();
        for (int i = 0; i < data.Modalities.Count; i++)
        {
            if (options.Branches[i].Loss is ReconstructionLoss.SquaredError or ReconstructionLoss.HalfSquaredError)
            {
                deviations.AddRange(Of(data.Modalities[i], cancellationToken).Where(deviation => deviation > 0));
            }
        }

        deviations.Sort();
        return deviations.Count > 0 ? deviations[deviations.Count / 2] : null;
    }

    /// <summary>Whether any column of any modality does.</summary>
    public static bool AnyVaries(VaeData data, CancellationToken cancellationToken) =>
        data.Modalities.Any(modality => Of(modality, cancellationToken).Any(deviation => deviation > 0));

    private static IEnumerable<double> Of(VaeModality modality, CancellationToken cancellationToken)
    {
        MatrixView values = modality.Values;
        if (modality.Present is { } present)
        {
            int[] rows = [.. Enumerable.Range(0, values.RowCount).Where(row => present[row])];
            if (rows.Length == 0) return [];
            values = values.SelectRows(rows);
        }

        return ColumnStatistics.Of(values, cancellationToken).Variance.Select(Math.Sqrt);
    }
}
