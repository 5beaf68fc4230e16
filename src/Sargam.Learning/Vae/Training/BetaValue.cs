using Sargam.Learning.Decomposition;
using Sargam.Learning.Neural.Losses;
using Sargam.Learning.Neural.Optimization;
using Sargam.Learning.Vae.Data;
using Sargam.Learning.Vae.Objective;
using Sargam.Numerics;

namespace Sargam.Learning.Vae.Training;

/// <summary>The weight of the KL divergence: its final value, and its value in an epoch.</summary>
internal static class BetaValue
{
    // Beta lies between the last eigenvalue to keep and the next, but within these shares of the former.
    private const double MostOfLast = 0.95;
    private const double LeastOfLast = 0.5;

    // The leading eigenvalues of this many rows are close to those of all.
    private const int MaxRowCount = 2000;

    /// <summary>The beta of the options, or the one that the data's eigenvalues ask for.</summary>
    public static double Final(VaeOptions options, VaeData data, CancellationToken cancellationToken)
    {
        if (options.TargetActiveUnits is not { } target) return options.Beta;
        double[] eigenvalues = Eigenvalues(options, data, target + 1, cancellationToken);
        return FromEigenvalues(eigenvalues, target) * (options.KlReduction == ReductionKind.Mean ? options.LatentSize : 1);
    }

    /// <summary>
    /// A beta that keeps as many dimensions active as asked for: a linear VAE with the loss squared error / 2 + beta x KL keeps the
    /// directions whose eigenvalues exceed beta (Lucas et al. 2019).
    /// </summary>
    /// <param name="eigenvalues">Descending; zeros count as missing.</param>
    /// <param name="activeUnits">Dimensions to keep, at least 1.</param>
    public static double FromEigenvalues(ReadOnlySpan<double> eigenvalues, int activeUnits)
    {
        if (eigenvalues.Length == 0 || eigenvalues[0] <= 0) return 1;
        int kept = Math.Min(activeUnits, eigenvalues.Length);
        while (kept > 1 && eigenvalues[kept - 1] <= 0) kept--;
        double last = eigenvalues[kept - 1];
        double next = kept < eigenvalues.Length ? Math.Max(eigenvalues[kept], 0) : 0;
        return Math.Clamp(Math.Sqrt(last * next), LeastOfLast * last, MostOfLast * last);
    }

    /// <summary>Beta in an epoch of the variational phase, counted from 1.</summary>
    public static double At(VaeOptions options, double final, int epoch) => options.BetaSchedule switch
    {
        BetaScheduleKind.LinearWarmUp => new LinearWarmUp(final, options.BetaWarmUpEpochCount).At(epoch),
        BetaScheduleKind.Cyclical => new CyclicalBeta(final, options.EpochCount, options.BetaCycleCount).At(epoch),
        _ => final,
    };

    /// <summary>Eigenvalues of all modalities together, each scaled so that its loss reads squared error / 2.</summary>
    private static double[] Eigenvalues(VaeOptions options, VaeData data, int count, CancellationToken cancellationToken)
    {
        int rowCount = Math.Min(data.RowCount, MaxRowCount);
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
                System.Numerics.Tensors.TensorPrimitives.Multiply(modality.Values.Row(source), root, joined.Row(row).Slice(column, size));
            }

            column += size;
        }

        if (rowCount < 2) return [];
        var options2 = new PcaOptions { ComponentCount = Math.Min(count, Math.Min(rowCount, joined.ColumnCount)) };
        return [.. new Pca(options2).Fit(joined, null, cancellationToken).ExplainedVariance];
    }
}
