namespace Sargam.Learning.Neural.Optimization;

/// <summary>
/// <see cref="CosineAnnealing"/> that starts again and again (Loshchilov and Hutter 2017; PyTorch: <c>CosineAnnealingWarmRestarts</c>).
/// </summary>
/// <param name="InitialRate">The first of every cycle.</param>
/// <param name="CycleEpochCount">Epochs of the first cycle, at least 1 (PyTorch: <c>T_0</c>).</param>
/// <param name="CycleGrowth">How many times as long each cycle is as the one before, at least 1 (PyTorch: <c>T_mult</c>).</param>
/// <param name="MinimumRate">What a cycle falls towards (PyTorch: <c>eta_min</c>).</param>
internal readonly record struct CosineRestarts(double InitialRate, int CycleEpochCount, int CycleGrowth = 1, double MinimumRate = 0)
    : ILearningRateSchedule
{
    public double At(int epoch)
    {
        long within = epoch - 1;
        long length = CycleEpochCount;
        while (within >= length)
        {
            within -= length;
            length *= CycleGrowth;
        }

        return CosineAnnealing.Between(InitialRate, MinimumRate, (double)within / length);
    }
}
