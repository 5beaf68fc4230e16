namespace Sargam.Learning.Neural.Optimization;

/// <summary>
/// A rate that falls along half a cosine (Loshchilov and Hutter 2017; PyTorch: <c>CosineAnnealingLR</c>, and like it rises again
/// beyond <paramref name="EpochCount"/> + 1).
/// </summary>
/// <param name="InitialRate">The first.</param>
/// <param name="EpochCount">Epochs after which the least rate is reached, at least 1 (PyTorch: <c>T_max</c>).</param>
/// <param name="MinimumRate">The least (PyTorch: <c>eta_min</c>).</param>
internal readonly record struct CosineAnnealing(double InitialRate, int EpochCount, double MinimumRate = 0) : ILearningRateSchedule
{
    public double At(int epoch) => Between(InitialRate, MinimumRate, (double)(epoch - 1) / EpochCount);

    /// <summary>From the highest at progress 0 to the lowest at progress 1.</summary>
    internal static double Between(double highest, double lowest, double progress) =>
        lowest + (highest - lowest) * (1 + Math.Cos(Math.PI * progress)) / 2;
}
