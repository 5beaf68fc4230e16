using System.Numerics.Tensors;
using Sargam.Learning.Decomposition;
using Sargam.Learning.Neural.Losses;
using Sargam.Learning.Vae.Data;
using Sargam.Learning.Vae.Objective;
using Sargam.Numerics;

namespace Sargam.Learning.Vae.Training;

/// <summary>
/// Variances of the data along their principal directions, in the units of beta: a linear VAE keeps the directions whose value
/// exceeds beta (Lucas et al. 2019).
/// </summary>
internal static class LossEigenvalues
{
    // The leading eigenvalues of this many rows are close to those of all.
    private const int MaxRowCount = 2000;

    /// <summary>Whether the rule is about these options: Gaussian losses of a fixed variance against the standard normal.</summary>
    public static bool Hold(VaeOptions options) => options is { IsVariational: true, PriorComponentCount: 0 }
        && options.Branches.All(branch => branch.Loss is ReconstructionLoss.SquaredError or ReconstructionLoss.HalfSquaredError);

    /// <summary>What to multiply a value by to compare it with <see cref="VaeOptions.Beta"/>: a KL divergence averaged over the dimensions weighs less.</summary>
    public static double KlScale(VaeOptions options) => options.KlReduction == ReductionKind.Mean ? options.LatentSize : 1;

    /// <summary>The largest of all modalities together, each scaled so that its loss reads squared error / 2; descending.</summary>
    /// <returns>At most <paramref name="count"/>; none with fewer than 2 rows.</returns>
    public static double[] Of(VaeOptions options, VaeData data, int count, CancellationToken cancellationToken)
    {
        int rowCount = Math.Min(data.RowCount, MaxRowCount);
        if (rowCount < 2) return [];
        var joined = new Matrix(rowCount, data.Modalities.Sum(modality => modality.Values.ColumnCount));
        int column = 0;
        for (int i = 0; i < data.Modalities.Count; i++)
        {
            VaeModality modality = data.Modalities[i];
            int size = modality.Values.ColumnCount;
            double scale = options.Branches[i].Weight * (options.Branches[i].Loss == ReconstructionLoss.SquaredError ? 2 : 1);
            if (options.ReconstructionReduction == ReductionKind.Mean) scale /= size;
            float root = (float)Math.Sqrt(scale);
            for (int row = 0; row < rowCount; row++)
            {
                int source = (int)((long)row * data.RowCount / rowCount);
                if (!modality.IsPresent(source)) continue;
                TensorPrimitives.Multiply(modality.Values.Row(source), root, joined.Row(row).Slice(column, size));
            }

            column += size;
        }

        var pca = new Pca(new PcaOptions { ComponentCount = Math.Min(count, Math.Min(rowCount, joined.ColumnCount)) });
        return [.. pca.Fit(joined, null, cancellationToken).ExplainedVariance];
    }
}
