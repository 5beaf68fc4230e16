namespace Sargam.Learning.Neural.Optimization;

/// <summary>
/// A weight of the KL divergence that rises from 0 several times, which keeps latent dimensions alive (Fu et al. 2019, "Cyclical
/// annealing schedule").
/// </summary>
/// <param name="Target">The weight at the end of each rise.</param>
/// <param name="EpochCount">Epochs of all cycles together, at least 1; the target holds afterwards (there: T).</param>
/// <param name="CycleCount">Cycles, at least 1 (there: M).</param>
/// <param name="RiseShare">The share of a cycle spent rising, above 0 and at most 1; the target holds for the rest (there: R).</param>
internal readonly record struct CyclicalBeta(double Target, int EpochCount, int CycleCount = 4, double RiseShare = 0.5)
{
    /// <summary>The weight in an epoch, counted from 1: 0 in the first.</summary>
    public double At(int epoch)
    {
        if (epoch > EpochCount) return Target;
        int cycleLength = (EpochCount + CycleCount - 1) / CycleCount;
        double progress = (epoch - 1) % cycleLength / ((double)EpochCount / CycleCount);
        return Target * Math.Min(progress / RiseShare, 1);
    }
}
