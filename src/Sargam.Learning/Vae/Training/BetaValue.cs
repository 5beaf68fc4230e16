using Sargam.Learning.Neural.Optimization;
using Sargam.Learning.Vae.Data;

namespace Sargam.Learning.Vae.Training;

/// <summary>The weight of the KL divergence: its final value, and its value in an epoch.</summary>
internal static class BetaValue
{
    // Beta lies between the last eigenvalue to keep and the next, but within these shares of the former.
    private const double MostOfLast = 0.95;
    private const double LeastOfLast = 0.5;

    /// <summary>The beta of the options, or the one that the data's eigenvalues ask for.</summary>
    public static double Final(VaeOptions options, VaeData data, CancellationToken cancellationToken)
    {
        if (options.TargetActiveUnits is not { } target) return options.Beta;
        double[] eigenvalues = LossEigenvalues.Of(options, data, target + 1, cancellationToken);
        return FromEigenvalues(eigenvalues, target) * LossEigenvalues.KlScale(options);
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
}
